"""A post that is suspended gives nothing away: whatever is queued, under way, or typed in the same moment.

Turns, ticks and the sender run beside the suspensions: on a server each in its own thread, on the embedded
database, which has one thread, by turns in an order of chance. What is claimed by a look at the outbox that
begins after a suspension must say nothing to that person.
"""

import itertools
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from telegram import User

from bot.cards import Scribe
from bot.delivery import Delivered, Verdict
from bot.outtray import OutTray
from bot.reading import Reading
from bot.turns import ChatBusy, Turns
from handlers.books import forms_of, living
from handlers.kit import leaving
from handlers.kit.access import may
from handlers.kit.buttons import KeyRing
from handlers.kit.html import escape
from handlers.kit.links import Links
from handlers.kit.screen import Screen
from handlers.kit.turn import Incoming, Moment, Notice, Turn
from handlers.kit.turn import World as Surroundings
from handlers.people import actions
from storage import broadcasts, delegations, inbox, leader, people, posts
from storage.claims import Letter
from storage.database import Database, Store, is_busy
from storage.inbox import Arrival
from storage.migrations import migrate
from storage.people import Person

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
SECRET = "formed police unit, 140 people"  # what only people with a post may read
CASES = 300
FIRST = 1_000
KEYS = KeyRing([b"test"])


@may("look")
def tells_the_secret(turn: Turn) -> None:
    turn.show(Screen(escape(SECRET)))


@dataclass
class Scene:
    """A delegation with many members, its focal point, and what everybody's letters said when."""

    database: Database
    lead: Person
    members: list[Person]
    luck: random.Random
    ticks: Iterator[int] = field(default_factory=itertools.count)
    told: list[tuple[int, int, str]] = field(default_factory=list)  # (when the look began, chat, payload)
    suspended: dict[int, int] = field(default_factory=dict)  # chat → when its suspension was over
    over: Event = field(default_factory=Event)

    def leaks(self) -> list[tuple[int, int, str]]:
        return [
            each for each in self.told if SECRET in each[2] and each[0] > self.suspended.get(each[1], 10**9)
        ]

    def moment(self, store: Store) -> Moment:
        return Moment(store=store, now=NOW, world=Surroundings(None, ""), new_ref=lambda: "abcdefgh")


@contextmanager
def patiently() -> Iterator[None]:
    """A lock held elsewhere, or a chat somebody works in: the next round tries again."""
    try:
        yield
    except ChatBusy:
        pass
    except Exception as error:
        if not is_busy(error):
            raise


def a_scene(database: Database) -> Scene:
    migrate(database)
    with database.transaction() as store:
        people.know_chats(store, set(range(FIRST - 1, FIRST + CASES + 2)))

        def seat(number: int, delegation: str, role: str) -> Person:
            person = people.add(store, number, f"P{number}", "en", NOW)
            delegations.take_post(store, person.id, delegation, role, NOW)
            return people.by_id(store, person.id) or person

        lead = seat(FIRST - 1, "IT", "provider")
        members = [seat(FIRST + number, "IT", "provider") for number in range(CASES)]
        officer = seat(FIRST + CASES, "org:UN", "secretariat")
        broadcasts.add(store, "abcdefgh", SECRET, officer.id, NOW, NOW)
        broadcasts.release(store, "abcdefgh", NOW)
    return Scene(database, lead, members, random.Random(7))


def suspends(scene: Scene) -> Iterator[None]:
    for member in scene.luck.sample(scene.members, CASES):
        while member.telegram_id not in scene.suspended:
            with patiently():
                suspended(scene, member)
            yield
    scene.over.set()


def suspended(scene: Scene, member: Person) -> None:
    takes(scene, member, "suspend")
    scene.suspended[member.telegram_id] = next(scene.ticks)


def takes(scene: Scene, member: Person, step: str) -> None:
    with scene.database.transaction() as store:
        post = posts.of_person(store, member.id)
        assert post is not None
        assert actions.take(scene.moment(store), scene.lead, post, step)


def types(scene: Scene) -> Iterator[None]:
    """Members ask for what they may read, before and after."""
    turns = Turns(scene.database, KEYS, {}, forms_of([]), Surroundings(None, ""), None)
    for number in itertools.count(1):
        _types(scene, turns, scene.luck.choice(scene.members), number)
        yield


def _types(scene: Scene, turns: Turns, member: Person, number: int) -> None:
    chat = member.telegram_id
    with patiently():
        with scene.database.transaction() as store:
            (row,) = inbox.add(store, [Arrival("telegram", number, chat, "{}")], NOW)
        user = User(chat, member.name, is_bot=False, language_code="en")
        turns.run(row, Reading(Incoming("text", "?", message_id=number), user, chat), tells_the_secret, NOW)


