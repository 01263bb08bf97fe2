"""Calls that are worth nothing later: sent once, at once, and forgotten when they fail."""

import asyncio
import logging
from collections.abc import Callable

from telegram.error import TelegramError

from bot.transport import Api
from bot.turns import Done

_LOG = logging.getLogger(__name__)
_PATIENCE_SECONDS = 0.3


class FastLane:
    """Ends the spinner on a tapped button.

    With the turn's toast right after its commit, or empty when the turn takes over 300 ms.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._tasks: set[asyncio.Task[None]] = set()

    def expect(self, callback: str | None) -> Callable[[Done | None], None]:
        """Call what this returns when the turn has ended."""
        if callback is None:
            return _nothing
        loop = asyncio.get_running_loop()
        timer = loop.call_later(_PATIENCE_SECONDS, self._answer, callback, Done())

        def close(done: Done | None) -> None:
            if timer.when() > loop.time():
                timer.cancel()
                self._answer(callback, done or Done())

        return close

    async def stop(self, patience: float) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)

    def _answer(self, callback: str, done: Done) -> None:
        task = asyncio.create_task(self._send(callback, done))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, callback: str, done: Done) -> None:
        params: dict[str, object] = {"callback_query_id": callback}
        if done.toast:
            params |= {"text": done.toast, "show_alert": done.alert}
        try:
            await self._api.call("answerCallbackQuery", params, read_timeout=5)
        except TelegramError as error:
            # The query is too old, or the network is away: the card itself says what happened.
            _LOG.info("a tap went unanswered: %s", error)


def _nothing(_done: Done | None) -> None:
    """Nothing was tapped."""
