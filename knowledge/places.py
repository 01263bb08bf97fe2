"""Countries by any name: CLDR names in seven languages, and a curated list of short forms and demonyms."""

from collections.abc import Iterable, Mapping
from functools import cache

from knowledge.taxonomy import SHIPPED, Concept
from knowledge.text import LANGUAGES, normalise

# CLDR has continents and dependencies as well; a need names a state.
_STATE = 2


@cache
def shipped_countries() -> tuple[Concept, ...]:
    """Every country CLDR names, with the shipped short forms and demonyms (read once)."""
    curated = _curated()
    return tuple(_country(code, names, curated.get(code, ())) for code, names in _cldr_names().items())


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
def country_codes() -> frozenset[str]:
    """Every country code there is (ISO 3166-1 alpha-2, and XK)."""
    return frozenset(_cldr_names())


@cache
def language_codes() -> frozenset[str]:
    """Every language code CLDR names."""
    from babel import Locale

    return frozenset(map(str, Locale("en").languages))


@cache
def _cldr_names() -> Mapping[str, Mapping[str, str]]:
    from babel import Locale

    names = {language: Locale(language).territories for language in LANGUAGES}
    codes = [code for code in map(str, names["en"]) if len(code) == _STATE and code not in _NOT_STATES]
    return {code: {language: names[language][code] for language in LANGUAGES} for code in sorted(codes)}


# Groupings, outlying bits and private codes that CLDR lists among the two-letter territories.
_NOT_STATES = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "IO"}
)


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
