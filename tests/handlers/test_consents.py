"""Contacts are exchanged on two consents that hold, whatever both sides do in the same moment."""

import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.moments import Moments
from bot.outtray import OutTray
from handlers.books import living
from handlers.kit.buttons import KeyRing
from handlers.kit.i18n import translator
from handlers.kit.links import Links
from handlers.kit.turn import World
from handlers.matches import actions, words
from handlers.matches.letters import contact
from knowledge.matching import Fit
from knowledge.needs import NeedBody
from storage import (
    contact_consents,
    contacts,
    delegations,
    erasure,
    leader,
    matches,
    needs,
    people,
    rhythms,
)
from storage.catalogue import Catalogue
from storage.claims import Letter
from storage.contacts import Contact
from storage.database import Database, is_busy
from storage.matches import Match
from storage.migrations import migrate
from storage.people import Person
from tests.support.match_screens import READER
from tests.support.posts import always
from tests.support.running import finder

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
KEYS = KeyRing([b"test"])
RACES, WALKS = 150, 30
# On a server a sender and a turn wait a second for each other when they meet over the same cards.
SENDER_JOINS = 0.12


@dataclass
class Table:
    """Chad and Italy at one table, a match between them, and a sender."""

    database: Database
    amina: Person
    daniel: Person
    tray: OutTray
    sent: list[Letter] = field(default_factory=list)
    number: int = 0

    def match(self) -> str:
        """A new need of Chad's of which Italy was told."""
        self.number += 1
        with self.database.transaction() as store:
            need = needs.add(store, f"need-{self.number}", "TD", self.amina.id, NeedBody(words="x"), NOON)
            needs.move(store, need, needs.OPEN, published_at=NOON)
            made = matches.add(store, f"match-{self.number}", need.id, "IT", [Fit("coespu", (), 1.0)], NOON)
            matches.move(store, made, [matches.UNREACHED], matches.TOLD, told_at=NOON)
        return f"match-{self.number}"

    def does(self, step: Callable[..., bool], person: Person, ref: str) -> bool:
        """One step of one side, in a transaction of its own."""
        moments = Moments(KEYS, World(Catalogue(finder()), ""), None)
        with self.database.transaction() as store:
            origin = f"test:{random.random()}"
            with moments.open(store, NOON + timedelta(seconds=self.number), origin) as moment:
                match = matches.by_ref(store, ref)
                return step(moment, person, needs.by_id(store, match.need), match)

    def says_yes(self, ref: str) -> bool:
        return self.does(actions.interested, self.daniel, ref)

    def takes_it_back(self, ref: str) -> bool:
        return self.does(actions.take_back, self.daniel, ref)

    def agrees(self, ref: str) -> bool:
        return self.does(actions.accept, self.amina, ref)

    def sends(self) -> None:
        """What the sender does: claim whatever waits, and have its words written."""
        letters, _ = self.tray.turn_over([], NOON + timedelta(days=1), list, [], look=True)
        self.sent += letters

    def state(self, ref: str) -> tuple[str, set[str], bool]:
        with self.database.reading() as store:
            match = matches.by_ref(store, ref)
            return (
                match.state,
                set(contact_consents.holding(store, match)),
                contact_consents.are_complete(store, match),
            )

    def releases(self, ref: str) -> list[Letter]:
        """The letters about this match that hold somebody's card."""
        about = [letter for letter in self.sent if letter.kind == "contact" and letter.subject == ref]
        return [letter for letter in about if "speaks for" in (letter.payload or "")]


@pytest.fixture
def table(database_url: str) -> Iterator[Table]:
    database = Database(database_url)
    migrate(database)
    with database.transaction() as store:
        amina, daniel = (
            comes_in(store, number, *who)
            for number, who in enumerate((("Amina", "TD", "recipient"), ("Daniel", "IT", "provider")), 71)
        )
        epoch = leader.begin_term(store, NOON)
    tray = OutTray(database, KEYS, living(lambda: NOON, Links((), lambda: "")), lambda: NOON)
    tray.epoch = epoch
    yield Table(database, amina, daniel, tray)
    database.close()


def comes_in(store, telegram_id: int, name: str, delegation: str, role) -> Person:
    people.know_chats(store, {telegram_id})
    person = people.add(store, telegram_id, name, "en", NOON)
    delegations.take_post(store, person.id, delegation, role, NOON)
    rhythms.put(store, person.id, always(NOON))
    return people.by_id(store, person.id)


def patiently(deed: Callable[[], object]) -> None:
    """Again after a deadlock, as turns and the sender do."""
    while True:
        try:
            deed()
        except Exception as error:
            if not is_busy(error):
                raise
        else:
            return


