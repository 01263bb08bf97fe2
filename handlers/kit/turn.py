"""One turn: a person did one thing, and what we make of it. A moment: the same where nobody did anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from handlers.kit.buttons import Code
from handlers.kit.html import clip
from handlers.kit.i18n import Translator, translator
from handlers.kit.links import Links
from handlers.kit.screen import Document, Screen
from knowledge.retention import Retention
from storage.catalogue import Catalogue
from storage.database import Store
from storage.people import Person

if TYPE_CHECKING:
    from handlers.kit.forms import Form

# What a letter says when it leaves, from (store, t, reader, subject); None where there is nothing to say.
Living = Callable[[Store, Translator, Person, str], Screen | Document | None]
Deed = Literal["text", "command", "tap", "picked", "other", "group", "left", "returned"]
_TOAST_LENGTH = 190


@dataclass(frozen=True, slots=True)
class Picked:
    """An account out of Telegram's own picker. Its number is Telegram's word; its name everybody chooses."""

    telegram_id: int
    name: str = ""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did, freed of Telegram's form.

    `text` is what was typed (without the command), `command` its name, `code` what the tapped button
    carried (None for one that is not ours or not theirs), `message_id` the message typed or tapped;
    `is_edit` says that a message sent before was corrected, `picked` which account was chosen; `username` is
    the person's @name by now.
    """

    deed: Deed
    text: str = ""
    command: str = ""
    code: Code | None = None
    message_id: int = 0
    kind: str = ""
    is_edit: bool = False
    username: str = ""
    picked: Picked | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What every turn may use besides the rows: built once, at the start. `living`: what letters say."""

    catalogue: Catalogue
    operator: str
    keep: Retention = field(default_factory=Retention)
    links: Links = field(default_factory=lambda: Links((), lambda: ""))
    living: Mapping[str, Living] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that another person, or this one later, is to be told once.

    One that `renews` redraws what was told under this key, where it was told.
    """

    person: int
    kind: str
    subject: str
    key: str
    renews: bool = False


@dataclass(slots=True, kw_only=True)
class Moment:
    """One transaction in which people may be told something: of a turn, a tick or a command.

    What is told is committed with what is stored.
    """

    store: Store
    now: datetime
    world: World
    new_ref: Callable[[], str]
    notices: list[Notice] = field(default_factory=list)

    def tell(self, person: int, kind: str, subject: str, key: str) -> None:
        """Owe somebody a letter; the same `key` is owed once, whatever happens."""
        self.notices.append(Notice(person, kind, subject, key))

    def renew(self, person: int, kind: str, subject: str, key: str) -> None:
        """Redraw in place what somebody was told under this key; nothing where they were not told."""
        self.notices.append(Notice(person, kind, subject, key, renews=True))


@dataclass(slots=True, kw_only=True)
class Turn(Moment):
    """Handed to the slice's function; what it shows is committed with what it stores and tells."""

    person: Person
    incoming: Incoming
    screens: list[Screen] = field(default_factory=list)
    shown_as: str = ""
    toast: str = ""
    alert: bool = False
    next_route: Code | None = None

    @property
    def args(self) -> str:
        """What the tapped button, or the route that led here, is about; empty where there is neither."""
        return self.incoming.code.args if self.incoming.code else ""

    @property
    def t(self) -> Translator:
        return translator(self.person.language)

    def show(self, screen: Screen, key: str = "") -> None:
        """Answer: a tap redraws the tapped message, a text gets a new one.

        What is shown under a `key` can be renewed later, as if it had been told under it.
        """
        self.screens.append(screen)
        self.shown_as = key

    def say(self, words: str, *, alert: bool = False) -> None:
        """A short word over the chat after a tap; an `alert` has to be closed, for what must be read."""
        self.toast, self.alert = clip(words, _TOAST_LENGTH), alert

    def ask(self, form: "Form", answers: dict[str, str] | None = None) -> None:
        """Begin a form; what is answered already is not asked."""
        form.begin(self, answers or {})

    def go(self, route: str, args: str = "") -> None:
        """Show the screen of another slice, by the route that its buttons carry."""
        self.next_route = Code(route, args)
