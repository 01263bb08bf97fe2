"""All tables at once, for migrations and for comparing the schema with them."""

from sqlmodel import SQLModel

from storage import (
    audit,
    broadcasts,
    cards,
    consents,
    delegations,
    dialogs,
    dues,
    errands,
    guesses,
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
    proposals,
    questions,
    requests,
    searches,
)

__all__ = [
    "audit",
    "broadcasts",
    "cards",
    "consents",
    "delegations",
    "dialogs",
    "dues",
    "errands",
    "guesses",
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
    "proposals",
    "questions",
    "requests",
    "searches",
]

metadata = SQLModel.metadata
