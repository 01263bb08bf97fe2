"""What a busy clearinghouse does in a month: when who declares what, meets, writes to all, offers anew."""

import heapq
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import NamedTuple

from benchmarks.support.office import Office
from benchmarks.support.officers import Officer
from handlers.broadcasts import actions as broadcasting
from handlers.kit.access import tell_role
from handlers.kit.turn import Moment
from handlers.meetings import actions as meeting
from handlers.needs import actions as needing
from handlers.programmes import actions as listing
from knowledge.appointments import NEW_YORK, Appointment
from knowledge.hours import Hours
from knowledge.needs import NeedBody, When
from knowledge.programmes import Programme, shipped_programmes
from storage import meetings, needs, people

NEEDS_A_DAY = 8
_CAPABILITIES = (
    "infantry", "staff-officers", "formed-police", "individual-police", "engineering", "medical", "logistics",
    "mine-action", "counter-ied", "transport", "trainer-training", "predeployment", "maintenance", "signals",
)  # fmt: skip
_CHANGED, _WITHDRAWN, _MOVED, _CANCELLED = 0.15, 0.1, 0.25, 0.15
_ROOM = Hours(NEW_YORK)
_MONDAY, _TUESDAY, _WEDNESDAY, _THURSDAY, _FRIDAY = range(5)

Act = Callable[[Moment], None]


class Entry(NamedTuple):
    at: datetime
    number: int
    act: Act


class Diary:
    """What is still to come, in its order; whoever does something may add to it."""

    def __init__(self, officers: Sequence[Officer], random: Random) -> None:
        self._random = random
        self._authors = [each for each in officers if each.role == "recipient" and not each.is_silent]
        self._providers = [each for each in officers if each.role == "provider" and not each.is_silent]
        self._secretariat = [each for each in officers if each.role == "secretariat"]
        self._entries: list[Entry] = []
        self._numbers = count()

    def add(self, at: datetime, act: Act) -> None:
        heapq.heappush(self._entries, Entry(at, next(self._numbers), act))

    async def live(self, office: Office, until: datetime) -> None:
        """Do everything in its order, and whatever comes of it."""
        while True:
            target = min([until, *(entry.at for entry in self._entries[:1])])
            if await office.goes_on(target):
                continue  # somebody whose phone rang may look at it before that
            if not self._entries or self._entries[0].at > target:
                return
            with office.moment() as moment:
                heapq.heappop(self._entries).act(moment)

    def plan(self, day: date) -> None:
        """One day of it."""
        if day.weekday() <= _FRIDAY:
            for _ in range(NEEDS_A_DAY):
                self._plan_need(day)
        if day.weekday() in (_MONDAY, _THURSDAY):
            self.add(_ROOM.daily(day, time(11)), self._set_meeting)
        if day.weekday() in (_TUESDAY, _FRIDAY):
            self.add(_ROOM.daily(day, time(14)), self._offers)
        if day.weekday() == _WEDNESDAY:
            self.add(_ROOM.daily(day, time(10, 30)), self._writes_to_all)

    def _plan_need(self, day: date) -> None:
        noon = _ROOM.daily(day, time(12))
        at = None
        while at is None:
            author = self._random.choice(self._authors)
            at = author.at_work(noon, self._random)
        self.add(at, lambda moment: self._declare(moment, author))

    def _declare(self, moment: Moment, author: Officer) -> None:
        person, ref = people.by_id(moment.store, author.id), moment.new_ref()
        if person is None:
            return
        wanted = tuple(self._random.sample(_CAPABILITIES, self._random.randint(1, 2)))
        first = moment.now.date() + timedelta(days=self._random.randint(60, 200))
        body = NeedBody(
            words=f"{' and '.join(wanted)} for our next rotation, {ref}",
            capabilities=wanted,
            assistance=("training",),
            languages=(self._random.choice(("en", "fr")),),
            when=When(relation="from", start=first),
            people=self._random.randint(10, 200),
        )
        need = needing.declare(moment.store, person, ref, body, moment.now)
        if need is None or needing.publish(moment.store, person, need, moment.now) is None:
            raise AssertionError("a need that can't be published")
        dice = self._random.random()
        if dice < _CHANGED + _WITHDRAWN:
            later = author.rhythm.hours.opens(moment.now + timedelta(hours=self._random.randint(2, 120)))
            act = self._changes if dice < _CHANGED else self._withdraws
            self.add(later, lambda moment: act(moment, author, ref))

    def _changes(self, moment: Moment, author: Officer, ref: str) -> None:
        person = people.by_id(moment.store, author.id)
        need = needs.own(moment.store, person, ref) if person is not None else None
        if person is not None and need is not None:
            needing.set_field(
                moment.store, person, need, "people", self._random.randint(201, 400), moment.now
            )

    def _withdraws(self, moment: Moment, author: Officer, ref: str) -> None:
        person = people.by_id(moment.store, author.id)
        need = needs.own(moment.store, person, ref) if person is not None else None
        if need is not None:
            needing.withdraw(moment, person, need)

    def _set_meeting(self, moment: Moment) -> None:
        officer = people.by_id(moment.store, self._secretariat[0].id)
        day = moment.now.date() + timedelta(days=self._random.choice((2, 4, 6)))
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > _FRIDAY else 0)
        at, ref = _ROOM.daily(day, time(self._random.choice((10, 15)))), moment.new_ref()
        if officer is None:
            return
        meeting.set_meeting(
            moment.store, officer, ref, f"Working group {ref}", Appointment(at, NEW_YORK), moment.now
        )
        dice = self._random.random()
        if dice < _MOVED + _CANCELLED:
            is_moved = dice < _MOVED
            self.add(
                _ROOM.opens(moment.now + timedelta(hours=26)), lambda later: self._alter(later, ref, is_moved)
            )

    def _alter(self, moment: Moment, ref: str, is_moved: bool) -> None:
        officer = people.by_id(moment.store, self._secretariat[0].id)
        found = meetings.by_ref(moment.store, ref)
        if officer is None or found is None:
            return
        if is_moved:
            later = Appointment(found.starts_at + timedelta(hours=1), NEW_YORK)
            meeting.move(moment.store, officer, found, later, moment.now)
        else:
            meeting.cancel(moment.store, officer, found, moment.now)

    def _writes_to_all(self, moment: Moment) -> None:
        officer, ref = people.by_id(moment.store, self._secretariat[0].id), moment.new_ref()
        if officer is not None and not broadcasting.write(
            moment.store, officer, ref, "The next reporting period begins on Monday.", moment.now
        ):
            tell_role(moment, "secretariat", "broadcast-asked", ref)

    def _offers(self, moment: Moment) -> None:
        """A provider says that there is a new course: for open needs, and for saved searches."""
        owners = {each.delegation for each in self._providers}
        like = self._random.choice([each for each in shipped_programmes() if each.owner in owners])
        new = Programme.model_validate(
            like.model_dump() | {"id": f"bench-{moment.new_ref()}", "name": f"{like.name}, new session"}
        )
        listing.take_in(moment.store, new, moment.now, moment.now)
