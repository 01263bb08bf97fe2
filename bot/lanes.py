"""A lane per chat: its updates one after the other, the chats side by side."""

import asyncio
import heapq
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from bot.beats import Beats
from bot.dbthread import DatabaseThreads
from storage import inbox
from storage.database import Database, is_busy
from storage.inbox import Waiting

_LOG = logging.getLogger(__name__)
_AT_ONCE = 64
_LOOK_SECONDS = 0.5
_PAUSE_SECONDS = 0.05
_LOADED = 1_000  # rows at once

Lane = tuple[int, int]
# Handle a row; False when another one has to be handled first.
Handle = Callable[[Waiting], Awaitable[bool]]


class Lanes:
    """Takes inbox rows to `handle`, in the order of each chat."""

    def __init__(self, database: Database, threads: DatabaseThreads, handle: Handle, beats: Beats) -> None:
        self._database, self._threads, self._handle, self._beats = database, threads, handle, beats
        # Each lane is a heap: a row stored by another process may come late and still be the oldest.
        self._lanes: dict[Lane, list[Waiting]] = {}
        self._queued: set[int] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._stopping = asyncio.Event()
        self._look = asyncio.Event()
        self._caught_up = False

    def feed(self, rows: Iterable[Waiting]) -> None:
        """Take rows just stored. While older ones are still to be loaded, these come with them."""
        if self._caught_up and len(self._queued) < _LOADED:
            self._queue(rows)
        else:
            self._caught_up = False
            self.look()

    def look(self) -> None:
        """Look into the inbox soon: somebody else may have stored something."""
        self._look.set()

    async def run(self) -> None:
        """Bring back what was left, then look now and then for what other processes stored."""
        while not self._stopping.is_set():
            self._beats.beat("turns")
            self._look.clear()
            if len(self._queued) < _LOADED:
                await self._load()
            with suppress(TimeoutError):
                await asyncio.wait_for(
                    self._look.wait(), _LOOK_SECONDS if self._caught_up else _PAUSE_SECONDS
                )

    async def stop(self) -> None:
        """Take nothing more; wait for the turns under way. What is queued stays in the inbox."""
        self._stopping.set()
        self._look.set()
        if self._running:
            await asyncio.wait(self._running)

    async def _load(self) -> None:
        """Queue the oldest waiting rows."""
        try:
            rows = await self._threads.run(self._waiting)
        except Exception as error:
            if not is_busy(error):
                raise
            rows = []
            self._caught_up = False
        else:
            # Not yet, if something was refused while these were being read.
            self._caught_up = len(rows) < _LOADED and not self._look.is_set()
        self._queue(rows)

    def _waiting(self) -> list[Waiting]:
        with self._database.reading() as store:
            return inbox.waiting(store, limit=_LOADED)

    def _queue(self, rows: Iterable[Waiting]) -> None:
        """Each chat with work has one task."""
        for row in rows:
            if row.seq in self._queued or self._stopping.is_set():
                continue
            self._queued.add(row.seq)
            key = _lane_of(row)
            lane = self._lanes.get(key)
            if lane is None:
                self._lanes[key] = [row]
                task = asyncio.create_task(self._drive(key))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            else:
                heapq.heappush(lane, row)

    async def _drive(self, key: Lane) -> None:
        lane = self._lanes[key]
        while lane and not self._stopping.is_set():
            async with self._room:
                row = heapq.heappop(lane)
                if not await self._try(row):
                    # Not its turn yet: an older one may have come meanwhile.
                    heapq.heappush(lane, row)
                    self.look()
                    await asyncio.sleep(_PAUSE_SECONDS)
                    continue
                self._queued.discard(row.seq)
        del self._lanes[key]

    async def _try(self, row: Waiting) -> bool:
        try:
            return await self._handle(row)
        except Exception:  # noqa: BLE001 -- one bad row must not stop its lane
            # The row stays in the inbox and comes back with the next look.
            _LOG.exception("a turn could be neither run nor parked")
            await asyncio.sleep(1)
            return True


def _lane_of(row: Waiting) -> Lane:
    """Its chat's; what belongs to no chat has nothing to wait for."""
    return (row.chat, 0) if row.chat else (0, row.seq)
