"""One entry of the catalogue: a programme that offers help to contributors."""

from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from knowledge.places import country_names, language_names
from knowledge.taxonomy import shipped_taxonomy, shipped_yaml
from knowledge.text import FIELD_LIMIT

ORGANISATION = "org:"


def _known_country(code: str) -> str:
    if code not in country_names():
        raise ValueError(f"no country has the code {code}")
    return code


def _known_language(code: str) -> str:
    if code not in language_names("en"):
        raise ValueError(f"no language has the code {code}")
    return code


def _known_provider(code: str) -> str:
    return code if code.startswith(ORGANISATION) else _known_country(code)


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
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=FIELD_LIMIT)]
Year = Annotated[int, Field(ge=1945, le=2100)]
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


class Programme(BaseModel):
    """A programme as its source states it. A missing field means not established, never "none"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")]
    name: Line
    aliases: tuple[Line, ...] = ()
    providers: tuple[Provider, ...]  # states by ISO code, organisations as "org:NAME"
    kind: ProgrammeKind
    capabilities: tuple[Capability, ...]
    summary: Paragraph
    summary_language: Language = "en"
    regions: tuple[Region, ...] = ()
    countries: tuple[Country, ...] = ()
    delivery_languages: tuple[Language, ...] = ()
    start_year: Year | None = None
    end_year: Year | None = None
    standards: tuple[Line, ...] = ()
    money: Line | None = None
    source: Paragraph
    confidence: Literal["high", "medium", "low"]

    @property
    def names(self) -> tuple[str, ...]:
        """The official name, then every other name it goes by."""
        return (self.name, *self.aliases)


@cache
def shipped_programmes() -> tuple[Programme, ...]:
    """The catalogue shipped with the product, validated (read once)."""
    entries = (entry for (entry,) in shipped_yaml("programmes.yaml", "- "))
    return tuple(map(Programme.model_validate, entries))
