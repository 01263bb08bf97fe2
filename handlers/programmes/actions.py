"""What is done with the catalogue's entries. The chat and the command line use the same actions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from knowledge.programmes import Programme
from storage import audit, dues, programmes
from storage.database import Store
from storage.people import Person
from storage.programmes import Entry

Outcome = Literal["new", "changed", "same"]


class Questions(NamedTuple):
    """What a provider is asked about: its offers, by id; `waiting` are those without an answer."""

    total: int
    waiting: list[Entry]
    live: list[Entry]

    def after(self, id_: str) -> Entry | None:
        """The next one that waits, behind the entry of that id."""
        return next((entry for entry in self.waiting if entry.programme.id > id_), None)

    def number(self, entry: Entry) -> int:
        """Its place in the row of questions, from 1."""
        return self.total - len(self.waiting) + self.waiting.index(entry) + 1


class Taken(NamedTuple):
    """What an import made of a row; `lost` is who had confirmed it for another delegation."""

    outcome: Outcome
    lost: str | None = None
    is_hidden: bool = False


def questions(store: Store, owner: str, today: date) -> Questions:
    offers = [entry for entry in programmes.of_owner(store, owner, today) if entry.programme.is_offer(today)]
    live = [entry for entry in offers if entry.state == "live"]
    waiting = [entry for entry in offers if entry.state != "live" and not entry.is_disowned]
    return Questions(len(offers), waiting, live)


def confirm(store: Store, person: Person, entry: Entry, now: datetime) -> bool:
    """Its provider says yes; False when it was live already."""
    if entry.state == "live":
        return False
    programmes.confirm(store, entry.programme.id, person.id, now)
    _record(store, now, person.id, "confirmed programme", entry.programme.id)
    _rematch(store, entry.programme.id, now)
    return True


def disown(store: Store, person: Person, entry: Entry, now: datetime) -> bool:
    """Its provider says that it is not theirs; False when that was said before."""
    if entry.is_disowned:
        return False
    programmes.disown(store, entry.programme.id, person.id, now)
    _record(store, now, person.id, "disowned programme", entry.programme.id)
    _rematch(store, entry.programme.id, now)
    return True


def restore(store: Store, person: Person, entry: Entry, now: datetime) -> bool:
    """The secretariat puts an entry back; False when it is back already."""
    if not entry.is_disowned:
        return False
    programmes.restore(store, entry.programme.id, now)
    _record(store, now, person.id, "restored programme", entry.programme.id)
    _rematch(store, entry.programme.id, now)
    return True


def corrected(programme: Programme, changes: Mapping[str, Any]) -> Programme:
    """The programme with these fields in place of its own; raises what validation raises."""
    return Programme.model_validate(programme.model_dump() | dict(changes))


def correct(
    store: Store, person: Person, entry: Entry, changes: Mapping[str, Any], now: datetime
) -> Programme:
    """Save what its provider corrected, as true now."""
    programme = corrected(entry.programme, changes)
    programmes.put(store, programme, "provider", now)
    programmes.confirm(store, programme.id, person.id, now)
    before, after = _difference(entry.programme, programme)
    _record(store, now, person.id, "corrected programme", programme.id, before, after)
    _rematch(store, programme.id, now)
    return programme


def take_in(
    store: Store,
    programme: Programme,
    now: datetime,
    confirmed_at: datetime | None = None,
    disowned_at: datetime | None = None,
    *,
    says_who_sees_it: bool = True,
) -> Taken:
    """Keep an imported programme; a confirmation or an objection that the row tells of comes with it.

    What its provider has disowned here stays hidden, whatever a file says. One that is for admitted people
    stays so where the file does not say who sees it.
    """
    known = programmes.entry(store, programme.id, now.date())
    if known is not None and not says_who_sees_it:
        programme = corrected(programme, {"audience": known.programme.audience})
    is_changed = programmes.put(store, programme, "imported", now)
    entry = programmes.entry(store, programme.id, now.date())
    if entry is None:
        raise LookupError(f"{programme.id} is not there")
    if disowned_at is not None and not entry.is_disowned:
        programmes.disown(store, programme.id, None, disowned_at)
        is_changed = True
    elif confirmed_at is not None and entry.confirmed_at is None and not entry.is_disowned:
        programmes.confirm(store, programme.id, None, confirmed_at)
        is_changed = True
    if is_changed:
        before, after = _difference(known.programme if known else None, programme)
        _record(store, now, None, "imported programme", programme.id, before, after)
        _rematch(store, programme.id, now)
    taken_over = known is not None and known.confirmed_at is not None and known.owner != programme.owner
    return Taken(
        "same" if not is_changed else "changed" if known else "new",
        known.owner if known is not None and taken_over else None,
        entry.is_disowned,
    )


def _rematch(store: Store, id_: str, now: datetime) -> None:
    """What a change means for needs and for saved searches is found out by the clock.

    For needs once a change; for searches once for all changes of a transaction, so that one that fits many
    new programmes is told of them together.
    """
    change = programmes.newest_change(store)
    dues.add(store, f"rematch:{id_}:{change}", "rematch", now, subject=id_)
    dues.add(store, f"searches:{now:%Y%m%d%H%M%S%f}", "searches", now, subject=f"{change}~")


def _difference(before: Programme | None, after: Programme) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """What changed, field by field, as plain data."""
    new = after.model_dump(mode="json")
    if before is None:
        return None, after.model_dump(mode="json", exclude_defaults=True)
    old = before.model_dump(mode="json")
    changed = [name for name in new if new[name] != old[name]]
    return {name: old[name] for name in changed}, {name: new[name] for name in changed}


def _record(
    store: Store,
    now: datetime,
    actor: int | None,
    verb: str,
    id_: str,
    before: Any = None,
    after: Any = None,
) -> None:
    audit.record(store, now, actor, verb, f"programme:{id_}", before=before, after=after)
