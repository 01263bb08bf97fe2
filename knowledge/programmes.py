"""One entry of the catalogue: a programme that offers help to contributors."""

from functools import cache
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from knowledge.taxonomy import SHIPPED, shipped_taxonomy
from knowledge.text import FIELD_LIMIT

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Provider = Annotated[str, StringConstraints(pattern=r"^(?:[A-Z]{2}|org:[A-Z][\w &-]{1,60})$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=FIELD_LIMIT)]
Year = Annotated[int, Field(ge=1945, le=2100)]
ProgrammeKind = Literal[
    "training", "equipment", "train-and-equip", "advisory", "funding", "co-deployment", "centre", "coordination"
]


class Programme(BaseModel):
    """A programme as its source states it. A missing field means not established, never "none"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")]
    name: Line
    aliases: tuple[Line, ...] = ()
    providers: tuple[Provider, ...]
    kind: ProgrammeKind
    capabilities: tuple[str, ...]
    summary: Paragraph
    summary_language: Language = "en"
    regions: tuple[str, ...] = ()
    countries: tuple[Country, ...] = ()
    delivery_languages: tuple[Language, ...] = ()
    start_year: Year | None = None
    end_year: Year | None = None
    standards: tuple[Line, ...] = ()
    money: Line | None = None
    source: Paragraph
    confidence: Literal["high", "medium", "low"]

    @model_validator(mode="after")
    def _codes_are_known(self) -> "Programme":
        known = shipped_taxonomy().concepts
        keys = [f"capability:{code}" for code in self.capabilities] + [f"region:{code}" for code in self.regions]
        if unknown := [key for key in keys if key not in known]:
            raise ValueError(f"not in the taxonomy: {', '.join(unknown)}")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The official name, then every other name it goes by."""
        return (self.name, *self.aliases)


@cache
def shipped_programmes() -> tuple[Programme, ...]:
    """The catalogue shipped with the product, validated (read once)."""
    with (SHIPPED / "programmes.yaml").open(encoding="utf-8") as file:
        raw = yaml.load(file, yaml.CSafeLoader)  # noqa: S506 - CSafeLoader is the safe loader in C
    return tuple(TypeAdapter(list[Programme]).validate_python(raw))
