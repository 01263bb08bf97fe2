"""The queue of updates: what the bot has not yet confirmed."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.bell import Bell

Json = dict[str, Any]

DAY = timedelta(hours=24)
LIVES = {
    "callback_query": timedelta(seconds=150),
    "shipping_query": timedelta(seconds=150),
    "pre_checkout_query": timedelta(seconds=150),
    "inline_query": timedelta(seconds=30),
}
ONLY_WHEN_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, eq=False)
class Entry:
    """An update in the queue; `lane` names those that a webhook gets one after the other."""

    id: int
    update: Json
    expires: datetime
    lane: str
    done: bool = False


class UpdateQueue:
    """Updates in order of their ids, until confirmed, dropped or too old."""

    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self.now = now
        self.next_id = first_id
        self.allowed: frozenset[str] = frozenset()
        self.bell = Bell()
        self.repeated: list[Entry] = []
        self.on_add: Callable[[Entry], None] | None = None
        self._entries: deque[Entry] = deque()
        self._soonest = now() + DAY  # nothing is too old before this moment

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_NAMED

    def add(self, kind: str, payload: Json, lane: str) -> Entry | None:
        """Queue an update; None when the bot did not ask for its kind."""
        if not self.wants(kind):
            return None
        update = {"update_id": self.next_id, kind: payload}
        entry = Entry(self.next_id, update, self.now() + LIVES.get(kind, DAY), lane)
        self.next_id += 1
        self._entries.append(entry)
        self._soonest = min(self._soonest, entry.expires)
        if self.on_add:
            self.on_add(entry)
        self.bell.ring()
        return entry

    def allow(self, kinds: list[str]) -> None:
        """Which kinds are wanted from now on; an empty list means the default."""
        self.allowed = frozenset(kinds)

    def waiting(self) -> list[Entry]:
        """All that is neither confirmed nor too old, oldest first."""
        self._drop_old()
        return [entry for entry in self._entries if not entry.done]

    def finish(self, entry: Entry) -> None:
        """A webhook has delivered it."""
        entry.done = True
        while self._entries and self._entries[0].done:
            self._entries.popleft()

    def confirm_before(self, offset: int) -> None:
        while self._entries and self._entries[0].id < offset:
            self._entries.popleft().done = True

    def keep_last(self, number: int) -> None:
        """Forget all but the last `number`."""
        while len(self._entries) > number:
            self._entries.popleft().done = True

    def head(self, limit: int) -> list[Entry]:
        """The oldest `limit` entries; those ordered to come twice come again, confirmed or not."""
        self._drop_old()
        again, self.repeated = self.repeated, []
        oldest = [self._entries[place] for place in range(min(limit, len(self._entries)))]
        return (again + [entry for entry in oldest if entry not in again])[:limit]

    def clear(self) -> None:
        self.confirm_before(self.next_id)

    def __len__(self) -> int:
        return len(self.waiting())

    def _drop_old(self) -> None:
        now = self.now()
        if not self._entries or now < self._soonest:
            return
        for entry in self._entries:
            entry.done = entry.done or entry.expires <= now
        self._entries = deque(entry for entry in self._entries if not entry.done)
        self._soonest = min((entry.expires for entry in self._entries), default=now + DAY)
