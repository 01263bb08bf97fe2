"""What the rows say of needs and matches, read with plain SQL and not with the product's queries."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from knowledge.needs import NeedBody
from storage.database import Database


class Seat(NamedTuple):
    """Who holds a post; `took` is the number of the audit line that says so."""

    person: int
    phone: int
    delegation: str
    role: str
    took: int


class NeedSeen(NamedTuple):
    id: int
    ref: str
    delegation: str
    body: NeedBody
    visibility: str
    state: str

    @property
    def is_told_to_providers(self) -> bool:
        return self.visibility != "secretariat"


class MatchSeen(NamedTuple):
    id: int
    ref: str
    need: int
    delegation: str
    state: str
    is_told: bool
    answered_by: int | None
    decided_by: int | None


class Line(NamedTuple):
    """A line of the audit trail."""

    id: int
    actor: int | None
    verb: str
    subject: str
    before: Any
    after: Any


class Asked(NamedTuple):
    ref: str
    match: int
    words: str
    answer: str | None


@dataclass
class Casefile:
    """Each table is read once, when first asked for: make another one when something may have changed."""

    database: Database

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.database.reading() as store:
            return [tuple(row) for row in store.connection.exec_driver_sql(query)]

    @cached_property
    def seats(self) -> list[Seat]:
        took = {line.subject: line.id for line in self.trail if line.verb == "took a post"}
        found = self.rows(
            "SELECT people.id, telegram_id, delegation, role FROM posts JOIN people ON people.id = person "
            "WHERE ended_at IS NULL ORDER BY posts.id"
        )
        return [Seat(*row, took[f"person:{row[0]}"]) for row in found]

    def speakers(self, delegation: str, role: str) -> list[Seat]:
        return [seat for seat in self.seats if (seat.delegation, seat.role) == (delegation, role)]

    @cached_property
    def needs(self) -> dict[int, NeedSeen]:
        found = self.rows("SELECT id, ref, delegation, body, visibility, state FROM needs ORDER BY id")
        return {
            id_: NeedSeen(id_, ref, delegation, NeedBody.model_validate_json(body), visibility, state)
            for id_, ref, delegation, body, visibility, state in found
        }

    @cached_property
    def matches(self) -> dict[str, MatchSeen]:
        found = self.rows(
            "SELECT id, ref, need, delegation, state, told_at IS NOT NULL, answered_by, decided_by "
            "FROM matches ORDER BY id"
        )
        return {row[1]: MatchSeen(*row[:5], bool(row[5]), *row[6:]) for row in found}

    def matches_of(self, need: NeedSeen) -> list[MatchSeen]:
        return self._matches_by_need[need.id]

    @cached_property
    def _matches_by_need(self) -> defaultdict[int, list[MatchSeen]]:
        found: defaultdict[int, list[MatchSeen]] = defaultdict(list)
        for match in self.matches.values():
            found[match.need].append(match)
        return found

    @cached_property
    def questions(self) -> list[Asked]:
        return [
            Asked(*row) for row in self.rows("SELECT ref, match, words, answer FROM questions ORDER BY id")
        ]

    @cached_property
    def trail(self) -> list[Line]:
        found = self.rows('SELECT id, actor, verb, subject, "before", "after" FROM audit ORDER BY id')
        return [Line(*row[:4], *(json.loads(words) if words else None for words in row[4:])) for row in found]

    @cached_property
    def _trails(self) -> defaultdict[str, list[Line]]:
        found: defaultdict[str, list[Line]] = defaultdict(list)
        for line in self.trail:
            found[line.subject].append(line)
        return found

    def answers(self, match: str) -> list[Line]:
        """The steps of a match, each by somebody, in their order."""
        return [line for line in self._trails[f"match:{match}"] if line.verb.startswith("match ")]

    def released(self, need: NeedSeen) -> int | None:
        """The number of the line that says that a need went out; None for one that never did."""
        lines = (line.id for line in self._trails[f"need:{need.ref}"] if line.verb == "released a need")
        return next(lines, None)

    def bodies(self, need: NeedSeen) -> list[NeedBody]:
        """What a need said when it went out, and after each later change; empty for one that never did."""
        said: dict[str, Any] = {}
        found: list[NeedBody] = []
        for line in self._trails[f"need:{need.ref}"]:
            if line.verb == "began a need":
                said = line.after
            elif line.verb.startswith("changed "):
                field = line.verb.split()[1]
                said = line.after if field == "a" else said | {field: line.after}
            if line.verb == "released a need" or (found and line.verb.startswith("changed ")):
                found.append(NeedBody.model_validate(said))
        return found

    def words(self, need: NeedSeen) -> str:
        """All that a need's own words ever were, drafts included."""
        bodies = (line.after for line in self._trails[f"need:{need.ref}"] if line.verb == "began a need")
        changed = (line.after for line in self._trails[f"need:{need.ref}"] if "changed words" in line.verb)
        return " ".join([*(body["words"] for body in bodies), *(words or "" for words in changed)])

    @cached_property
    def letters(self) -> dict[str, str]:
        """The state of each letter, by its key."""
        return dict(self.rows("SELECT key, state FROM outbox"))

    def states(self, table: str) -> Counter[str]:
        return Counter(dict(self.rows(f"SELECT state, count(*) FROM {table} GROUP BY state")))

    def waiting_dues(self, kinds: Iterable[str]) -> list[tuple[str, str]]:
        found = self.rows("SELECT kind, subject FROM dues WHERE state = 'waiting' ORDER BY id")
        return [(kind, subject) for kind, subject in found if kind in set(kinds)]

    # asked in the middle of things

    def is_agreed(self, match: str) -> bool:
        """Whether a match stands as agreed, after a provider's yes and then an officer's."""
        rows = self.rows(f"SELECT state FROM matches WHERE ref = '{match}'")
        return rows == [("agreed",)] and self.consents(match) == ["match interested", "match agreed"]

    def consents(self, match: str) -> list[str]:
        """The last two steps of a match, as far as the right side took them."""
        steps = self.rows(
            "SELECT verb, posts.delegation, posts.role, matches.delegation, needs.delegation FROM audit "
            "JOIN posts ON posts.person = actor AND posts.ended_at IS NULL "
            f"JOIN matches ON matches.ref = '{match}' JOIN needs ON needs.id = matches.need "
            f"WHERE subject = 'match:{match}' AND substr(verb, 1, 6) = 'match ' ORDER BY audit.id"
        )
        right = {"match interested": ("provider", 3), "match agreed": ("recipient", 4)}
        return [step[0] for step in steps[-2:] if step[0] in right and _is_of(step, *right[step[0]])]

    def is_seated(self, phone: int) -> bool:
        query = "SELECT 1 FROM posts JOIN people ON people.id = person WHERE telegram_id = "
        return bool(self.rows(f"{query}{phone}"))

    def released_needs(self) -> int:
        return int(self.rows("SELECT count(*) FROM audit WHERE verb = 'released a need'")[0][0])


def _is_of(step: tuple[Any, ...], role: str, side: int) -> bool:
    return step[2] == role and step[1] == step[side]
