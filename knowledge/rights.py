"""What each post may do: one table. `handlers/kit/access` holds it against whoever does something."""

from functools import lru_cache
from typing import Literal, get_args

Role = Literal["recipient", "provider", "secretariat"]
ROLES: tuple[Role, ...] = get_args(Role)
# Of a delegation's people, and of the secretariat's.
Rank = Literal["focal", "deputy", "member", "observer", "officer", "administrator"]
RANKS: tuple[Rank, ...] = get_args(Rank)
# What somebody's notices are about.
Remit = Literal["military", "police", "both"]
REMITS: tuple[Remit, ...] = get_args(Remit)
Right = Literal[
    "look",
    "see-own-needs",
    "see-need",
    "see-all-needs",
    "see-open-needs",
    "declare",
    "publish",
    "clear",
    "see-matches",
    "see-match",
    "answer-match",
    "decide-match",
    "talk",
    "ask-question",
    "answer-question",
    "see-entries",
    "answer-entries",
    "restore-entry",
    "convene",
    "broadcast",
    "admit",
    "invite",
    "lead",
    "oversee",
    "administer",
]
RIGHTS: tuple[Right, ...] = get_args(Right)

# F focal point, D deputy, M member, O observer · S officer of the secretariat, A administrator.
_TABLE = """
                  recipient  provider  secretariat
look              FDMO       FDMO      SA     meetings, saved searches, what one's own delegation does
see-own-needs     FDMO       -         -
see-need          FDMO       -         SA
see-all-needs     -          -         SA
see-open-needs    -          FDMO      -      those that are open to all providers
declare           FDM        -         -      drafts, and what they say
publish           FDM        -         -      out to the providers, paused, withdrawn
clear             FD         -         -      a colleague's draft, where the delegation asks for it
see-matches       FDMO       FDMO      -
see-match         FDMO       FDMO      SA
answer-match      -          FDM       -
decide-match      FDM        -         -
talk              FDM        FDM       -      what both sides may: say no, take back, contact cards
ask-question      -          FDM       -
answer-question   FDM        -         -
see-entries       -          FDMO      -      what the catalogue says of one's own programmes
answer-entries    -          FDM       -      confirm, correct, disown
restore-entry     -          -         SA
convene           -          -         SA
broadcast         -          -         SA
admit             -          -         SA
invite            FD         FD        -      colleagues of one's own delegation
lead              F          F         -      its posts, its rules, the hand-over
oversee           -          -         SA     suspend and remove people of any delegation
administer        -          -         A      the audit trail, the secretariat's own people
"""
_LETTERS: dict[str, Rank] = {
    "F": "focal",
    "D": "deputy",
    "M": "member",
    "O": "observer",
    "S": "officer",
    "A": "administrator",
}


def may(role: str | None, rank: str | None, right: Right) -> bool:
    """Whether a post of this role and rank has the right; nobody without a post has any."""
    return (role, rank) in holders(right)


@lru_cache
def holders(right: Right) -> frozenset[tuple[str | None, str | None]]:
    """The roles and ranks that have the right."""
    return _rights()[right]


def ranks_of(role: Role) -> tuple[Rank, ...]:
    """The ranks there are in a role, the first of which leads."""
    return ("administrator", "officer") if role == "secretariat" else RANKS[:4]


def may_give(role: Role, rank: str | None) -> tuple[Rank, ...]:
    """The ranks that somebody of this rank may give to a colleague: none above their own."""
    ranks = ranks_of(role)
    return next((ranks[at:] for at, each in enumerate(ranks) if each == rank), ())


@lru_cache
def _rights() -> dict[str, frozenset[tuple[str | None, str | None]]]:
    rows = (line.split(maxsplit=4) for line in _TABLE.strip().splitlines()[1:])
    return {
        right: frozenset(
            (role, _LETTERS[letter])
            for role, letters in zip(ROLES, by_role[:3], strict=True)
            for letter in letters
            if letter != "-"
        )
        for right, *by_role in rows
    }
