"""Everything that is kept about one person, for that person: their own, and nobody else's."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from storage import contacts, people
from storage.audit import AuditRow
from storage.broadcasts import BroadcastRow
from storage.consents import MemberConsentRow
from storage.contact_consents import ContactConsentRow
from storage.database import Store
from storage.delegations import PostRow
from storage.dialogs import DialogRow
from storage.inbox import InboxRow
from storage.invites import InviteRow
from storage.matches import MatchRow
from storage.meetings import AttendanceRow, MeetingRow
from storage.needrow import NeedRow
from storage.outbox import LetterRow
from storage.people import Person, PersonRow
from storage.questions import QuestionRow
from storage.requests import RequestRow
from storage.rhythms import RhythmRow
from storage.searches import SearchRow

_rhythms = RhythmRow.__table__  # type: ignore[attr-defined]
_people = PersonRow.__table__  # type: ignore[attr-defined]
_posts = PostRow.__table__  # type: ignore[attr-defined]
_requests = RequestRow.__table__  # type: ignore[attr-defined]
_invites = InviteRow.__table__  # type: ignore[attr-defined]
_dialogs = DialogRow.__table__  # type: ignore[attr-defined]
_searches = SearchRow.__table__  # type: ignore[attr-defined]
_attendance = AttendanceRow.__table__  # type: ignore[attr-defined]
_meetings = MeetingRow.__table__  # type: ignore[attr-defined]
_audit = AuditRow.__table__  # type: ignore[attr-defined]
_letters = LetterRow.__table__  # type: ignore[attr-defined]
_inbox = InboxRow.__table__  # type: ignore[attr-defined]
_matches = MatchRow.__table__  # type: ignore[attr-defined]
_needs = NeedRow.__table__  # type: ignore[attr-defined]
_consents = ContactConsentRow.__table__  # type: ignore[attr-defined]
_sharing = MemberConsentRow.__table__  # type: ignore[attr-defined]
_questions = QuestionRow.__table__  # type: ignore[attr-defined]
_broadcasts = BroadcastRow.__table__  # type: ignore[attr-defined]


def everything(store: Store, id_: int) -> dict[str, Any]:
    """Plain data for JSON, one list a kind, oldest first. Raises `LookupError` for nobody."""
    person = people.by_id(store, id_)
    if person is None:
        raise LookupError(f"there is no person {id_}")
    return {
        **_about(store, person),
        **_deeds(store, person),
        "letters": _rows(
            store,
            select(_letters.c.kind, _letters.c.created_at, _letters.c.done_at, _letters.c.state)
            .where((_letters.c.person == id_) | (_letters.c.chat == person.telegram_id))
            .order_by(_letters.c.id),
        ),
        "messages": [_message(row) for row in _updates(store, person)],
    }


def _about(store: Store, person: Person) -> dict[str, Any]:
    id_ = person.id
    return {
        "person": _rows(store, _of(_people, _people.c.id == id_, "erased_at"))[0],
        "contact_card": contacts.of(store, id_)._asdict(),
        "hours_and_limits": _rows(store, _of(_rhythms, _rhythms.c.person == id_, "person")),
        "posts": _rows(store, _of(_posts, _posts.c.person == id_)),
        "access_requests": _rows(store, _of(_requests, _requests.c.person == id_, "decided_by")),
        "invitations_used": _invitations(store, _invites.c.used_by == id_),
        "invitations_made": _invitations(store, _invites.c.created_by == id_),
        "open_form": _rows(store, _of(_dialogs, _dialogs.c.person == id_)),
        "searches": _rows(store, _of(_searches, _searches.c.person == id_).order_by(_searches.c.at)),
    }


def _deeds(store: Store, person: Person) -> dict[str, Any]:
    id_ = person.id
    met = select(_meetings.c.ref, _meetings.c.title, _attendance.c.answer, _attendance.c.at)
    answered = select(_matches.c.ref, _matches.c.state, _matches.c.answered_at, _matches.c.reason)
    decided = select(_matches.c.ref, _matches.c.state, _matches.c.decided_at, _matches.c.reason)
    consented = select(
        _matches.c.ref, _consents.c.side, _consents.c.words, _consents.c.given_at, _consents.c.ended_at
    ).join(_matches, _matches.c.id == _consents.c.match)
    replied = select(_questions.c.ref, _questions.c.answer, _questions.c.answered_at)
    return {
        "needs_begun": _rows(store, _pick(_needs, "ref delegation state created_at", _needs.c.author == id_)),
        "needs_saved_for_clearance": _rows(
            store, _pick(_needs, "ref delegation state", _needs.c.submitted_by == id_)
        ),
        "needs_shared_with": _rows(
            store, _pick(_sharing, "organisation given_at withdrawn_at", _sharing.c.given_by == id_)
        ),
        "matches_answered": _rows(store, answered.where(_matches.c.answered_by == id_)),
        "matches_decided": _rows(store, decided.where(_matches.c.decided_by == id_)),
        "consents": _rows(store, consented.where(_consents.c.person == id_)),
        "questions": _rows(store, _pick(_questions, "ref words asked_at", _questions.c.asked_by == id_)),
        "answers": _rows(store, replied.where(_questions.c.answered_by == id_)),
        "attendance": _rows(
            store,
            met.join(_meetings, _meetings.c.id == _attendance.c.meeting).where(_attendance.c.person == id_),
        ),
        "meetings_set": _rows(store, _pick(_meetings, "ref title created_at", _meetings.c.created_by == id_)),
        "messages_to_all": _rows(
            store, _pick(_broadcasts, "ref text created_at state", _broadcasts.c.created_by == id_)
        ),
        "audit_trail": [
            # A reference of somebody else's need may come from a file and say whose it is.
            row | {"subject": "need"} if row["verb"] == "read a restricted need" else row
            for row in _rows(store, _pick(_audit, "at verb subject", _audit.c.actor == id_))
        ],
    }


def _invitations(store: Store, whose: Any) -> list[dict[str, Any]]:
    return _rows(store, _pick(_invites, "delegation role rank created_at expires_at used_at", whose))


def _of(table: Any, whose: Any, *without: str) -> Select[Any]:
    return select(*(column for column in table.c if column.name not in without)).where(whose)


def _pick(table: Any, names: str, whose: Any) -> Select[Any]:
    return select(*(table.c[name] for name in names.split())).where(whose).order_by(table.c.id)


def _rows(store: Store, statement: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in store.connection.execute(statement).mappings()]


def _updates(store: Store, person: Person) -> list[Any]:
    own = select(_inbox.c.received_at, _inbox.c.raw).where(_inbox.c.chat == person.telegram_id)
    return list(store.connection.execute(own.order_by(_inbox.c.seq)))


def _message(row: Any) -> dict[str, Any]:
    """What they typed; of a tap only that there was one, for the card below it is what others wrote."""
    update = json.loads(row.raw) if row.raw else {}
    typed = update.get("message") or update.get("edited_message") or {}
    return {"received_at": row.received_at, "text": typed.get("text") if isinstance(typed, dict) else None}


def asked_since(store: Store, person: int, verb: str, since: datetime) -> int:
    """How often somebody did this since then, by the audit trail."""
    asked = (_audit.c.actor == person, _audit.c.verb == verb, _audit.c.at > since)
    return int(store.connection.execute(select(func.count()).select_from(_audit).where(*asked)).scalar_one())
