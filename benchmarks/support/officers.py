"""Thirty delegations and a secretariat: where their people sit, and what they do once they look."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from handlers.broadcasts import actions as broadcasting
from handlers.kit.seats import seat
from handlers.kit.turn import Moment
from handlers.matches import actions as matching
from handlers.meetings import actions as meeting
from handlers.programmes import actions as listing
from handlers.questions import actions as asking
from handlers.search import actions as searching
from knowledge.rhythm import Rhythm
from knowledge.rights import Rank, Role
from knowledge.stations import NEW_YORK, capital_zone, hours_at
from storage import digests, held, meetings, needs, people, questions, rhythms
from storage import matches as matched
from storage.database import Store
from storage.people import Person

PROVIDERS = ("US", "CN", "CA", "AR", "DE", "GB", "SE", "FR", "JP", "IN", "AU", "BR")
RECIPIENTS = (
    "TD", "BD", "GH", "KE", "RW", "SN", "ET", "UG", "TZ", "JO", "NE", "BF", "CI", "CM", "EG", "UY", "MN",
    "TG",
)  # fmt: skip
SECRETARIAT = "org:UN"
_RANKS: tuple[Rank, ...] = ("focal", "deputy", "member", "member")
_SEARCHES = ("staff officers course in French", "formed police training", "counter IED", "level 2 hospital")
_IN_CAPITAL, _NEVER, _SAVES, _FEW, _GATHERS = 0.5, 0.08, 0.4, 0.15, 0.1
_USUAL_DELAY = timedelta(minutes=40)
_SPREAD = 1.1  # of the logarithm of delays
_ACTS = 0.75  # of what asks for an answer, at the first look; the rest is left for later or for good
_ANSWERED_AT_ONCE = 0.97


@dataclass(eq=False)
class Officer:
    """Somebody with a post; `waiting` is what their phone shows them that they have not looked at."""

    id: int
    delegation: str
    role: Role
    rhythm: Rhythm
    is_silent: bool  # never answers anything
    waiting: list[tuple[str, str]] = field(default_factory=list)
    looks_at: datetime | None = None

    def delay(self, random: Random) -> timedelta:
        """Until they look at a phone that has rung."""
        return _USUAL_DELAY * random.lognormvariate(0, _SPREAD)

    def at_work(self, at: datetime, random: Random) -> datetime | None:
        """Some instant of their office hours on the local date of `at`; None on a free day."""
        day, hours = self.rhythm.hours.local(at).date(), self.rhythm.hours
        found = hours.daily(day, time(9)) + timedelta(minutes=random.randrange(8 * 60))
        return found if hours.is_open(found) else None


def cast(moment: Moment, random: Random) -> list[Officer]:
    """Everybody takes their posts; some keep searches, some take fewer letters a day than usual."""
    return [
        *(each for code in PROVIDERS for each in _delegation(moment, code, "provider", random)),
        *(each for code in RECIPIENTS for each in _delegation(moment, code, "recipient", random)),
        *(_comes(moment, SECRETARIAT, "secretariat", NEW_YORK, None, random, 0.0) for _ in range(3)),
    ]


def _delegation(moment: Moment, code: str, role: Role, random: Random) -> Iterator[Officer]:
    capital = capital_zone(code) or NEW_YORK
    for rank in _RANKS[: random.randint(2, 4)]:
        zone = capital if random.random() < _IN_CAPITAL else NEW_YORK
        yield _comes(moment, code, role, zone, rank, random, _NEVER)


def _comes(
    moment: Moment, code: str, role: Role, zone: str, rank: Rank | None, random: Random, silent: float
) -> Officer:
    store, now, chat = moment.store, moment.now, 1_000_000 + random.randrange(10**9)
    person = people.add(store, chat, f"Officer of {code}", "en", now)
    people.know_chats(store, {chat})
    rhythm = Rhythm(
        hours_at(zone),
        random.choice((3, 6)) if random.random() < _FEW else 12,
        gathered=frozenset({"match", "news"} if random.random() < _GATHERS else ()),
    )
    rhythms.put(store, person.id, rhythm)
    seated = seat(store, person.id, code, role, now, by=person.id, rank=rank)
    if random.random() < _SAVES:
        search = searching.remember(store, seated, random.choice(_SEARCHES), moment.new_ref(), now, None)
        searching.save(store, seated, search, now)
    return Officer(person.id, code, role, rhythm, random.random() < silent)


def told(store: Store, officer: int, kind: str, subject: str) -> Iterator[tuple[str, str]]:
    """What a letter is about: of a card that holds several, each of them."""
    found = digests.by_ref(store, officer, subject) if kind == "digest" else None
    if found is None:
        yield kind, subject
        return
    for letter in held.by_ids(store, officer, (*found.waiting, *found.fresh)):
        yield letter.kind, letter.subject


def looks(moment: Moment, officer: Officer, random: Random) -> int:
    """They take the phone in hand and answer most of what asks for it; how many answers that were."""
    reader = people.by_id(moment.store, officer.id)
    waiting, officer.waiting = list(dict.fromkeys(officer.waiting)), []
    if reader is None:
        return 0
    return sum(
        _ANSWERS[kind](moment, reader, subject, random)
        for kind, subject in waiting
        if kind in _ANSWERS and random.random() < _ACTS
    )


def _notice(moment: Moment, reader: Person, subject: str, random: Random) -> bool:
    found = needs.of_match(moment.store, reader, subject)
    if found is None or found[1].state not in matched.UNANSWERED or found[0].state != needs.OPEN:
        return False
    dice = random.random()
    if dice < 0.35:
        return matching.interested(moment, reader, *found)
    if dice < 0.55:
        return asking.ask(moment, reader, found[1], "How many of them have served before?")
    if dice < 0.65:
        return matching.later(moment, reader, *found)
    return matching.decline(moment, reader, *found, "seats")


def _offer(moment: Moment, reader: Person, subject: str, random: Random) -> bool:
    found = needs.of_match(moment.store, reader, subject.partition(".")[0])
    if found is None or found[1].state != matched.INTERESTED:
        return False
    if random.random() < 0.7:
        return matching.accept(moment, reader, *found)
    return matching.refuse(moment, reader, *found, "fit")


def _question(moment: Moment, reader: Person, subject: str, random: Random) -> bool:
    found = questions.by_ref(moment.store, subject)
    match = matched.by_id(moment.store, found.match) if found is not None else None
    if found is None or match is None or found.answer is not None or random.random() > _ANSWERED_AT_ONCE:
        return False
    return asking.answer(moment, reader, match, found, "About half of them.")


def _invitation(moment: Moment, reader: Person, subject: str, random: Random) -> bool:
    found = meetings.by_ref(moment.store, subject.partition(".")[0])
    if found is None:
        return False
    said = meetings.COMING if random.random() < 0.7 else meetings.NOT_COMING
    return meeting.answer(moment.store, reader, found.ref, found.rev, said, moment.now).trouble is None


def _entries(moment: Moment, reader: Person, _subject: str, _random: Random) -> bool:
    asked = listing.questions(moment.store, reader.delegation or "", moment.now.date())
    for entry in asked.waiting:
        listing.confirm(moment.store, reader, entry, moment.now)
    return bool(asked.waiting)


def _second_word(moment: Moment, reader: Person, subject: str, _random: Random) -> bool:
    return broadcasting.agree(moment.store, subject, reader, moment.now)


_ANSWERS: dict[str, Callable[[Moment, Person, str, Random], bool]] = {
    "need-notice": _notice,
    "match-answer": _offer,
    "question": _question,
    "meeting": _invitation,
    "meeting-change": _invitation,
    "entries": _entries,
    "broadcast-asked": _second_word,
}
