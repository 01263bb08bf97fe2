"""Countries by any name: CLDR names in seven languages, and a curated list of short forms and demonyms."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from knowledge.taxonomy import SHIPPED, Concept
from knowledge.text import normalise


def shipped_countries() -> tuple[Concept, ...]:
    """Every country by its CLDR names, with the shipped short forms and demonyms."""
    curated = _curated()
    return tuple(_country(code, names, curated.get(code, ())) for code, names in country_names().items())


def country_traps() -> frozenset[str]:
    """Normalised acronyms of countries that are common words unless typed in capitals."""
    return frozenset(map(normalise, _curated()["capitals"]))


@cache
def _curated() -> Mapping[str, tuple[str, ...]]:
    with (SHIPPED / "places.txt").open(encoding="utf-8") as file:
        return parse_places(file)


def parse_places(lines: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Curated names by country code, from lines of the form `TD: Chadian; tchadien; чадский`."""
    found = {}
    for line in lines:
        if not line.startswith("#") and ":" in line:
            code, _, names = line.partition(":")
            found[code.strip()] = tuple(name.strip() for name in names.split(";") if name.strip())
    return found


@cache
def country_names() -> Mapping[str, Mapping[str, str]]:
    """Names by language of every state, by its code (ISO 3166-1 alpha-2, and XK)."""
    return dict(_names("countries.txt"))


@cache
def language_names(language: str) -> Mapping[str, str]:
    """What one language calls the languages of the world, by CLDR's codes; some have no name in some."""
    return {code: names[language] for code, names in _names("languages.txt") if language in names}


def _names(file_name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Code and names by language from lines of the form `TD|en: Chad|fr: Tchad`."""
    with (SHIPPED / file_name).open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                code, *columns = line.strip().split("|")
                yield code, dict(column.split(": ", 1) for column in columns)


def _country(code: str, names: Mapping[str, str], curated: tuple[str, ...]) -> Concept:
    terms = {language: _spellings(name) for language, name in names.items()}
    return Concept("country", code, names, {**terms, "": curated})


def _spellings(name: str) -> tuple[str, ...]:
    """A CLDR name, and what stands before its parenthesis or between "-": "Congo - Kinshasa", "缅甸 (…)"."""
    plain = name.replace("’", "'").replace(" - ", " ")  # noqa: RUF001 - the typographic apostrophe of CLDR
    short = plain.partition("(")[0].strip()
    return (
        (plain,) if short == plain or "Congo" in plain else (plain.replace("(", "").replace(")", ""), short)
    )
