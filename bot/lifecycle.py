"""Starting in order, staying up, and stopping within five seconds with nothing lost."""

import asyncio
import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.app import Parts
from bot.exits import Unavailable
from bot.housekeeping import begin
from bot.intake import ALLOWED_UPDATES, Poller
from bot.leadership import Leadership
from bot.profile import tell_profile
from bot.settings import SettingsError
from bot.status import read_status
from bot.web import Pages, WebServer, webhook_route
from storage import inbox, leader

_LOG = logging.getLogger(__name__)
_LEAD_SECONDS = 0.5
_PATIENCE_TURNS = 2.5
_PATIENCE_SENDER = 1.5


class Lifecycle:
    """`run` ends when `stopping` is set. Raises `SettingsError`, `Unavailable`, or what a loop died of."""

    def __init__(self, parts: Parts, *, announce: Callable[[dict[str, object]], None] | None = None) -> None:
        self._parts = parts
        self._announce = announce or print_line
        self._leadership = Leadership(parts.database)
        self._ready = False
        self._announced = False
        self._loops: list[asyncio.Task[None]] = []
        pages = Pages(lambda: self._ready, parts.beats.ages, self._status)
        routes = list(pages.routes())
        settings = parts.settings
        if settings.webhook_url:
            routes.append(webhook_route(settings.webhook_url, settings.secret_of_webhook, parts.intake))
        self.web = WebServer(routes, settings.http_host, settings.http_port)

    async def run(self, stopping: asyncio.Event) -> None:
        leading = self._leadership.try_to_lead()
        if not leading and self._parts.database.is_sqlite:
            raise Unavailable("the database is in use by another `clearinghouse run`: stop that one first")
        await self._serve()
        try:
            await self._until(self._main(stopping, leading=leading), stopping)
        finally:
            await self._stop(stopping)

    async def _main(self, stopping: asyncio.Event, *, leading: bool) -> None:
        parts = self._parts
        if parts.settings.webhook_url and not leading:
            self._on_ready(True)  # A standby stores what the webhook brings.
        while not leading:
            parts.beats.beat("standby")
            await asyncio.sleep(_LEAD_SECONDS)
            leading = self._leadership.try_to_lead()
        parts.beats.end("standby")
        await self._connect()
        parts.beats.end("connect")
        await parts.threads.patiently(self._begin_term)
        parts.leads.set()
        parts.clock.start()
        loops: list[Awaitable[None]] = [
            parts.sender.run(),
            parts.lanes.run(),
            parts.errands.run(stopping),
            self._keep_leading(),
            self._watch_token(),
            self._receive(stopping),
        ]
        self._loops = [asyncio.ensure_future(loop) for loop in loops]
        done, _ = await asyncio.wait(self._loops, return_when=asyncio.FIRST_EXCEPTION)
        for loop in done:
            loop.result()

    async def _serve(self) -> None:
        try:
            await self.web.start()
        except OSError as error:
            where = f"{self._parts.settings.http_host}:{self._parts.settings.http_port}"
            mend = "set CLEARINGHOUSE_HTTP_PORT to another port, or 0 for a free one"
            raise Unavailable(f"{where} can't be used ({error.strerror}): {mend}") from None

    async def _connect(self) -> None:
        """Ask Telegram who we are until it answers."""
        pause = 0.0
        while True:
            try:
                await self._parts.application.initialize()
            except InvalidToken:
                raise SettingsError(
                    "Telegram does not know CLEARINGHOUSE_BOT_TOKEN: copy it anew from @BotFather"
                ) from None
            except (TelegramError, LookupError, TypeError, AttributeError, ValueError) as error:
                if not pause:
                    _LOG.warning(
                        "the Bot API at %s can't be reached (%s); trying again",
                        self._parts.settings.api_url,
                        error,
                    )
                pause = min(5.0, max(0.5, pause * 2))
                self._parts.beats.beat("connect")
                await asyncio.sleep(pause)
            else:
                return

    def _begin_term(self) -> None:
        parts, now = self._parts, self._parts.wall.now()
        with parts.database.transaction() as store:
            epoch = leader.begin_term(store, now)
            tell_profile(store, now, parts.settings.operator)
            begin(store, now, backups=parts.settings.backup_dir is not None and parts.database.is_sqlite)
            parts.handling.older_than_us = inbox.newest(store)
        parts.tray.epoch = parts.clock.epoch = epoch

    async def _receive(self, stopping: asyncio.Event) -> None:
        parts = self._parts
        if not parts.settings.webhook_url:
            await Poller(parts.api, parts.intake, self._on_ready, parts.beats).run(stopping)
            return
        params = {
            "url": parts.settings.webhook_url,
            "secret_token": parts.settings.secret_of_webhook,
            "allowed_updates": ALLOWED_UPDATES,
            "max_connections": 40,
        }
        while not stopping.is_set():
            try:
                await parts.api.call("setWebhook", params)
            except BadRequest as error:
                raise SettingsError(f"CLEARINGHOUSE_WEBHOOK_URL: Telegram refuses it ({error})") from None
            except InvalidToken:
                raise
            except TelegramError as error:
                _LOG.warning("the webhook can't be set: %s; trying again", error)
                await asyncio.sleep(1)
            else:
                self._on_ready(True)
                return

    async def _keep_leading(self) -> None:
        """The lock is gone when the database server restarts: take it again, or give way to who has it."""
        since = time.monotonic()
        while True:
            await asyncio.sleep(_LEAD_SECONDS)
            if await asyncio.to_thread(self._leadership.is_held):
                since = time.monotonic()
                continue
            self._leadership.release()
            if await asyncio.to_thread(self._leadership.try_to_lead):
                _LOG.warning("the database server was away; leading again")
                await self._parts.threads.patiently(self._begin_term)
                self._parts.sender.doubt()
            elif time.monotonic() - since > 60:  # noqa: PLR2004 -- another one has long taken over
                raise Unavailable("another process leads now")

    async def _watch_token(self) -> None:
        await self._parts.revoked.wait()
        raise InvalidToken

    def _on_ready(self, ready: bool) -> None:
        self._ready = ready
        if ready and not self._announced:
            self._announced = True
            mode = "webhook" if self._parts.settings.webhook_url else "polling"
            line: dict[str, object] = {"ready": True, "http": self.web.url, "mode": mode}
            self._announce(line)
            if self._parts.settings.ready_file is not None:
                Path(self._parts.settings.ready_file).write_text(json.dumps(line) + "\n")

    async def _status(self) -> object:
        return await asyncio.to_thread(read_status, self._parts.database, self._parts.wall.now())

    async def _until(self, work: Awaitable[None], stopping: asyncio.Event) -> None:
        main = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(stopping.wait())
        await asyncio.wait({main, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if main.done():
            main.result()
        main.cancel()

    async def _stop(self, stopping: asyncio.Event) -> None:
        """No more updates in, turns under way to their end, then the sender's, then the doors."""
        parts = self._parts
        stopping.set()
        self._ready = False
        parts.clock.stop()
        parts.handling.stop()
        await _within(_PATIENCE_TURNS, parts.lanes.stop())
        parts.sender.stop()
        if self._loops:
            await asyncio.wait(self._loops[:1], timeout=_PATIENCE_SENDER)
        await _within(0.3, parts.fast_lane.stop(0.3))
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await _within(0.5, self.web.stop())
        await parts.api.close_connections()
        parts.threads.close()
        self._leadership.release()
        parts.database.close()


def print_line(line: dict[str, object]) -> None:
    """The one line on stdout that says: ready."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def _within(seconds: float, work: Awaitable[None]) -> None:
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        _LOG.warning("stopping took too long; what is left is done at the next start")
