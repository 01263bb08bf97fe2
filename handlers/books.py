"""All slices: who is asked first when something comes in, and which letters live."""

from collections.abc import Callable, Mapping
from datetime import datetime

from handlers.broadcasts import conversation as broadcasts
from handlers.contacts import conversation as contacts
from handlers.desk import conversation as desk
from handlers.digest import conversation as digest
from handlers.hours import conversation as hours
from handlers.hours.why import with_less
from handlers.joining import approving, inviting
from handlers.joining import conversation as joining
from handlers.kit import newcomers
from handlers.kit.book import Book
from handlers.kit.forms import Forms
from handlers.kit.i18n import Translator
from handlers.kit.links import Links
from handlers.kit.screen import Document, Screen
from handlers.kit.turn import Living
from handlers.matches import capital as match_capital
from handlers.matches import conversation as matches
from handlers.matches import letters as match_letters
from handlers.matches import unanswered
from handlers.meetings import capital as meeting_capital
from handlers.meetings import conversation as meetings
from handlers.meetings import reminding
from handlers.meetings import telling as meeting_letters
from handlers.needs import capital as need_capital
from handlers.needs import clearing
from handlers.needs import conversation as needs
from handlers.needs import letters as need_letters
from handlers.onboarding import conversation as onboarding
from handlers.onboarding import views as onboarding_views
from handlers.people import conversation as people
from handlers.people import handover
from handlers.people import letters as people_letters
from handlers.privacy import conversation as privacy
from handlers.privacy import export
from handlers.programmes import conversation as programmes
from handlers.questions import conversation as questions
from handlers.rules import conversation as rules
from handlers.search import conversation as search
from handlers.search import saving
from handlers.settings import conversation as settings
from handlers.trail import conversation as trail
from storage.database import Store
from storage.people import Person

TimedLiving = Callable[[Store, Translator, Person, str, datetime], Screen | Document | None]
LinkedLiving = Callable[[Store, Translator, Person, str, datetime, Links], Screen | Document | None]

# A card that holds several letters says what each of them would.
GatheredLiving = Callable[[Store, Translator, Person, str, Mapping[str, Living]], Screen | None]

LIVING: dict[str, Living] = {
    "apology": onboarding_views.apology,
    "access-answer": joining.answer_letter,
    "newcomer": newcomers.letter,
    "invite-declined": inviting.declined_letter,
    "proposal": approving.letter,
    "proposal-answer": approving.answer_letter,
    "need-out": need_letters.out_letter,
    "need-capital": need_capital.letter,
    "match-capital": match_capital.letter,
    "need-clearing": clearing.clearing_letter,
    "need-cleared": clearing.cleared_letter,
    "need-secretariat": need_letters.secretariat_letter,
    "need-notice": match_letters.notice,
    "need-change": match_letters.change,
    "match-answer": match_letters.answer,
    "match-refused": match_letters.refusal,
    "contact": match_letters.contact_letter,
    "unanswered": unanswered.letter,
    "question": questions.question_letter,
    "question-answer": questions.answer_letter,
    "question-unanswered": questions.unanswered_letter,
    "broadcast": broadcasts.letter,
    "broadcast-asked": broadcasts.asked_letter,
    "emergency": broadcasts.letter,
    "emergency-asked": broadcasts.asked_letter,
    "entries": programmes.entries_letter,
    "entry-objection": programmes.objection_letter,
    "post-news": people_letters.post_news,
    "no-focal-point": people_letters.no_focal_point,
    "handover-asked": handover.asked_letter,
    "handover-receipt": people_letters.receipt,
    "handover-welcome": people_letters.welcome,
    "handover-done": people_letters.welcome,
    "handover-news": people_letters.news,
}
# What these say depends on how late it is by then.
LIVING_BY_THE_HOUR: dict[str, TimedLiving] = {
    "access-request": desk.request_letter,
    "invite-own": inviting.own_letter,
    "meeting": meeting_letters.meeting_letter,
    "meeting-change": meeting_letters.change_letter,
    "meeting-capital": meeting_capital.letter,
    "reminder": reminding.reminder_letter,
    "broadcast-own": broadcasts.own_letter,
    "search-news": saving.news_letter,
    "trail-file": trail.file_letter,
    "my-data": export.letter,
}


# These carry an invitation's link, which stands in no row.
LIVING_WITH_LINKS: dict[str, LinkedLiving] = {
    "invite-link": inviting.link_letter,
    "invite-qr": inviting.qr_letter,
}


def living(now: Callable[[], datetime], links: Links) -> dict[str, Living]:
    """Every kind of living letter; those that have to know what time it is ask `now`."""
    timed = {kind: _at(view, now) for kind, view in LIVING_BY_THE_HOUR.items()}
    linked = {kind: _with_links(view, now, links) for kind, view in LIVING_WITH_LINKS.items()}
    every = LIVING | timed | linked
    gathered = every | {"digest": _with_others(digest.letter, every)}
    return {kind: with_less(kind, view) for kind, view in gathered.items()}


def _at(view: TimedLiving, now: Callable[[], datetime]) -> Living:
    return lambda store, t, reader, subject: view(store, t, reader, subject, now())


def _with_links(view: LinkedLiving, now: Callable[[], datetime], links: Links) -> Living:
    return lambda store, t, reader, subject: view(store, t, reader, subject, now(), links)


def _with_others(view: GatheredLiving, others: Mapping[str, Living]) -> Living:
    return lambda store, t, reader, subject: view(store, t, reader, subject, others)


def books() -> list[Book]:
    """A filled book for every slice.

    Hours come first: "stop" is no search. Onboarding comes last: it answers what nobody else does.
    """
    filled = []
    slices = (
        hours,
        search,
        programmes,
        needs,
        matches,
        questions,
        rules,
        settings,
        trail,
        contacts,
        privacy,
        joining,
        desk,
        people,
        meetings,
        broadcasts,
        digest,
        onboarding,
    )
    for slice_ in slices:
        book = Book()
        slice_.register(book)
        filled.append(book)
    return filled


def forms_of(filled: list[Book]) -> Forms:
    """The forms in these books; what answers their questions is added to the books."""
    forms, dialogue = Forms(form for book in filled for form in book.forms), Book()
    forms.register(dialogue)
    filled.insert(0, dialogue)
    return forms
