"""What a person decides for themselves: so far, the language."""
