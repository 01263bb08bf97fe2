"""Long lists, a page at a time."""

from handlers.kit.buttons import Code
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Row


def paging(t: Translator, route: str, first: int, total: int, page: int) -> Row:
    """*Back* and *More*, where there is something before and after; the button carries a first entry."""
    row = []
    if first:
        row.append(Button(t.label("Back"), Code(route, str(max(0, first - page)))))
    if total > first + page:
        row.append(Button(t.label("More"), Code(route, str(first + page))))
    return tuple(row)
