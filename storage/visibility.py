"""Who may see a need, as a condition of every query whose answer somebody reads; and what of it they read."""

from typing import cast

from sqlalchemy import ColumnElement, select

from knowledge.exercise import exercise_names
from knowledge.veil import is_veiled, veiled_body, veiled_fits, veiled_name
from storage import consents, matches
from storage.addressees import AddresseeRow
from storage.matches import Match, MatchRow
from storage.needrow import ALL, CODES, MATCHED, NAMED, OPEN, PAUSED, PUBLISHED, Need, table
from storage.people import Person

_matches = MatchRow.__table__  # type: ignore[attr-defined]
_addressees = AddresseeRow.__table__  # type: ignore[attr-defined]


def visible_to(person: Person) -> ColumnElement[bool]:
    """The condition under which a person may see a need.

    Its own delegation's recipients see all of theirs; an organisation's also what consenting members have
    published; the secretariat what is or was published; a provider what its delegation was told about, and
    what is open to all. Nobody else sees any.
    """
    is_published: ColumnElement[bool] = table.c.state.in_(PUBLISHED)
    if person.delegation is not None and person.role == "recipient":
        return _is_of(person.delegation) | (is_published & _is_shared_with(person.delegation))
    if person.delegation is not None and person.role == "secretariat":
        return is_published
    if person.delegation is not None and person.role == "provider":
        return (is_published & _is_told_to(person.delegation)) | is_open_to(person.delegation)
    return cast("ColumnElement[bool]", table.c.id < 0)


def _is_of(delegation: str) -> ColumnElement[bool]:
    return cast("ColumnElement[bool]", table.c.delegation == delegation)


def _is_shared_with(organisation: str) -> ColumnElement[bool]:
    """A member's consent opens what providers in general may see with its name, and no more."""
    is_meant: ColumnElement[bool] = table.c.visibility.in_((MATCHED, CODES, ALL)) & ~table.c.is_anonymous
    return is_meant & consents.lets_see(table.c.delegation, organisation)


def _is_told_to(delegation: str) -> ColumnElement[bool]:
    """The level is asked once more: a match alone opens nothing that is for others."""
    told = select(_matches.c.id).where(
        _matches.c.need == table.c.id,
        _matches.c.delegation == delegation,
        _matches.c.told_at.is_not(None),
    )
    named = select(_addressees.c.need).where(
        _addressees.c.need == table.c.id, _addressees.c.delegation == delegation
    )
    is_for_them: ColumnElement[bool] = table.c.visibility.in_((MATCHED, CODES, ALL)) | (
        (table.c.visibility == NAMED) & named.correlate(table).exists()
    )
    return is_for_them & told.correlate(table).exists()


def is_open_to(delegation: str) -> ColumnElement[bool]:
    """Open to all providers of the same world: the exercise's and the real ones have one each."""
    fictional = table.c.delegation.in_(sorted(exercise_names()))
    is_same_world: ColumnElement[bool] = fictional if delegation in exercise_names() else ~fictional
    is_out: ColumnElement[bool] = (table.c.visibility == ALL) & table.c.state.in_((OPEN, PAUSED))
    return is_out & is_same_world & ~_is_of(delegation)


def as_seen(need: Need, person: Person, match: Match | None = None) -> Need:
    """A need with what this person may read of it.

    Whoever acts for the delegation that asked takes it from `by_id`: this one may not tell whose it is.
    """
    if person.role == "recipient" and person.delegation == need.delegation:
        return need
    if need.visibility == CODES:
        need = need._replace(body=need.body.model_copy(update={"words": ""}))
    is_known = match is not None and match.state == matches.AGREED
    if person.role != "provider" or is_known or not need.is_anonymous:
        return need
    return need._replace(delegation=veiled_name(need.delegation), author=None, body=veiled_body(need.body))


def match_seen(need: Need, match: Match) -> Match:
    """How it fits, as far as that tells nothing more than the need that this person sees."""
    return match._replace(fits=veiled_fits(match.fits)) if is_veiled(need.delegation) else match
