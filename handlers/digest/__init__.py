"""Several letters for one reader in one card, in the morning of their working day."""
