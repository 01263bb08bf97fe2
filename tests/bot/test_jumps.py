"""After a jump of the clock, or a night in which nothing ran, everything happens in its order."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.beats import Beats
from bot.clock import Clock, Deed
from bot.dbthread import DatabaseThreads
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.sealing import Sealer
from knowledge.hours import Hours
from knowledge.rhythm import Rhythm
from storage import dues, leader
from storage.database import Database, Store
from storage.dues import Due
from storage.migrations import migrate
from tests.support.clocks import clock_at, set_clock
from tests.support.posts import comes_in, keeps
from tests.support.running import file_url, running_bot

MONDAY = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)
HOUSE = timedelta(hours=5)
PEOPLE = {"New York": Hours(), "N'Djamena": Hours("Africa/Ndjamena"), "Dhaka": Hours("Asia/Dhaka")}
TITLE = "Police capacity, working level"

Done = list[tuple[str, datetime]]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


class Lived:
    """A clock over a database, and what it did: the subject of each due row, and its `now`."""

    def __init__(self, database: Database, folder: Path, again: Callable[[Due, datetime], datetime | None]):
        self.done: Done = []
        self.wall, self.database = clock_at(folder, MONDAY), database
        self.threads = DatabaseThreads(1)

        def deed(_store: Store, due: Due, now: datetime) -> datetime | None:
            self.done.append((due.subject, now))
            return again(due, now)

        deeds: dict[str, Deed] = {"wake": deed, "house": deed}
        sealer = Sealer(database, b"key")
        self.clock = Clock(
            database, self.threads, self.wall, deeds, sealer, Beats(), lambda: None, once={"house"}
        )
        with database.transaction() as store:
            self.clock.epoch = leader.begin_term(store, MONDAY)

    async def jump(self, step: timedelta) -> Done:
        self.done.clear()
        self.wall.forward(step)
        await self.clock.tick()
        await self.clock.tick()  # whatever the first left to the second
        return self.done

    def due(self, subject: str, kind: str, at: datetime) -> None:
        with self.database.transaction() as store:
            dues.add(store, subject, kind, at, subject)


def next_morning(due: Due, now: datetime) -> datetime | None:
    if due.kind == "house":
        return now + HOUSE
    return PEOPLE[due.subject].next_opening(now) if due.subject in PEOPLE else None


async def test_three_mornings_in_three_zones_come_in_order_with_what_fell_due_between(
    database: Database, tmp_path: Path
):
    lived = Lived(database, tmp_path, next_morning)
    for name, hours in PEOPLE.items():
        lived.due(name, "wake", hours.next_opening(MONDAY))
    wednesday = MONDAY + timedelta(days=1, hours=14)  # 08:00 UTC: after N'Djamena's morning
    lived.due("a reminder", "wake", wednesday)
    lived.due("the house", "house", MONDAY + HOUSE)
    done = await lived.jump(timedelta(days=3))
    assert done[:-1] == [
        ("Dhaka", datetime(2027, 3, 2, 1, 30, tzinfo=UTC)),
        ("N'Djamena", datetime(2027, 3, 2, 6, 30, tzinfo=UTC)),
        ("New York", datetime(2027, 3, 2, 12, 30, tzinfo=UTC)),
        ("Dhaka", datetime(2027, 3, 3, 1, 30, tzinfo=UTC)),
        ("N'Djamena", datetime(2027, 3, 3, 6, 30, tzinfo=UTC)),
        ("a reminder", wednesday),
        ("New York", datetime(2027, 3, 3, 12, 30, tzinfo=UTC)),
        ("Dhaka", datetime(2027, 3, 4, 1, 30, tzinfo=UTC)),
        ("N'Djamena", datetime(2027, 3, 4, 6, 30, tzinfo=UTC)),
        ("New York", datetime(2027, 3, 4, 12, 30, tzinfo=UTC)),
    ]
    who, when = done[-1]
    assert (who, when >= MONDAY + timedelta(days=3)) == ("the house", True), "once, and last"
    lived.threads.close()


async def test_of_a_month_away_one_week_is_lived_through(database: Database, tmp_path: Path):
    lived = Lived(database, tmp_path, next_morning)
    lived.due("New York", "wake", PEOPLE["New York"].next_opening(MONDAY))
    done = await lived.jump(timedelta(days=30))
    assert done[0] == ("New York", datetime(2027, 3, 2, 12, 30, tzinfo=UTC))
    week = [now for _, now in done if now > MONDAY + timedelta(days=23)]
    assert len(done) == 1 + len(week)
    assert len(week) in (5, 6)
    lived.threads.close()


async def test_what_is_due_again_at_the_same_instant_does_not_stop_the_clock(
    database: Database, tmp_path: Path
):
    lived = Lived(database, tmp_path, lambda _due, now: now)
    lived.due("restless", "wake", MONDAY)
    assert await lived.jump(timedelta(hours=1)) == [("restless", MONDAY)]
    assert len(await lived.jump(timedelta(seconds=2))) == 1, "once a tick"
    lived.threads.close()


async def test_a_card_that_came_too_late_is_told_with_the_next(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    """Two meetings are set in the evening; the clock jumps over the hours of the card of them."""
    wall = clock_at(tmp_path, datetime(2027, 3, 2, 2, 30, tzinfo=UTC))  # Monday, 21:30 in New York
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        ruth, amina = world.phone("Ruth", language_code="en"), world.phone("Amina", language_code="en")
        await comes_in(bot, ruth, "org:EXS", "secretariat")
        await comes_in(bot, amina, "QM", "recipient")
        keeps(bot, amina, Rhythm())
        for number in (1, 2):
            await _sets_meeting(ruth, f"{TITLE} {number}")
        await ruth.until(lambda: _held(bot.database) == 2)
        seen = len(amina.chat)
        set_clock(wall, datetime(2027, 3, 3, 3, 0, tzinfo=UTC))  # Tuesday, 22:00
        await amina.until(lambda: _states(bot.database, "digest") in (["dropped"], ["skipped"]), 10)
        assert len(amina.chat) == seen, "nothing rings at night"
        set_clock(wall, datetime(2027, 3, 3, 12, 31, tzinfo=UTC))  # Wednesday, 07:31
        card = await amina.shows("A number opens it below")
        assert f"{TITLE} 1" in card.text
        assert f"{TITLE} 2" in card.text
        assert len(amina.chat) == seen + 1


async def _sets_meeting(ruth, title: str) -> None:
    await ruth.says("/meetings")
    await ruth.taps("New meeting", change=True)
    await ruth.says(title)
    await ruth.says("15 April 2027 15:00")
    await ruth.taps("Send", change=True)
    await ruth.until(lambda: any("Will you come?" in card.text and title in card.text for card in ruth.chat))


def _held(database: Database) -> int:
    return _states(database, "meeting").count("held")


def _states(database: Database, kind: str) -> list[str]:
    with database.reading() as store:
        rows = store.connection.exec_driver_sql(f"SELECT state FROM outbox WHERE kind = '{kind}' ORDER BY id")
        return [state for (state,) in rows]
