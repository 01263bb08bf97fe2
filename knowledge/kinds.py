"""Kinds of letters: what each is to its reader, how urgent, how long worth sending, what if in doubt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Sort = Literal[
    "answer", "match", "question", "news", "office", "meeting", "change", "reminder", "digest",
    "broadcast", "emergency",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """What a letter of some sort may do to its reader's day.

    `waits`: it comes in their working hours only. `merges`: with others that waited it becomes one card.
    `counts`: against the letters a day that they take. `ages`: its life begins when it is written, not when
    it may come: what would come later than that is not sent at all. `is_optional`: they may gather it, or
    turn it off. `is_needed`: they may gather it, but not turn it off, for somebody else waits for them.
    """

    waits: bool = True
    merges: bool = True
    counts: bool = True
    ages: bool = False
    is_optional: bool = False
    is_needed: bool = False


RULES: dict[Sort, Rule] = {
    # To what the reader has just tapped or typed.
    "answer": Rule(waits=False, merges=False, counts=False),
    # A need that they could help with, and what becomes of it.
    "match": Rule(is_optional=True),
    # Somebody waits for their word.
    "question": Rule(is_needed=True),
    # What they follow: searches saved, colleagues who come and go.
    "news": Rule(is_optional=True),
    # Their post, requests for access, what the secretariat has to decide.
    "office": Rule(is_needed=True),
    "meeting": Rule(is_optional=True),
    # A meeting that they were invited to is at another time, or not at all: on a card of its own.
    "change": Rule(merges=False),
    # Comes before what it reminds of, or not at all; the evening before where that is at night. So however
    # many letters came that day.
    "reminder": Rule(merges=False, counts=False, ages=True, is_optional=True),
    "digest": Rule(merges=False, counts=False, ages=True),
    "broadcast": Rule(merges=False, is_optional=True),
    # Named, rare, said by two of the secretariat.
    "emergency": Rule(waits=False, merges=False, counts=False, ages=True),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`priority`: 0 answers, 1 matches and reminders, 2 broadcasts.

    `again`: what to do when the outcome of a send is unknown: send again `always`, `once`, or `never`
    (a person decides). One that `is_file` can be long: it is written beside the transactions, as it leaves.
    One that `awaits` asks its reader for an answer: it stands first wherever several are listed. What is
    unanswered goes on to deputies, then to the secretariat (`knowledge.reach`).
    """

    name: str
    sort: Sort
    priority: int
    again: Literal["always", "once", "never"]
    lives: timedelta = timedelta(hours=24)
    is_file: bool = False
    awaits: bool = False

    @property
    def rule(self) -> Rule:
        return RULES[self.sort]

    def deadline(self, written_at: datetime, may_come_at: datetime) -> datetime:
        """Until when such a letter is worth sending."""
        return (written_at if self.rule.ages else may_come_at) + self.lives


_HOUR, _DAY, _WEEK, _FORTNIGHT = timedelta(hours=1), timedelta(1), timedelta(7), timedelta(14)


def _kinds() -> Iterator[Kind]:
    yield Kind("answer", "answer", 0, "always")
    yield Kind("apology", "answer", 1, "once")
    # Asked for by a tap a moment ago.
    for name in ("need-capital", "match-capital", "meeting-capital"):
        yield Kind(name, "answer", 0, "always", _HOUR)
    yield Kind("invite-own", "answer", 0, "once")
    yield Kind("invite-link", "answer", 0, "once")
    yield Kind("invite-qr", "answer", 0, "once", is_file=True)
    yield Kind("trail-file", "answer", 1, "once", is_file=True)
    yield Kind("my-data", "answer", 0, "once", is_file=True)
    yield Kind("broadcast-own", "answer", 1, "once", _DAY)
    # The time to take it back is over: it follows the author's own tap.
    yield Kind("need-out", "answer", 1, "once", _WEEK)
    # What waits for an answer is worth sending for as long as somebody may still answer it.
    yield Kind("need-notice", "match", 1, "once", _FORTNIGHT, awaits=True)
    yield Kind("need-change", "match", 1, "once", _WEEK)
    yield Kind("match-answer", "question", 1, "once", _FORTNIGHT, awaits=True)
    yield Kind("match-refused", "match", 1, "once", _WEEK)
    yield Kind("contact", "question", 1, "once", _FORTNIGHT)
    yield Kind("question", "question", 1, "once", _FORTNIGHT, awaits=True)
    yield Kind("question-answer", "question", 1, "once", _FORTNIGHT)
    yield Kind("need-clearing", "question", 1, "once", _FORTNIGHT, awaits=True)
    yield Kind("need-cleared", "question", 1, "once", _WEEK)
    yield Kind("entries", "question", 1, "once", _WEEK, awaits=True)
    yield Kind("search-news", "news", 1, "once", _WEEK)
    yield Kind("newcomer", "news", 1, "once", _FORTNIGHT)
    yield Kind("handover-news", "news", 1, "once", _WEEK)
    yield Kind("access-request", "office", 1, "once", _WEEK, awaits=True)
    yield Kind("proposal", "office", 1, "once", _FORTNIGHT, awaits=True)
    yield Kind("handover-asked", "office", 1, "once", timedelta(3), awaits=True)
    yield Kind("broadcast-asked", "office", 1, "once", _WEEK, awaits=True)
    yield Kind("entry-objection", "office", 1, "once", _WEEK, awaits=True)
    yield Kind("need-secretariat", "office", 1, "once", _FORTNIGHT)
    yield Kind("unanswered", "office", 1, "once", _WEEK, awaits=True)
    yield Kind("question-unanswered", "office", 1, "once", _WEEK, awaits=True)
    yield Kind("no-focal-point", "office", 1, "once", _WEEK)
    yield Kind("invite-declined", "office", 1, "once", _WEEK)
    yield Kind("proposal-answer", "office", 1, "once", _FORTNIGHT)
    # Whoever asked to be let in, or to take over, waits at the door; nobody knows their hours yet.
    yield Kind("access-answer", "answer", 1, "once", _WEEK)
    yield Kind("handover-done", "answer", 1, "once", _WEEK)
    yield Kind("post-news", "office", 1, "once", _WEEK)
    yield Kind("handover-receipt", "office", 1, "once", _FORTNIGHT)
    yield Kind("handover-welcome", "office", 1, "once", _WEEK)
    yield Kind("meeting", "meeting", 1, "once", _WEEK, awaits=True)
    yield Kind("meeting-change", "change", 1, "once", _WEEK)
    yield Kind("reminder", "reminder", 1, "once", timedelta(hours=2))
    yield Kind("digest", "digest", 1, "once", timedelta(hours=12))
    yield Kind("broadcast", "broadcast", 2, "never", _WEEK)
    yield Kind("emergency", "emergency", 1, "never", timedelta(hours=12))
    yield Kind("emergency-asked", "emergency", 1, "once", timedelta(hours=12), awaits=True)
    yield Kind("profile", "answer", 1, "always", _WEEK)


KINDS = {kind.name: kind for kind in _kinds()}
OPTIONAL: tuple[Sort, ...] = tuple(sort for sort, rule in RULES.items() if rule.is_optional)
# What a reader decides about: whether it comes at once or gathered, or (where it is optional) not at all.
GATHERABLE: tuple[Sort, ...] = tuple(
    sort for sort, rule in RULES.items() if rule.merges and (rule.is_optional or rule.is_needed)
)
CHOSEN: tuple[Sort, ...] = tuple(sort for sort in RULES if sort in OPTIONAL or sort in GATHERABLE)
COUNTED = tuple(name for name, kind in KINDS.items() if kind.rule.counts)
