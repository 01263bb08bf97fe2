"""What is kept about a person, why and how long; their file, and the way out."""
