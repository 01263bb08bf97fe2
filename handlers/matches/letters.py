"""What letters about matches say when they leave: from the rows, with their reader's rights."""

from datetime import date

from handlers.kit.access import has
from handlers.kit.i18n import Translator
from handlers.kit.labels import person_name
from handlers.kit.screen import Screen
from handlers.matches import briefs, news, sharing, views
from knowledge.programmes import Programme
from storage import contact_consents, contacts, matches, needs, people, programmes, questions
from storage.database import Store
from storage.matches import Match
from storage.needs import Need
from storage.people import Person


def notice(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A need, for somebody who speaks for a provider that could help."""
    found = needs.of_match(store, reader, subject)
    if found is None or reader.role != "provider":
        return None
    return briefs.notice(t, *found) if found[0].is_private else card(store, t, reader, *found)


def change(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """What became of a need that the reader was told of."""
    ref, _, what = subject.partition(".")
    found = needs.of_match(store, reader, ref)
    if found is None:
        return None
    return briefs.change(t, *found, what) if found[0].is_private else news.change(t, *found, what)


def answer(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """What a provider said, for the delegation that asked; nothing once it was taken back."""
    found = needs.of_match(store, reader, subject)
    if found is None or reader.role != "recipient":
        return None
    return briefs.answer(t, *found) if found[0].is_private else card(store, t, reader, *found)


def refusal(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A polite no to a provider that had said yes."""
    found = needs.of_match(store, reader, subject)
    if found is None or found[1].state != matches.REFUSED:
        return None
    return briefs.refusal(t, *found) if found[0].is_private else news.refusal(t, *found)


def contact_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """The contact card; that there is one, where the need is for few."""
    card_, found = contact(store, t, reader, subject), needs.of_match(store, reader, subject)
    if card_ is None or found is None or not found[0].is_private:
        return card_
    return briefs.contact(t, *found, is_provider=reader.role == "provider")


def contact(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """The other side's contact card: only while both consents hold, and only while both still speak."""
    found = needs.of_match(store, reader, subject)
    if found is None or not has(reader, "talk") or not contact_consents.are_complete(store, found[1]):
        return None
    need, match = found
    is_provider = reader.role == "provider"
    other = people.by_id(store, (match.decided_by if is_provider else match.answered_by) or 0)
    theirs = need.delegation if is_provider else match.delegation
    side = "recipient" if is_provider else "provider"
    may_share = sharing.is_open(store, reader, match)
    if other is None or (other.delegation, other.role) != (theirs, side):
        return news.contact(t, need, match, theirs, None, may_share=may_share)
    shown = (other, contacts.of(store, other.id))
    return news.contact(t, need, match, theirs, shown, may_share=may_share)


def card(
    store: Store, t: Translator, reader: Person, need: Need, match: Match, today: date | None = None
) -> Screen:
    """A match as this person sees it."""
    names = names_of(store, match, today)
    asked = questions.of_match(store, match.id)
    if reader.role == "provider":
        by = people.by_id(store, match.answered_by) if match.answered_by else None
        answered_by = person_name(t, by.name if by else None)
        return views.notice(t, need, match, names, asked, answered_by, reader)
    return views.offer(t, need, match, names, asked, reader)


def names_of(store: Store, match: Match, today: date | None = None) -> dict[str, Programme]:
    """The programmes of a match that are still in the catalogue, by id."""
    found = {}
    for fit in match.fits:
        entry = programmes.entry(store, fit.programme, today or date.min)
        if entry is not None:
            found[fit.programme] = entry.programme
    return found
