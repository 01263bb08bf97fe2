"""Text that is safe to show: everything a person typed is escaped, and kept apart from its surroundings."""

import html

# Marks that keep an argument's writing direction from disturbing the sentence around it.
FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"

# What reorders or hides text: from outside these never reach a screen.
_FORBIDDEN = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0B, 0x20),
        0x7F,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
        0x200B,
    ]
)


class Html(str):
    """Text in Telegram's HTML: already escaped, ready to be shown."""

    __slots__ = ()

    def join(self, parts: "list[Html] | tuple[Html, ...]") -> "Html":  # type: ignore[override]
        return Html(str.join(self, parts))

    def __add__(self, other: str) -> "Html":
        return Html(str.__add__(self, other if isinstance(other, Html) else escape(other)))


def clean(text: str) -> str:
    """Drop control characters, marks that reorder text, and halves of characters."""
    return text.translate(_FORBIDDEN).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


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
