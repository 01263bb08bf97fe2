"""What the judge of the stories must find: one that never finds anything would prove nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.wallclock import WallClock
from tests.bot.sandbox.schema import Schema
from tests.support.casefile import Casefile
from tests.support.dealings import Dealings
from tests.support.diary import Diary, pressables
from tests.support.program import until
from tests.support.running import TOKEN, Running, utc_now
from tests.support.story_judge import Judge
from tests.support.trails import without_fence
from tests.support.walk import Walk

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("kills-others")]
_SENTENCE = "formed police unit training in French before June 2028 {tag}"


@pytest.fixture
def world() -> Diary:
    return Diary(token=TOKEN, now=utc_now, strict=Schema())


@dataclass
class Told:
    """A story that went well.

    A need agreed on (q0x), one without its words (q1x), one that Italy alone answered (q2x), a draft (q3x).
    """

    bot: Running
    dealings: Dealings

    @property
    def world(self) -> Diary:
        return self.dealings.world

    @property
    def phones(self) -> list[Phone]:
        """Chad's, Italy's, and Norway's, which was told of nothing."""
        return [party.phone for party in self.dealings.parties]

    @property
    def is_busy(self) -> bool:
        case = self.case()
        return bool(
            {"new"} & case.states("inbox").keys() or {"waiting", "sending"} & case.states("outbox").keys()
        )

    def findings(self) -> str:
        early = {phone.id for phone in self.phones}
        return "\n".join(Judge(self.world, self.case(), early, self.dealings.typed).findings())

    async def steps(self) -> str:
        return "\n".join(await Walk(self.world, self.case(), self.dealings.parties).findings())

    def case(self) -> Casefile:
        return Casefile(self.bot.database)

    def match(self, tag: str) -> str:
        """Italy's match of the need with this word."""
        case = self.case()
        (need,) = (need for need in case.needs.values() if tag in need.body.words)
        return next(match.ref for match in case.matches_of(need) if match.delegation == "IT")

    def notice(self, tag: str) -> Message:
        """Italy's, as it stands now."""
        ref = self.match(tag)
        messages = (message for message in self.phones[1].chat if message.outgoing)
        return next(each for each in messages if any(code.ref == ref for code in pressables(each)))

    def change_rows(self, statement: str) -> None:
        with self.bot.database.transaction() as store:
            if " audit " in statement:
                without_fence(store)
            store.connection.exec_driver_sql(statement)


@pytest.fixture
async def told(bot: Running, world: Diary) -> Told:
    told = Told(bot, Dealings(world, Random(1), WallClock()))
    world.is_agreed = lambda match: told.case().is_agreed(match)
    seats = [("TD", "recipient", "en"), ("IT", "provider", "en"), ("NO", "provider", "en")]
    await told.dealings.gather(bot.database, seats)
    await until(lambda: not told.is_busy, 10, "the welcomes")
    chad, italy, _ = told.phones
    for number, is_open in enumerate((True, False, True, True)):
        tag = f"q{number}x"
        told.dealings.typed[tag] = chad.id
        await chad.says(_SENTENCE.format(tag=tag))
        await chad.taps("Declare as a need", change=True)
        if not is_open:
            await chad.taps("Who sees it", change=True)
            await chad.taps("Without my words", change=True)
        if number < 3:
            await chad.taps("Publish", change=True)
            await chad.taps("Send now", change=True)
            notice = await italy.shows("Chad looks for help")
        if number in (0, 2):
            await italy.taps("Interested", message=notice, change=True)
            offer = await chad.shows("Italy is interested")
        if number == 0:
            await chad.taps("Yes, share contacts", message=offer, change=True)
            await italy.shows("Contact:")
            await chad.shows("Contact:")
    await until(lambda: not told.is_busy, 10, "everything to be done")
    return told


async def test_a_story_that_went_well_is_found_to_be_well(told: Told):
    assert told.findings() == ""
    assert await told.steps() == ""
    await until(lambda: not told.is_busy, 10, "everything to be done")
    assert told.findings() == "", "whoever looks changes nothing"


