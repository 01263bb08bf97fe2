"""A bot whose clock the test sets, and people who live by clocks of their own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.wallclock import WallClock
from knowledge.rhythm import Rhythm
from knowledge.stations import hours_at
from storage import dues, outbox, people
from tests.support.clocks import clock_at, set_clock
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

_TICK = 1.1  # seconds
_REREAD = 0.15  # seconds after which everybody has seen that the clock was set


def living_in(zone: str, **limits: object) -> Rhythm:
    """The hours that everybody has at a duty station, with other limits where they are named."""
    return Rhythm(hours_at(zone), **limits)


@dataclass
class Days:
    """`bot` runs in `world` by the clock `wall`, which goes on from where the test puts it."""

    bot: Running
    world: World
    wall: WallClock

    async def comes(self, name: str, post: tuple[str, str], rhythm: Rhythm, language: str = "en") -> Phone:
        phone = self.world.phone(name, language_code=language)
        await comes_in(self.bot, phone, *post, rhythm=rhythm)
        await asyncio.sleep(_TICK)  # somebody new is asked about their programmes by the clock
        await self.quiet()
        return phone

    async def it_is(self, moment: datetime) -> None:
        """Set the clock, and wait until what was due by then is done and sent."""
        set_clock(self.wall, moment)
        await asyncio.sleep(_REREAD)
        await self.quiet()

    async def quiet(self, patience: float = 15) -> None:
        """Wait until nothing is under way."""
        for _ in range(int(patience / 0.05)):
            with self.bot.database.reading() as store:
                counts = outbox.counts(store)
                late = dues.due(store, self.wall.now(), 1)
            if not late and counts[outbox.WAITING] + counts[outbox.SENDING] == 0:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"still under way: {late} {counts}")

    def kinds(self, phone: Phone, state: str | None = None) -> list[str]:
        """The kinds of somebody's letters but answers, in order; only those in one state if it is named."""
        with self.bot.database.reading() as store:
            person = people.by_telegram_id(store, phone.id)
            rows = store.connection.exec_driver_sql(
                f"SELECT kind, state FROM outbox WHERE person = {person.id} ORDER BY id"
            ).all()
        return [kind for kind, found in rows if state in (None, found)]

    def told_of(self, phone: Phone, kind: str) -> int:
        """Of how many things somebody has had letters of a kind, each alone or in a card with others."""
        had = "(state = 'sent' OR error LIKE 'told with others%')"
        with self.bot.database.reading() as store:
            person = people.by_telegram_id(store, phone.id)
            return store.connection.exec_driver_sql(
                f"SELECT count(DISTINCT subject) FROM outbox WHERE person = {person.id} "
                f"AND kind = '{kind}' AND {had}".replace("%", "%%")
            ).scalar_one()


@asynccontextmanager
async def days(world: World, sandbox: Sandbox, folder: Path, start: datetime) -> AsyncIterator[Days]:
    wall = clock_at(folder, start)
    async with running_bot(world, sandbox, file_url(folder), clock=wall.file) as bot:
        yield Days(bot, world, wall)


def told(phone: Phone) -> list[str]:
    """How each message of the bot begins, oldest first."""
    return [message.text.split("\n")[0] for message in phone.chat if message.outgoing]
