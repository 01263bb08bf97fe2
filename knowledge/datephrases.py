"""Where the dates of a sentence are: the row of letters searched for periods, and for what leads to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from knowledge.months import Mark

# A preposition with small words, or these alone; "at the latest in" has two, and the first one counts.
LEADS = re.compile(r"(?:(?:[lF]o?(?=I))?[BAYTlIiFgPXVW][onU&]{0,3}|[o&]{1,2})$")
LONGEST_LEAD = 6
FOLLOWS = "bavfl"  # what may stand after a date
JOINT = "o?[-~&Tr]I?o{0,2}"  # to, or
NUMBERED = re.compile(r"(?<=k)\.?[dyjz]|(?<=p)y")  # a level, a phase or a resolution has a number, not a date


@dataclass(frozen=True, slots=True)
class Phrase:
    """Marks that name a date: what kind, from which mark to which, and the letters before and after."""

    kind: str
    first: int
    last: int  # the mark after the last one
    leads: str
    follows: str

    @property
    def relation(self) -> str:
        """The letter of what stands before or after it; of two, the later decides, as in 从6月起."""
        return self.follows.upper() or self.leads[:1].strip("o&")


def phrases(marks: Sequence[Mark]) -> Iterator[Phrase]:
    """The phrases of a sentence in order; no two share a mark."""
    codes = "".join(mark.code for mark in marks)
    codes = NUMBERED.sub(lambda found: "x" * len(found.group()), codes)
    end = 0
    matches = list(_grammar().finditer(codes))
    for match, following in zip_longest(matches, matches[1:]):
        first, last = match.span()
        leads = LEADS.search(codes[max(end, first - LONGEST_LEAD) : first])
        free = following is None or following.start() > last
        follows = codes[last] if free and last < len(codes) and codes[last] in FOLLOWS else ""
        end = last + len(follows)
        yield Phrase(match.lastgroup or "", first, last, leads.group() if leads else "", follows)


@cache
def _grammar() -> re.Pattern[str]:
    """Every kind of phrase, written in the letters of `knowledge.months.CODES`."""
    day, nth, month = "[dj]", "[qdj]", "[Mm]"
    year = r"(?:[o,.g]{0,3}(?:K?o?y(?!c)K?|nK|Kn|tK|R))"
    year_first = "(?:yK|RK?)?"  # as the Chinese say it
    week = "U[og]{0,3}"
    uncounted = "(?!x?c|[UK])"  # "June 2 engineer coys" is no second of June
    kinds = {
        "event": r"[BAYTl][on&]{0,3}(?:[<>]o{0,2})?x?En?(?![UQSHK])|n?E[ba]"
        r"|V[onU&]{0,3}[dNz]o?n?[UK][og]{1,2}[EC]",
        # A time only with its month: "before deployment" is a kind of training, "for elections" a purpose.
        "departure": r"[BAYTlP][on&]{0,3}x?Cn?|n?C[ba]|P[on&]{0,3}En?",
        # What looks like a time and gives no day: a fiscal year, a season, "as soon as possible", "the 15th".
        "vague": rf"e(?:o{{0,2}}y(?:[-~r]y)?|n)|ne|(?:y[-~r])?yK?e|R?s(?:{year}|n)?|ns|w(?:{year})?"
        r"|jo{0,2}(?:nU|Un|tU)|0dJ|(?<=[BAYTlF]o)[dj](?=$|[,.])|(?<=[BAYTlF])j(?=$|[,.])",
        "figures": "D",
        "days": f"{day}{JOINT}{day}o{{0,2}}{month}{year}?|M{day}{JOINT}{day}{uncounted}{year}?"
        f"|(?:(?<=[FW])|(?<=Wo)){day}o?[+B]o{{0,2}}{day}o{{0,2}}{month}{year}?"
        f"|{year_first}dLdJ?[-~&T]dJ",
        "day": rf"(?:{day}|qo)o{{0,2}}{month}{year}?|qm{year}?|M\.?{day}{uncounted}(?:,?y(?!c))?"
        f"|{year_first}dL(?:dJ|d(?![xcU]))",
        "week": f"(?:{nth}|[<>=])-?[og]?{week}{month}{year}?|{week}{day}o{{0,2}}{month}{year}?",
        "months": f"{year_first}d[-~&Tr]dL",
        "fortnight": f"(?:{nth}-?Ho{{0,3}}|H[og]?{nth}[og]?)(?:Uo?)?{month}{year}?",
        "half": f"(?:{nth}-?S|S[og]?{nth}){year}?|(?:{nth}-?H|H[og]?{nth}|h){year}|{year_first}Z",
        "quarter": f"(?:{nth}-?Q|Q[og]?{nth}|G){year}?|y-?G|{year_first}p?dQ[<=>]?",
        "month": rf"(?<!x-)n?{month}(?:{year}|n)?(?!-x)|{year_first}dL",
        "lapse": "n?o?[dNz]o?n?[UK]|U[dN]n|u|(?<=[XV])[UK](?!o?[mM])|dJ(?=v)",
        "relative": r">-?[og]{0,3}[UQSK]|n[UQSK]|[UQSK]n|t[UQSK]|[UK]t|[013R]K?"
        "|(?<![dy])[KL](?=>)|K(?=-?>)",
        "year": "K?o?y(?!c)K?",
    }
    named = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile(f"(?![x,.~c-])(?:[<=>]-?[oUg]{{0,3}})?(?:{named})(?:(?<=[KL013RZ])-?[<=>])?")
