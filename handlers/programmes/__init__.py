"""A programme's card."""
