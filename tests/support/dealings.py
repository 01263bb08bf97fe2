"""Delegations and their dealings: people declare needs, answer, change their minds and tap old buttons.

Nobody waits for an answer, and what they do is drawn from a seeded `Random`: the bot gets every order of
updates that people, crossing each other and a bot that is away now and then, can bring about.
"""

import asyncio
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from sqlalchemy.exc import OperationalError

from bot.sandbox import acts
from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.wallclock import WallClock
from handlers.joining import actions
from storage import people, rhythms
from storage.database import Database
from tests.support.casefile import Casefile
from tests.support.diary import Diary, Pressable, pressables
from tests.support.posts import always
from tests.support.program import until

Seat = tuple[str, str, str]  # delegation, role, language
OPENING: tuple[Seat, ...] = (
    ("TD", "recipient", "fr"), ("TD", "recipient", "en"), ("ML", "recipient", "fr"),
    ("SN", "recipient", "fr"), ("BD", "recipient", "en"), ("NP", "recipient", "en"),
    ("RW", "recipient", "fr"), ("NG", "recipient", "en"),
    ("GH", "recipient", "en"), ("GH", "provider", "en"), ("IT", "provider", "en"),
    ("US", "provider", "en"), ("US", "provider", "en"), ("US", "provider", "fr"),
    ("FR", "provider", "fr"), ("FR", "provider", "en"), ("org:EU", "provider", "en"),
    ("org:EU", "provider", "fr"), ("CN", "provider", "en"), ("BJ", "provider", "fr"),
    ("org:UN", "secretariat", "en"),
)  # fmt: skip
"""Who is there before the first need. Ghana asks for help and gives it."""
LATER: tuple[Seat, ...] = (
    ("CM", "provider", "fr"),
    ("US", "provider", "en"),
    ("BD", "recipient", "en"),
    ("IT", "provider", "fr"),
)
"""Who comes in the middle of it; for Cameroon it is the first."""

