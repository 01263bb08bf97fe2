"""The clock only ticks. What is due is a row; a tick hands it to its deed, in transactions of at most 50."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
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
# A clock that a file sets is moved by somebody who waits for what comes of it.
_TICK_SECONDS_OF_A_FILE = 0.2
_A_TICK = timedelta(seconds=_TICK_SECONDS)
# A person's morning takes some milliseconds: answers and letters to be sent wait no longer than for so many.
_AT_ONCE = 50
_AFTER_FAILURE = timedelta(hours=1)
_LATE = timedelta(minutes=1)
# Of what came round again and again while nobody was here, so much is lived through.
_LIVED_THROUGH = timedelta(days=7)

# (store, due, now) → when it is due again, or None when it is done. `now` is the instant at which it
# was due, so that a clock that wakes up late, or is moved, does everything in its order: three mornings
# that were missed come one after the other, with what fell due between them.
Deed = Callable[[Store, Due, datetime], datetime | None]


class Clock:
    """`after` is called when a tick did something: there may be letters and errands.

    Deeds of the kinds in `once` come round for the sake of the house: late ones are done once, after all
    the others.
    """

    def __init__(
        self,
        database: Database,
        threads: DatabaseThreads,
        wall: WallClock,
        deeds: Mapping[str, Deed],
        sealer: Sealer,
        beats: Beats,
        after: Callable[[], None],
        once: Collection[str] = (),
    ) -> None:
        self._database, self._threads, self._wall = database, threads, wall
        self._deeds, self._sealer = deeds, sealer
        self._beats, self._after, self._once = beats, after, once
        self.epoch = 0
        self._next = wall.now()
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        self._beats.beat("clock")
        self._scheduler.add_job(
            self._look,
            "interval",
            seconds=_TICK_SECONDS if self._wall.file is None else _TICK_SECONDS_OF_A_FILE,
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

    async def _look(self) -> None:
        """A tick; one a second where nobody moves the clock."""
        now = self._wall.now()
        if self._wall.file is None or not timedelta() < self._next - now <= _A_TICK:
            self._next = now + _A_TICK
            await self.tick()

    async def tick(self) -> None:
        """Do all that is due by now, and seal the audit trail. A busy database makes it late, never lost."""
        try:
            while await self._threads.run(self._some, self._wall.now()):
                self._beats.beat("clock")
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

    def _some(self, now: datetime) -> bool:
        """Do what is due, in one transaction; whether there is more for this very tick."""
        with self._database.reading() as store:
            if not dues.due(store, now, 1):
                return False
        with self._database.transaction() as store:
            if not leader.is_current(store, self.epoch):
                return False
            done = self._in_order(store, dues.due(store, now, _AT_ONCE), now)
            following = dues.due(store, now, 1)
        if done:
            self._after()
        if not done or not following:
            return False
        # What goes on at the same instant is a round in parts: one a tick.
        return len(done) == _AT_ONCE or following[0].due_at > done[-1].due_at

    def _in_order(self, store: Store, found: Sequence[Due], now: datetime) -> Sequence[Due]:
        """Do these, up to where something fell due that comes before the next; those that were done."""
        for count, due in enumerate(found):
            if count and due.due_at > found[count - 1].due_at and dues.due(store, now, 1) != [due]:
                return found[:count]
            self._settle(store, due, now)
        return found

    def _settle(self, store: Store, due: Due, now: datetime) -> None:
        if due.kind in self._once and due.due_at < now - _LATE:
            dues.postpone(store, due.id, now)
            return
        again = self._do(store, due, now)
        if again is None:
            dues.finish(store, due.id)
        elif again <= due.due_at:
            dues.postpone(store, due.id, now + _A_TICK)  # it would fill this one for ever
        else:
            dues.postpone(store, due.id, max(again, now - _LIVED_THROUGH))

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
