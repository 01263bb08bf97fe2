"""All tables at once, for migrations and for comparing the schema with them."""

from sqlmodel import SQLModel

from storage import (
    audit,
    cards,
    delegations,
    dialogs,
    dues,
    errands,
    inbox,
    invites,
    leader,
    outbox,
    people,
    profile,
    programmes,
    requests,
    searches,
)

__all__ = [
    "audit",
    "cards",
    "delegations",
    "dialogs",
    "dues",
    "errands",
    "inbox",
    "invites",
    "leader",
    "outbox",
    "people",
    "profile",
    "programmes",
    "requests",
    "searches",
]

metadata = SQLModel.metadata
