"""The methods that are modelled: the world and the parameters in, the result out, or an `ApiError`."""
