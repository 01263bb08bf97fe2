"""People who do the next thing as soon as the last was answered."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from benchmarks.support.stub import Account

_SEARCHING = {"example", "search"}  # buttons that search: typed questions alone make up their share
_SEARCHES, _TAPS = 0.3, 0.75  # 30 % searches; of the range from there, taps end at 75 %


class Chat:
    """One person's phone: what it shows last, and what its owner does next."""

    def __init__(self, number: int, account: Account, random: Random, queries: Sequence[str]) -> None:
        self.number, self._account, self._random, self._queries = number, account, random, queries
        self._user = {"id": number, "is_bot": False, "first_name": f"Ada {number}", "language_code": "en"}
        self._chat = {"id": number, "type": "private", "first_name": f"Ada {number}"}
        self._card: dict[str, Any] = {}
        self._buttons: list[str] = []
        self.acted_at = 0.0

    def echoes(self) -> None:
        """Type something to an echo bot."""
        self._types(self._random.choice(self._queries))

    def talks(self) -> None:
        """Search, tap a button of the newest card, or ask for help or the languages."""
        dice = self._random.random()
        if dice < _SEARCHES:
            self._types(self._random.choice(self._queries))
        elif dice < _TAPS and self._buttons:
            self._taps(self._random.choice(self._buttons))
        else:
            self._types(self._random.choice(("/help", "/language")))

    def sees(self, params: dict[str, str]) -> None:
        """The bot has answered: its newest card can be tapped."""
        keyboard = json.loads(params.get("reply_markup", '{"inline_keyboard": []}'))
        codes = [button["callback_data"] for row in keyboard["inline_keyboard"] for button in row]
        self._buttons = [code for code in codes if code.split("|")[1] not in _SEARCHING]
        self._card = self._message(int(params["message_id"]), params["text"]) | {"reply_markup": keyboard}

    def _types(self, text: str) -> None:
        message = self._message(self._account.next_message(), text)
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self._does({"message": {**message, "from": self._user}})

    def _taps(self, code: str) -> None:
        query = {"id": str(time.perf_counter_ns()), "from": self._user, "chat_instance": str(self.number)}
        self._does({"callback_query": {**query, "data": code, "message": self._card}})

    def _message(self, number: int, text: str) -> dict[str, Any]:
        return {"message_id": number, "date": int(time.time()), "chat": self._chat, "text": text}

    def _does(self, content: dict[str, Any]) -> None:
        self.acted_at = time.perf_counter()
        self._account.push(content)


class Crowd:
    """All chats of one bot; `acts` is what each of them does again and again."""

    def __init__(self, account: Account, queries: Sequence[str], acts: Callable[[Chat], None]) -> None:
        self._account, self._queries, self._acts = account, queries, acts
        self._chats: dict[int, Chat] = {}
        self._left, self._waiting = 0, 0
        self._latencies: list[float] = []
        self._done = asyncio.Event()
        account.heard = self._heard

    async def run(self, updates: int, in_flight: int) -> list[float]:
        """Send so many updates from so many chats, each the next when its answer came; their latencies (s)."""
        self._left, self._latencies = updates, []
        self._done.clear()
        for number in range(1, in_flight + 1):
            self._next(self._chat(number))
        await asyncio.wait_for(self._done.wait(), 60 + updates / 20)
        return self._latencies

    def _chat(self, number: int) -> Chat:
        if number not in self._chats:
            self._chats[number] = Chat(number, self._account, Random(number), self._queries)
        return self._chats[number]

    def _next(self, chat: Chat) -> None:
        if self._left > 0:
            self._left -= 1
            self._waiting += 1
            self._acts(chat)

    def _heard(self, _method: str, params: dict[str, str]) -> None:
        chat = self._chats[int(params["chat_id"])]
        self._latencies.append(time.perf_counter() - chat.acted_at)
        chat.sees(params)
        self._waiting -= 1
        self._next(chat)
        if not self._waiting:
            self._done.set()
