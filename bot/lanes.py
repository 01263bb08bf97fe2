"""A lane per chat: its updates one after the other, the chats side by side."""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress

from telegram.ext import Application

from bot.beats import Beats
from bot.dbthread import DatabaseThreads
from bot.dispatch import Delivery
from bot.fastlane import FastLane
from bot.logs import turn_number
from bot.reading import read
from bot.turns import ChatBusy, Done, Turns
from bot.wallclock import WallClock
from handlers.kit.book import Answer
from handlers.kit.buttons import KeyRing
from storage import inbox
from storage.database import Database, explain, is_busy
from storage.inbox import Waiting

_LOG = logging.getLogger(__name__)
_EXCEPTIONS_BEFORE_PARKING = 3
_STARTS_BEFORE_PARKING = 5
_AT_ONCE = 64
_LOOK_SECONDS = 0.5


class Lanes:
    """Takes inbox rows to their turns. `wake_sender` is called when a turn has written letters."""

    def __init__(
        self,
        database: Database,
        threads: DatabaseThreads,
        application: Application,  # type: ignore[type-arg]
        turns: Turns,
        keys: KeyRing,
        clock: WallClock,
        fast_lane: FastLane,
        wake_sender: Callable[[], None],
        beats: Beats,
        results: Callable[[Waiting], None],
    ) -> None:
        self._database, self._threads, self._application, self._turns = database, threads, application, turns
        self._keys, self._clock, self._fast_lane, self._wake_sender = keys, clock, fast_lane, wake_sender
        self._beats, self._results = beats, results
        self._lanes: dict[int, deque[Waiting]] = {}
        self._queued: set[int] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._stopping = asyncio.Event()
        self._look = asyncio.Event()
        self._older_than_us = 0

    def feed(self, rows: Iterable[Waiting]) -> None:
        """Queue rows just stored; each chat with work has one task."""
        if self._stopping.is_set():
            return
        for row in rows:
            if row.seq in self._queued:
                continue
            self._queued.add(row.seq)
            lane = self._lanes.get(row.chat)
            if lane is None:
                self._lanes[row.chat] = deque([row])
                task = asyncio.create_task(self._drive(row.chat))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            else:
                lane.append(row)

    def look(self) -> None:
        """Look into the inbox soon: somebody else may have stored something."""
        self._look.set()

    async def run(self) -> None:
        """Bring back what was left, then look now and then for what other processes stored."""
        first = await self._load()
        self._older_than_us = max((row.seq for row in first), default=0)
        self.feed(first)
        while not self._stopping.is_set():
            self._beats.beat("turns")
            self._look.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), _LOOK_SECONDS)
            if len(self._queued) < 1_000:  # noqa: PLR2004 -- enough to do
                self.feed(await self._load())

    async def stop(self) -> None:
        """Take nothing more; wait for the turns under way. What is queued stays in the inbox."""
        self._stopping.set()
        self._look.set()
        if self._running:
            await asyncio.wait(self._running)

    async def _load(self) -> list[Waiting]:
        try:
            return await self._threads.run(self._waiting)
        except Exception as error:
            if not is_busy(error):
                raise
            return []

    def _waiting(self) -> list[Waiting]:
        with self._database.reading() as store:
            return inbox.waiting(store)

    async def _drive(self, chat: int) -> None:
        lane = self._lanes[chat]
        while lane and not self._stopping.is_set():
            async with self._room:
                row = lane.popleft()
                token = turn_number.set(row.seq)
                try:
                    await self._handle(row)
                except Exception:
                    # The row stays in the inbox and comes back with the next look.
                    _LOG.exception("a turn could be neither run nor parked")
                    await asyncio.sleep(1)
                finally:
                    turn_number.reset(token)
                    self._queued.discard(row.seq)
        del self._lanes[chat]

    async def _handle(self, row: Waiting) -> None:
        """Until the row is done or parked; waiting for a lock or a disk counts as nothing."""
        old, pause = row.seq <= self._older_than_us, 0.05
        while not self._stopping.is_set():
            try:
                if old and await self._was_started_too_often(row):
                    return
                old = False
                await self._turn(row)
            except ChatBusy:
                await asyncio.sleep(pause)
            except Exception as error:
                if is_busy(error):
                    _LOG.warning("waiting for the database: %s", explain(error))
                    await asyncio.sleep(pause)
                elif await self._give_up(row, error):
                    return
            else:
                return
            pause = min(1.0, pause * 2)

    async def _turn(self, row: Waiting) -> None:
        if row.source != "telegram":
            await self._threads.run(self._results, row)
            return
        reading = read(json.loads(row.raw), self._application.bot, self._keys)
        if reading is None:
            await self._threads.run(self._turns.skip, row, self._clock.now())
            return
        delivery = Delivery(row, reading)
        closing = self._fast_lane.expect(reading.callback)
        try:
            await self._application.process_update(delivery)
            if delivery.error is not None:
                raise delivery.error
            if not delivery.is_answered:
                await self._threads.run(self._turns.skip, row, self._clock.now())
        finally:
            closing(delivery.done)

    async def answer(self, row: Waiting, reading: object, answer: Answer) -> Done | None:
        """Called by the slice's handler: run its function in the database thread."""
        done = await self._threads.run(self._turns.run, row, reading, answer, self._clock.now())  # type: ignore[arg-type]
        self._wake_sender()
        return done

    async def _was_started_too_often(self, row: Waiting) -> bool:
        """An update that kills the process must not do so for ever."""
        started = await self._threads.run(self._count, row, None)
        if started <= _STARTS_BEFORE_PARKING:
            return False
        await self._park(row, f"the process ended {_STARTS_BEFORE_PARKING} times while handling it")
        return True

    async def _give_up(self, row: Waiting, error: Exception) -> bool:
        began = time.monotonic()
        while True:
            try:
                attempts = await self._threads.run(self._count, row, type(error).__name__)
                _LOG.error("turn failed (attempt %d)", attempts, exc_info=error)
                if attempts < _EXCEPTIONS_BEFORE_PARKING:
                    return False
                await self._park(row, f"{type(error).__name__}: {error}")
            except Exception as busy:
                if not is_busy(busy) or self._stopping.is_set() or time.monotonic() - began > 60:  # noqa: PLR2004
                    raise
                await asyncio.sleep(0.5)
            else:
                return True

    def _count(self, row: Waiting, error: str | None) -> int:
        with self._database.transaction() as store:
            return inbox.count_attempt(store, row.seq, error)

    async def _park(self, row: Waiting, why: str) -> None:
        await self._threads.run(self._turns.park, row, why, self._clock.now())
        _LOG.error("update parked: see `clearinghouse parked`")
        self._wake_sender()
