"""Somebody who taps every button there is, and codes that no button ever carried.

What they do is undone afterwards, so that any button can be tapped; what it shows to them, and to others by
letter, is kept. Codes are taken as if they were signed: only the rows say who may.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.moments import refs
from bot.render import render
from handlers.books import books, forms_of, living
from handlers.kit.book import Answer
from handlers.kit.buttons import Code, KeyRing
from handlers.kit.errors import Refused
from handlers.kit.i18n import translator
from handlers.kit.links import Links
from handlers.kit.screen import Button, Document, Screen
from handlers.kit.turn import Incoming, Turn, World
from storage import people
from storage.catalogue import Catalogue
from storage.database import Database
from storage.people import Person

KEYS = KeyRing([b"of the test alone"])


@dataclass
class Seen:
    """What one deed brought: screens and words for whoever did it, letters for others by their ids."""

    screens: list[Screen] = field(default_factory=list)
    words: str = ""
    letters: list[tuple[int, str, Screen | Document]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join([*map(drawn, self.screens), self.words])

    @property
    def codes(self) -> Iterator[Code]:
        return (button.code for screen in self.screens for button in buttons_of(screen))


class _Undone(Exception):  # noqa: N818 -- undoes a transaction, and is no fault
    pass


class Roaming:
    """The bot without Telegram: one deed, one transaction, which is undone unless it is to be kept."""

    def __init__(self, database: Database, catalogue: Catalogue, now: datetime) -> None:
        self.database, self.now = database, now
        links = Links([b"of the test alone"], lambda: "clearinghouse_bot")
        self.world = World(catalogue, "the exercise staff", links=links)
        self.shelf = books()
        self.forms = forms_of(self.shelf)
        self.routes = {name: answer for book in self.shelf for name, answer in book.routes.items()}
        self.commands = sorted({name for book in self.shelf for name in book.commands})
        self.living = living(lambda: now, links)
        self._deeds = 0

    def does(self, telegram_id: int, incoming: Incoming, *, keep: bool = False) -> Seen:
        self._deeds += 1
        seen = Seen()
        try:
            with self.database.transaction() as store:
                person = people.by_telegram_id(store, telegram_id)
                turn = Turn(
                    store=store, person=person, now=self.now, incoming=incoming, world=self.world,
                    new_ref=refs("roaming", f"{self._deeds}" if keep else "undone"),
                )  # fmt: skip
                self._answer(turn)
                seen.screens, seen.words = turn.screens, turn.toast
                for notice in turn.notices:
                    reader = people.by_id(store, notice.person)
                    screen = self.letter(store, reader, notice.kind, notice.subject)
                    if screen is not None:
                        seen.letters.append((reader.telegram_id, notice.kind, screen))
                if not keep:
                    raise _Undone  # noqa: TRY301 -- the transaction is to be left by it
        except _Undone:
            pass
        except Refused as refusal:
            seen.words = str(refusal)
        return seen

    def types(self, telegram_id: int, text: str, *, keep: bool = False) -> Seen:
        return self.does(telegram_id, Incoming("text", text, message_id=self._deeds + 1), keep=keep)

    def commands_(self, telegram_id: int, command: str, text: str = "") -> Seen:
        return self.does(telegram_id, Incoming("command", text, command, message_id=self._deeds + 1))

    def taps(self, telegram_id: int, code: Code, *, keep: bool = False) -> Seen:
        return self.does(telegram_id, Incoming("tap", code=code, message_id=1), keep=keep)

    def letter(self, store: object, reader: Person, kind: str, subject: str) -> Screen | Document | None:
        return self.living[kind](store, translator(reader.language), reader, subject)

    def walk(self, telegram_id: int, texts: Iterable[str]) -> tuple[list[Seen], set[Code]]:
        """Every command, these texts, and then every button of every screen that this brings, once each."""
        found = [self.commands_(telegram_id, command) for command in self.commands]
        found += [self.types(telegram_id, text) for text in texts]
        tapped: set[Code] = set()
        kept: list[Seen] = []
        while found:
            seen = found.pop()
            kept.append(seen)
            for code in seen.codes:
                if code not in tapped and code.route in self.routes:
                    tapped.add(code)
                    found.append(self.taps(telegram_id, code))
        return kept, tapped

    def _answer(self, turn: Turn) -> None:
        answer = next(found for book in self.shelf if (found := book.find(turn.incoming)) is not None)
        (self._in_a_form(turn) or answer)(turn)
        for _ in range(5):
            if turn.next_route is None:
                return
            code, turn.next_route = turn.next_route, None
            turn.incoming = replace(turn.incoming, code=code)
            self.routes[code.route](turn)

    def _in_a_form(self, turn: Turn) -> Answer | None:
        return self.forms.instead(turn)


def drawn(screen: Screen | Document) -> str:
    """All that Telegram gets of a screen: its text, labels and codes; of a file, all that is in it."""
    is_file = isinstance(screen, Document)
    return f"{screen.name}\n{screen.content!r}\n{screen.caption}" if is_file else render(screen, 1, KEYS)


def buttons_of(screen: Screen) -> list[Button]:
    return [button for row in screen.rows for button in row if isinstance(button, Button)]


def letters_by_reader(seen: Iterable[Seen]) -> dict[int, list[tuple[str, Screen]]]:
    told: defaultdict[int, list[tuple[str, Screen]]] = defaultdict(list)
    for each in seen:
        for reader, kind, screen in each.letters:
            told[reader].append((kind, screen))
    return told
