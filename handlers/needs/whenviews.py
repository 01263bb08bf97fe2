"""When a need would be read by those whom it is told."""

from collections.abc import Sequence
from datetime import datetime

from handlers.kit.buttons import Code
from handlers.kit.html import bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.needfacts import title
from handlers.kit.screen import Button, Screen
from handlers.kit.whenread import ReadAt, line
from storage.needs import Need


def readings(
    t: Translator, need: Need, found: Sequence[ReadAt], told: int, own_zone: str, now: datetime
) -> Screen:
    """By each one's clock, the best match first; `told` would be told in all."""
    more = told - len(found)
    text = lines(
        bold(t("If it goes out now, it is read:")),
        t("Need: {title}", title=title(t, need.body)),
        *(line(t, each, own_zone, now) for each in found),
        None if found else t("No provider would be told now."),
        t.many("and {count} more", "and {count} more", more) if more > 0 else None,
    )
    return Screen(text, ((Button(t.label("Back to the need"), Code("need", need.ref), "primary"),),))


def button(t: Translator, need: Need) -> Button:
    return Button(t.label("When will they read it?"), Code("need-when", need.ref))
