"""Coming in: by an invitation's link, or by asking the secretariat for access."""
