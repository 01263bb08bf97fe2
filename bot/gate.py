"""How much one person may do at once. Whoever does more is told so once, and is not heard for a while.

It is counted when updates arrive, before anything is stored: of a flood nothing reaches the database.
Nothing is written down either, so that a restart begins anew. Somebody was too quick only if every clock
says so: ours, which an exercise may stop; the machine's; and Telegram's, which tells what was typed long ago
and comes only now.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from storage.inbox import Arrival

# A row of this source asks to be told, not to be handled; the seconds follow.
WAIT = "wait:"
_KEPT = 10_000  # people whose deeds are remembered
_COUNTED = ("message", "edited_message", "callback_query")


class Instant(NamedTuple):
    """The same moment on each clock, in seconds; `told` is None where Telegram does not say when."""

    domain: float
    machine: float
    told: float | None = None

    def since(self, earlier: "Instant") -> float:
        told = self.told - earlier.told if self.told is not None and earlier.told is not None else 0.0
        return max(self.domain - earlier.domain, self.machine - earlier.machine, told)


class Limit(NamedTuple):
    """`most` deeds within so many seconds; then a rest, after which the oldest `anew` are forgotten."""

    most: int
    within: float
    rest: int
    anew: int


@dataclass(slots=True)
class Count:
    """The last deeds that one limit counts, by the number of their update, and the rest it asks for."""

    limit: Limit
    deeds: OrderedDict[int, Instant] = field(default_factory=OrderedDict)
    resting: Instant | None = None
    words_told: bool = False
    taps_told: int = 0

    def admits(self, number: int, now: Instant) -> bool:
        """Whether this one may come in; the same one may come again (Telegram delivers twice)."""
        if number in self.deeds:
            return True
        if self.resting is not None:
            if now.since(self.resting) < self.limit.rest:
                return False
            self._wake()
        if len(self.deeds) < self.limit.most:
            self.deeds[number] = now
            return True
        if now.since(next(iter(self.deeds.values()))) < self.limit.within:
            self.resting = now
            return False
        self.deeds.popitem(last=False)
        self.deeds[number] = now
        return True

    def is_told(self, *, tap: bool) -> bool:
        """Whether this one, kept out, is to be answered: a text once a rest, a tap as often as deeds are."""
        if tap:
            self.taps_told += 1
            return self.taps_told <= self.limit.most
        told, self.words_told = self.words_told, True
        return not told

    def _wake(self) -> None:
        for _ in range(min(self.limit.anew, len(self.deeds))):
            self.deeds.popitem(last=False)
        self.resting, self.words_told, self.taps_told = None, False, 0


@dataclass(slots=True)
class _Sender:
    all: Count
    texts: Count
    holds_post: bool = False


class Gate:
    """`most` deeds of one person within ten seconds; 0 lets everybody in.

    Somebody without a post may besides type that many texts in four minutes, for each may be a search.
    """

    def __init__(self, most: int) -> None:
        self._limit = Limit(most, within=10, rest=10, anew=most)
        self._texts = Limit(most, within=240, rest=60, anew=max(1, most // 4))
        self._senders: OrderedDict[int, _Sender] = OrderedDict()

    @property
    def is_open(self) -> bool:
        return self._limit.most == 0

    def sift(self, update: Any, arrival: Arrival, domain: float, machine: float) -> Arrival | None:
        """What is to be stored of an update: itself, a word to its sender that it was too much, nothing."""
        found = None if self.is_open else _deed(update)
        if found is None:
            return arrival
        kind, content, person = found
        now = Instant(domain, machine, _told(content))
        sender = self._sender(person)
        counts = [sender.all]
        if kind != "callback_query" and not sender.holds_post:
            counts.append(sender.texts)
        for count in counts:
            if not count.admits(arrival.update_id, now):
                if count.is_told(tap=kind == "callback_query"):
                    return arrival._replace(source=f"{WAIT}{count.limit.rest}")
                return None
        return arrival

    def know(self, person: int, *, holds_post: bool) -> None:
        """Said after each turn."""
        if not self.is_open:
            self._sender(person).holds_post = holds_post

    def _sender(self, person: int) -> _Sender:
        sender = self._senders.get(person)
        if sender is None:
            sender = self._senders[person] = _Sender(Count(self._limit), Count(self._texts))
            if len(self._senders) > _KEPT:
                self._senders.popitem(last=False)
        self._senders.move_to_end(person)
        return sender


def sender_of(update: Any) -> int | None:
    """Who did what is counted; None where it is nobody's, or of a kind that is not."""
    found = _deed(update)
    return found[2] if found else None


def _deed(update: Any) -> tuple[str, dict[str, Any], int] | None:
    """Its kind, what Telegram says of it and whose it is, whatever else is wrong with the update."""
    if not isinstance(update, dict):
        return None
    for kind in _COUNTED:
        content = update.get(kind)
        user = content.get("from") if isinstance(content, dict) else None
        person = user.get("id") if isinstance(user, dict) else None
        if isinstance(content, dict) and isinstance(person, int):
            return kind, content, person
    return None


def _told(content: dict[str, Any]) -> float | None:
    date = content.get("edit_date", content.get("date"))
    return float(date) if isinstance(date, int) and 0 < date < 2**40 else None
