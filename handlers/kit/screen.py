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
class Screen:
    """One message. Keep it under about 900 characters and four rows: it is read on a phone."""

    text: Html
    rows: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.text, Html):
            raise TypeError("a screen's text must be Html: build it with t() or escape()")


@dataclass(frozen=True, slots=True)
class Document:
    """A letter that is a file, of text or of bytes as they are, with some words under it."""

    name: str
    content: str | bytes
    caption: Html
