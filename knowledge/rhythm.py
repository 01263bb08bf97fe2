"""When something reaches its reader: their hours, what they take a day, their pauses, what they gather."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from knowledge.hours import Hours
from knowledge.kinds import CHOSEN, GATHERABLE, OPTIONAL, Kind, Sort
from knowledge.stations import hours_at
from knowledge.topics import TOPICS

# A pause without an end: until they ask for more.
FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
NO_CAP = 0
CAPS = (3, 6, 12, NO_CAP)
LONGEST_PAUSE = timedelta(days=366)
Way = str  # "at once", "gathered" or "off"
_TOPIC = "topic:"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`a_day`: letters that count, at most, a local day; `NO_CAP` for as many as there are.

    `gathered` and `muted` hold sorts of letters; `muted` also topics of needs, as `topic:NAME`. With nothing
    changed it is what everybody starts with.
    """

    hours: Hours = field(default_factory=Hours)
    a_day: int = 12
    paused_until: datetime | None = None
    gathered: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until

    def rings(self, kind: Kind, now: datetime) -> datetime | None:
        """The first instant from now on at which such a letter may ring; None for one that is not wanted."""
        if kind.sort in self.muted:
            return None
        if kind.sort == "answer":
            return now
        after_pause = max(now, self.paused_until) if self.paused_until is not None else now
        return self.hours.opens(after_pause) if kind.rule.waits else after_pause

    def arrives(self, kind: Kind, now: datetime, told_today: int) -> datetime | None:
        """The same for one that is written now: it may be gathered, or be one too many today.

        `told_today`: letters that count and that they had since their local midnight.
        """
        at = self.rings(kind, now)
        is_enough = kind.rule.counts and self.a_day != NO_CAP and told_today >= self.a_day
        if at is None or not (is_enough or kind.sort in self.gathered):
            return at
        return at if self.is_paused(now) else self.hours.next_opening(now)

    def reminded(self, planned: datetime) -> datetime | None:
        """When a reminder comes that is planned for some instant: then, or before the quiet that lies there.

        After a pause that ends meanwhile; None where it lasts too long.
        """
        at = self.hours.last_open(planned)
        if self.paused_until is None or at >= self.paused_until:
            return at
        at = self.hours.opens(self.paused_until)
        return at if at <= planned else None

    def way(self, sort: Sort) -> Way:
        """How letters of a sort come."""
        if sort in self.muted:
            return "off"
        return "gathered" if sort in self.gathered else "at once"

    def ways(self, sort: Sort) -> list[Way]:
        """How they could."""
        gathered = ["gathered"] if sort in GATHERABLE else []
        return ["at once", *gathered, *(["off"] if sort in OPTIONAL else [])]

    def with_way(self, sort: Sort, way: Way) -> "Rhythm":
        """The same, with letters of this sort coming so. Raises `ValueError` for a way that there is not."""
        if sort not in CHOSEN or way not in self.ways(sort):
            raise ValueError(f"{sort} can't come {way}")
        gathered, muted = self.gathered - {sort}, self.muted - {sort}
        if way == "gathered":
            gathered |= {sort}
        elif way == "off":
            muted |= {sort}
        return replace(self, gathered=gathered, muted=muted)

    @property
    def topics_off(self) -> frozenset[str]:
        """The topics of which they want to be told no needs."""
        return frozenset(name.removeprefix(_TOPIC) for name in self.muted if name.startswith(_TOPIC))

    def wants(self, topics: Collection[str]) -> bool:
        """Whether they are told of a need of these topics: not when every one of them is off."""
        return not topics or not self.topics_off.issuperset(topics)

    def with_topic(self, topic: str, *, on: bool) -> "Rhythm":
        """The same, told of needs of this topic or not. Raises `ValueError` for a topic that there is not."""
        if topic not in TOPICS:
            raise ValueError(f"no topic {topic!r}")
        name = frozenset({_TOPIC + topic})
        return replace(self, muted=self.muted - name if on else self.muted | name)

    def at(self, zone: str) -> "Rhythm":
        """The same by the clock of another zone, and with its working week, unless they chose their own days.

        Raises `ValueError` for a zone that there is not.
        """
        try:
            moved = hours_at(zone)
            moved.local(_LONG_AGO)
        except (KeyError, OSError, ValueError) as unknown:
            raise ValueError(f"no zone {zone!r}") from unknown
        is_own = self.hours.days != hours_at(self.hours.zone).days
        days = self.hours.days if is_own else moved.days
        return replace(self, hours=replace(self.hours, zone=zone, days=days))
