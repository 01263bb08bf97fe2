"""Updates come in: stored first, acknowledged to Telegram afterwards."""

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.beats import Beats
from bot.dbthread import DatabaseThreads
from bot.gate import Gate, sender_of
from bot.lanes import Lanes
from bot.reading import chat_of, is_update_id
from bot.transport import Api, retry_seconds
from bot.wallclock import WallClock
from storage import inbox, people
from storage.database import Database, Store, explain, is_busy
from storage.inbox import Arrival, Waiting

_LOG = logging.getLogger(__name__)
# Always said in full: when left out, Telegram keeps what an earlier program asked for.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_LONG_POLL_SECONDS = 25
_BATCH = 100
_EMPTY_SECONDS = 0.2
# Rows that wait; beyond, whoever holds no post is not heard.
MOST_WAITING = 5_000


class Intake:
    """Stores raw updates durably and hands them to the lanes."""

    def __init__(
        self,
        database: Database,
        threads: DatabaseThreads,
        lanes: Lanes,
        clock: WallClock,
        gate: Gate,
        is_leader: Callable[[], bool],
    ) -> None:
        self._database, self._threads, self._lanes, self._clock = database, threads, lanes, clock
        self._gate, self._is_leader = gate, is_leader
        self._is_full = False

    async def take(self, updates: list[Any]) -> None:
        """On return the updates are safe on disk, but for a flood's. Raises when they could not be stored."""
        domain, machine = self._clock.now().timestamp(), time.monotonic()
        sifted = (self._gate.sift(update, _arrival(update), domain, machine) for update in updates)
        kept = [
            (arrival, sender_of(update)) for arrival, update in zip(sifted, updates, strict=True) if arrival
        ]
        rows = await self._threads.run(self._store, kept)
        if self._is_leader():
            self._lanes.feed(rows)

    def _store(self, kept: list[tuple[Arrival, int | None]]) -> list[Waiting]:
        if not kept:
            return []
        with self._database.transaction(durable=True) as store:
            arrivals = self._that_fit(store, kept)
            people.know_chats(store, {arrival.chat for arrival in arrivals if arrival.chat})
            return inbox.add(store, arrivals, self._clock.now())

    def _that_fit(self, store: Store, kept: list[tuple[Arrival, int | None]]) -> list[Arrival]:
        """All of them; where too much waits already, only what comes from people who hold a post."""
        was_full, self._is_full = (
            self._is_full,
            not self._gate.is_open and inbox.waits(store, MOST_WAITING),
        )
        if self._is_full != was_full:
            _LOG.warning(
                "the inbox %s", "is full: strangers are not heard" if self._is_full else "has room again"
            )
        if not self._is_full:
            return [arrival for arrival, _ in kept]
        known = people.with_posts(store, {sender for _, sender in kept if sender is not None})
        return [arrival for arrival, sender in kept if sender in known]


class Poller:
    """Asks Telegram for updates in long polls; tells `on_ready` whether it answers."""

    def __init__(self, api: Api, intake: Intake, on_ready: Callable[[bool], None], beats: Beats) -> None:
        self._api, self._intake, self._on_ready, self._beats = api, intake, on_ready, beats
        # Without an offset at first: Telegram sends again what was not confirmed, and the inbox knows
        # what it has. After an idle week the numbers may start anew anywhere.
        self._offset: int | None = None
        self._pause = 0.0
        self._is_new = True

    async def run(self, stopping: asyncio.Event) -> None:
        """Until `stopping` is set. Raises `InvalidToken`."""
        stop = asyncio.ensure_future(stopping.wait())
        try:
            while not stopping.is_set():
                self._beats.beat("intake")
                began = time.monotonic()
                poll = asyncio.ensure_future(self._poll())
                await asyncio.wait({poll, stop}, return_when=asyncio.FIRST_COMPLETED)
                if not poll.done():
                    # Nothing is lost: what Telegram was about to hand over stays unconfirmed.
                    poll.cancel()
                    return
                await self._keep(poll, time.monotonic() - began, stopping)
        finally:
            stop.cancel()

    async def _poll(self) -> list[Any]:
        params: dict[str, Any] = {
            "timeout": _LONG_POLL_SECONDS,
            "limit": _BATCH,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if self._offset is not None:
            params["offset"] = self._offset
        if self._is_new or self._pause:
            # The first answer tells that Telegram can be reached: don't wait for somebody to write.
            params["timeout"] = 0
        updates = await self._api.call("getUpdates", params, read_timeout=_LONG_POLL_SECONDS + 10)
        return updates if isinstance(updates, list) else []

    async def _keep(
        self, poll: "asyncio.Future[list[Any]]", poll_seconds: float, stopping: asyncio.Event
    ) -> None:
        try:
            updates = poll.result()
            if not updates and poll_seconds < _EMPTY_SECONDS and not self._is_new:
                # A server that does not wait must not be asked a thousand times a second.
                await _pause(_EMPTY_SECONDS, stopping)
            if updates:
                await self._intake.take(updates)
                if not self._advance(updates):
                    # Nothing to confirm them by: the same ones come again, so not at once.
                    await _pause(0.5, stopping)
        except InvalidToken:
            raise
        except TelegramError as error:
            seconds, why = await self._fault(error)
            await self._rest(seconds, why, stopping)
        except Exception as error:
            if not is_busy(error):
                raise
            # Not confirmed to Telegram, so it will be sent again.
            await self._rest(0.5, f"updates can't be stored: {explain(error)}", stopping)
        else:
            if self._pause:
                _LOG.info("the Bot API answers again")
            self._pause, self._is_new = 0.0, False
            self._on_ready(True)

    async def _fault(self, error: TelegramError) -> tuple[float, str]:
        """How many seconds to wait before asking again, and why."""
        if isinstance(error, RetryAfter):
            return retry_seconds(error), error.message
        if isinstance(error, Conflict):
            if "webhook" in error.message.lower():
                await self._leave_webhook()
                return 0.5, error.message
            return 5.0, f"somebody else takes this bot's updates: {error.message}"
        what = "can't be reached" if isinstance(error, NetworkError) else "refuses"
        return min(5.0, max(0.5, self._pause * 2)), f"the Bot API {what}: {error.message}"

    def _advance(self, updates: list[Any]) -> bool:
        numbers = [
            u["update_id"] for u in updates if isinstance(u, dict) and is_update_id(u.get("update_id"))
        ]
        if numbers:
            self._offset = max(numbers) + 1
        return bool(numbers)

    async def _rest(self, seconds: float, why: str, stopping: asyncio.Event) -> None:
        if not self._pause:
            _LOG.warning("%s; trying again", why)
        self._pause = seconds
        self._on_ready(False)
        await _pause(seconds, stopping)

    async def _leave_webhook(self) -> None:
        try:
            await self._api.call("deleteWebhook", {"drop_pending_updates": False})
        except TelegramError as error:
            _LOG.warning("the webhook can't be removed: %s", error)


async def _pause(seconds: float, stopping: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


def _arrival(update: Any) -> Arrival:
    raw = json.dumps(update, separators=(",", ":"))
    number = update.get("update_id") if isinstance(update, dict) else None
    if is_update_id(number):
        return Arrival("telegram", number, chat_of(update), raw)  # type: ignore[arg-type]
    # No number to know it by: its own content is its number, so that it is stored once.
    digest = int.from_bytes(hashlib.sha256(raw.encode()).digest()[:7], "big")
    return Arrival("unnumbered", digest, chat_of(update), raw)
