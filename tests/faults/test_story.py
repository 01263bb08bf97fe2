"""The story again and again, people crossing each other and the bot killed at random instants.

`CLEARINGHOUSE_TEST_STORIES=1000` tells a thousand stories under 210 kills.
"""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.housekeeping import HOUSE
from bot.wallclock import WallClock
from storage import dues
from tests.bot.sandbox.schema import Schema
from tests.support import postgres
from tests.support.casefile import Casefile
from tests.support.dealings import LATER, Dealings
from tests.support.diary import Diary
from tests.support.ledger import Ledger
from tests.support.program import Program, until
from tests.support.running import TOKEN, utc_now
from tests.support.story_judge import Judge
from tests.support.walk import Walk

pytestmark = pytest.mark.faults

STORIES = int(os.environ.get("CLEARINGHOUSE_TEST_STORIES", "16"))
SEED = int(os.environ.get("CLEARINGHOUSE_TEST_SEED", "0")) or time.time_ns() % 1_000_000
Tell = Callable[[str], None]

_A_SECOND = 60  # of the world is a minute for the bot: its minute for second thoughts passes while people act
_LATER_LASTS, _SOON = timedelta(days=4), timedelta(minutes=2)
_BEFORE_READY, _USUAL_START = 0.3, 1.5
_LONGEST_LIVES = (0.4, 1.0, 2.5)
_LONGEST_WAIT = 10


@pytest.fixture
def world() -> Iterator[Diary]:
    world = Diary(token=TOKEN, now=utc_now, strict=Schema())
    yield world
    assert world.violations == []


@pytest.mark.xdist_group("kills-polling")
async def test_on_the_embedded_database(
    world: Diary, program: Program, ledger: Ledger, tmp_path: Path, tell: Tell
):
    tell(
        await Stories(world, program, ledger, tmp_path).told(
            STORIES, kills=min(10, STORIES // 2) + STORIES // 5
        )
    )


@pytest.mark.postgres
@pytest.mark.xdist_group("kills-others")
async def test_on_a_database_server(
    world: Diary, program: Program, ledger: Ledger, postgres_server: str, tmp_path: Path, tell: Tell
):
    program.settings["database_url"] = postgres.fresh_database(postgres_server)
    tell(await Stories(world, program, ledger, tmp_path).told(STORIES // 3, kills=2 + STORIES // 15))


class Stories:
    """The crowd, the bot that is killed, and the clock that both go by."""

    def __init__(self, world: Diary, program: Program, ledger: Ledger, folder: Path) -> None:
        self.world, self.program, self.ledger = world, program, ledger
        (folder / "clock").write_text(f"{utc_now().isoformat()} {_A_SECOND}\n")
        program.settings["clock"] = folder / "clock"
        self.clock = WallClock(folder / "clock")
        self.dealings = Dealings(world, Random(SEED), self.clock)
        self.doubts: Counter[str] = Counter()
        self.newcomers: list[asyncio.Task[None]] = []
        self._out = 0  # needs released, as of the last look

    async def told(self, stories: int, kills: int) -> str:
        """The figures of it, once everything is judged."""
        sys.stdout.write(f"CLEARINGHOUSE_TEST_SEED={SEED}\n")
        began = time.monotonic()
        self._start()
        await self.program.ready()
        self.world.is_agreed = lambda match: self._case().is_agreed(match)
        await self.dealings.gather(self.ledger.database)
        await self._deal(kills, stories)
        await self._quiet()
        self.clock.forward(_LATER_LASTS)
        await self._quiet()
        judge = self._judge()
        assert judge.findings() == []
        walk = Walk(self.world, judge.case, self.dealings.parties)
        assert await walk.findings() == []
        await self._quiet()
        assert self._judge().findings() == []
        assert await self.program.stop() == 0
        assert "Traceback" not in (self.program.folder / "stderr.txt").read_text()
        return self._figures(judge, kills, time.monotonic() - began)

    async def _deal(self, kills: int, stories: int) -> None:
        """People act while the bot is killed again and again, until so many needs are out."""
        self.dealings.released = lambda: self._out
        people = asyncio.create_task(self.dealings.keeps_on())
        newcomers = list(LATER)
        for number in range(1, kills + 1):
            self.dealings.quota = stories * number // kills
            await self._lives(stories * (number - 1) // kills)
            self._kill()
            if newcomers and number * (len(LATER) + 1) >= kills * (len(LATER) + 1 - len(newcomers)):
                seat = newcomers.pop(0)
                comes = self.dealings.comes_in(self.ledger.database, seat)
                self.newcomers.append(asyncio.create_task(comes))
            self._start()
        await self.program.ready()
        await until(lambda: self._count() >= stories, 60 + stories, "enough needs to be out", self.program)
        await asyncio.gather(*self.newcomers)
        await asyncio.sleep(1)
        people.cancel()
        with suppress(asyncio.CancelledError):
            await people

    async def _lives(self, due: int) -> None:
        """Until an instant before it is ready, or one soon after; later where stories lag behind kills."""
        random = self.dealings.random
        if random.random() < _BEFORE_READY:
            await asyncio.sleep(random.uniform(0, _USUAL_START))
        else:
            await self.program.ready()
            with suppress(AssertionError):
                await until(lambda: self._count() >= due, _LONGEST_WAIT, "stories")
            await asyncio.sleep(random.uniform(0, random.choice(_LONGEST_LIVES)))

    def _kill(self) -> None:
        self.program.kill()
        self.doubts.update(self.ledger.letters_under_way())
        self._count()

    def _start(self) -> None:
        # A process takes the time from the file as it stands there: never an earlier one than the last had.
        self.clock.forward(timedelta())
        self.program.start()

    def _count(self) -> int:
        self._out = self._case().released_needs()
        return self._out

    async def _quiet(self) -> None:
        """Until nothing is left to do, in Telegram's queue, in ours, and by the clock within two minutes."""

        def is_over() -> bool:
            with self.ledger.database.reading() as store:
                has_dues = bool(dues.instants(store, self.clock.now() + _SOON, but=HOUSE))
            return not has_dues and not len(self.world.updates) and self.ledger.is_quiet()

        await until(is_over, 60, "everything to be done", self.program)

    def _case(self) -> Casefile:
        return Casefile(self.ledger.database)

    def _judge(self) -> Judge:
        early = {party.phone.id for party in self.dealings.parties if party.is_early}
        return Judge(self.world, self._case(), early, self.dealings.typed, self.doubts)

    def _figures(self, judge: Judge, kills: int, seconds: float) -> str:
        needs = Counter(need.state for need in judge.case.needs.values())
        matches = Counter(match.state for match in judge.case.matches.values())
        counted = judge.counted_notices()
        return (
            f"{self._count()} needs released under {kills} kills (seed {SEED}) in {seconds:.0f} s, "
            f"{self.dealings.deeds} deeds; needs {dict(needs)}; matches {dict(matches)}; "
            f"{counted.total()} notices for {len(counted)} owed, {self.doubts.total()} under way at kills"
        )
