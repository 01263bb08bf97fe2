"""Kinds of letters: how urgent, how long worth sending, what if nobody knows whether it arrived."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """`priority`: 0 answers, 1 matches and reminders, 2 broadcasts.

    `again`: what to do when the outcome of a send is unknown: send again `always`, `once`, or `never`
    (a person decides). One that `is_file` can be long: it is written beside the transactions, as it leaves.
    """

    name: str
    priority: int
    again: Literal["always", "once", "never"]
    lives: timedelta = timedelta(hours=24)
    is_file: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("answer", 0, "always"),
        Kind("apology", 1, "once"),
        Kind("access-request", 1, "once", timedelta(days=7)),
        Kind("access-answer", 1, "once", timedelta(days=7)),
        Kind("newcomer", 1, "once", timedelta(days=14)),
        Kind("invite-own", 0, "once"),
        Kind("invite-link", 0, "once"),
        Kind("invite-qr", 0, "once", is_file=True),
        Kind("invite-declined", 1, "once", timedelta(days=7)),
        Kind("proposal", 1, "once", timedelta(days=14)),
        Kind("proposal-answer", 1, "once", timedelta(days=14)),
        # What waits for an answer is worth sending for as long as somebody may still answer it.
        Kind("need-out", 1, "once", timedelta(days=7)),
        Kind("need-clearing", 1, "once", timedelta(days=14)),
        Kind("need-cleared", 1, "once", timedelta(days=7)),
        # Asked for by a tap a moment ago.
        Kind("need-capital", 0, "always", timedelta(hours=1)),
        Kind("match-capital", 0, "always", timedelta(hours=1)),
        Kind("meeting-capital", 0, "always", timedelta(hours=1)),
        Kind("need-secretariat", 1, "once", timedelta(days=14)),
        Kind("need-notice", 1, "once", timedelta(days=14)),
        Kind("need-change", 1, "once", timedelta(days=7)),
        Kind("match-answer", 1, "once", timedelta(days=14)),
        Kind("match-refused", 1, "once", timedelta(days=7)),
        Kind("contact", 1, "once", timedelta(days=14)),
        Kind("question", 1, "once", timedelta(days=14)),
        Kind("question-answer", 1, "once", timedelta(days=14)),
        Kind("search-news", 1, "once", timedelta(days=7)),
        Kind("meeting", 1, "once", timedelta(days=7)),
        Kind("meeting-change", 1, "once", timedelta(days=7)),
        Kind("reminder", 1, "once", timedelta(hours=2)),
        Kind("broadcast", 2, "never", timedelta(days=7)),
        Kind("broadcast-asked", 1, "once", timedelta(days=7)),
        Kind("broadcast-own", 1, "once", timedelta(days=1)),
        Kind("entries", 1, "once", timedelta(days=7)),
        Kind("entry-objection", 1, "once", timedelta(days=7)),
        Kind("trail-file", 1, "once", is_file=True),
        Kind("my-data", 0, "once", is_file=True),
        Kind("post-news", 1, "once", timedelta(days=7)),
        Kind("no-focal-point", 1, "once", timedelta(days=7)),
        Kind("handover-asked", 1, "once", timedelta(days=3)),
        Kind("handover-receipt", 1, "once", timedelta(days=14)),
        Kind("handover-welcome", 1, "once", timedelta(days=7)),
        Kind("handover-news", 1, "once", timedelta(days=7)),
        Kind("unanswered", 1, "once", timedelta(days=7)),
        Kind("question-unanswered", 1, "once", timedelta(days=7)),
        Kind("profile", 1, "always", timedelta(days=7)),
    )
}
