"""The Bot API on the wire: `/bot<token>/<method>` and `/file/bot<token>/<path>`, as an ASGI application."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send

from bot.sandbox.api import Reply, answer
from bot.sandbox.multipart import parse_multipart
from bot.sandbox.params import Params, Upload
from bot.sandbox.world import World

Json = dict[str, Any]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_PATH = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]*)/(?P<rest>.+)")
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,60}")
MOST_BODY = 60 * 1024 * 1024


class BotApi:
    """Answers the bot's calls; everything else goes to `others`."""

    def __init__(self, world: World, others: Application) -> None:
        self.world = world
        self.others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match = _PATH.fullmatch(scope.get("path", ""))
        if scope["type"] != "http" or match is None:
            await self.others(scope, receive, send)
            return
        refused = self._token_refused(match["token"])
        body = await _body(receive)
        if refused:
            reply = refused
        elif match["file"]:
            reply = self._file(match["rest"])
        elif body is None:
            reply = _refusal(413, "Request Entity Too Large")
        else:
            reply = await self._call(match["rest"], scope, body)
        await _send(reply, send)

    async def _call(self, method: str, scope: Scope, body: bytes) -> Reply:
        try:
            params = _params(scope, body)
        except ValueError as error:
            return _refusal(400, f"Bad Request: {error}")
        return await answer(self.world, method, params)

    def _token_refused(self, token: str) -> Reply | None:
        if token == self.world.token:
            return None
        if not _TOKEN.fullmatch(token):
            return _refusal(401, "Unauthorized: invalid token specified")
        return _refusal(401, "Unauthorized")

    def _file(self, path: str) -> Reply:
        file = self.world.files.by_path(path)
        if file is None:
            return _refusal(404, "Not Found")
        return Reply(200, file.data, content_type=file.mime)


def _refusal(code: int, description: str) -> Reply:
    envelope = {"ok": False, "error_code": code, "description": description}
    return Reply(code, json.dumps(envelope).encode())


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or None when it is too big."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(parts)
        part = message.get("body", b"")
        size += len(part)
        if size <= MOST_BODY:
            parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts) if size <= MOST_BODY else None


def _params(scope: Scope, body: bytes) -> Params:
    """Parameters of the query and of the body; those of the body win."""
    values: Json = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    files: dict[str, Upload] = {}
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"").decode("latin-1")
    if kind.startswith("application/json"):
        values |= _json_body(body)
    elif kind.startswith("multipart/form-data"):
        fields, files = parse_multipart(kind, body)
        values |= fields
    elif kind.startswith("application/x-www-form-urlencoded"):
        values |= parse_qsl(body.decode(), keep_blank_values=True)
    return Params(values, files)


def _json_body(body: bytes) -> Json:
    try:
        values = json.loads(body) if body.strip() else {}
    except ValueError:
        raise ValueError("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise ValueError("object expected as the body of the request")  # noqa: TRY004 - a refusal, not a bug
    # The official server reads a JSON null as the text of it, and then refuses it where it does not fit.
    return {name: "null" if value is None else value for name, value in values.items()}


async def _send(reply: Reply, send: Send) -> None:
    if reply.lost:
        cut_connection(send)
        return
    headers = [
        (b"content-type", reply.content_type.encode()),
        (b"content-length", str(len(reply.body)).encode()),
    ]
    if reply.retry_after:
        headers.append((b"retry-after", str(reply.retry_after).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def cut_connection(send: Send) -> None:
    """Close the connection without an answer, as a broken network does."""
    cycle = getattr(send, "__self__", None)  # uvicorn's request cycle: ASGI has no word for this
    if cycle is None:
        raise ConnectionAbortedError("the answer is lost on purpose")
    cycle.transport.abort()
    cycle.response_complete = True
    cycle.disconnected = True
