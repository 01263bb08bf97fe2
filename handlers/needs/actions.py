"""What is done with needs. The chat, the clock, files and the exercise use the same actions."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import cast

from handlers.kit import pairing
from handlers.kit.access import tell_role
from handlers.kit.turn import Moment
from knowledge.dates import read_dates
from knowledge.exercise import exercise_names
from knowledge.headcount import MOST
from knowledge.needs import LONGEST_WORDS, MOST_CODES, Field, NeedBody, When, times_of, when_of
from knowledge.search import Finder
from storage import addressees, audit, dues, needs
from storage.database import Store
from storage.needs import Need, Visibility
from storage.people import Person

PATIENCE = timedelta(seconds=60)  # between *Publish* and the first letter, for second thoughts
MOST_DRAFTS = 20
MOST_NAMED = 6  # providers that a need names
CHANGEABLE = (needs.DRAFT, needs.OPEN, needs.PAUSED)


def declare(store: Store, person: Person, ref: str, body: NeedBody, now: datetime) -> Need | None:
    """Begin a draft, or go on with the one that these words began; None where there are too many already."""
    drafts = _drafts(store, person)
    for draft in drafts:
        if draft.author == person.id and draft.body.words == body.words:
            return draft  # a second tap in the same second makes no second draft
    if person.delegation is None or len(drafts) >= MOST_DRAFTS:
        return None
    made = needs.add(store, ref, person.delegation, person.id, body, now)
    audit.record(store, now, person.id, "began a need", f"need:{ref}", after=body.model_dump(mode="json"))
    return made


def similar(store: Store, person: Person, need: Need) -> Need | None:
    """A need of the same delegation that asks for the same and is out already."""
    asked = set(need.body.capabilities)
    for other in needs.of_delegation(store, person):
        if other.id != need.id and other.state in needs.LIVE and asked & set(other.body.capabilities):
            return other
    return None


def set_field(
    store: Store, person: Person, need: Need, field: Field, value: object, now: datetime
) -> Need | None:
    """Correct one field; None when somebody changed the need meanwhile, or it can't be changed now."""
    if need.state not in CHANGEABLE:
        return None
    body = need.body.replaced(field, value)
    if body == need.body:
        return need
    if not needs.write(store, need, body):
        return None
    audit.record(
        store,
        now,
        person.id,
        f"changed {field} of a need",
        f"need:{need.ref}",
        before=need.body.model_dump(mode="json")[field],
        after=body.model_dump(mode="json")[field],
    )
    if need.state in (needs.OPEN, needs.PAUSED):
        _tell_of_it_soon(store, need, now)
    return needs.by_ref(store, person, need.ref)


def show_to(
    store: Store,
    person: Person,
    need: Need,
    visibility: Visibility,
    now: datetime,
    *,
    named: Sequence[str] = (),
    is_anonymous: bool | None = None,
) -> Need | None:
    """Choose who may see a draft; a need that is out keeps what was promised.

    `named` are the providers that it names, and all who see it where the level says so. `is_anonymous` says
    whether they are told whose it is; None leaves that as it is.
    """
    without_name = need.is_anonymous if is_anonymous is None else is_anonymous
    without_name = without_name and visibility != needs.SECRETARIAT
    if need.state != needs.DRAFT or not needs.show_to(store, need, visibility, is_anonymous=without_name):
        return None
    before = _viewers(need, addressees.of_need(store, need.id))
    addressees.put(store, need.id, named, now)
    chosen = needs.by_ref(store, person, need.ref)
    if chosen is not None:
        after, about = _viewers(chosen, addressees.of_need(store, need.id)), f"need:{need.ref}"
        audit.record(store, now, person.id, "chose who sees a need", about, before=before, after=after)
    return chosen


def veil(store: Store, person: Person, need: Need, now: datetime) -> Need | None:
    """Let providers read the name of whose draft it is, or no longer."""
    named = addressees.of_need(store, need.id)
    level = cast("Visibility", need.visibility)
    return show_to(store, person, need, level, now, named=named, is_anonymous=not need.is_anonymous)


def may_be_named(need: Need, delegation: str) -> bool:
    """Whether a need can name this provider: not its own delegation, and none of another world."""
    worlds = {code in exercise_names() for code in (need.delegation, delegation)}
    return delegation != need.delegation and len(worlds) == 1


def publish(store: Store, person: Person, need: Need, now: datetime) -> Need | None:
    """It goes out in a minute; None when it is no draft (any more) or something is still to be asked."""
    if need.state != needs.DRAFT or need.body.to_ask() is not None:
        return None
    if not needs.move(store, need, needs.QUEUED, release_at=now + PATIENCE):
        return None
    dues.add(store, f"need-release:{need.ref}:{need.rev + 1}", "need-release", now + PATIENCE, need.ref)
    audit.record(store, now, person.id, "published a need", f"need:{need.ref}")
    return needs.by_ref(store, person, need.ref)


def undo(store: Store, person: Person, need: Need, now: datetime) -> bool:
    """Take it back before it went out; False when it is out."""
    if need.state != needs.QUEUED or not needs.move(store, need, needs.DRAFT, release_at=None):
        return False
    audit.record(store, now, person.id, "took a need back", f"need:{need.ref}")
    return True


