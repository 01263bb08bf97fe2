"""Every screen, in every language, with real data, within what a phone and Telegram can show."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import get_args

import pytest

from bot.render import render, utf16_length
from bot.sandbox.html import parse_html
from handlers.broadcasts import emergencyviews
from handlers.broadcasts import views as broadcasts
from handlers.contacts import views as contacts
from handlers.desk import views as desk
from handlers.joining import approvingviews as approving
from handlers.joining import invitingviews as inviting
from handlers.joining import views as joining
from handlers.joining.actions import Trouble
from handlers.kit.buttons import KeyRing
from handlers.kit.forms import Question
from handlers.kit.html import plain
from handlers.kit.i18n import LANGUAGES, Translator, translator
from handlers.kit.screen import Button, Screen
from handlers.meetings import formviews, listviews
from handlers.meetings import views as meetings
from handlers.meetings.actions import Trouble as MeetingTrouble
from handlers.onboarding import views as onboarding
from handlers.people import sure
from handlers.people.actions import TROUBLES
from handlers.privacy import views as privacy
from handlers.programmes import asking
from handlers.programmes import views as programmes
from handlers.programmes.facts import FIELDS
from handlers.search import narrowing, saved
from handlers.search import views as search
from handlers.search.actions import MOST_SAVED, find, narrowings
from handlers.settings import views as settings
from knowledge.appointments import Unclear
from knowledge.choices import Choice
from knowledge.conditions import Condition
from knowledge.delegations import delegation_codes
from knowledge.hours import Hours
from knowledge.places import country_names
from knowledge.programmes import Programme, shipped_programmes
from knowledge.retention import Retention
from knowledge.rights import ranks_of
from knowledge.search import Finder
from knowledge.taxonomy import shipped_taxonomy
from storage.broadcasts import ASKED, SENT, UNDONE, Broadcast
from storage.broadcasts import WAITING as TO_GO
from storage.contacts import CONTACT_FIELDS, Contact
from storage.delegations import ROLES, Seats
from storage.invites import Invite
from storage.meetings import CANCELLED, COMING, NOT_COMING, PLANNED, Attendance, Meeting
from storage.people import Person
from storage.programmes import Entry, State
from storage.proposals import APPROVED, Proposal
from storage.proposals import REFUSED as PROPOSAL_REFUSED
from storage.requests import GRANTED, OPEN, REFUSED, SETTLED, WITHDRAWN, Request
from storage.searches import Search
from tests.support.hours_screens import hours_screens, hours_toasts
from tests.support.match_screens import match_screens
from tests.support.people_screens import keyboards, people_screens
from tests.support.trail_screens import trail_screens

TODAY = date(2026, 11, 24)
KEYS = KeyRing([b"test"])
LONG_NAME = "عبد الرحمن بن محمد <b>&amp; " + "von und zu Hohenstein-Oberberg " * 8
LONGEST_NAME = ("Général de brigade " + "عبد الرحمن بن محمد <b>&amp; " * 6)[:120]
LARGEST_ID = 2**52
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
NOBODY = Person(1, 5, LONG_NAME, "en", language_chosen=False)
SECRETARY = NOBODY._replace(delegation="org:EXS", role="secretariat", rank="administrator")
MEMBER = NOBODY._replace(delegation="org:CPLP", role="recipient", rank="member", remit="both")
PROVIDER = NOBODY._replace(delegation="org:CPLP", role="provider", rank="focal", remit="both")
QUESTION = Question({}, "abcdefgh")
# As full as an entry can be.
BUSY = Programme(
    id="x" * 34,
    name="دورة & " + "Centre of Excellence for Stability Police Units " * 6,
    aliases=("卓越中心" * 60, "A" * 300),
    providers=("org:CPLP", "QX"),
    kind="train-and-equip",
    capabilities=tuple(concept.code for concept in shipped_taxonomy().of_kind("capability")),
    summary="<i>&" * 500,
    regions=("africa", "west-africa"),
    countries=tuple(country_names())[:90],
    delivery_languages=("en", "fr", "ar", "zh"),
    starts=date(2027, 3, 1),
    ends=date(2027, 12, 31),
    seats=10_000,
    as_of=2015,
    source="S/2015/1039; " * 100,
    confidence="low",
)
STATES = (OPEN, GRANTED, REFUSED, WITHDRAWN, SETTLED)
A_REQUEST = Request(
    "abcdefgh", 1, LONG_NAME, "org:CPLP", "recipient", LONG_NAME * 2, OPEN, NOON, NOON, LONG_NAME,
    3, None, LARGEST_ID, "x" * 32, NOON,
)  # fmt: skip
A_MEETING = Meeting(1, "abcdefgh", LONG_NAME[:120], NOON + timedelta(hours=1), "UTC", PLANNED, 22)
AN_EMERGENCY = "<b>إعصار</b> & " + "x" * 44
A_TEXT = "<b>مرحبا</b> & à bientôt\n" * 20
QUERIES = [
    "police",
    "formtion d'unité de police constitué avant juin",
    "تدريب وحدة شرطة مشكّلة على حفظ النظام",
    "重型工程机械操作手40人，部署前培训，法语",
    "<b>&" * 64,
    "pizza",
]


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.shipped()


def joining_screens(t: Translator) -> Iterator[Screen]:
    question = Question({}, "abcdefgh")
    for role in ROLES:
        invite = Invite(1, "org:CPLP", role, NOON, name=LONGEST_NAME)
        for inviter in (None, NOBODY, SECRETARY):
            yield joining.invitation(t, question, invite, ranks_of(role)[0], inviter, LONG_NAME[:60])
    yield joining.whom(t, question)
    yield joining.which(t, question, ("org:ECOWAS", "org:Small Arms Survey", "CD", "org:CPLP"))
    yield joining.which_role(t, question, "org:CPLP")
    yield joining.asked_too_often(t)
    yield joining.holds_a_post(t, SECRETARY)
    for state in STATES:
        request = A_REQUEST._replace(state=state)
        yield joining.own_request(t, request)
        yield joining.answer(t, MEMBER, request, Search("abcdefgh", 1, LONG_NAME, (), is_saved=False))
    yield joining.declined(t)


def inviting_screens(t: Translator) -> Iterator[Screen]:
    """Making invitations, and what becomes of them."""
    question = Question({"delegation": "org:CPLP", "role": "recipient"}, "abcdefgh")
    yield inviting.whom(t, question, ())
    yield inviting.whom(t, question, ("org:ECOWAS", "org:Small Arms Survey", "CD", "org:CPLP"))
    yield inviting.which_role(t, question)
    yield inviting.which_remit(t, question)
    stations = ("America/New_York", "Europe/Zurich", "America/Argentina/Buenos_Aires")
    yield inviting.which_station(t, question, stations, ())
    yield inviting.which_station(t, question, stations, [stations[2]] * 4)
    for role in ROLES:
        asked = Question({"delegation": "org:CPLP", "role": role}, "abcdefgh")
        yield inviting.which_rank(t, asked, ranks_of(role))
        yield inviting.which_name(t, asked, may_skip=role == "secretariat")
        invite = Invite(1, "org:CPLP", role, NOON, rank=ranks_of(role)[0], ref="abcdefgh", name=LONGEST_NAME)
        invite = invite._replace(zone="America/Argentina/Buenos_Aires")
        ends = ({}, {"used_at": NOON}, {"declined_at": NOON}, {"revoked_at": NOON})
        for end in ends:
            for now in (NOON, NOON - timedelta(hours=1)):
                for is_own in (True, False):
                    shown = invite._replace(**end)
                    yield inviting.card(t, shown, now, LONG_NAME[:60], LONG_NAME, is_own=is_own)
        for first in (0, 4, 99):
            yield inviting.still_open(t, SECRETARY, [invite] * 9, first)
            yield inviting.still_open(t, MEMBER, [invite] * 9, first)
        yield inviting.link_is_gone(t, invite)
        yield inviting.declined(t, invite)
    yield inviting.still_open(t, MEMBER, [], 0)


def approving_screens(t: Translator) -> Iterator[Screen]:
    """New administrators."""
    officers = [(SECRETARY._replace(id=number, rank="officer"), LONG_NAME[:60]) for number in range(2, 9)]
    leading = [(SECRETARY._replace(id=number, rank="administrator"), LONG_NAME[:60]) for number in (10, 11)]
    newcomer = Proposal(
        "abcdefgh", None, None, "org:EXS", LONGEST_NAME, "both", 2, LONG_NAME, NOON,
        OPEN, 3, LONG_NAME, LONG_NAME * 2, None, "Africa/Ndjamena",
    )  # fmt: skip
    colleague = newcomer._replace(person=4, candidate=LONG_NAME, name=None)
    for first in (0, 2, 99):
        yield approving.administrators(t, SECRETARY, [*leading, *officers], [newcomer, colleague] * 3, first)
    yield approving.administrators(t, SECRETARY, leading, [], 0)
    for proposal in (newcomer, colleague):
        for state in (OPEN, APPROVED, PROPOSAL_REFUSED, WITHDRAWN):
            shown = proposal._replace(state=state, invite="abcdefgh" if state == APPROVED else None)
            for reader in (2, 3, 4):
                person = SECRETARY._replace(id=reader)
                yield approving.card(t, person, shown, alone=False)
                yield approving.card(t, person, shown, alone=True)
                yield approving.answer(t, person, shown)
    yield approving.ask_reason(t, Question({}, "abcdefgh"))


def desk_screens(t: Translator) -> Iterator[Screen]:
    seats = [Seats(code, 1, 22, 333) for code in sorted(delegation_codes())]
    for first in (0, 10, 10_000):
        yield desk.aboard(t, seats, first)
        for pending in (0, 2):
            yield desk.desk(t, [A_REQUEST] * 30, seats, 12, pending, first)
    yield desk.desk(t, [], [], 0, 0, 0)
    yield desk.aboard(t, [], 0)
    for state in STATES:
        for rank in (None, "focal"):
            shown = A_REQUEST._replace(state=state, rank=rank)
            yield desk.request_card(t, shown, from_desk=True, may_undo=state in (GRANTED, REFUSED))
        yield desk.request_card(t, A_REQUEST._replace(state=state))


def meeting_screens(t: Translator) -> Iterator[Screen]:
    attendance = [Attendance(code, 1, 22, 333) for code in sorted(delegation_codes())]
    someone = NOBODY._replace(delegation="org:CPLP", role="provider")
    for reader in (someone, SECRETARY):
        for said in (None, COMING, NOT_COMING):
            yield listviews.coming_up(
                t, reader, [A_MEETING] * 30, {1: said} if said else {}, 4, "Asia/Kathmandu"
            )
            for meeting in (
                A_MEETING,
                A_MEETING._replace(state=CANCELLED),
                A_MEETING._replace(starts_at=NOON),
            ):
                yield meetings.meeting(t, reader, meeting, said, attendance, NOON, "Asia/Kathmandu")
                yield meetings.change(t, reader, meeting, said, NOON, "Asia/Kathmandu")
                yield meetings.reminder(t, reader, meeting, said, NOON, "Asia/Kathmandu")
        yield listviews.coming_up(t, reader, [], {}, 4, "UTC")
    yield listviews.who_comes(t, A_MEETING, attendance, 10)
    yield listviews.who_comes(t, A_MEETING, attendance[:1], 10)


def meeting_form_screens(t: Translator) -> Iterator[Screen]:
    new, moved = Question({}, "abcdefgh"), Question({"meeting": "abcdefgh", "rev": "22"}, "abcdefgh")
    yield formviews.ask_title(t, new)
    yield formviews.ask_when(t, new, NOON)
    for question in (new, moved):
        yield formviews.check(t, question, A_MEETING.title, NOON, 1_000)
    yield formviews.sent(t, A_MEETING, 1_000)
    yield formviews.confirm_cancel(t, A_MEETING, 1_000)


def broadcast_screens(t: Translator, text: str) -> Iterator[Screen]:
    yield broadcasts.ask_text(t, Question({}, "abcdefgh"))
    yield broadcasts.preview(t, Question({}, "abcdefgh"), SECRETARY, text, NOON.date(), 1_000, 193)
    yield emergencyviews.ask_name(t, Question({}, "abcdefgh"))
    letter = broadcasts.letter_text(t, SECRETARY, text, "org:CPLP", NOON.date(), AN_EMERGENCY)
    yield emergencyviews.preview(t, Question({}, "abcdefgh"), letter, 1_000)
    for state, emergency in product((ASKED, TO_GO, SENT, UNDONE), (None, AN_EMERGENCY)):
        broadcast = Broadcast("abcdefgh", text, 1, "org:CPLP", state, NOON, emergency)
        yield broadcasts.letter(t, SECRETARY, broadcast, NOON.date())
        some = {"sent": 1_000, "waiting": 10, "held": 10, "skipped": 10}
        for fates in ({}, some, some | {"failed": 10}):
            yield broadcasts.own(t, broadcast, fates, NOON)
        yield broadcasts.asked(t, broadcast, LONG_NAME, 1_000)


def programme_screens(t: Translator) -> Iterator[Screen]:
    entries = [entry_of(programme) for programme in shipped_programmes()]
    for entry in entries:
        owner = PROVIDER._replace(delegation=entry.owner)
        for state in get_args(State):
            told = entry._replace(state=state, confirmed_at=NOON if state == "live" else None)
            yield programmes.card(t, told, "abcdefgh.16", TODAY, NOBODY, BUSY)
            yield programmes.card(t, told, "ours.12", TODAY, owner)
        hidden = entry._replace(is_disowned=True, disowned_at=NOON)
        yield programmes.card(t, hidden, "abcdefgh.16", TODAY, owner)
        yield programmes.card(t, hidden, "", TODAY, SECRETARY)
        yield programmes.objection(t, hidden)
        yield programmes.objection(t, entry)
        yield asking.ask(t, entry, 11, 19)
        yield asking.overview(t, QUESTION, entry.programme, FIELDS, LONG_NAME)
        for field in FIELDS:
            yield asking.ask_field(t, QUESTION, entry.programme, field)
    for first in (0, 12, 10_000):
        yield programmes.ours(t, "org:UN", entries[:99], 3, first, TODAY)
        yield programmes.ours(t, "org:CPLP", [], 0, first, TODAY)
    yield asking.ask(t, entry_of(BUSY), 1, 1)
    yield asking.ask(t, entry_of(BUSY.model_copy(update={"as_of": None})), 1, 1)
    yield asking.asked(t, entries, 12)
    yield asking.asked(t, [], 0)


def entry_of(programme: Programme) -> Entry:
    return Entry(programme, programme.owner, "reference", None, 0, is_disowned=False, change=999_999)


def narrowed_screens(t: Translator, finder: Finder) -> Iterator[Screen]:
    longest = max((c.code for c in shipped_taxonomy().of_kind("capability")), key=len)
    held = (Condition("now"), Condition("language", "fr"), Condition("country", "TD"))
    for query in (*QUERIES, "engineering equipment in Portuguese for Cambodia", "boats"):
        for conditions in ((), held[:1], held, (*held, Condition("capability", longest))):
            answer = find(finder, query, TODAY, None, conditions)
            written = tuple(each.written for each in conditions)
            shown = search.Shown("abcdefgh", 0, TODAY, "recipient", conditions, may_declare=True)
            yield search.results(t, finder, answer, shown)
            asked = Search("abcdefgh", 1, query, written, is_saved=False)
            found = narrowings(finder, answer, asked, SECRETARY, TODAY)
            for first in (0, 4, 6, 99):
                yield narrowing.narrow(t, query, "abcdefgh", conditions, found, 20, first)
    unlucky = [Choice(Condition("capability", c.code), 20) for c in shipped_taxonomy().of_kind("capability")]
    yield narrowing.narrow(t, LONG_NAME, "abcdefgh", held, unlucky, 20, 0)


def saved_screens(t: Translator) -> Iterator[Screen]:
    held = (Condition("now"), Condition("language", "fr"), Condition("country", "TD"))
    search = Search("abcdefgh", 1, LONG_NAME, (), is_saved=True)
    for first in (0, 3, 9, 99):
        yield saved.saved_list(t, [(search, held)] * 10, first)
    yield saved.saved_list(t, [], 0)
    for entry in (entry_of(BUSY), entry_of(BUSY)._replace(state="live", confirmed_at=NOON)):
        yield saved.news(t, search, held, entry, held)
        yield saved.news(t, search, (), entry, ())
    yield saved.much_news(t, search, held, 1_000)


def privacy_screens(t: Translator) -> Iterator[Screen]:
    for operator in ("", LONG_NAME):
        yield privacy.privacy(t, operator)
    for keep in (Retention(), Retention(365, 365, 365, 3_650, 240, 365), Retention(1, 1, 1, 1, 1, 1)):
        yield privacy.periods(t, keep)
    yield privacy.sure_to_export(t)
    yield privacy.file_comes(t)
    for role in (None, *ROLES):
        for alone in (True, False):
            yield privacy.sure_to_erase(t, role=role, leads_alone=alone)
    yield privacy.leaving(t, TODAY)
    email = "a" * 60 + "@" + "b" * 50 + ".org"
    full = Contact(LONG_NAME[:80], "<b>&" * 20, email, "+39061234", username="x" * 32)
    for card in (Contact(), full):
        for person in (NOBODY, PROVIDER):
            yield contacts.card(t, person, card)
        for field in CONTACT_FIELDS:
            yield contacts.ask_field(t, QUESTION, field, card)


def screens(t: Translator, finder: Finder) -> Iterator[Screen]:
    seated = [NOBODY._replace(delegation="org:CPLP", role=role) for role in ("provider", "recipient")]
    for person in (NOBODY, *seated, SECRETARY):
        yield onboarding.welcome(t, person, LONG_NAME)
        for hours in (Hours(), Hours("America/Argentina/Buenos_Aires", days=frozenset({6, 0, 2}))):
            for is_known in (True, False):
                clock = onboarding.Clock(hours, is_known, NOON)
                yield onboarding.welcome(t, person, LONG_NAME, clock)
        for why in get_args(Trouble):
            yield joining.trouble(t, person, why, timedelta(minutes=50))
    yield from joining_screens(t)
    yield from inviting_screens(t)
    yield from approving_screens(t)
    yield from desk_screens(t)
    yield from match_screens(t, finder)
    yield from privacy_screens(t)
    yield from meeting_screens(t)
    yield from meeting_form_screens(t)
    yield from broadcast_screens(t, A_TEXT)
    yield onboarding.help_(t, "")
    yield onboarding.unknown_command(t, "x" * 64)
    for kind in ("sticker", "voice", "photo", ""):
        yield onboarding.only_text(t, kind)
    yield settings.languages(t)
    yield search.nothing_typed(t)
    for query in QUERIES:
        answer = finder.search(query, limit=20, today=TODAY)
        for role in (None, *ROLES):
            for first in (0, 16):
                yield search.results(
                    t, finder, answer, search.Shown("abcdefgh", first, TODAY, role, may_declare=True)
                )
    yield from narrowed_screens(t, finder)
    yield from saved_screens(t)
    yield from programme_screens(t)
    yield from trail_screens(t)
    yield from people_screens(t)
    yield from hours_screens(t)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_a_phone_and_telegram(language: str, finder: Finder):
    for screen in screens(translator(language), finder):
        render(screen, LARGEST_ID, KEYS)  # raises on codes over 64 bytes and on over 100 buttons
        assert utf16_length(plain(screen.text)) <= 1_400, screen.text
        assert len(screen.rows) <= 4, screen.text
        assert all(1 <= len(row) <= 8 for row in screen.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_message_to_all_is_never_cut(language: str):
    for screen in broadcast_screens(translator(language), "🕊" * 1_500):
        assert utf16_length(plain(screen.text)) <= 4_096


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_whole_html_and_every_label_is_plain_text(language: str, finder: Finder):
    for screen in (*screens(translator(language), finder), *keyboards(translator(language))):
        parse_html(screen.text)
        for button in (button for row in screen.rows for button in row):
            assert 1 <= len(button.label) <= 40
            assert "<b>" not in button.label
            assert "&amp;" not in button.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_a_way_on(language: str, finder: Finder):
    for screen in screens(translator(language), finder):
        assert any(isinstance(button, Button) for row in screen.rows for button in row), screen.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_and_menus_keep_their_limits(language: str):
    t = translator(language)
    assert len(onboarding.stale_button(t)) <= 200
    assert all(len(words) <= 190 for words in hours_toasts(t))
    for why in TROUBLES:
        assert len(sure.not_done(t, why)) <= 190
    assert len(search.forgotten(t)) <= 200
    for words in (saved.kept(t), saved.stopped(t), saved.too_many(t, MOST_SAVED)):
        assert len(words) <= 190
    assert len(joining.nobody_named(t, LONG_NAME)) <= 200
    for trouble in get_args(MeetingTrouble):
        assert len(meetings.not_noted(t, trouble)) <= 200
    for unclear in get_args(Unclear):
        assert len(formviews.unclear(t, unclear, NOON)) <= 190
    for field in FIELDS:
        assert len(asking.not_understood(t, field, LONG_NAME)) <= 200
    for words in (asking.saved(t), asking.saved_as_over(t), asking.disowned(t), programmes.not_yours(t)):
        assert len(words) <= 200
    for words in (
        privacy.enough_files(t),
        privacy.welcome_back(t),
        contacts.unreachable(t),
        contacts.kept(t),
    ):
        assert len(words) <= 190
    for field in CONTACT_FIELDS:
        assert len(contacts.not_understood(t, field)) <= 190
    assert len(plain(privacy.caption(t, TODAY))) <= 1_024
    for state in (GRANTED, REFUSED):
        assert len(desk.answered(t, A_REQUEST._replace(state=state))) <= 200
    assert len(onboarding.about(t, LONG_NAME)) <= 512
    assert len(onboarding.short_about(t)) <= 120
    assert all(1 <= len(words) <= 256 for words in onboarding.commands(t).values())
