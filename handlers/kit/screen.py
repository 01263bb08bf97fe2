"""What a person sees: text and buttons, or a file. Knows no Telegram."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.kit.buttons import Code
from handlers.kit.html import Html

Style = Literal["primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A tap that comes back to us as a code. `label` is plain text; the words come before any sign."""

    label: str
    code: Code
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address outside."""

    label: str
    url: str


Row = tuple[Button | Link, ...]


def rows_of(buttons: Sequence[Button], a_row: int = 2) -> tuple[Row, ...]:
    """Buttons side by side, so that a screen stays within four rows."""
    return tuple(tuple(buttons[at : at + a_row]) for at in range(0, len(buttons), a_row))


@dataclass(frozen=True, slots=True)
class Picker:
    """In place of the letters' keyboard: one key that opens Telegram's own list of people."""

    label: str


# Takes such a key away again.
NO_PICKER = Picker("")


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. Keep it under about 900 characters and four rows: it is read on a phone.

    One that is `below` is a new message, even after a tap; with a `picker` it must be, and has no rows. What
    `is_protected` can neither be forwarded nor saved: it is about somebody else's restricted need.
    """

    text: Html
    rows: tuple[Row, ...] = ()
    picker: Picker | None = None
    below: bool = False
    is_protected: bool = False

    @property
    def is_below(self) -> bool:
        return self.below or self.picker is not None

    def __post_init__(self) -> None:
        if not isinstance(self.text, Html):
            raise TypeError("a screen's text must be Html: build it with t() or escape()")
        if self.rows and self.picker:
            raise ValueError("Telegram shows buttons or a picker, not both")


@dataclass(frozen=True, slots=True)
class Document:
    """A letter that is a file, of text or of bytes as they are, with some words under it."""

    name: str
    content: str | bytes
    caption: Html
