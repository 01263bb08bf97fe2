"""What the benchmarks share: a Bot API that costs next to nothing, people who never rest, measured processes."""
