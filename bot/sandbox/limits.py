"""How often a bot may write: what Telegram refuses with 429."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.errors import ApiError

_SENDS = frozenset(
    {"sendMessage", "sendPhoto", "sendDocument", "copyMessage", "forwardMessage", "sendMediaGroup"}
)
_EDITS = frozenset({"editMessageText", "editMessageCaption", "editMessageReplyMarkup", "editMessageMedia"})
MINUTE = 60.0


@dataclass(slots=True)
class _Window:
    """At most `most` calls in any span of `span` seconds."""

    most: int
    span: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed."""
        while self.times and now - self.times[0] >= self.span:
            self.times.popleft()
        return 0.0 if len(self.times) < self.most else self.times[0] + self.span - now


@dataclass(slots=True)
class _Bucket:
    """`burst` calls at once, refilled at `rate` a second."""

    burst: float
    rate: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


@dataclass(slots=True)
class Limits:
    """Limits by the machine's clock (`clock`, in seconds).

    A private chat takes `chat_burst` messages at once and then `chat_rate` a second, a group `group_minute`
    messages and edits a minute, all chats together `overall` messages and edits in any second. Whoever goes
    beyond is refused for `retry_after` whole seconds, and until then every further try is refused too; a try
    too many doubles the next pause, up to `longest_pause`.
    """

    chat_burst: int = 5
    chat_rate: float = 1.0
    group_minute: int = 20
    overall: int = 30
    longest_pause: int = 60
    clock: Callable[[], float] = time.monotonic
    refused: int = 0
    _all: _Window | None = None
    _chats: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, _Window] = field(default_factory=dict)
    _shut: dict[int, float] = field(default_factory=dict)
    _strikes: dict[int, int] = field(default_factory=dict)

    def check(self, method: str, chat_id: int) -> None:
        """Count this call, or refuse it (429)."""
        if method not in _SENDS and method not in _EDITS:
            return
        now = self.clock()
        if self._all is None:
            self._all = _Window(self.overall, 1.0)
        for key in (0, chat_id):
            if (left := self._shut.get(key, 0.0) - now) > 0:
                self._refuse(left)
        self._demand(0, self._all.wait(now), now)
        if chat_id < 0:
            window = self._groups.setdefault(chat_id, _Window(self.group_minute, MINUTE))
            self._demand(chat_id, window.wait(now), now)
            window.times.append(now)
        elif method in _SENDS:
            bucket = self._chats.get(chat_id)
            if bucket is None:
                bucket = self._chats[chat_id] = _Bucket(self.chat_burst, self.chat_rate, self.chat_burst, now)
            self._demand(chat_id, bucket.wait(now), now)
            bucket.tokens -= 1
        self._all.times.append(now)
        self._strikes.pop(chat_id, None)

    def _demand(self, key: int, wait: float, now: float) -> None:
        if wait <= 0:
            return
        strikes = self._strikes[key] = self._strikes.get(key, 0) + 1
        pause = min(max(math.ceil(wait), 1) * 2 ** (strikes - 1), self.longest_pause)
        self._shut[key] = now + pause
        self._refuse(pause)

    def _refuse(self, left: float) -> None:
        self.refused += 1
        seconds = max(math.ceil(left), 1)
        raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
