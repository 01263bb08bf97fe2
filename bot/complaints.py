"""What is wrong with a row, in plain words: from what pydantic says to what somebody can mend."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from bot.documents import Fields
from handlers.kit.html import clean, clip

_SHOWN = 40
_LIKE_ENOUGH = 70


def complaints(error: ValidationError, row: Fields, known: Iterable[str]) -> list[tuple[int, str]]:
    """The line, and `field: what is wrong`, for everything that is wrong with a row."""
    found, names = error.errors(include_url=False), list(known)
    # A list without its wrong items may look too short as well.
    inside = {each["loc"][0] for each in found if len(each["loc"]) > 1}
    told = [each for each in found if each["type"] != "too_short" or each["loc"][0] not in inside]
    return [_complaint(each, row, names) for each in told]


def _complaint(each: Any, row: Fields, known: Sequence[str]) -> tuple[int, str]:
    location = each["loc"]
    field = str(location[0]) if location else ""
    line = row.lines.get(field) or row.line
    words = _words(each)
    if each["type"] == "extra_forbidden":
        words = _no_such_field(field, known if len(location) == 1 else ())
    return line, f"{_path(location)}: {words}" if location else words


def _path(location: tuple[int | str, ...]) -> str:
    first, *rest = location
    return bare(first) + "".join(f".{bare(part)}" if isinstance(part, str) else f"[{part}]" for part in rest)


def _no_such_field(field: str, known: Sequence[str]) -> str:
    nearest = process.extractOne(field, known, score_cutoff=_LIKE_ENOUGH)
    return f"there is no such field; did you mean {nearest[0]}?" if nearest else "there is no such field"


def _words(each: Any) -> str:
    """One sentence for the common mistakes; pydantic's own words for the rest."""
    told, given = each.get("ctx", {}), shown(each["input"])
    one_of = str(told.get("expected", "")).replace("'", "")
    said = {
        "missing": "is missing",
        "value_error": str(told.get("error", "")),
        "literal_error": f"{given} is not one of {one_of}",
        "int_parsing": f"{given} is no whole number",
        "int_type": f"{given} is no whole number",
        "int_from_float": f"{given} is no whole number",
        "finite_number": f"{given} is no whole number",
        "bool_parsing": f"{given} is neither true nor false",
        "bool_type": f"{given} is neither true nor false",
        "greater_than_equal": f"{given} is too small: at least {told.get('ge')}",
        "less_than_equal": f"{given} is too large: at most {told.get('le')}",
        "string_too_short": "is empty or too short",
        "string_too_long": f"is longer than {told.get('max_length')} characters",
        "too_short": "needs at least one",
        "string_pattern_mismatch": f"{given}: 2 to 34 small letters, digits and hyphens, please",
        "string_unicode": "has half of a character in it",
        "tuple_type": "needs a list, as in [en, fr]",
        "model_type": "needs fields, as in {relation: before, end: 2027-06-01}",
        "string_type": _no_text(each["input"], given),
    }.get(each["type"])
    if said is None and each["type"].startswith(("date_", "datetime_")):
        return f"{given} is no date: write it as 2027-06-01"
    return said or str(each["msg"])


def _no_text(value: object, given: str) -> str:
    if isinstance(value, bool):
        return f'{given} is no text; Norway is "NO", in quotes'
    return f"{given} is no text"


def bare(value: object) -> str:
    """The same without quotation marks."""
    return shown(value).strip("“”")


def shown(value: object) -> str:
    """A value of a stranger's file, short and on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a group of fields"
    words = clip(" ".join(clean(str(value)).split()), _SHOWN)
    return f"“{words}”" if isinstance(value, str) else words
