"""Text that is safe to show: everything a person typed is escaped, and kept apart from its surroundings."""

import html
import re
import unicodedata
from collections.abc import Iterator

# Marks that keep an argument's writing direction from disturbing the sentence around it.
FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"

# What reorders, hides or pads text: from outside these never reach a screen. Of what joins letters (U+200C,
# U+200D) and chooses an emoji's look (U+FE0E, U+FE0F) languages and emoji need a little.
_FORBIDDEN: dict[int, str | None] = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        *(0xAD, 0x61C, 0x115F, 0x1160, *range(0x180B, 0x1810), 0x200B, 0x200E, 0x200F),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *(0x3164, *range(0xFE00, 0xFE0E), 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC)),
        *range(0xE0000, 0xE0200),
    ]
)
_FORBIDDEN |= {0x2028: "\n", 0x2029: "\n"}
_MOST_MARKS = 4  # on one letter; no language of ours needs more than three
_MANY_MARKS = re.compile(r"[^\w\s]{5}")
_JOINERS = ("\u200c", "\u200d")


class Html(str):
    """Text in Telegram's HTML: already escaped, ready to be shown."""

    __slots__ = ()

    def join(self, parts: "list[Html] | tuple[Html, ...]") -> "Html":  # type: ignore[override]
        return Html(str.join(self, parts))

    def __add__(self, other: str) -> "Html":
        return Html(str.__add__(self, other if isinstance(other, Html) else escape(other)))


def clean(text: str) -> str:
    """Drop control characters, marks that reorder, hide or pile up, and halves of characters."""
    if text.isascii():
        return text.translate(_FORBIDDEN)
    whole = text.translate(_FORBIDDEN).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return "".join(_without_piles(whole)) if _MANY_MARKS.search(whole) else whole


def _without_piles(text: str) -> Iterator[str]:
    """Letters with as many marks as a language puts on one; a hundred would hide the lines above."""
    marks = 0
    for character in text:
        is_mark = character in _JOINERS or unicodedata.category(character) in ("Mn", "Me")
        marks = marks + 1 if is_mark else 0
        if marks <= _MOST_MARKS:
            yield character


def escape(text: str) -> Html:
    return Html(html.escape(clean(text), quote=True))


def isolate(value: object) -> Html:
    """An argument of a sentence: escaped unless it is `Html`, and isolated from its direction."""
    if isinstance(value, int | float):
        return Html(str(value))
    safe = value if isinstance(value, Html) else escape(str(value))
    return Html(f"{FIRST_STRONG_ISOLATE}{safe}{POP_DIRECTIONAL_ISOLATE}")


def plain(text: str) -> str:
    """The same without tags: for button labels and toasts, which show HTML as it is written."""
    if "<" not in text:
        return html.unescape(text)
    out, inside = [], False
    for character in text:
        if character == "<":
            inside = True
        elif character == ">" and inside:
            inside = False
        elif not inside:
            out.append(character)
    return html.unescape("".join(out))


def bold(value: str) -> Html:
    return Html(f"<b>{value if isinstance(value, Html) else escape(value)}</b>")


def italic(value: str) -> Html:
    return Html(f"<i>{value if isinstance(value, Html) else escape(value)}</i>")


def mention(name: str, telegram_id: int) -> Html:
    """A name that opens the person's profile when it is tapped."""
    return Html(f'<a href="tg://user?id={telegram_id}">{escape(name)}</a>')


def lines(*parts: Html | None) -> Html:
    """One below the other; what is None is left out, an empty one makes a gap."""
    return Html("\n".join(part for part in parts if part is not None))


def clip(text: str, length: int) -> str:
    """Shorten to so many characters, at a word where possible, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 2 // 3 else cut).rstrip(" ,;:.") + "…"