def release(moment: Moment, need: Need, by: int | None) -> Need | None:
    """Send it out: whoever could help is told now. None when it is out already or was taken back."""
    is_waiting = need.state == needs.QUEUED
    if not is_waiting or not needs.move(moment.store, need, needs.OPEN, published_at=moment.now):
        return None
    audit.record(moment.store, moment.now, by, "released a need", f"need:{need.ref}")
    out = needs.by_id(moment.store, need.id)
    if out is not None:
        pairing.pair(moment, out)
        if out.visibility == needs.SECRETARIAT:
            tell_role(moment, "secretariat", "need-secretariat", out.ref)
    return out


def tell_of_changes(moment: Moment, need: Need) -> None:
    """A minute after the last correction: whoever was told is told, and who fits now is told too."""
    pairing.tell_of_change(moment, need, "changed")
    if need.state == needs.OPEN:
        pairing.pair(moment, need)


def rewrite(store: Store, need: Need, body: NeedBody, now: datetime) -> bool:
    """Let it say what a file says; False when somebody changed it meanwhile."""
    if not needs.write(store, need, body):
        return False
    before, after = need.body.model_dump(mode="json"), body.model_dump(mode="json")
    audit.record(store, now, None, "changed a need", f"need:{need.ref}", before=before, after=after)
    if need.state in (needs.OPEN, needs.PAUSED):
        _tell_of_it_soon(store, need, now)
    return True


def pause(moment: Moment, person: Person | None, need: Need) -> bool:
    return _move(moment, person, need, needs.OPEN, needs.PAUSED, "paused")


def resume(moment: Moment, person: Person | None, need: Need) -> bool:
    if not _move(moment, person, need, needs.PAUSED, needs.OPEN, "resumed"):
        return False
    if (out := needs.by_id(moment.store, need.id)) is not None:
        pairing.pair(moment, out)
    return True


def withdraw(moment: Moment, person: Person | None, need: Need) -> bool:
    """The need is over; whoever was told is told."""
    if need.state in (needs.DRAFT, needs.CLEARING):
        return discard(moment.store, person, need, moment.now)
    if need.state not in needs.LIVE:
        return False
    was_out = need.state != needs.QUEUED
    if not needs.move(moment.store, need, needs.WITHDRAWN, ended_at=moment.now):
        return False
    audit.record(moment.store, moment.now, _id(person), "withdrew a need", f"need:{need.ref}")
    if was_out:
        pairing.end_matches(moment, need)
        pairing.tell_of_change(moment, need._replace(rev=need.rev + 1), "withdrawn")
    return True


def discard(store: Store, person: Person | None, need: Need, now: datetime) -> bool:
    if need.state not in (needs.DRAFT, needs.CLEARING):
        return False
    if not needs.move(store, need, needs.DISCARDED, ended_at=now):
        return False
    audit.record(store, now, _id(person), "discarded a need", f"need:{need.ref}")
    return True


class Passed(Exception):  # noqa: N818 -- an answer, not a fault
    """The time that was typed lies in the past."""

    def __init__(self, when: When) -> None:
        super().__init__(f"{when}")
        self.when = when


def read_field(finder: Finder, field: Field, said: str, today: date) -> object:
    """The value that typed words mean for a field; None where they mean nothing, raises `Passed`."""
    if field == "words":
        return said[:LONGEST_WORDS] or None
    if field == "when":
        return _read_when(said, today)
    if field == "people":
        return _read_people(said)
    found = finder.search(said, limit=1, today=today).understood
    codes: tuple[str, ...] = getattr(found, field)
    return codes[:MOST_CODES] or None


def _read_people(said: str) -> int | None:
    """The one number in it."""
    numbers = [int(digits) for digits in re.findall(r"\d+", said[:LONGEST_WORDS])]
    return numbers[0] if len(numbers) == 1 and 1 <= numbers[0] <= MOST else None


def _read_when(said: str, today: date) -> When | None:
    dates = read_dates(said, today)
    if (when := when_of(dates, today)) is not None:
        return when
    for passed in times_of(dates):
        raise Passed(passed)
    return None


def _drafts(store: Store, person: Person) -> list[Need]:
    return [need for need in needs.of_delegation(store, person) if need.state == needs.DRAFT]


def _viewers(need: Need, named: Sequence[str]) -> dict[str, object]:
    """Who may see it, for the audit trail."""
    told: dict[str, object] = {"visibility": need.visibility, "anonymous": need.is_anonymous}
    return told | ({"named": list(named)} if named else {})


def _id(person: Person | None) -> int | None:
    """Who did it, for the audit trail; nobody where a file did."""
    return person.id if person is not None else None


def _move(moment: Moment, person: Person | None, need: Need, start: str, end: str, change: str) -> bool:
    if need.state != start or not needs.move(moment.store, need, end):
        return False
    audit.record(moment.store, moment.now, _id(person), f"{change} a need", f"need:{need.ref}")
    moved = needs.by_id(moment.store, need.id)
    if moved is not None:
        pairing.tell_of_change(moment, moved, change)
    return True


def _tell_of_it_soon(store: Store, need: Need, now: datetime) -> None:
    """Several corrections in a row are told once: only the last one's row finds its revision."""
    rev = need.rev + 1
    dues.add(store, f"need-changed:{need.ref}:{rev}", "need-changed", now + PATIENCE, f"{need.ref}.{rev}")
