"""A programme as a file tells of it: with what its provider said, where the file knows that."""

from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from knowledge.needs import YEARS
from knowledge.programmes import Programme


def _in_utc(at: datetime) -> datetime:
    if at.year not in YEARS:
        raise ValueError(f"the year has to lie between {YEARS[0]} and {YEARS[-1]}")
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_in_utc)]


class Imported(Programme):
    """`confirmed: true` says that its provider has confirmed it, `confirmed_at` since when."""

    confirmed: Annotated[bool, Field(exclude=True)] = False
    confirmed_at: Annotated[Instant | None, Field(exclude=True)] = None
    disowned_at: Annotated[Instant | None, Field(exclude=True)] = None

    @property
    def says_who_sees_it(self) -> bool:
        return "audience" in self.model_fields_set

    @model_validator(mode="after")
    def _of_one_mind(self) -> Self:
        if self.disowned_at is not None and (self.confirmed or self.confirmed_at):
            raise ValueError("it can't be both confirmed and disowned")
        return self

    @property
    def programme(self) -> Programme:
        return Programme.model_validate(self.model_dump())

    def confirmed_since(self, now: datetime) -> datetime | None:
        """When its provider confirmed it, which can't lie ahead; None where the row does not say so."""
        at = self.confirmed_at or (now if self.confirmed else None)
        return min(at, now) if at else None
