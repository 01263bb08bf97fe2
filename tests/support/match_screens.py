"""Every screen about needs, matches and questions, with the longest that can stand in them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

from handlers.desk import views as desk
from handlers.kit.forms import Question as Asking
from handlers.kit.i18n import Translator
from handlers.kit.pairing import Candidate, Plan
from handlers.kit.screen import Screen
from handlers.kit.whenread import ReadAt, line
from handlers.matches import lists as match_lists
from handlers.matches import news as match_news
from handlers.matches import views as match_views
from handlers.needs import clearviews, openviews, options, viewers, whenviews
from handlers.needs import lists as need_lists
from handlers.needs import views as need_views
from handlers.questions import views as question_views
from handlers.rules import views as rules
from knowledge.matching import Fit, Point
from knowledge.needs import FIELDS, NeedBody, When
from knowledge.programmes import shipped_programmes
from knowledge.search import Finder
from knowledge.sentence import Draft, Reading, Time
from storage import matches, needs
from storage.contacts import Contact
from storage.matches import Match, Unreached
from storage.needs import Need
from storage.people import Person
from storage.questions import Question

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LONG_WORDS = ("تدريب وحدة شرطة مشكّلة <b>&amp; " + "formation de maintien de l’ordre, unité constituée " * 12)[
    :500
]
ASKING = Asking({}, "abcdefgh")
FULL = NeedBody(
    words=LONG_WORDS,
    capabilities=("ddr-ssr", "intelligence", "human-rights", "crowd-management", "uas", "trainer-training"),
    assistance=("training", "equipment", "maintenance-support"),
    languages=("fr", "en", "ar"),
    when=When(relation="between", start=date(2027, 4, 1), end=date(2027, 12, 31)),
    units=("battalion", "company"),
    missions=("MINUSCA", "MONUSCO"),
    people=10_000,
)
EMPTY = NeedBody()
NOTHING_SAID = Draft(EMPTY)
# Sentences in which everything is doubtful: beside an empty need it is asked, beside a full one looked at.
DOUBTFUL = Draft(
    EMPTY,
    (
        Reading("capabilities", FULL.capabilities[3:], LONG_WORDS, None, "perhaps"),
        Reading("languages", ("fr", "ar"), LONG_WORDS, None, "perhaps"),
        Reading("capabilities", FULL.capabilities[:3], LONG_WORDS, None, "likely"),
        Reading("units", FULL.units, LONG_WORDS, None, "likely"),
    ),
    (Time(LONG_WORDS, (0, 500), trouble="unread"), Time(LONG_WORDS, (0, 9), FULL.when, "passed")),
)
STATES = (needs.DRAFT, needs.CLEARING, needs.QUEUED, needs.OPEN, needs.PAUSED, needs.WITHDRAWN)
PROGRESS = (
    matches.UNREACHED,
    matches.TOLD,
    matches.LATER,
    matches.INTERESTED,
    matches.DECLINED,
    matches.AGREED,
    matches.REFUSED,
    matches.LAPSED,
)
LONGEST = sorted(shipped_programmes(), key=lambda each: -len(each.name))[:4]
POINTS = (
    Point("capability", "not", FULL.capabilities[:3], FULL.capabilities[3:]),
    Point("assistance", "fits", ("training",), ("equipment", "maintenance-support")),
    Point("eligibility", "unknown"),
    Point("language", "not", (), ("es", "pt")),
    Point("dates", "unknown"),
    Point("seats", "not", (), ("24",)),
    Point("standard", "unknown", (), ("CPTM", "STM", "COE-manual", "unit-manual")),
)
FITS = tuple(Fit(programme.id, POINTS, 0.5) for programme in LONGEST)
NAMES = {programme.id: programme for programme in LONGEST}
ANSWERED = Question("abcdefgh", 1, 1, LONG_WORDS, NOON, LONG_WORDS, NOON)
OPEN = ANSWERED._replace(answer=None)
CANDIDATES = [
    Candidate("org:CPLP", FITS, 2),
    *(Candidate(code, FITS, 1) for code in ("CD", "GB", "US", "IT")),
]
READER = Person(
    1,
    5,
    "عبد الرحمن <b>",
    "en",
    language_chosen=False,
    delegation="org:CPLP",
    role="provider",
    rank="deputy",
    remit="both",
)
ASKER = READER._replace(role="recipient", rank="focal")
OFFICER = READER._replace(role="secretariat", rank="officer")


def a_need(state: str, body: NeedBody = FULL, visibility: str = needs.MATCHED) -> Need:
    return Need(1, "abcdefgh", "CD", 1, body, visibility, state, 1, NOON, NOON, NOON)


def a_match(state: str, fits: tuple[Fit, ...] = FITS, number: int = 1) -> Match:
    return Match(number, "abcdefgh", 1, "org:CPLP", fits, 0.5, state, 1, NOON, NOON, 1, 1, NOON, "outside")


def match_screens(t: Translator, finder: Finder) -> Iterator[Screen]:
    yield from _needs(t, finder)
    yield from _matches(t)
    yield from _questions(t)
    for first in (0, 10, 999):
        yield desk.unreached(t, [Unreached("org:CPLP", 200)] * 30, first)
    yield desk.unreached(t, [], 0)


def _needs(t: Translator, finder: Finder) -> Iterator[Screen]:
    plans = [Plan(CANDIDATES, CANDIDATES, CANDIDATES, CANDIDATES), Plan([], [], [])]
    for body in (FULL, EMPTY):
        for visibility, is_anonymous in product(needs.VISIBILITIES, (False, True)):
            need = a_need(needs.DRAFT, body, visibility)._replace(is_anonymous=is_anonymous)
            for plan in plans:
                for said in (NOTHING_SAID, DOUBTFUL):
                    yield from _drafts(t, need, plan, said)
                yield need_views.queued(t, ASKER, need, plan)
            yield viewers.viewers(t, need, ["org:CPLP"] * 6, ["org:CPLP"] * 9)
        for field in FIELDS:
            for said in (NOTHING_SAID, DOUBTFUL):
                offered = options.offered(t, finder, body, field, said, NOON.date())
                yield need_views.field_question(t, ASKING, a_need(needs.DRAFT, body), field, offered, said)
    for state in STATES:
        need = a_need(state)
        for found in ([], [a_match(each) for each in PROGRESS] * 2):
            yield need_views.live(t, ASKER, need, found, CANDIDATES)
            yield need_views.live(t, OFFICER, need, found, [])
        yield need_views.fields(t, need)
        yield need_views.shared(t, need)
        yield clearviews.ask_why(t, ASKING, need)
        yield clearviews.answered(t, need._replace(sent_back=LONG_WORDS), cleared=False)
        yield clearviews.answered(t, need, cleared=True)
        yield clearviews.decided(t, need)
        yield need_views.sure_to_withdraw(t, need)
    yield from _need_lists(t)


def _need_lists(t: Translator) -> Iterator[Screen]:
    own = [a_need(state) for state in STATES] * 4
    for first in (0, 6, 999):
        yield need_lists.own_needs(t, ASKER, own, {1: 3}, first, 3)
        yield need_lists.all_needs(t, own, first)
        yield need_lists.member_needs(t, own, first)
        yield openviews.open_needs(t, [(need, None) for need in own], first)
    yield openviews.open_needs(t, [], 0)
    yield openviews.open_need(t, a_need(needs.OPEN), may_answer=True)
    for chosen in ([], ["org:CPLP"] * 6):
        yield viewers.naming(t, ASKING, ["org:CPLP"] * 6, chosen)
    yield need_lists.own_needs(t, ASKER._replace(rank="observer"), [], {}, 0, 0)
    yield need_lists.member_needs(t, [], 0)
    yield from _rules(t)
    yield need_lists.all_needs(t, [], 0)


def _drafts(t: Translator, need: Need, plan: Plan, said: Draft) -> Iterator[Screen]:
    for to_clear in (True, False):
        back = need._replace(sent_back=LONG_WORDS if to_clear else None)
        yield need_views.draft(t, ASKER, back, plan, a_need(needs.OPEN), said, to_clear=to_clear)
        waits = need._replace(state=needs.CLEARING)
        yield clearviews.waiting(t, waits, plan, may_clear=to_clear, may_take_back=to_clear)


def _rules(t: Translator) -> Iterator[Screen]:
    organisations = ["org:AU", "org:ECOWAS", "org:CPLP", "org:OIF", "org:LCBC"]
    for seen_by in (set(), set(organisations)):
        for on in (True, False):
            yield rules.rules(t, "CD", organisations, seen_by, clears=on, leads=on)
            yield rules.organisation(t, "org:CPLP", sees=on)
    yield rules.rules(t, "CD", [], set(), clears=False, leads=True)


def _matches(t: Translator) -> Iterator[Screen]:
    stands = [a_match(state, fits) for state in PROGRESS for fits in (FITS, ())]
    for need in (a_need(needs.OPEN), a_need(needs.PAUSED), a_need(needs.WITHDRAWN)):
        for match, asked in product(stands, ([], [OPEN], [ANSWERED] * 5)):
            for reader in (READER, READER._replace(rank="observer")):
                yield match_views.notice(t, need, match, NAMES, asked, READER.name, reader)
            for reader in (ASKER, OFFICER):
                yield match_views.offer(t, need, match, NAMES, asked, reader)
            yield match_views.details(t, READER, need, match, NAMES, asked)
    need, match = a_need(needs.OPEN), a_match(matches.INTERESTED)
    for reader in (READER, ASKER):
        yield match_views.reasons(t, reader, need, match)
        for first in (0, 6, 999):
            yield match_lists.own_matches(t, reader, [(need, a_match(each)) for each in PROGRESS] * 3, first)
        yield match_lists.own_matches(t, reader, [], 0)
    for change in ("changed", "paused", "resumed", "withdrawn"):
        yield match_news.change(t, need, match, change)
    yield match_news.refusal(t, need, match)
    email = "a" * 60 + "@" + "b" * 50 + ".org"
    full = Contact(LONG_WORDS[:80], LONG_WORDS[:80], email, "+3906123456789", username="x" * 32)
    for other in ((READER, Contact()), (READER, full), None):
        yield match_news.contact(t, need, match, "org:CPLP", other)


def _questions(t: Translator) -> Iterator[Screen]:
    need, match = a_need(needs.OPEN), a_match(matches.TOLD)
    for asked in (OPEN, ANSWERED):
        yield question_views.question(t, ASKER, need, match, asked)
        yield question_views.unanswered(t, need, match, asked)
        yield question_views.answered(t, need, match, asked)
    yield question_views.ask_words(t, ASKING, need)
    for zone in ("Asia/Kathmandu", "America/New_York"):
        for at in (None, NOON, NOON + timedelta(days=2)):
            readings = [ReadAt("org:CPLP", at, zone)] * 6
            yield whenviews.readings(t, need, readings, 20, "America/New_York", NOON)
            when_read = line(t, readings[0], "America/New_York", NOON)
            yield question_views.ask_words(t, ASKING, need, when_read)
    yield whenviews.readings(t, need, [], 0, "America/New_York", NOON)
    yield question_views.answer_words(t, ASKING, need._replace(is_anonymous=True), match, OPEN)
    yield question_views.question_sent(t, need, match)
    yield question_views.answer_sent(t, match)
    yield question_views.sorry(question_views.too_many_questions(t), t)
