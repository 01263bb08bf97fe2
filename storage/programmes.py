"""STUB until the catalogue lands."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from knowledge.programmes import Programme, shipped_programmes
from storage import delegations
from storage.database import Store


class Entry(NamedTuple):
    programme: Programme
    owner: str
    state: Literal["live", "unconfirmed", "reference"]
    confirmed_at: datetime | None
    aboard: int
    is_disowned: bool


def entries(store: Store, today: date) -> list[Entry]:
    del today
    aboard = delegations.aboard(store, "provider")
    return [_entry(p, aboard) for p in shipped_programmes()]


def entry(store: Store, id_: str, today: date) -> Entry | None:
    return next((e for e in entries(store, today) if e.programme.id == id_), None)


def is_offer(programme: Programme, today: date) -> bool:
    over = programme.end_year is not None and programme.end_year < today.year
    return not over and programme.kind not in ("coordination", "co-deployment")


def _entry(programme: Programme, aboard: dict[str, int]) -> Entry:
    owner = programme.providers[0]
    here = aboard.get(owner, 0)
    return Entry(programme, owner, "unconfirmed" if here else "reference", None, here, False)
