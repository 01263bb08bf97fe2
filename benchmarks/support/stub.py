"""A Bot API on raw asyncio: as little work a call as possible, so that the bots are measured and not this."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

_ANSWERS = {"sendMessage", "editMessageText"}
_HEAD_END = b"\r\n\r\n"

# (method, parameters) of each call that tells somebody something.
Heard = Callable[[str, dict[str, str]], None]


class Account:
    """One bot's side: its updates on their way, and who hears what it says."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.heard: Heard = lambda _method, _params: None
        self._updates: list[dict[str, Any]] = []
        self._arrived = asyncio.Event()
        self._last_update = self._last_message = 0

    def push(self, content: dict[str, Any]) -> None:
        """Somebody does something: `content` is an update without its number."""
        self._last_update += 1
        self._updates.append({"update_id": self._last_update, **content})
        self._arrived.set()

    def next_message(self) -> int:
        self._last_message += 1
        return self._last_message

    async def call(self, method: str, params: dict[str, str]) -> Any:
        """The result of a method."""
        if method == "getUpdates":
            return await self._get_updates(params)
        if method == "getMe":
            number = int(self.token.partition(":")[0])
            return {"id": number, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
        if method not in _ANSWERS:
            return True
        message = int(params.get("message_id") or self.next_message())
        self.heard(method, params | {"message_id": str(message)})
        chat = {"id": int(params["chat_id"]), "type": "private", "first_name": "Ada"}
        return {"message_id": message, "date": int(time.time()), "chat": chat, "text": params["text"]}

    async def _get_updates(self, params: dict[str, str]) -> list[dict[str, Any]]:
        offset, patience = int(params.get("offset", 0)), float(params.get("timeout", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        if not self._updates:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), patience)
            except TimeoutError:
                return []
        return self._updates[: int(params.get("limit", 100))]


class Stub:
    """Serves the accounts at `url` until closed."""

    def __init__(self, *accounts: Account) -> None:
        self._accounts = {account.token: account for account in accounts}
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> "Stub":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self._accounts), "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self._server is not None
        self._server.close()


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive: one request at a time, `Content-Length` bodies, nothing else."""

    def __init__(self, accounts: dict[str, Account]) -> None:
        self._accounts = accounts
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _error: Exception | None) -> None:
        for task in self._tasks:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(_HEAD_END)
        length = _content_length(head) if found else 0
        if not found or len(rest) < length:
            return
        self._buffer = rest[length:]
        task = asyncio.ensure_future(self._answer(head, rest[:length]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        token, _, method = path.removeprefix("/bot").rpartition("/")
        params = dict(parse_qsl(body.decode()))
        result = await self._accounts[token].call(method, params)
        content = json.dumps({"ok": True, "result": result}).encode()
        start = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        assert self._transport is not None
        self._transport.write(start.encode() + content)


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
