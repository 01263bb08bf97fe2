"""How fast Telegram lets us talk: a window over all chats, a bucket for each, pauses where it refused.

All times here are the machine's monotonic seconds; nothing waits in this module.
"""

import math
from collections import deque

_BURST = 5.0
_GROUP_PER_MINUTE = 20
_RESERVE = 0.2  # of the window, kept free for answers
_ADAPT = 0.7
_RECOVER_AFTER = 10.0
_LOOK_AGAIN = 0.25
TELEGRAM_LIMIT = 30.0


class Pacer:
    """`limit` messages a second over all chats; a chat's and a group's limits scale with it; 0 = no limits.

    A slot of the window may be used again one second after Telegram accepted its message. When that was
    is known only within a round trip: counting from the answer, less the quickest round trip seen, is
    never too early.
    """

    def __init__(self, limit: float) -> None:
        self._full = limit
        self._limit = limit
        self._scale = limit / TELEGRAM_LIMIT
        self._in_flight = 0
        self._held: deque[float] = deque()
        self._quickest = math.inf
        self._last_bulk = -math.inf
        self._buckets: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = {}
        self._pauses: dict[int, float] = {}
        self._paused_until = -math.inf
        self._refused: tuple[int, float] = (0, -math.inf)
        self._slowed_at = -math.inf

    @property
    def is_free(self) -> bool:
        """No limits at all."""
        return self._full == 0

    def room(self, now: float) -> int:
        """How many messages may leave at once."""
        if now < self._paused_until:
            return 0
        if self._full == 0:
            return 256
        self._recover(now)
        while self._held and self._held[0] <= now:
            self._held.popleft()
        return max(0, math.ceil(self._limit) - self._in_flight - len(self._held))

    def has_turn(self, priority: int, now: float, room: int) -> bool:
        """Whether messages of this priority may leave now; answers (0) may use the whole window."""
        if self._full == 0 or priority == 0:
            return True
        return room > self._limit * _RESERVE and now >= self._last_bulk + 1 / self._limit

    def allows(self, chat: int, priority: int, now: float) -> bool:
        """Whether this chat may get a message now; answers may use its burst."""
        if now < self._pauses.get(chat, -math.inf):
            return False
        if self._full == 0 or chat == 0:
            return True
        if chat < 0:
            return len(self._recent(chat, now)) < _GROUP_PER_MINUTE * self._scale
        _, last = self._buckets.get(chat, (_BURST, -math.inf))
        apart = priority == 0 or now - last >= 1 / max(1.0, self._scale)
        return apart and self._tokens(chat, now) >= 1

    def leave(self, chat: int, priority: int, now: float) -> None:
        """A message leaves."""
        self._in_flight += 1
        if self._full == 0 or chat == 0:
            return
        if priority > 0:
            # From slot to slot, not from now: a late loop does not slow the whole.
            self._last_bulk = max(self._last_bulk + 1 / self._limit, now - 1 / self._limit)
        if chat < 0:
            self._recent(chat, now).append(now)
        else:
            self._buckets[chat] = (self._tokens(chat, now) - 1, now)

    def arrive(self, now: float, round_trip: float) -> None:
        """Its answer came, or the wait for it ended."""
        self._in_flight -= 1
        if self._full:
            self._quickest = min(self._quickest, round_trip)
            self._held.append(now + 1.0 - self._quickest)

    def pause_chat(self, chat: int, until: float) -> None:
        self._pauses[chat] = max(until, self._pauses.get(chat, -math.inf))

    def pause_all(self, until: float) -> None:
        self._paused_until = max(until, self._paused_until)

    def refused(self, chat: int, retry_after: float, now: float) -> None:
        """Telegram said 429: pause that chat; when two chats are refused within a second, everything."""
        self.pause_chat(chat, now + retry_after)
        other, when = self._refused
        self._refused = (chat, now)
        if chat and other and other != chat and now - when <= 1.0:
            self.pause_all(now + retry_after)
            self._limit = max(1.0, self._limit * _ADAPT)
            self._slowed_at = now

    def resting(self, now: float) -> list[int]:
        """Chats that wait for the end of a pause."""
        self._pauses = {chat: until for chat, until in self._pauses.items() if until > now}
        return list(self._pauses)

    def next_change(self, now: float) -> float:
        """Seconds until something that had to wait may leave; at most a quarter."""
        bulk = self._last_bulk + 1 / self._limit if self._full else now
        times = [self._paused_until, bulk, *self._pauses.values(), *list(self._held)[:1]]
        return min([_LOOK_AGAIN, *(time - now for time in times if time > now)])

    def forget_idle(self, now: float) -> None:
        """Drop full buckets, so that memory follows the chats in use."""
        self._buckets = {c: b for c, b in self._buckets.items() if self._tokens(c, now) < _BURST}
        self._groups = {c: sent for c, sent in self._groups.items() if sent and sent[-1] > now - 60}

    def _tokens(self, chat: int, now: float) -> float:
        tokens, at = self._buckets.get(chat, (_BURST, now))
        return min(_BURST, tokens + (now - at) * max(1.0, self._scale))

    def _recent(self, group: int, now: float) -> deque[float]:
        sent = self._groups.setdefault(group, deque())
        while sent and sent[0] <= now - 60:
            sent.popleft()
        return sent

    def _recover(self, now: float) -> None:
        if self._limit < self._full and now - self._slowed_at >= _RECOVER_AFTER:
            self._limit = min(self._full, self._limit * 1.1 + 0.5)
            self._slowed_at = now
