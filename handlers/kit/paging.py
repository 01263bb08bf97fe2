"""Long lists, a page at a time."""

from handlers.kit.buttons import Code
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Row


def paging(t: Translator, route: str, first: int, total: int, page: int, about: str = "") -> Row:
    """*Back* and *More*, where there is something before and after.

    The button carries a first entry, behind what the list is `about`.
    """
    row = []
    start = f"{about}." if about else ""
    if first:
        row.append(Button(t.label("Back"), Code(route, f"{start}{max(0, first - page)}")))
    if total > first + page:
        row.append(Button(t.label("More"), Code(route, f"{start}{first + page}")))
    return tuple(row)
