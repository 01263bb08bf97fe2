"""Deliveries to the bot's webhook: in order within a chat, chats side by side, again after a failure."""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.sandbox.faults import Faults
from bot.sandbox.updates import Entry, UpdateQueue

Json = dict[str, Any]
Execute = Callable[[str, Json], Awaitable[Any]]

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 100
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
TIMEOUT = aiohttp.ClientTimeout(total=60)


@dataclass(frozen=True, slots=True)
class Settings:
    """What setWebhook said."""

    url: str
    secret: str = ""
    connections: int = 40


class Webhook:
    """`first_pause` and `longest_pause` (seconds) bound the wait after a failure; it doubles in between."""

    def __init__(self, updates: UpdateQueue, faults: Faults) -> None:
        self.updates = updates
        self.faults = faults
        self.first_pause = 1.0
        self.longest_pause = 60.0
        self.execute: Execute | None = None
        self.settings = Settings("")
        self.last_error = ""
        self.last_error_at = 0
        self._lanes: dict[str, deque[Entry]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(1)
        self._session: aiohttp.ClientSession | None = None

    @property
    def url(self) -> str:
        return self.settings.url

    def set(self, settings: Settings) -> None:
        """Deliver from now on to this address, beginning with what waits."""
        self._stop()
        self.settings = settings
        self._slots = asyncio.Semaphore(settings.connections)
        self.updates.on_add = self._enqueue
        for entry in self.updates.waiting():
            self._enqueue(entry)

    def unset(self) -> None:
        """Stop delivering; what was not delivered waits for getUpdates."""
        self._stop()
        self.settings = Settings("")

    def open(self) -> None:
        """Go on where `close` stopped."""
        if self.url:
            self.set(self.settings)

    def _stop(self) -> None:
        self.updates.on_add = None
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._lanes.clear()

    async def close(self) -> None:
        """Deliver nothing until opened again; the settings stay."""
        tasks = list(self._tasks)
        self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()
            self._session = None

    def as_info(self) -> Json:
        """The part of WebhookInfo that is known here."""
        info: Json = {}
        if self.url:
            info["max_connections"] = self.settings.connections
        if self.last_error:
            info |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        return info

    def _enqueue(self, entry: Entry) -> None:
        lane = self._lanes.get(entry.lane)
        if lane is not None:
            lane.append(entry)
            return
        self._lanes[entry.lane] = deque([entry])
        task = asyncio.get_running_loop().create_task(self._drain(entry.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, name: str) -> None:
        lane = self._lanes[name]
        pause = self.first_pause
        while lane:
            entry = lane[0]
            if entry.done or entry.expires <= self.updates.now():
                self.updates.finish(lane.popleft())
                continue
            async with self._slots:
                asked_pause = await self._post(entry)
            if asked_pause is None:
                self.updates.finish(lane.popleft())
                pause = self.first_pause
            else:
                await asyncio.sleep(max(asked_pause, pause))
                pause = min(pause * 2, self.longest_pause)
        del self._lanes[name]

    async def _post(self, entry: Entry) -> float | None:
        """None when delivered; otherwise the seconds that the bot asked to wait (0: it did not say)."""
        headers = {"Content-Type": "application/json"}
        if self.settings.secret:
            headers[SECRET_HEADER] = self.settings.secret
        session = self._session = self._session or aiohttp.ClientSession(timeout=TIMEOUT)
        body = json.dumps(entry.update)
        fault = self.faults.take("webhook", {})
        repeats = 2 if fault and fault.mode == "duplicate" else 1
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        try:
            for _ in range(repeats):
                async with session.post(self.url, data=body, headers=headers) as answer:
                    text = await answer.text()
                    if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
                        self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                        return _seconds(answer.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {error}" if str(error) else "Connection timed out")
            return 0.0
        await self._do_answer(text)
        return None

    async def _do_answer(self, text: str) -> None:
        """An answer may hold a call."""
        try:
            call = json.loads(text) if text.startswith("{") else {}
        except ValueError:
            return
        if self.execute and (method := call.pop("method", None)):
            await self.execute(method, call)

    def _failed(self, why: str) -> None:
        self.last_error = why
        self.last_error_at = int(time.time())
        log.info("webhook: %s", why)


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
