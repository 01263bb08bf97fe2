"""Telling everybody who holds a post: some people a tick, so that no transaction is long."""

from datetime import datetime

from handlers.kit.turn import Moment
from storage import delegations, dues
from storage.database import Store

PEOPLE_A_ROUND = 100


def begin(store: Store, kind: str, about: str, due_at: datetime) -> None:
    """Let the first round of this kind be due; what is due answers with `everybody`."""
    _due(store, kind, about, 0, due_at)


def everybody(moment: Moment, kind: str, subject: str) -> tuple[str, list[int]]:
    """What a round is about, and the people whose turn it is; the next one is due where there may be more."""
    about, _, after = subject.rpartition(".")
    people = delegations.everybody(moment.store, int(after), PEOPLE_A_ROUND)
    if len(people) == PEOPLE_A_ROUND:
        _due(moment.store, kind, about, people[-1], moment.now)
    return about, people


def _due(store: Store, kind: str, about: str, after: int, due_at: datetime) -> None:
    dues.add(store, f"{kind}:{about}:{after}", kind, due_at, f"{about}.{after}")
