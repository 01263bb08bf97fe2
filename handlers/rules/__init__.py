"""What a delegation asks of its own people, and whom it lets see its needs."""
