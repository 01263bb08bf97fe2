"""A sentence in, the best programmes out."""
