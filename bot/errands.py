"""Errands run outside any transaction, one by one; a result enters the inbox like an update."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from bot.beats import Beats
from bot.dbthread import DatabaseThreads
from bot.wallclock import WallClock
from storage import errands, inbox
from storage.database import Database, Store
from storage.errands import DONE, FAILED, NEW, Errand
from storage.inbox import Arrival, Waiting

_LOG = logging.getLogger(__name__)
SOURCE = "errand"
_ATTEMPTS = 3
_LOOK_SECONDS = 1.0
_BEAT_SECONDS = 5.0

# The work itself: arguments in, result out, both plain data. It may wait as long as it likes.
Work = Callable[[dict[str, object]], Awaitable[dict[str, object]]]
# What its result changes, in a transaction of its own turn.
Conclude = Callable[[Store, dict[str, object]], None]


class Errands:
    """`after` is called when a result has entered the inbox; set it before `run`."""

    def __init__(
        self,
        database: Database,
        threads: DatabaseThreads,
        clock: WallClock,
        kinds: Mapping[str, tuple[Work, Conclude]],
        beats: Beats,
    ) -> None:
        self._database, self._threads, self._clock = database, threads, clock
        self._kinds, self._beats = kinds, beats
        self.after: Callable[[], None] = lambda: None
        self._wake = asyncio.Event()

    def wake(self) -> None:
        self._wake.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """What a dead process was doing is done again: the work has to bear that."""
        await self._threads.patiently(self._recover)
        while not stopping.is_set():
            self._beats.beat("errands")
            self._wake.clear()
            if (errand := await self._threads.patiently(self._take)) is not None:
                await self._do(errand)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _LOOK_SECONDS)

    def conclude(self, row: Waiting) -> None:
        """The turn of a result. Runs in the database thread."""
        result = json.loads(row.raw)
        with self._database.transaction() as store:
            if inbox.finish(store, row.seq, self._clock.now()):
                self._kinds[result["kind"]][1](store, result["result"])

    async def _do(self, errand: Errand) -> None:
        try:
            result = await self._beating(self._kinds[errand.kind][0](json.loads(errand.args)))
        except Exception as error:  # noqa: BLE001 -- whatever an errand dies of, the others go on
            _LOG.exception("errand %d (%s) failed", errand.id, errand.kind)
            state = NEW if errand.attempts < _ATTEMPTS else FAILED
            await self._threads.patiently(self._settle, errand, state, f"{type(error).__name__}: {error}")
            await asyncio.sleep(1)
        else:
            await self._threads.patiently(self._deliver, errand, result)
            self.after()

    async def _beating(self, work: Awaitable[dict[str, object]]) -> dict[str, object]:
        """An errand may take long; the loop that waits for it is alive all the same."""
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait({task}, timeout=_BEAT_SECONDS))[0]:
                self._beats.beat("errands")
            return task.result()
        finally:
            task.cancel()

    def _take(self) -> Errand | None:
        with self._database.reading() as store:
            if not errands.count_open(store):
                return None
        with self._database.transaction() as store:
            return errands.take(store)

    def _recover(self) -> None:
        with self._database.transaction() as store:
            errands.left_behind(store)

    def _settle(self, errand: Errand, state: str, error: str) -> None:
        with self._database.transaction() as store:
            errands.settle(store, errand.id, state, self._clock.now(), error)

    def _deliver(self, errand: Errand, result: dict[str, object]) -> None:
        raw = json.dumps({"kind": errand.kind, "result": result})
        with self._database.transaction(durable=True) as store:
            inbox.add(store, [Arrival(SOURCE, errand.id, 0, raw)], self._clock.now())
            errands.settle(store, errand.id, DONE, self._clock.now())
