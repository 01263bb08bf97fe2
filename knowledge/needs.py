"""What a delegation needs help with: the fields of a need, from a sentence or from a file."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic import Field as Count

from knowledge.dates import DateFound, Relation
from knowledge.headcount import MOST
from knowledge.programmes import Capability, Language
from knowledge.taxonomy import Kind, shipped_taxonomy

Field = Literal["capabilities", "assistance", "languages", "when", "units", "missions", "people", "words"]
FIELDS: tuple[Field, ...] = get_args(Field)
# What is said in codes; the words are the delegation's own.
CODED: tuple[Field, ...] = tuple(field for field in FIELDS if field != "words")
# What a provider has to know before it can answer; what the sentence does not say is asked.
ASKED: tuple[Field, ...] = ("capabilities", "assistance", "languages", "when")
LONGEST_WORDS = 500
MOST_CODES = 6
YEARS = range(1990, 2100)  # what dates are read in (see `knowledge.datefigures`)
_DAY = timedelta(days=1)


def _known(kind: Kind, what: str) -> AfterValidator:
    def check(code: str) -> str:
        if f"{kind}:{code}" not in shipped_taxonomy().concepts:
            raise ValueError(f"the taxonomy has no {what} {code}")
        return code

    return AfterValidator(check)


Assistance = Annotated[str, _known("assistance", "kind of help")]
Unit = Annotated[str, _known("unit", "unit")]
Mission = Annotated[str, _known("mission", "mission")]


class When(BaseModel):
    """When help is wanted; the relations and days of `knowledge.dates.DateFound`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relation: Relation
    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        needed = {"before": ("end",), "by": ("end",), "from": ("start",), "after": ("start",)}
        for name in needed.get(self.relation, ("start", "end")):
            if getattr(self, name) is None:
                raise ValueError(f"a time with the relation {self.relation} needs its {name}")
        if any(day is not None and day.year not in YEARS for day in (self.start, self.end)):
            raise ValueError(f"a day has to lie between {YEARS[0]} and {YEARS[-1]}")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError("it ends before it starts")
        return self

    @property
    def first(self) -> date | None:
        """The first day that will do."""
        return self.start + _DAY if self.relation == "after" and self.start else self.start

    @property
    def last(self) -> date | None:
        """The last day that will do."""
        return self.end - _DAY if self.relation == "before" and self.end else self.end

    def is_over(self, today: date) -> bool:
        return self.last is not None and self.last < today


class NeedBody(BaseModel):
    """What is needed, in codes and in the delegation's own words.

    `settled` names the fields that were answered with "any" or "none": they are not asked again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: Annotated[str, StringConstraints(max_length=LONGEST_WORDS)] = ""
    capabilities: tuple[Capability, ...] = ()
    assistance: tuple[Assistance, ...] = ()
    languages: tuple[Language, ...] = ()
    when: When | None = None
    units: tuple[Unit, ...] = ()
    missions: tuple[Mission, ...] = ()
    people: Annotated[int, Count(ge=1, le=MOST)] | None = None  # for how many
    settled: tuple[Field, ...] = ()

    def is_answered(self, field: Field) -> bool:
        return bool(getattr(self, field)) or field in self.settled

    def is_late(self, today: date) -> bool:
        """Whether the time for it has passed."""
        return self.when is not None and self.when.is_over(today)

    def to_ask(self) -> Field | None:
        """The first field that has to be asked; None when the need can be published."""
        return next((field for field in ASKED if not self.is_answered(field)), None)

    def replaced(self, field: Field, value: object) -> "NeedBody":
        """With another value of a field; an empty one settles it as "any" or "none"."""
        settled = tuple(name for name in self.settled if name != field)
        if not value:
            settled = (*settled, field)
        data = self.model_dump() | {
            field: value or {"when": None, "people": None, "words": ""}.get(field, ()),
            "settled": settled,
        }
        return NeedBody.model_validate(data)


def when_of(dates: tuple[DateFound, ...], today: date) -> When | None:
    """The first time that can be computed and has not passed."""
    return next((when for when in times_of(dates) if not when.is_over(today)), None)


def times_of(dates: tuple[DateFound, ...]) -> Iterator[When]:
    """The times that can be computed, past ones too."""
    return (when for found in dates if (when := when_said(found)) is not None)


def when_said(found: DateFound) -> When | None:
    """The time that words name; None where no day follows from them."""
    days = [day for day in (found.start, found.end) if day is not None]
    if not days or any(day.year not in YEARS for day in days):
        return None
    return When(relation=found.relation, start=found.start, end=found.end)
