"""The threads in which transactions run, so that the event loop never waits for a disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

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
        future = loop.run_in_executor(self._pool, lambda: work(*args, **kwargs))
        return await asyncio.shield(future)

    def close(self) -> None:
        self._pool.shutdown(wait=True)
