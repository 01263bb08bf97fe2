"""The clock only ticks. What is due is a row; a tick hands it to its deed, in transactions of at most 50."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.beats import Beats
from bot.dbthread import DatabaseThreads
from bot.sealing import AT_ONCE as SEALED_AT_ONCE
from bot.sealing import Sealer
from bot.wallclock import WallClock
from storage import dues, leader
from storage.database import Database, Store, explain, is_busy
from storage.dues import Due

_LOG = logging.getLogger(__name__)
_TICK_SECONDS = 1
# A person's morning takes some milliseconds: answers and letters to be sent wait no longer than for so many.
_AT_ONCE = 50
_AFTER_FAILURE = timedelta(hours=1)

# (store, due, now) → when it is due again, or None when it is done. `now` is the instant at which it
# was due, so that a clock that wakes up late, or is moved, does everything in its order.
Deed = Callable[[Store, Due, datetime], datetime | None]


class Clock:
    """`after` is called when a tick did something: there may be letters and errands."""

    def __init__(
        self,
        database: Database,
        threads: DatabaseThreads,
        wall: WallClock,
        deeds: Mapping[str, Deed],
        sealer: Sealer,
        beats: Beats,
        after: Callable[[], None],
    ) -> None:
        self._database, self._threads, self._wall = database, threads, wall
        self._deeds, self._sealer = deeds, sealer
        self._beats, self._after = beats, after
        self.epoch = 0
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        self._beats.beat("clock")
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=_TICK_SECONDS,
            # At once: one that is ended again within its first second has still done what was due.
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Do all that is due by now, and seal the audit trail. A busy database makes it late, never lost."""
        try:
            while await self._threads.run(self._some, self._wall.now()) == _AT_ONCE:
                pass
            while await self._threads.run(self._seal) == SEALED_AT_ONCE:
                pass
        except asyncio.CancelledError:
            return  # stopping; the database thread ends what it began, and is waited for
        except Exception as error:  # noqa: BLE001 -- the scheduler would swallow it without a word
            if is_busy(error):
                _LOG.warning("waiting for the database: %s", explain(error))
            else:
                _LOG.exception("a tick failed")
        self._beats.beat("clock")

    def _seal(self) -> int:
        return self._sealer.some(self.epoch, self._wall.now())

    def _some(self, now: datetime) -> int:
        with self._database.reading() as store:
            if not dues.due(store, now, 1):
                return 0
        with self._database.transaction() as store:
            if not leader.is_current(store, self.epoch):
                return 0
            found = dues.due(store, now, _AT_ONCE)
            for due in found:
                again = self._do(store, due, now)
                if again is None:
                    dues.finish(store, due.id)
                else:
                    # What came round several times while nobody was here is done once.
                    dues.postpone(store, due.id, max(again, now))
        if found:
            self._after()
        return len(found)

    def _do(self, store: Store, due: Due, now: datetime) -> datetime | None:
        deed = self._deeds.get(due.kind)
        if deed is None:
            # Left by a newer version: it waits for one that knows what to do.
            _LOG.warning("nothing here does what is due as %r: it waits", due.kind)
            return now + _AFTER_FAILURE
        try:
            with store.savepoint():
                return deed(store, due, due.due_at)
        except Exception as error:
            if is_busy(error):
                raise
            # One that fails must not keep the others from being done.
            _LOG.exception("due %d (%s) failed", due.id, due.kind)
            return now + _AFTER_FAILURE
