"""The threads in which transactions run, so that the event loop never waits for a disk."""

import asyncio
import contextvars
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from storage.database import explain, is_busy

_LOG = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.3

P = ParamSpec("P")
R = TypeVar("R")


class DatabaseThreads:
    """One thread on SQLite, which has one writer; a few on PostgreSQL.

    Results come back in bundles: to wake the event loop for each costs as much as a few statements.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="database")
        # Whoever puts the first one in wakes the event loop.
        self._ended: deque[tuple[asyncio.Future[Any], Callable[[], None]]] = deque()
        self._lock = Lock()

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `work` in a database thread.

        Cancelling the caller does not cancel the work: a thread can't be stopped and may commit all
        the same. So callers that are being stopped wait.
        """
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        # With the context, so that what is logged there carries the turn's number.
        context = contextvars.copy_context()
        self._pool.submit(self._do, future, partial(context.run, work, *args, **kwargs))
        return await future

    async def patiently(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`run` until the database lets it: a lock elsewhere, a full disk or a restart only make it late."""
        while True:
            try:
                return await self.run(work, *args, **kwargs)
            except Exception as error:
                if not is_busy(error):
                    raise
                _LOG.warning("waiting for the database: %s", explain(error))
                await asyncio.sleep(_PAUSE_SECONDS)

    def close(self) -> None:
        # What has not begun is still in the inbox or the outbox.
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _do(self, future: asyncio.Future[Any], work: Callable[[], Any]) -> None:
        try:
            tell = partial(future.set_result, work())
        except StopIteration as error:  # a future refuses this one
            tell = partial(future.set_exception, RuntimeError(repr(error)))
        except BaseException as error:  # noqa: BLE001 -- it belongs to whoever asked for the work
            tell = partial(future.set_exception, error)
        with self._lock:
            self._ended.append((future, tell))
            is_first = len(self._ended) == 1
        if is_first:
            future.get_loop().call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        while self._ended:
            future, tell = self._ended.popleft()
            if not future.done():  # its caller may have been cancelled
                tell()
