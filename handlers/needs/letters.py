"""What letters about a need say when they leave: from the rows, with their reader's rights."""

from dataclasses import replace

from handlers.kit.briefs import brief
from handlers.kit.buttons import Code
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.needs import asking
from storage import needs
from storage.database import Store
from storage.people import Person


def out_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """The need is out: its card with the matches, for whoever published it."""
    need = needs.own(store, reader, subject)
    if need is None or reader.role != "recipient" or need.state == needs.DRAFT:
        return None
    if need.is_private:
        return brief(t, t("Your need is published."), need.ref, need.body, Code("need", need.ref))
    return asking.live(store, t, reader, need, need.published_at or need.created_at)


def secretariat_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A need that only the secretariat may see."""
    need = needs.by_ref(store, reader, subject)
    if need is None or reader.role != "secretariat":
        return None
    said = t("A need for the secretariat only was published.")
    return replace(brief(t, said, need.ref, need.body, Code("need", need.ref)), is_protected=True)
