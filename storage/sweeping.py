"""Taking a person's traces out of what other people's chats hold: rendered answers and raw updates."""

import html
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update

from storage import contacts
from storage.database import Store
from storage.inbox import NEW, InboxRow
from storage.outbox import DROPPED, WAITING, LetterRow
from storage.people import Person

AT_ONCE = 1_000

_letters = LetterRow.__table__  # type: ignore[attr-defined]
_inbox = InboxRow.__table__  # type: ignore[attr-defined]


class Place(NamedTuple):
    """How far a sweep has come: the last update and the last letter that it looked at."""

    update: int = 0
    letter: int = 0


def sweep(store: Store, person: Person, place: Place, now: datetime) -> Place | None:
    """Look through some more texts and erase those that name a person; None when all are looked through."""
    signs = _signs(store, person)
    updates = select(_inbox.c.seq, _inbox.c.raw).where(_inbox.c.raw.is_not(None), _inbox.c.state != NEW)
    updates = updates.where(_inbox.c.seq > place.update).order_by(_inbox.c.seq).limit(AT_ONCE)
    seen = store.connection.execute(updates).all()
    marked = [row.seq for row in seen if _is_marked(signs, row.raw)]
    store.connection.execute(update(_inbox).where(_inbox.c.seq.in_(marked)).values(raw=None))
    written = select(_letters.c.id, _letters.c.payload).where(_letters.c.payload.is_not(None))
    written = written.where(_letters.c.id > place.letter).order_by(_letters.c.id).limit(AT_ONCE)
    read = store.connection.execute(written).all()
    _erase_letters(store, [row.id for row in read if _is_marked(signs, row.payload)], now)
    if max(len(seen), len(read)) < AT_ONCE:
        return None
    return Place(seen[-1].seq if seen else place.update, read[-1].id if read else place.letter)


def _erase_letters(store: Store, marked: list[int], now: datetime) -> None:
    """What still waits names somebody who is gone: it is not worth sending any more."""
    theirs = update(_letters).where(_letters.c.id.in_(marked))
    dropped = {"state": DROPPED, "error": "it named somebody who was erased", "done_at": now}
    store.connection.execute(theirs.where(_letters.c.state == WAITING).values(**dropped))
    store.connection.execute(theirs.values(payload=None))


def _signs(store: Store, person: Person) -> re.Pattern[str]:
    """What tells that a text is about a person: number, name and what their contact card says."""
    card = contacts.of(store, person.id)
    words = [str(person.telegram_id), person.name, card.name, card.email, card.phone, card.username]
    forms = {form for word in words if word for form in (word, html.escape(word, quote=True))}
    return re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in sorted(forms)))


def _is_marked(signs: re.Pattern[str], text: str) -> bool:
    try:
        content = json.loads(text)
    except ValueError:
        return signs.search(text) is not None
    return any(signs.search(said) for said in _said(content))


def _said(content: Any) -> Iterator[str]:
    """Every text and number in a piece of JSON, freed of its escapes."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from _said(part)
    else:
        yield str(content)
