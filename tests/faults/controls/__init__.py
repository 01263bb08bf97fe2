"""Stock patterns, as the libraries suggest them. Each must fail where ours must not."""
