"""All tables at once, for migrations and for comparing the schema with them."""

from sqlmodel import SQLModel

from storage import audit, cards, dues, errands, inbox, leader, outbox, people, profile, searches

__all__ = ["audit", "cards", "dues", "errands", "inbox", "leader", "outbox", "people", "profile", "searches"]

metadata = SQLModel.metadata
