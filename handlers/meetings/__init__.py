"""Meetings: the secretariat sets them, everybody says with one tap whether they come, all are reminded."""
