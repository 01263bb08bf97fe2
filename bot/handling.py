"""One inbox row to its end: handled, or parked after too many attempts."""

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from telegram.ext import Application

from bot.dbthread import DatabaseThreads
from bot.dispatch import Passage
from bot.fastlane import FastLane
from bot.gate import WAIT, Gate
from bot.logs import turn_number
from bot.reading import Reading, read
from bot.turns import ChatBusy, Done, Turns
from bot.wallclock import WallClock
from handlers.kit.book import Answer
from handlers.kit.buttons import KeyRing
from storage.database import explain, is_busy
from storage.inbox import Waiting

_LOG = logging.getLogger(__name__)
_EXCEPTIONS_BEFORE_PARKING = 3
_STARTS_BEFORE_PARKING = 5


class Handling:
    """`conclude` is the turn of an errand's result; `after` is called when a turn is committed."""

    def __init__(
        self,
        threads: DatabaseThreads,
        application: Application[Any, Any, Any, Any, Any, Any],
        turns: Turns,
        keys: KeyRing,
        clock: WallClock,
        fast_lane: FastLane,
        gate: Gate,
        conclude: Callable[[Waiting], None],
        after: Callable[[], None],
    ) -> None:
        self._threads, self._application, self._turns, self._keys = threads, application, turns, keys
        self._clock, self._fast_lane, self._gate = clock, fast_lane, gate
        self._conclude, self._after = conclude, after
        # Rows up to this number were there before this process: one of them may have killed the last.
        self.older_than_us = 0
        self._counted: set[int] = set()
        self._alone = asyncio.Lock()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Try nothing again."""
        self._stopping.set()

    async def handle(self, row: Waiting) -> bool:
        """Until the row is done or parked; False when an older row of its chat has to be handled first.

        Waiting for a lock or a disk counts as nothing.
        """
        number = turn_number.set(row.seq)
        is_old = row.seq <= self.older_than_us
        # One that was begun before may be what ended the last process: alone, it takes no other with it.
        company = self._alone if is_old and row.attempts else nullcontext()
        try:
            async with company:
                return await self._try(row, count=is_old and row.seq not in self._counted)
        finally:
            turn_number.reset(number)

    async def _try(self, row: Waiting, *, count: bool) -> bool:
        pause = 0.05
        while not self._stopping.is_set():
            try:
                if count and await self._was_started_too_often(row):
                    return True
                count = False
                await self._turn(row)
            except ChatBusy:
                return False
            except Exception as error:  # noqa: BLE001 -- a bug in a slice must not stop the others
                if await self._is_given_up(row, error):
                    return True
                await asyncio.sleep(pause)
                pause = min(1.0, pause * 2)
            else:
                return True
        return True

    async def run_turn(self, row: Waiting, reading: Reading, answer: Answer) -> Done | None:
        """Called by the slice's handler: run its function in the database thread."""
        done = await self._threads.run(self._turns.run, row, reading, answer, self._clock.now())
        self._after()
        if done is not None:
            self._gate.know(reading.user.id, holds_post=done.holds_post)
        return done

    async def _turn(self, row: Waiting) -> None:
        if row.source == "errand":
            await self._threads.run(self._conclude, row)
            return
        reading = read(json.loads(row.raw), self._application.bot, self._keys)
        if reading is None:
            await self._threads.run(self._turns.skip, row, self._clock.now())
            return
        passage = Passage(row, reading)
        closing = self._fast_lane.expect(reading.callback)
        try:
            await self._pass(passage)
        finally:
            closing(passage.done)

    async def _pass(self, passage: Passage) -> None:
        """Through the slices, unless the sender is only to hear that it was too much."""
        row = passage.row
        if row.source.startswith(WAIT):
            seconds = int(row.source.removeprefix(WAIT))
            passage.done = await self._threads.run(
                self._turns.hush, row, passage.reading, seconds, self._clock.now()
            )
            self._after()
            return
        await self._application.process_update(passage)
        if passage.error is not None:
            raise passage.error
        if not passage.is_answered:
            await self._threads.run(self._turns.skip, row, self._clock.now())

    async def _was_started_too_often(self, row: Waiting) -> bool:
        """An update that kills the process must not do so for ever."""
        started = await self._threads.run(self._turns.count, row, None)
        self._counted.add(row.seq)
        if started <= _STARTS_BEFORE_PARKING:
            return False
        await self._park(row, f"the process ended {_STARTS_BEFORE_PARKING} times while handling it")
        return True

    async def _is_given_up(self, row: Waiting, error: Exception) -> bool:
        """Count a failed attempt; park the row when there were too many."""
        if is_busy(error):
            _LOG.warning("waiting for the database: %s", explain(error))
            return False
        try:
            attempts = await self._threads.run(self._turns.count, row, type(error).__name__)
            _LOG.error("turn failed (attempt %d)", attempts, exc_info=error)
            if attempts < _EXCEPTIONS_BEFORE_PARKING:
                return False
            await self._park(row, f"{type(error).__name__}: {explain(error)}")
        except Exception as busy:
            if not is_busy(busy):
                raise
            return False  # the next attempt fails, and is counted then
        return True

    async def _park(self, row: Waiting, why: str) -> None:
        await self._threads.run(self._turns.park, row, why, self._clock.now())
        _LOG.error("update parked: see `clearinghouse parked`")
        self._after()
