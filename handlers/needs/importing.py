"""A need as a file tells of it: what a row leaves out is read from its words, or stays as it is."""

import hashlib
import json
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints, field_validator

from handlers.kit.codes import delegation_meant
from handlers.kit.html import clean
from knowledge import needs
from knowledge.needs import CODED, LONGEST_WORDS, MOST_CODES, NeedBody
from storage.needs import Visibility

# Short enough for a button's code beside a field's name.
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,19}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST_CODE = 64


def _ref(typed: str) -> str:
    if not _ID.fullmatch(typed):
        raise ValueError("2 to 20 small letters, digits and hyphens, please")
    return typed


def _readable(typed: str) -> str:
    """As the chat keeps what is typed there: without what hides or reorders text."""
    if _CONTROL.search(typed):
        raise ValueError("there are control characters in it")
    return clean(typed).strip()


Code = Annotated[str, StringConstraints(max_length=_LONGEST_CODE), AfterValidator(delegation_meant)]


class Imported(NeedBody):
    """A row. What it does not say is None; an empty list means "any" or "none".

    `providers` are those that it names, with the visibility "named".
    """

    id: Annotated[str, AfterValidator(_ref)]
    delegation: Code
    words: Annotated[str, StringConstraints(max_length=LONGEST_WORDS), AfterValidator(_readable)] = ""
    visibility: Visibility | None = None
    providers: tuple[Code, ...] | None = None
    anonymous: bool | None = None
    state: Literal["draft", "open", "paused", "withdrawn"] | None = None

    @field_validator("capabilities", "assistance", "languages", "units", "missions")
    @classmethod
    def _few(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        different = tuple(dict.fromkeys(codes))
        if len(different) > MOST_CODES:
            raise ValueError(f"at most {MOST_CODES}, please")
        return different

    def body(self, otherwise: NeedBody) -> NeedBody:
        """What the need says; `otherwise` says what the row leaves out."""
        settled = self._settled()
        given = {field for field in CODED if field in self.model_fields_set} | set(settled)
        values = {field: getattr(self if field in given else otherwise, field) for field in CODED}
        kept = [field for field in otherwise.settled if field not in given or field in settled]
        return NeedBody(
            words=self.words if self.has_words else otherwise.words,
            settled=tuple(dict.fromkeys([*kept, *settled])),
            **values,
        )

    @property
    def has_words(self) -> bool:
        return "words" in self.model_fields_set

    @property
    def fingerprint(self) -> str:
        """The same for a row that says the same."""
        row = self.model_dump(mode="json", exclude_unset=True)
        return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()

    def _settled(self) -> tuple[needs.Field, ...]:
        """The fields that the row answers with "any" or "none"."""
        empty = [field for field in CODED if field in self.model_fields_set and not getattr(self, field)]
        return tuple(field for field in dict.fromkeys([*self.settled, *empty]) if not getattr(self, field))
