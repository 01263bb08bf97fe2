"""Four people in four time zones are reminded of one meeting, and none of them is woken."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from bot.wallclock import WallClock
from handlers.kit import waking
from knowledge.hours import Hours
from knowledge.rhythm import Rhythm
from storage import people
from tests.support.clocks import clock_at, comes_to
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
NOW = datetime(2026, 11, 26, 14, 10, tzinfo=UTC)  # a Thursday, and open for all four
STARTS = datetime(2026, 12, 7, 20, 0, tzinfo=UTC)  # Monday, 15:00 in New York
RHYTHMS = {
    "New York": Rhythm(),
    "N'Djamena": Rhythm(Hours("Africa/Ndjamena")),
    "Dhaka": Rhythm(Hours("Asia/Dhaka", days=SUNDAY_TO_THURSDAY)),
    "Amman": Rhythm(Hours("Asia/Amman", days=SUNDAY_TO_THURSDAY)),
}
SEATS = {"New York": "org:EXS", "N'Djamena": "QM", "Dhaka": "QX", "Amman": "QY"}


class Stage(NamedTuple):
    """A bot with a clock, and who they are by where they are; New York is the secretariat."""

    bot: Running
    wall: WallClock
    phones: dict[str, Phone]

    def reminded(self) -> dict[str, list[str]]:
        """What each was told of the time that is left, of those who were."""
        said = {
            where: [
                message.text.split("\n")[0] for message in phone.chat if "A meeting begins" in message.text
            ]
            for where, phone in self.phones.items()
        }
        return {where: texts for where, texts in said.items() if texts}

    async def comes_to(self, at: datetime) -> None:
        """Let it be this instant, and all be done that is due by then."""
        await comes_to(self.bot.database, self.wall, at)

    def moves(self, where: str, rhythm: Rhythm) -> None:
        """Somebody keeps other hours from now on."""
        with self.bot.database.transaction() as store:
            person = people.by_telegram_id(store, self.phones[where].id)
            waking.rearrange(store, person.id, rhythm, self.wall.now())


@pytest.fixture
async def stage(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    wall = clock_at(tmp_path, NOW)
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        phones = {where: world.phone(where, language_code="en") for where in SEATS}
        for where, phone in phones.items():
            role = "secretariat" if where == "New York" else "provider"
            await comes_in(bot, phone, SEATS[where], role, rhythm=RHYTHMS[where])
        yield Stage(bot, wall, phones)


async def sets(stage: Stage, when: str = "7 December 2026 15:00") -> None:
    ruth = stage.phones["New York"]
    await ruth.says("/meetings")
    await ruth.taps("New meeting", change=True)
    await ruth.says("Police capacity")
    await ruth.says(when)
    await ruth.taps("Send", change=True)
    for phone in stage.phones.values():
        await phone.shows("Meeting\nPolice capacity")


async def test_each_is_reminded_in_their_waking_hours_and_told_the_true_time_left(stage: Stage):
    await sets(stage)
    await stage.comes_to(datetime(2026, 12, 7, 14, 29, tzinfo=UTC))
    assert stage.reminded() == {}
    await stage.comes_to(datetime(2026, 12, 7, 14, 30, 30, tzinfo=UTC))  # 20:30 in Dhaka
    dhaka = {"Dhaka": ["A meeting begins in 5 hours."]}
    assert stage.reminded() == dhaka
    await stage.comes_to(datetime(2026, 12, 7, 17, 30, 30, tzinfo=UTC))  # 20:30 in Amman
    evening = dhaka | {"Amman": ["A meeting begins in 2 hours."]}
    assert stage.reminded() == evening
    await stage.comes_to(datetime(2026, 12, 7, 19, 0, 10, tzinfo=UTC))
    an_hour = ["A meeting begins in 60 minutes."]
    everybody = evening | {"New York": an_hour, "N'Djamena": an_hour}
    assert stage.reminded() == everybody
    await stage.comes_to(STARTS + timedelta(days=2))
    assert stage.reminded() == everybody


async def test_after_a_jump_over_the_meeting_nothing_late_arrives(stage: Stage):
    await sets(stage)
    await stage.comes_to(STARTS + timedelta(hours=3))
    assert stage.reminded() == {}


async def test_a_meeting_that_was_moved_or_cancelled_reminds_of_nothing(stage: Stage):
    await sets(stage)
    ruth = stage.phones["New York"]
    await ruth.taps("Change the time", message=await ruth.shows("no answer: 4"), change=True)
    await ruth.says("8 December 2026 15:00")
    await ruth.taps("Send", change=True)
    await stage.comes_to(datetime(2026, 12, 7, 15, 0, tzinfo=UTC))
    assert stage.reminded() == {}
    await stage.comes_to(datetime(2026, 12, 8, 14, 31, tzinfo=UTC))
    assert stage.reminded() == {"Dhaka": ["A meeting begins in 5 hours."]}
    await ruth.says("/meetings")
    await ruth.taps("1. Police capacity", change=True)
    await ruth.taps("Cancel the meeting", change=True)
    await ruth.taps("Yes, cancel it", change=True)
    await stage.comes_to(datetime(2026, 12, 8, 19, 1, tzinfo=UTC))
    assert list(stage.reminded()) == ["Dhaka"]


async def test_whoever_comes_later_or_goes_elsewhere_is_reminded_where_they_are(stage: Stage, world: World):
    await sets(stage)
    isvik = world.phone("Ingrid", language_code="en")
    await comes_in(stage.bot, isvik, "QV", "provider", rhythm=RHYTHMS["Dhaka"])
    await isvik.shows("Meeting\nPolice capacity")
    stage.phones["Ingrid"] = isvik
    stage.moves("New York", RHYTHMS["Dhaka"])
    stage.moves("Dhaka", Rhythm())
    await stage.comes_to(datetime(2026, 12, 7, 14, 31, tzinfo=UTC))
    five_hours = ["A meeting begins in 5 hours."]
    assert stage.reminded() == {"New York": five_hours, "Ingrid": five_hours}


async def test_who_wants_no_reminders_gets_none_and_a_full_day_loses_none(stage: Stage):
    await sets(stage)
    stage.moves("New York", Rhythm(muted=frozenset({"reminder"})))
    stage.moves("N'Djamena", Rhythm(Hours("Africa/Ndjamena"), a_day=1))
    await stage.comes_to(datetime(2026, 12, 7, 19, 1, tzinfo=UTC))
    assert list(stage.reminded()) == ["N'Djamena"]


async def test_of_a_meeting_set_late_only_what_is_still_to_come_is_told(stage: Stage):
    await stage.comes_to(datetime(2026, 12, 7, 15, 0, tzinfo=UTC))  # 21:00 in Dhaka
    ruth = stage.phones["New York"]
    await ruth.says("/meetings")
    await ruth.taps("New meeting", change=True)
    await ruth.says("Police capacity")
    await ruth.says("7 December 2026 15:00")
    await ruth.taps("Send", change=True)
    await stage.comes_to(datetime(2026, 12, 7, 19, 1, tzinfo=UTC))
    assert sorted(stage.reminded()) == ["N'Djamena", "New York"]


async def test_each_reads_the_time_by_their_own_clock_too(stage: Stage):
    await sets(stage)
    monday = "Monday 7 December 2026, 15:00 New York"
    whens = {
        where: next(line for line in phone.sees.split("\n") if line.startswith("When:"))
        for where, phone in stage.phones.items()
    }
    assert {where: shown(when) for where, when in whens.items()} == {
        "New York": f"When: {monday} (20:00 UTC)",
        "N'Djamena": f"When: {monday} (21:00 your time, 20:00 UTC)",
        "Dhaka": f"When: {monday} (Tuesday 02:00 your time, 20:00 UTC)",
        "Amman": f"When: {monday} (23:00 your time, 20:00 UTC)",
    }
    await stage.phones["Dhaka"].says("/meetings")
    assert "(Tuesday 02:00 your time, 20:00 UTC)" in shown(stage.phones["Dhaka"].sees)