def at_once(*deeds: Callable[[], object]) -> None:
    """Everybody does theirs at the same time, in whatever order it comes out."""
    barrier = threading.Barrier(len(deeds))
    failed: list[BaseException] = []

    def do(deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            patiently(deed)
        except BaseException as error:  # noqa: BLE001 -- told below, in the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_nothing_is_released_without_both_whoever_is_faster(table: Table):
    dice, ends = random.Random(20270301), dict.fromkeys((matches.TOLD, matches.INTERESTED, matches.AGREED), 0)
    for _ in range(RACES):
        ref = table.match()
        table.says_yes(ref)
        theirs = dice.choice(
            [
                [table.takes_it_back],
                [table.takes_it_back, table.says_yes],
                [table.takes_it_back, table.says_yes, table.takes_it_back],
            ]
        )

        def italy(ref: str = ref, theirs: list[Callable[[str], bool]] = theirs) -> None:
            for step in theirs:
                patiently(lambda step=step: step(ref))

        deeds = [italy, lambda ref=ref: table.agrees(ref)]
        if dice.random() < SENDER_JOINS:
            deeds.append(table.sends)
        dice.shuffle(deeds)
        at_once(*deeds)
        table.sends()
        state, holding, complete = table.state(ref)
        ends[state] += 1
        expected = {
            matches.TOLD: set(),
            matches.INTERESTED: {"provider"},
            matches.AGREED: {"provider", "recipient"},
        }
        assert holding == expected[state]
        assert complete == (state == matches.AGREED)
        assert len(table.releases(ref)) == (2 if complete else 0)
    assert min(ends[matches.TOLD], ends[matches.AGREED]) > 0, f"nobody was ever faster: {ends}"


def test_every_walk_through_the_answers_releases_only_on_two_consents(table: Table):
    dice = random.Random(7)
    steps = [
        table.says_yes,
        table.takes_it_back,
        table.agrees,
        lambda ref: table.does(lambda *at: actions.decline(*at, "year"), table.daniel, ref),
        lambda ref: table.does(lambda *at: actions.refuse(*at, "fit"), table.amina, ref),
    ]
    for _ in range(WALKS):
        ref = table.match()
        for _ in range(8):
            dice.choice(steps)(ref)
            table.sends()
            _, _, complete = table.state(ref)
            assert bool(table.releases(ref)) == complete


def test_a_letter_on_its_way_holds_nothing_once_its_owner_has_gone(table: Table):
    ref = table.match()
    table.says_yes(ref)
    table.agrees(ref)
    with table.database.transaction() as store:
        assert erasure.begin(store, table.daniel, NOON)
    table.sends()
    to_amina = [letter for letter in table.sent if letter.kind == "contact"]
    assert [letter.person for letter in to_amina] == [table.amina.id]
    assert "no longer speaks for" in to_amina[0].payload


def test_a_consent_is_a_row_with_its_time_and_the_version_of_its_words(table: Table):
    ref = table.match()
    table.says_yes(ref)
    table.agrees(ref)
    with table.database.reading() as store:
        held = contact_consents.holding(store, matches.by_ref(store, ref))
    then = NOON + timedelta(seconds=table.number)
    assert {(each.side, each.person, each.words, each.given_at) for each in held.values()} == {
        ("provider", table.daniel.id, actions.CONSENT_WORDS, then),
        ("recipient", table.amina.id, actions.CONSENT_WORDS, then),
    }


def test_without_its_consent_an_agreed_match_releases_nothing(table: Table):
    ref = table.match()
    table.says_yes(ref)
    table.agrees(ref)
    with table.database.transaction() as store:
        match = matches.by_ref(store, ref)
        assert contact(store, translator("en"), table.amina, ref) is not None
        contact_consents.end(store, match, NOON, "provider")
        assert contact(store, translator("en"), table.amina, ref) is None


def test_the_letter_says_what_the_card_says_when_it_leaves(table: Table):
    ref = table.match()
    table.says_yes(ref)
    table.agrees(ref)
    card = Contact("Maj. D. Rossi <Italy>", "Police Adviser", "d.rossi@example.org", None, on_telegram=False)
    with table.database.transaction() as store:
        contacts.put(store, table.daniel.id, card, NOON)
    table.sends()
    (to_amina,) = [each for each in table.releases(ref) if each.person == table.amina.id]
    assert "Maj. D. Rossi &lt;Italy&gt;" in to_amina.payload
    assert "Function: \u2068Police Adviser\u2069" in to_amina.payload
    assert "d.rossi@example.org" in to_amina.payload
    assert "tg://user" not in to_amina.payload
    assert "Daniel" not in to_amina.payload


def test_new_words_of_consent_are_a_new_version():
    """Whoever changes what people say yes to counts up `CONSENT_WORDS`, and this figure."""
    from handlers.matches import views

    t = translator("en")
    match = Match(1, "x", 1, "IT", (), 1.0, matches.INTERESTED, 1, None, None, None, None, None, None)
    said = [
        views._what_interest_means(t, match, READER._replace(delegation="IT", rank="focal")),
        views._what_yes_means(t, match),
        words.noted(t),
    ]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]
    assert (actions.CONSENT_WORDS, digest) == ("1", "48185004")
