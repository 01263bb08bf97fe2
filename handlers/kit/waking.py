"""What waits for its reader's hours: when it comes, and what a new rhythm changes."""

from datetime import datetime
from typing import NamedTuple

from knowledge.kinds import KINDS, Kind
from knowledge.rhythm import Rhythm
from storage import dues, held, rhythms
from storage.database import Store

NOT_WANTED, TOO_LATE = "not wanted", "too late to be useful by then"


class Back(NamedTuple):
    """For a letter that may not leave now: from when on it may (None: it is not wanted), and its deadline."""

    due_at: datetime | None
    deadline: datetime


def told_today(store: Store, reader: int, rhythm: Rhythm, now: datetime) -> int:
    """How many letters that count somebody had since their local midnight, those under way included."""
    midnight = rhythm.hours.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return held.told_since(store, reader, midnight)


def held_back(store: Store, reader: int, kind: str, created_at: datetime, now: datetime) -> Back | None:
    """Whether a letter that is about to leave has to wait after all; None for one that may go.

    It may have been under way for long, or its reader has changed their mind meanwhile. How many they
    take a day is looked at when a letter is written, and not again.
    """
    sort = KINDS[kind]
    at = rhythms.of(store, reader).rings(sort, now)
    if at is None:
        return Back(None, now)
    if at <= now:
        return None
    wake_by(store, reader, at)
    return Back(at, sort.deadline(created_at, at))


def why_never(kind: Kind, written_at: datetime, at: datetime | None) -> str | None:
    """Why a letter that might come `at` an instant, or is not wanted at all, never comes; None if it does."""
    if at is None:
        return NOT_WANTED
    return TOO_LATE if kind.deadline(written_at, at) < at else None


def wake_by(store: Store, reader: int, at: datetime) -> None:
    """Look at what is held for somebody then, at the latest."""
    dues.by(store, f"wake:{reader}", "wake", at, str(reader))


def rearrange(store: Store, reader: int, rhythm: Rhythm, now: datetime) -> None:
    """Put a new rhythm into force: what is held comes when the new one says, or not at all."""
    rhythms.put(store, reader, rhythm)
    told = told_today(store, reader, rhythm, now)
    for letter in held.held(store, reader):
        kind = KINDS[letter.kind]
        at = rhythm.arrives(kind, now, told)
        if (never := why_never(kind, letter.created_at, at)) is not None:
            held.skip(store, letter.id, never, now)
        elif at is not None:
            held.hold_until(store, letter.id, at, kind.deadline(letter.created_at, at))
            wake_by(store, reader, max(at, now))
    wake_by(store, reader, rhythm.hours.next_opening(now))
    dues.by(store, f"reminders-anew:{reader}", "reminders-anew", now, str(reader))