# Each with a word that no other text has.
SENTENCES = (
    "formed police unit training in French before June 2028 {tag}",
    "formation d'unité de police constitué avant juin 2028, en français ({tag})",
    "formation déminage en français avant décembre 2028, {tag}",
    "mine clearence training for enginers, in English, before December 2028 {tag}",
    "staff officers course in English before June 2028 {tag}",
    "medical training, English, by the end of 2028 {tag}",
    "formation de bataillons d'infanterie avant juin 2028, en français {tag}",
    "engineering equipment and training in English before 2029 {tag}",
    "<b>{tag}</b> counter-IED training & search dogs in French before March 2028",
    "تدريب وحدة شرطة مشكلة بالفرنسية قبل حزيران 2028 {tag}",
    "{tag} FPU",
    "{tag} police",
    "infantry battalion predeployment training in French {tag}",
)
ANSWERS = (
    "by the end of 2028 {tag}", "2nd quarter 2028 {tag}", "soonish {tag}", "before 1 March 2020 {tag}",
    "French {tag}", "English or French {tag}", "training and equipment {tag}", "formed police {tag}",
    "MINUSCA {tag}", "company {tag}", "How many speak <b>French</b>? {tag}", "مئة من أصل 140 {tag}",
)  # fmt: skip
COMMANDS = {"recipient": ("/needs", "/matches", "/help"), "provider": ("/matches", "/help", "/needs")}
# How often a button is tapped beside others, by its route; buttons of other routes are left alone.
EAGERNESS = {
    "need-new": 8, "need-out": 8, "need-now": 3, "need-undo": 1, "need-field": 0.6, "need-view": 0.5,
    "need-views": 2, "need-drop": 1.5, "need-gone": 3, "need-edit": 1, "need-pause": 1.5,
    "need-resume": 3, "need": 1.5, "needs": 0.5, "all-needs": 1, "desk": 0.5, "unreached": 0.5,
    "match": 2, "match-more": 0.5, "match-yes": 3, "match-no": 2, "match-nowhy": 2, "match-back": 0.5,
    "match-later": 2, "match-ok": 3, "match-deny": 1, "match-denywhy": 2, "match-ask": 0.8,
    "question": 3, "contact": 1, "matches": 0.2, "answer": 3, "cancel": 0.4, "home": 0.05, "help": 0.1,
    "search": 0.2, "p": 0.1,
}  # fmt: skip
# What is answered with a second question: whoever asked for it mostly goes through with it.
SURE = {"need-gone", "need-views", "match-nowhy", "match-denywhy"}
# What goes on with a need stands first under its card: declare it, answer what is missing, publish it.
BEGUN = {"need-new", "need-field", "need-out"}
MOST_WAITING = 120
PATIENCE = 6  # how often somebody does something to a phone that does not change


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who speaks for a delegation; `is_early` when they were there before the first need."""

    phone: Phone
    delegation: str
    role: str
    is_early: bool


class Dealings:
    """`quota` is how many needs may be out; nobody begins another when `released()` says so many are."""

    def __init__(self, world: Diary, random: Random, wall: WallClock, per_second: float = 60) -> None:
        self.world, self.random, self.wall, self.per_second = world, random, wall, per_second
        self.parties: list[Party] = []
        self.typed: dict[str, int] = {}  # the tag of each text → whose phone
        self.quota = 0
        self.released: Callable[[], int] = lambda: 0
        self.deeds = 0
        self._tries: dict[int, tuple[int, int]] = {}
        self._codes = itertools.count(1)

    # who they are

    async def gather(self, database: Database, seats: Iterable[Seat] = OPENING) -> None:
        """All at once, before the first need."""
        self.parties += await asyncio.gather(
            *(self._arrives(database, seat, is_early=True) for seat in seats)
        )

    async def comes_in(self, database: Database, seat: Seat) -> None:
        """In the middle of things."""
        self.parties.append(await self._arrives(database, seat, is_early=False))

    async def _arrives(self, database: Database, seat: Seat, *, is_early: bool) -> Party:
        """By an invitation's link and a tap, however often the bot is away meanwhile."""
        delegation, role, language = seat
        number = next(self._codes)
        phone = self.world.phone(f"P{number} of {delegation}", language_code=language)
        code = f"story-invitation-{number:05}"
        with database.transaction() as store:
            actions.invite(store, code, delegation, role, self.wall.now())
        await phone.starts(code, timeout=60)
        await phone.until(lambda: _offering(phone, "answer") is not None, timeout=60)
        message, button = _offering(phone, "answer")
        # Everything reaches them at once: what a story is about is what happens, not when.
        await self._reach_at_once(database, phone)
        acts.press(self.world, phone.person, message, button.data)
        # Not what the phone shows: the question may have come twice.
        await until(lambda: Casefile(database).is_seated(phone.id), 60, f"{delegation} to be seated")
        return Party(phone, delegation, role, is_early)

    async def _reach_at_once(self, database: Database, phone: Phone) -> None:
        """As soon as the bot, which is busy, lets anybody else write."""
        while True:
            try:
                with database.transaction() as store:
                    person = people.by_telegram_id(store, phone.id)
                    rhythms.put(store, person.id, always(self.wall.now()))
            except OperationalError:
                await asyncio.sleep(0.1)
            else:
                return

    # what they do

    async def keeps_on(self) -> None:
        """Until cancelled: a trickle with bursts, held back only when very much waits for the bot."""
        while True:
            await asyncio.sleep(self.random.expovariate(self.per_second))
            burst = self.random.randint(4, 15) if self.random.random() < 0.04 else 1
            for _ in range(burst if len(self.world.updates) < MOST_WAITING else 0):
                if self.random.random() < 0.05:
                    self._clash()
                else:
                    self._has_a_go(self.random.choice(self.parties))

    def _has_a_go(self, party: Party) -> None:
        """Seldom when the bot has not stirred on this phone for the last few times."""
        seen = len(self.world.of[party.phone.id])
        tries, when = self._tries.get(party.phone.id, (0, seen))
        if seen != when:
            tries = 0
        if tries < PATIENCE or self.random.random() < 0.1:
            self._tries[party.phone.id] = tries + 1, seen
            self._does_something(party)

    def _does_something(self, party: Party) -> None:
        newest = party.phone.newest
        codes = pressables(newest) if newest else ()
        dice = self.random.random()
        if dice < 0.8 and any(code.route == "cancel" for code in codes):
            self._answers(party, newest, codes)
        elif dice < 0.4 and party.role == "recipient" and self.released() < self.quota:
            self._goes_on(party)
        elif dice < 0.5 and (
            half_done := [each for each in _recent(party.phone, 12) if each[1].route in SURE]
        ):
            self._press(party, half_done)
        elif dice > 0.95:
            self._types(party, self.random.choice(COMMANDS.get(party.role, ("/desk",))))
        else:
            self._taps(party)

    def _goes_on(self, party: Party) -> None:
        """With what was begun, if it is still to be seen; otherwise begin something new."""
        begun = [each for each in _recent(party.phone, 40) if each[1].route in BEGUN and _is_first(*each)]
        dice = self.random.random()
        if begun and dice < 0.75:
            self._press(party, begun[: self.random.choice((1, 8))])
        elif dice < 0.85:
            self._types(party, "/needs")
        else:
            self._types(party, self.random.choice(SENTENCES))

    def _answers(self, party: Party, asked: Message, codes: tuple[Pressable, ...]) -> None:
        """A question stands there: one of its buttons, or some words that may or may not answer it."""
        has_options = any(code.route == "answer" for code in codes)
        if self.random.random() < (0.75 if has_options else 0.15):
            self._press(party, [(asked, code) for code in codes])
        else:
            self._types(party, self.random.choice(ANSWERS))

    def _types(self, party: Party, text: str) -> None:
        self.deeds += 1
        tag = f"q{len(self.typed)}x"
        if "{tag}" in text:
            self.typed[tag] = party.phone.id
        party.phone.sends(text.format(tag=tag))

    def _taps(self, party: Party) -> None:
        """A button of the newest message, of one further up, or one that stood there once."""
        dice, recent = self.random.random(), _recent(party.phone, self.random.choice((6, 12, 40)))
        if dice < 0.3:
            self._press(party, _recent(party.phone, 1))
        elif dice < 0.88:
            self._press(party, recent)
        elif seen := self.world.of[party.phone.id]:
            glimpse = self.random.choice(seen)
            message = party.phone.private_chat.messages[glimpse.message]
            self._press(party, [(message, button) for button in glimpse.buttons])

    def _press(self, party: Party, found: list[tuple[Message, Pressable]]) -> None:
        # Of a need for named providers letters say next to nothing: the journeys tell that story.
        weights = [
            0 if button.args.endswith(".named") else EAGERNESS.get(button.route, 0) for _, button in found
        ]
        if sum(weights):
            self.deeds += 1
            ((message, button),) = self.random.choices(found, weights)
            acts.press(self.world, party.phone.person, message, button.data)

    def _clash(self) -> None:
        """Several people, of both sides, tap the buttons of one match in the same instant."""
        offered = [
            (party, message, button)
            for party in self.parties
            for message, button in _recent(party.phone, 6)
            if button.route.startswith(("match-", "contact")) and button.route in EAGERNESS
        ]
        if offered:
            match = self.random.choice(offered)[2].ref
            about = [each for each in offered if each[2].ref == match]
            for party, message, button in self.random.sample(about, min(4, len(about))):
                acts.press(self.world, party.phone.person, message, button.data)


def _recent(phone: Phone, messages: int) -> list[tuple[Message, Pressable]]:
    """The buttons of the bot's last messages, newest first."""
    bubbles = reversed(phone.private_chat.messages.values())
    newest = itertools.islice((message for message in bubbles if message.outgoing), messages)
    return [(message, button) for message in newest for button in pressables(message)]


def _is_first(message: Message, button: Pressable) -> bool:
    return pressables(message)[0] == button or button.route == "need-new"


def _offering(phone: Phone, route: str) -> tuple[Message, Pressable] | None:
    return next(((message, button) for message, button in _recent(phone, 5) if button.route == route), None)
