"""What the clock lets fade: drafts that nobody goes on with, and what old needs said."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from knowledge.needs import NeedBody
from storage import audit
from storage.audit import AuditRow
from storage.database import Store
from storage.matches import MatchRow
from storage.needrow import CLEARING, DISCARDED, DRAFT, WITHDRAWN, NeedRow
from storage.questions import QuestionRow

_EMPTY = NeedBody().model_dump_json()
# Old needs have some lines each on the audit trail: fewer at once than of what stands alone.
_AT_ONCE = 50

_needs = NeedRow.__table__  # type: ignore[attr-defined]
_matches = MatchRow.__table__  # type: ignore[attr-defined]
_questions = QuestionRow.__table__  # type: ignore[attr-defined]
_audit = AuditRow.__table__  # type: ignore[attr-defined]


def discard_drafts(store: Store, before: datetime, now: datetime) -> bool:
    """Discard drafts that nobody has touched since then, with what they say; whether there may be more."""
    touched = select(_audit.c.id).where(_audit.c.subject == "need:" + _needs.c.ref, _audit.c.at >= before)
    idle = (_needs.c.state.in_([DRAFT, CLEARING]), _needs.c.created_at < before, ~touched.exists())
    found = _some(store, *idle)
    for need in found:
        audit.record(store, now, None, "discarded an old draft", f"need:{need.ref}")
    store.connection.execute(_of(found).values(state=DISCARDED, ended_at=now, rev=_needs.c.rev + 1))
    _empty(store, found, now)
    return len(found) == _AT_ONCE


def empty_needs(store: Store, before: datetime, now: datetime) -> bool:
    """Erase what needs that were over by then said, with their questions; whether there may be more."""
    over = (_needs.c.state.in_([WITHDRAWN, DISCARDED]), _needs.c.ended_at < before, _needs.c.body != _EMPTY)
    found = _some(store, *over)
    _empty(store, found, now)
    return len(found) == _AT_ONCE


def _some(store: Store, *conditions: Any) -> list[Any]:
    statement = select(_needs.c.id, _needs.c.ref).where(*conditions)
    return list(store.connection.execute(statement.order_by(_needs.c.id).limit(_AT_ONCE)))


def _empty(store: Store, found: list[Any], now: datetime) -> None:
    store.connection.execute(_of(found).values(body=_EMPTY, sent_back=None))
    theirs = select(_matches.c.id).where(_matches.c.need.in_([need.id for need in found]))
    asked = update(_questions).where(_questions.c.match.in_(theirs))
    store.connection.execute(asked.where(_questions.c.answer.is_not(None)).values(answer=""))
    store.connection.execute(asked.values(words=""))
    subjects = [f"need:{need.ref}" for need in found]
    lines = store.connection.execute(select(_audit.c.id).where(_audit.c.subject.in_(subjects))).scalars()
    audit.erase(store, now, None, list(lines))


def _of(found: list[Any]) -> Any:
    return update(_needs).where(_needs.c.id.in_([need.id for need in found]))
