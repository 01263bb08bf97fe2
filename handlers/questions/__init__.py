"""What a provider asks about a need before it answers, and what it is told."""
