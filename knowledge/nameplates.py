"""What the UN calls a delegation, in full and in short, and which delegations it knows.

CLDR's names serve to recognise what people type (`knowledge.places`); the names here are the ones to show.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from knowledge.taxonomy import SHIPPED
from knowledge.text import LANGUAGES

_SHORT, _ALSO = " = ", "also"


class Nameplate(NamedTuple):
    """A delegation's names by language, shorter ones where it has any, and further words that may mean it."""

    names: Mapping[str, str]
    shorter: Mapping[str, str]
    also: tuple[str, ...] = ()

    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Every term that names the delegation, by language; the ones of no stated language under ""."""
        both = {language: (name, self.shorter.get(language, name)) for language, name in self.names.items()}
        return {**{language: tuple(dict.fromkeys(terms)) for language, terms in both.items()}, "": self.also}


@cache
def nameplates() -> Mapping[str, Nameplate]:
    """The nameplate of each state (`TD`) and organisation (`org:AU`), by its code (read once)."""
    with (SHIPPED / "delegations.txt").open(encoding="utf-8") as file:
        return dict(parse_nameplates(file))


@cache
def states() -> frozenset[str]:
    """The codes of the Member States and of the two non-member observer States."""
    return frozenset(code for code in nameplates() if ":" not in code)


def un_name(code: str, language: str) -> str | None:
    """What the UN calls a delegation, or a place whose usual name it does not use; None for others."""
    plate = nameplates().get(code) or placenames().get(code)
    return plate.names[language] if plate and language in LANGUAGES else None


def shorter_name(code: str, language: str) -> str | None:
    """The form for narrow buttons; None where the name has no other."""
    plate = nameplates().get(code)
    return plate.shorter.get(language) if plate else None


@cache
def placenames() -> Mapping[str, Nameplate]:
    """The same for places that are no delegations and that the UN calls otherwise than CLDR."""
    with (SHIPPED / "placenames.txt").open(encoding="utf-8") as file:
        return dict(parse_nameplates(file))


def parse_nameplates(lines: Iterable[str]) -> Iterator[tuple[str, Nameplate]]:
    """Nameplates by code, from lines of the form `CF|en: Central African Republic = CAR|fr: …`."""
    for line in lines:
        if line.startswith("#"):
            continue
        code, *columns = line.strip().split("|")
        by_language = dict(column.split(": ", 1) for column in columns)
        also = tuple(by_language.pop(_ALSO).split("; ")) if _ALSO in by_language else ()
        parted = {language: written.partition(_SHORT) for language, written in by_language.items()}
        names = {language: name for language, (name, _, _) in parted.items()}
        shorter = {language: short for language, (_, _, short) in parted.items() if short}
        yield code, Nameplate(names, shorter, also)
