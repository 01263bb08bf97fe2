"""One entry of the catalogue: a programme that offers help to contributors."""

from datetime import date
from functools import cache
from typing import Annotated, Literal, Self
from unicodedata import category

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.exercise import exercise_names
from knowledge.nameplates import states
from knowledge.places import country_names, language_names
from knowledge.taxonomy import shipped_taxonomy, shipped_yaml
from knowledge.text import FIELD_LIMIT

ORGANISATION = "org:"
# Never an offer that a contributor could take up: known for how help is coordinated, or as precedents.
NO_OFFERS = ("coordination", "co-deployment")


def _known_country(code: str) -> str:
    if code not in country_names() and not (code in exercise_names() and ORGANISATION not in code):
        raise ValueError(f"no country has the code {code}")
    return code


def _known_language(code: str) -> str:
    if code not in language_names("en"):
        raise ValueError(f"no language has the code {code}")
    return code


def _known_provider(code: str) -> str:
    if not code.startswith(ORGANISATION):
        if code not in states() and code not in exercise_names():
            raise ValueError(f"no state has the code {code}")
        return code
    if not code.removeprefix(ORGANISATION).strip():
        raise ValueError("an organisation has a name, as in org:ECOWAS")
    return _readable(code)


def _readable(text: str) -> str:
    if any(category(character) == "Cc" and character not in "\n\t" for character in text):
        raise ValueError("there are control characters in it")
    return text


def _known_capability(code: str) -> str:
    if f"capability:{code}" not in shipped_taxonomy().concepts:
        raise ValueError(f"the taxonomy has no capability {code}")
    return code


def _known_region(code: str) -> str:
    if f"region:{code}" not in shipped_taxonomy().concepts:
        raise ValueError(f"the taxonomy has no region {code}")
    return code


Country = Annotated[str, AfterValidator(_known_country)]
Language = Annotated[str, AfterValidator(_known_language)]
Provider = Annotated[str, StringConstraints(min_length=2, max_length=64), AfterValidator(_known_provider)]
Capability = Annotated[str, AfterValidator(_known_capability)]
Region = Annotated[str, AfterValidator(_known_region)]
Line = Annotated[
    str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True), AfterValidator(_readable)
]
Paragraph = Annotated[
    str,
    StringConstraints(min_length=1, max_length=FIELD_LIMIT, strip_whitespace=True),
    AfterValidator(_readable),
]
Year = Annotated[int, Field(ge=1945, le=2100)]
# Short enough for a button's code beside the place that it leads back to.
ProgrammeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,33}$")]
ProgrammeKind = Literal[
    "training",
    "equipment",
    "train-and-equip",
    "advisory",
    "funding",
    "co-deployment",
    "centre",
    "coordination",
]
# Who may find it: everybody, or people who hold a post here.
Audience = Literal["public", "admitted"]


class Programme(BaseModel):
    """A programme as its source states it. A missing field means not established, never "none"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ProgrammeId
    name: Line
    aliases: tuple[Line, ...] = ()
    providers: Annotated[
        tuple[Provider, ...], Field(min_length=1)
    ]  # states by ISO code, organisations as "org:NAME"
    kind: ProgrammeKind
    capabilities: tuple[Capability, ...]
    summary: Paragraph
    summary_language: Language = "en"
    regions: tuple[Region, ...] = ()
    countries: tuple[Country, ...] = ()
    delivery_languages: tuple[Language, ...] = ()
    start_year: Year | None = None
    end_year: Year | None = None
    starts: date | None = None
    ends: date | None = None
    seats: Annotated[int, Field(ge=1, le=10_000)] | None = None
    status: Literal["active", "ended", "absorbed"] | None = None
    absorbed_into: ProgrammeId | None = None
    as_of: Year | None = None  # the year of which its sources speak
    standards: tuple[Line, ...] = ()
    money: Line | None = None
    source: Paragraph
    confidence: Literal["high", "medium", "low"]
    audience: Audience = "public"

    @property
    def names(self) -> tuple[str, ...]:
        """The official name, then every other name it goes by."""
        return (self.name, *self.aliases)

    @property
    def owner(self) -> str:
        """The delegation that answers for it; other providers are only named."""
        return self.providers[0]

    @property
    def is_public(self) -> bool:
        return self.audience == "public"

    def is_over(self, today: date) -> bool:
        """Whether it is known to have ended. What says nothing about it is not over."""
        if self.status in ("ended", "absorbed"):
            return True
        return (self.end_year or today.year) < today.year or (self.ends or today) < today

    def is_offer(self, today: date) -> bool:
        """Whether a contributor might take it up: only then can it be live, be matched or cause a notice."""
        return not self.is_over(today) and self.kind not in NO_OFFERS

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError("it ends before it starts")
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise ValueError("its end_year is before its start_year")
        if self.absorbed_into is not None and self.status != "absorbed":
            raise ValueError("what is absorbed_into another has the status absorbed")
        if self.absorbed_into == self.id:
            raise ValueError("it can't be absorbed into itself")
        return self


@cache
def shipped_programmes() -> tuple[Programme, ...]:
    """The catalogue shipped with the product, validated (read once)."""
    entries = (entry for (entry,) in shipped_yaml("programmes.yaml", "- "))
    return tuple(map(Programme.model_validate, entries))