async def test_what_phones_must_not_show_is_found(told: Told):
    """Each time the phone gets what a faulty bot would send; then that is forgotten again."""
    chad, italy, norway = told.phones
    agreed, asked = told.match("q0x"), told.match("q2x")
    contact = next(message for message in italy.chat if message.text.startswith("Contact"))
    early = _button("1|match|{}|0|mac", asked)
    tampered: dict[str, tuple[Phone, str, Any]] = {
        f"2 notices of match {asked} on phone {italy.id}": _copied(italy, told.notice("q2x")),
        f"phone {norway.id} was told of match {asked} for no reason": _copied(norway, told.notice("q2x")),
        f"phone {norway.id} shows q2x": _copied(norway, told.notice("q2x")),
        f"phone {norway.id} (NO) has a button match-more of {asked}": _copied(norway, told.notice("q2x")),
        f"2 contact cards of match {agreed} on {italy.id}": _copied(italy, contact),
        f"phone {norway.id} got a contact of match {agreed}": _copied(norway, contact),
        f"phone {italy.id} showed a contact of match {asked} before": (italy, "Contact: Chad", early),
        f"phone {chad.id} showed a contact of match {asked} before": (chad, "Contact: Italy", early),
        f"phone {italy.id} shows q1x": (italy, "the words q1x of a need without its words", None),
        f"phone {italy.id} shows q3x": (italy, "the words q3x of a draft", None),
        f"phone {chad.id} shows 'Traceback": (chad, "Traceback (most recent call last)", None),
    }
    for expected, (phone, text, markup) in tampered.items():
        with _forgotten(told.world):
            told.world.post(phone.private_chat, "text", {"text": text}, markup=markup)
            assert expected in told.findings()
    assert told.findings() == ""


async def test_a_notice_or_a_contact_that_never_came_is_found(told: Told):
    _, italy, _ = told.phones
    asked, agreed = told.match("q2x"), told.match("q0x")
    seen = told.world.of[italy.id]
    for expected, is_it in (
        (f"0 notices of match {asked}", lambda glimpse: "match-more" in glimpse.routes),
        (f"0 contact cards of match {agreed}", lambda glimpse: glimpse.is_contact),
    ):
        with _forgotten(told.world):
            told.world.of[italy.id] = [glimpse for glimpse in seen if not is_it(glimpse)]
            assert expected in told.findings()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("DELETE FROM audit WHERE subject = 'match:{agreed}' AND verb = 'match interested'", "without both"),
        ("UPDATE audit SET actor = 2 WHERE subject = 'match:{agreed}'", "agreed without both sides' yes"),
        ("UPDATE matches SET state = 'told' WHERE ref = '{agreed}'", "is told, agreed 1 times"),
        ("UPDATE matches SET told_at = NULL WHERE ref = '{asked}'", "and was not told"),
        ("UPDATE matches SET delegation = 'NO' WHERE ref = '{asked}'", "NO never fitted need"),
        ("UPDATE needs SET visibility = 'secretariat'", "has matches"),
        ("UPDATE inbox SET state = 'parked' WHERE seq = 1", "'parked': 1"),
        ("UPDATE outbox SET state = 'uncertain' WHERE kind = 'contact'", "is uncertain"),
    ],
)
async def test_what_rows_must_not_say_is_found(told: Told, change: str, expected: str):
    told.change_rows(change.format(agreed=told.match("q0x"), asked=told.match("q2x")))
    assert expected in told.findings()


async def test_a_state_without_a_next_step_is_found(told: Told):
    told.change_rows("UPDATE needs SET state = 'queued' WHERE state = 'draft'")
    told.change_rows("UPDATE posts SET ended_at = since WHERE role = 'recipient'")
    told.dealings.parties.clear()
    found = await told.steps()
    assert "is on its way out, and nothing will send it" in found
    assert f"match {told.match('q2x')} is interested, and nobody is here to act" in found


async def test_a_card_without_buttons_is_found(told: Told, monkeypatch: pytest.MonkeyPatch):
    def without_buttons(message: Message) -> None:
        message.markup = None if "is interested" in message.text else message.markup
        Diary.touched(told.world, message)

    monkeypatch.setattr(told.world, "touched", without_buttons)
    found = await told.steps()
    assert f"TD (recipient) opens match {told.match('q2x')}, expects" in found


def _copied(phone: Phone, message: Message) -> tuple[Phone, str, Any]:
    return phone, message.text, message.markup


def _button(code: str, ref: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "The match", "callback_data": code.format(ref)}]]}


@contextmanager
def _forgotten(world: Diary) -> Iterator[None]:
    """What phones show meanwhile was never shown."""
    kept = {phone: list(glimpses) for phone, glimpses in world.of.items()}
    yield
    world.of.clear()
    world.of.update(kept)
