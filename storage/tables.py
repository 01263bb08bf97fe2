"""All tables at once, for migrations and for comparing the schema with them."""

from sqlmodel import SQLModel

from storage import (
    audit,
    broadcasts,
    cards,
    consents,
    contact_consents,
    contacts,
    delegations,
    dialogs,
    dues,
    errands,
    inbox,
    invites,
    leader,
    matches,
    meetings,
    needs,
    outbox,
    people,
    profile,
    programmes,
    questions,
    requests,
    searches,
)

__all__ = [
    "audit",
    "broadcasts",
    "cards",
    "consents",
    "contact_consents",
    "contacts",
    "delegations",
    "dialogs",
    "dues",
    "errands",
    "inbox",
    "invites",
    "leader",
    "matches",
    "meetings",
    "needs",
    "outbox",
    "people",
    "profile",
    "programmes",
    "questions",
    "requests",
    "searches",
]

metadata = SQLModel.metadata
