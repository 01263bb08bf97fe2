"""Brings what waited for the morning, and opens what a card holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from handlers.digest import actions, views
from handlers.kit.access import anybody
from handlers.kit.book import Book
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Living, Moment, Turn
from storage import digests, held
from storage.database import Store
from storage.people import Person


def register(book: Book) -> None:
    book.due("wake", wake)
    book.route("digest", page)
    book.route("told", open_one)


def wake(moment: Moment, subject: str) -> datetime | None:
    return actions.wake(moment, subject)


@anybody
def page(turn: Turn) -> None:
    """Another page of a card, or the newest of it."""
    ref, _, first = turn.args.partition(".")
    number = int(first) if first.isdecimal() else 0
    screen = _card(turn.world.living, turn.store, turn.t, turn.person, ref, number)
    if screen is None:
        turn.say(views.over(turn.t), alert=True)
    else:
        turn.show(screen)


@anybody
def open_one(turn: Turn) -> None:
    """What the letter says by now, as a message of its own: the list stays where it is."""
    ids = (int(turn.args),) if turn.args.isdecimal() else ()
    letters = held.by_ids(turn.store, turn.person.id, ids)
    found = [
        said for each in letters if (said := actions.says(turn.world.living, turn.store, turn.person, each))
    ]
    if not found:
        turn.say(views.over(turn.t), alert=True)
        return
    (said,) = found
    # Opened for the first time it takes the letter's place, and is renewed as that would have been.
    is_first = said.letter.card is not None and held.lies(turn.store, said.letter.card)
    turn.show(replace(said.screen, below=True), said.letter.key if is_first else "")


def letter(
    store: Store, t: Translator, reader: Person, subject: str, living: Mapping[str, Living]
) -> Screen | None:
    return _card(living, store, t, reader, subject, 0)


def _card(
    living: Mapping[str, Living], store: Store, t: Translator, reader: Person, ref: str, first: int
) -> Screen | None:
    found = digests.by_ref(store, reader.id, ref)
    if found is None:
        return None
    fresh, waiting = actions.contents(living, store, reader, found)
    return views.digest(t, ref, fresh, waiting, first) if fresh or waiting else None
