"""The contact card: what the other side of a match gets, chosen by its owner."""