def ticks(scene: Scene) -> Iterator[None]:
    """The clock owes everybody a message."""
    for number in itertools.count():
        member = scene.luck.choice(scene.members)
        with patiently(), scene.database.transaction() as store:
            notice = Notice(member.id, "broadcast", "abcdefgh", f"broadcast:{number}:{member.id}")
            Scribe(store, KEYS, NOW, f"tick:{number}").tell(notice)
        yield


class Sending:
    """The sender's rounds; what Telegram says to each letter is a matter of luck."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.luck = scene, random.Random(11)
        self.tray = OutTray(scene.database, KEYS, living(lambda: NOW, Links([b"test"], str)), lambda: NOW)
        with scene.database.transaction() as store:
            self.tray.epoch = leader.begin_term(store, NOW)
        self.out: list[Letter] = []

    def round(self, verdicts: list[Verdict]) -> bool:
        """Whether there may be more."""
        began = next(self.scene.ticks)
        delivered = [Delivered(letter, self.luck.choice(verdicts), 55, "x") for letter in self.out]
        most = self.luck.randint(1, 20)
        self.out, has_more = self.tray.turn_over(delivered, NOW, lambda found: found[:most], [], look=True)
        self.scene.told += [(began, letter.chat, letter.payload or "") for letter in self.out]
        return has_more or bool(self.out)

    def empties(self) -> None:
        """Until nothing waits; everything arrives."""
        while self.round([Verdict.SENT]):
            pass

    def sends(self) -> Iterator[None]:
        while True:
            with patiently():
                self.round([Verdict.SENT, Verdict.LATER, Verdict.NOT_SENT, Verdict.UNKNOWN])
            yield


def play(scene: Scene) -> Sending:
    """Everything at once, until everybody is suspended; then the outbox is emptied."""
    sending = Sending(scene)
    acts = [suspends(scene), types(scene), ticks(scene), sending.sends()]
    if scene.database.is_sqlite:
        while not scene.over.is_set():
            next(scene.luck.choice(acts), None)
    else:
        _side_by_side(scene, acts)
    sending.empties()
    return sending


def _side_by_side(scene: Scene, acts: list[Iterator[None]]) -> None:
    troubles: list[BaseException] = []

    def run(act: Iterator[None]) -> None:
        try:
            for _ in act:
                if scene.over.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 -- raised again by the test's own thread
            troubles.append(error)
            scene.over.set()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def test_nothing_is_claimed_for_whoever_is_suspended_in_300_interleavings(database_url: str):
    database = Database(database_url)
    scene = a_scene(database)
    play(scene)
    assert len(scene.suspended) == CASES
    assert any(SECRET in payload for _, _, payload in scene.told)
    assert scene.leaks() == []
    with database.reading() as store:
        dropped = "SELECT DISTINCT error FROM outbox WHERE state = 'dropped' AND error IS NOT NULL"
        why = {error for (error,) in store.connection.exec_driver_sql(dropped)}
        assert "the post is suspended" in why
        waiting = "SELECT count(*) FROM outbox WHERE state = 'waiting'"
        assert store.connection.exec_driver_sql(waiting).scalar() == 0
    database.close()


def test_without_keeping_letters_back_it_would_leak(database_url: str, monkeypatch: pytest.MonkeyPatch):
    """The control: the same play must find it."""
    monkeypatch.setattr(leaving, "close", lambda *_args: None)
    database = Database(database_url)
    scene = a_scene(database)
    sending = Sending(scene)
    turns = Turns(database, KEYS, {}, forms_of([]), Surroundings(None, ""), None)
    _types(scene, turns, scene.members[0], 1)
    suspended(scene, scene.members[0])
    sending.empties()
    assert len(scene.leaks()) == 1
    database.close()


def test_an_answer_that_comes_back_unsent_is_not_sent_again(database_url: str):
    """Claimed before the suspension, refused by Telegram, and waiting again after it."""
    database = Database(database_url)
    scene = a_scene(database)
    sending, member = Sending(scene), scene.members[0]
    turns = Turns(database, KEYS, {}, forms_of([]), Surroundings(None, ""), None)
    _types(scene, turns, member, 1)
    sending.round([Verdict.SENT])
    assert len(sending.out) == 1
    suspended(scene, member)
    sending.round([Verdict.LATER])
    sending.empties()
    assert scene.leaks() == []
    _types(scene, turns, member, 2)
    sending.empties()
    assert "is suspended" in json.loads(scene.told[-1][2])["text"]
    database.close()


def test_what_is_owed_after_the_lift_is_sent(database_url: str):
    database = Database(database_url)
    scene = a_scene(database)
    sending, member = Sending(scene), scene.members[0]
    for step in ("suspend", "lift"):
        takes(scene, member, step)
    turns = Turns(database, KEYS, {}, forms_of([]), Surroundings(None, ""), None)
    _types(scene, turns, member, 1)
    sending.empties()
    assert SECRET in scene.told[-1][2]
    database.close()
