"""Letters about what few may see: a reference and a category, no more; the rest is a tap away.

Telegram keeps what a letter says, and a phone shows it while it lies on the table.
"""

from handlers.kit.buttons import Code
from handlers.kit.html import Html, lines
from handlers.kit.i18n import Translator
from handlers.kit.needfacts import category
from handlers.kit.screen import Button, Screen
from knowledge.needs import NeedBody


def brief(
    t: Translator, said: Html, reference: str, body: NeedBody, shows: Code, why: Html | None = None
) -> Screen:
    """What has happened, to which need, and the button that shows it."""
    text = lines(
        said,
        t("Reference: {reference}", reference=reference),
        t("Category: {category}", category=category(t, body)),
        why,
    )
    return Screen(text, ((Button(t.label("Show"), shows, "primary"),),))
