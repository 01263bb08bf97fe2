"""The threads in which transactions run, so that the event loop never waits for a disk."""

import asyncio
import contextvars
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from storage.database import explain, is_busy

_LOG = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.3

P = ParamSpec("P")
R = TypeVar("R")


class DatabaseThreads:
    """One thread on SQLite, which has one writer; a few on PostgreSQL."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="database")

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `work` in a database thread.

        Cancelling the caller does not cancel the work: a thread can't be stopped and may commit all
        the same. So callers that are being stopped wait.
        """
        loop = asyncio.get_running_loop()
        # With the context, so that what is logged there carries the turn's number.
        context = contextvars.copy_context()
        future = loop.run_in_executor(self._pool, lambda: context.run(work, *args, **kwargs))
        return await asyncio.shield(future)

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
