"""A delegation's people: who holds which post, what it may do, who is suspended, and the hand-over."""
