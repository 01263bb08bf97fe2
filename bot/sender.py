"""The only one who talks to Telegram: claims letters, sends them within the limits, notes their fate."""

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial

from bot.beats import Beats
from bot.dbthread import DatabaseThreads
from bot.delivery import Delivered, Postman, Verdict
from bot.outtray import OutTray
from bot.pacer import Pacer
from bot.wallclock import WallClock
from storage.database import explain, is_busy
from storage.outbox import Letter

_LOG = logging.getLogger(__name__)
_IDLE_SECONDS = 1.0
_PATIENCE_SECONDS = 1.2
_PAUSE_SECONDS = 0.2
_LONGEST_OUTAGE = 5.0  # between two tries to get through


class Sender:
    """A loop that settles what was sent and claims what may go next, both in one transaction."""

    def __init__(
        self,
        tray: OutTray,
        postman: Postman,
        threads: DatabaseThreads,
        pacer: Pacer,
        clock: WallClock,
        beats: Beats,
        on_revoked: Callable[[], None],
    ) -> None:
        self._tray, self._postman, self._threads, self._pacer = tray, postman, threads, pacer
        self._clock, self._beats, self._on_revoked = clock, beats, on_revoked
        self._wake = asyncio.Event()
        self._delivered: list[Delivered] = []
        # One message under way per chat: the order of a card, and at most one doubled letter after a kill.
        self._busy: set[int] = set()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._has_more = False
        # At the start, and whenever a claim may or may not have been committed.
        self._in_doubt = True
        self._outage, self._out_until = 0.0, 0.0
        self._closing = asyncio.Event()

    def wake(self) -> None:
        self._wake.set()

    def doubt(self) -> None:
        """A new term began: look whether letters were left behind."""
        self._in_doubt = True
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; `run` ends when what is under way has its outcome noted."""
        self._closing.set()
        self._wake.set()

    async def run(self) -> None:
        while not self._closing.is_set():
            self._beats.beat("sender")
            self._wake.clear()
            claimed = await self._round()
            for letter in claimed:
                self._dispatch(letter)
            if not claimed and not self._closing.is_set():
                await self._rest()
        await self._finish()

    async def _finish(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=_PATIENCE_SECONDS)
        delivered, self._delivered = self._delivered, []
        if delivered:
            await self._threads.run(self._tray.settle, delivered, self._clock.now())

    async def _round(self) -> list[Letter]:
        delivered, now = self._delivered[:], time.monotonic()
        still_busy = self._busy - {each.letter.chat for each in delivered}

        def choose(letters: list[Letter]) -> list[Letter] | None:
            return self._choose(letters, set(still_busy), now)

        resting = self._pacer.resting(now)
        try:
            if self._in_doubt:
                in_hand = {*self._under_way, *(each.letter.id for each in self._delivered)}
                await self._threads.run(self._tray.recover, in_hand)
                self._in_doubt = False
            work = partial(self._tray.turn_over, look=self._pacer.room(now) > 0)
            claimed, self._has_more = await self._threads.run(
                work, delivered, self._clock.now(), choose, resting
            )
        except Exception as error:
            if not is_busy(error):
                raise
            _LOG.warning("waiting for the database: %s", explain(error))
            # Perhaps the claim was committed and only the answer got lost.
            self._in_doubt = True
            await asyncio.sleep(_PAUSE_SECONDS)
            return []
        del self._delivered[: len(delivered)]
        self._busy = still_busy | {letter.chat for letter in claimed if letter.chat}
        return claimed

    def _choose(self, letters: list[Letter], busy: set[int], now: float) -> list[Letter] | None:
        """Of the candidates, best first, those that may leave now; None when nothing at all may.

        Runs in the database thread.
        """
        chosen: list[Letter] = []
        room = self._pacer.room(now)
        for letter in letters:
            if room <= len(chosen) or not self._has_turn(letter, chosen, now, room - len(chosen)):
                return chosen or None
            if letter.chat not in busy and self._pacer.allows(letter.chat, letter.priority, now):
                busy |= {letter.chat} if letter.chat else set()
                chosen.append(letter)
        return chosen

    def _has_turn(self, letter: Letter, chosen: list[Letter], now: float, room: int) -> bool:
        # Bulk leaves one by one, evenly spread over the second.
        follows_bulk = bool(chosen) and chosen[-1].priority > 0 and not self._pacer.is_free
        return not (letter.priority > 0 and follows_bulk) and self._pacer.has_turn(letter.priority, now, room)

    def _dispatch(self, letter: Letter) -> None:
        self._pacer.leave(letter.chat, letter.priority, time.monotonic())
        task = asyncio.create_task(self._send(letter))
        self._under_way[letter.id] = task

    async def _send(self, letter: Letter) -> None:
        began = time.monotonic()
        try:
            delivered = await self._postman.deliver(letter)
        except Exception as error:  # noqa: BLE001 -- one letter must not block its chat for ever
            _LOG.exception("letter %d can't be sent", letter.id)
            delivered = Delivered(letter, Verdict.FAILED, error=type(error).__name__)
        now = time.monotonic()
        self._pacer.arrive(now, now - began)
        self._heed(delivered, now)
        self._delivered.append(delivered)
        del self._under_way[letter.id]
        self._wake.set()

    def _heed(self, delivered: Delivered, now: float) -> None:
        """What the outcome means for the letters behind this one."""
        chat = delivered.letter.chat
        if delivered.verdict is Verdict.REVOKED:
            self._on_revoked()
        elif delivered.verdict is Verdict.REFUSED:
            self._pacer.refused(chat, delivered.retry_after, now)
        elif delivered.verdict is Verdict.NOT_SENT:
            # Many may fail in the same moment: that is one outage, not many.
            if now >= self._out_until:
                self._outage = min(_LONGEST_OUTAGE, max(0.5, self._outage * 2))
                self._out_until = now + self._outage
            self._pacer.pause_all(self._out_until)
            return
        elif delivered.verdict in (Verdict.LATER, Verdict.UNKNOWN):
            self._pacer.pause_chat(chat, now + min(300.0, 0.5 * 2**delivered.letter.attempts))
        self._outage, self._out_until = 0.0, 0.0

    async def _rest(self) -> None:
        now = time.monotonic()
        patience = self._pacer.next_change(now) if self._has_more else _IDLE_SECONDS
        try:
            await asyncio.wait_for(self._wake.wait(), patience)
        except TimeoutError:
            self._pacer.forget_idle(now)
