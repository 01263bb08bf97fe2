"""The bot's own HTTP: webhook, health, readiness, status."""

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.intake import Intake
from storage.database import explain, is_busy

_LOG = logging.getLogger(__name__)
_MAX_BODY = 1 << 20
_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 -- the header's name
_STALE_SECONDS = 30.0


class Pages:
    """What the pages ask of the application; `status` runs a query."""

    def __init__(
        self,
        is_ready: Callable[[], bool],
        ages: Callable[[], dict[str, float]],
        status: Callable[[], Any],
    ) -> None:
        self._is_ready, self._ages, self._status = is_ready, ages, status

    def routes(self) -> list[Route]:
        return [
            Route("/healthz", self.health),
            Route("/readyz", self.ready),
            Route("/statusz", self.status),
        ]

    async def health(self, _request: Request) -> Response:
        """Ages of the loops in seconds; 503 when one has stood still for half a minute."""
        ages = self._ages()
        dead = [loop for loop, age in ages.items() if age > _STALE_SECONDS]
        return JSONResponse({"loops": ages, "dead": dead}, 503 if dead else 200)

    async def ready(self, _request: Request) -> Response:
        ready = self._is_ready()
        return JSONResponse({"ready": ready}, 200 if ready else 503)

    async def status(self, _request: Request) -> Response:
        return JSONResponse(await self._status())


def webhook_route(url: str, secret: str, intake: Intake) -> Route:
    """Telegram posts here. The secret is compared before the body is read; 200 means: stored."""
    expected = secret.encode()

    async def receive(request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, expected):
            return Response(status_code=403)
        body = await _bounded(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except ValueError:
            return Response(status_code=400)
        try:
            await intake.take([update])
        except Exception as error:
            if not is_busy(error):
                raise
            # Not stored, so not acknowledged: Telegram will bring it again.
            _LOG.warning("an update can't be stored: %s", explain(error))
            return Response(status_code=503)
        return Response(status_code=200)

    return Route(urlsplit(url).path or "/", receive, methods=["POST"])


async def _bounded(request: Request) -> bytes | None:
    if int(request.headers.get("content-length") or 0) > _MAX_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            return None
    return bytes(body)


class WebServer:
    """uvicorn in our own loop. `start` binds at once and raises `OSError` when the port is taken."""

    def __init__(self, routes: list[Any], host: str, port: int) -> None:
        self._host, self._port = host, port
        config = uvicorn.Config(
            Starlette(routes=routes),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        self._server = _QuietServer(config)
        self._task: asyncio.Task[None] | None = None
        self.url = ""

    async def start(self) -> None:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self._host, self._port))
        except OSError:
            listener.close()
            raise
        self.url = f"http://{self._host}:{listener.getsockname()[1]}"
        self._task = asyncio.create_task(self._server.serve([listener]))
        while not self._server.started and not self._task.done():  # noqa: ASYNC110 -- uvicorn tells no other way
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task is not None:
            await self._task


class _QuietServer(uvicorn.Server):
    """Signals are ours to handle: stopping has an order."""

    def capture_signals(self) -> Any:
        from contextlib import nullcontext

        return nullcontext()
