"""The sandbox as a server: the Bot API, the control interface and the phones page on one port."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from starlette.applications import Starlette
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.sandbox.api import execute
from bot.sandbox.control import Control
from bot.sandbox.pages import routes as page_routes
from bot.sandbox.wire import BotApi
from bot.sandbox.world import World

OnForward = Callable[[float], Awaitable[None] | None]

KEEP_ALIVE = 75
"""Seconds; longer than any client keeps a connection, so that none is closed under its hands."""
PATIENCE = 1.0
"""Seconds that a call has to end by itself when the sandbox closes."""


class Sandbox:
    """`async with Sandbox(world) as sandbox:` serves the world at `sandbox.url`, in the running event loop.

    `on_forward(seconds)` is called when the phones page asks for a later time. The process's signals and
    logs stay as they are. Closing it ends waiting calls and streams; the world can be served again.
    """

    def __init__(
        self,
        world: World,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        on_forward: OnForward | None = None,
    ) -> None:
        self.world = world
        self.host = host
        self.port = port
        self.on_forward = on_forward
        self._server: asyncio.Server | None = None
        self._state = ServerState()

    @property
    def url(self) -> str:
        """`http://host:port`: what API_URL must say."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def __aenter__(self) -> Self:
        self.world.closing = False
        self.world.webhook.execute = lambda name, values: execute(self.world, name, values)
        config = Config(
            self._application(),
            interface="asgi3",
            lifespan="off",
            http=H11Protocol,
            ws="none",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE,
        )
        config.load()
        loop = asyncio.get_running_loop()
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._server = await loop.create_server(
            lambda: H11Protocol(config, self._state, {}), self.host, self.port, family=family
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self.world.webhook.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop listening, let waiting calls end, close every connection."""
        if self._server is None:
            return
        self._server.close()
        self.world.closing = True
        self.world.updates.bell.ring()
        self.world.events.bell.ring()
        await self.world.webhook.close()
        if tasks := set(self._state.tasks):
            _, late = await asyncio.wait(tasks, timeout=PATIENCE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for connection in list(self._state.connections):
            connection.transport.abort()
        await self._server.wait_closed()
        self._server = None

    def _application(self) -> BotApi:
        control = Control(self.world, self._forward)
        return BotApi(self.world, Starlette(routes=[*control.routes(), *page_routes()]))

    async def _forward(self, seconds: float) -> None:
        if self.on_forward:
            done = self.on_forward(seconds)
            if done is not None:
                await done
