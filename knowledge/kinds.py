"""Kinds of letters: how urgent, how long worth sending, what if nobody knows whether it arrived."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """`priority`: 0 answers, 1 matches and reminders, 2 broadcasts.

    `again`: what to do when the outcome of a send is unknown: send again `always`, `once`, or `never`
    (a person decides).
    """

    name: str
    priority: int
    again: Literal["always", "once", "never"]
    lives: timedelta = timedelta(hours=24)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("answer", 0, "always"),
        Kind("apology", 1, "once"),
        Kind("access-request", 1, "once", timedelta(days=7)),
        Kind("access-answer", 1, "once", timedelta(days=7)),
        Kind("entries", 1, "once", timedelta(days=7)),
        Kind("entry-objection", 1, "once", timedelta(days=7)),
        Kind("profile", 1, "always", timedelta(days=7)),
    )
}
