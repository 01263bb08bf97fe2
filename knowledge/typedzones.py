"""Which zone a person means who types where they are: a city, a country, a zone's own name, an offset."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.nameplates import nameplates
from knowledge.places import country_names, country_traps, parse_places, shipped_countries
from knowledge.stations import UTC_ZONE, WELL_KNOWN, canonical, capital_zone, cldr_city, former_names
from knowledge.taxonomy import SHIPPED
from knowledge.text import LANGUAGES, clip, normalise, script, words

_MOST = 4
_LONGEST_NAME = 8  # words, or Chinese characters
# Letters. In a sentence, shorter words are too often others; Chinese and other scripts say more with fewer.
_SHORTEST_IN_TEXT = {"latin": 4, "han": 2}
_SHORTEST_ELSEWHERE = 3
_SHORTEST_BY_SOUND, _SHORTEST_TURNED, _SHORTEST_ALIKE = 5, 6, 8
_LIKE_ENOUGH = 0.87  # one slip in eight letters
_LIKE_ENOUGH_TURNED = 0.83  # one in six
_SLIPS_READ = frozenset({"latin", "cyrillic"})
# Spelled one for the other; what is doubled or silent counts once or not at all.
_SOUNDS = (
    ("ph", "f"), ("ou", "u"), ("oo", "u"), ("c", "k"), ("q", "k"), ("y", "i"), ("z", "s"), ("w", "v"),
    ("h", ""),
)  # fmt: skip
_ONLY_IN_CAPITALS = frozenset({"eat", "cat", "met", "et", "est"})
_FARTHEST_WEST, _FARTHEST_EAST = -12, 14
# Parts of the world in the names of zones; elsewhere (Brazil/East) the second half names no city.
_PARTS = frozenset({"Africa", "America", "Arctic", "Asia", "Atlantic", "Europe", "Indian", "Pacific"})
# The places that keep half and quarter hours all year, or, without any, the standard time of one.
_BROKEN_OFFSETS = {
    (5, 30): ("Asia/Kolkata", "Asia/Colombo"), (5, 45): ("Asia/Kathmandu",), (6, 30): ("Asia/Yangon",),
    (4, 30): ("Asia/Kabul",), (3, 30): ("Asia/Tehran",), (9, 30): ("Australia/Darwin",),
    (8, 45): ("Australia/Eucla",), (10, 30): ("Australia/Lord_Howe",), (12, 45): ("Pacific/Chatham",),
    (-3, 30): ("America/St_Johns",), (-9, 30): ("Pacific/Marquesas",),
}  # fmt: skip


def zone_typed(text: str) -> list[str]:
    """The zones that a person may mean, best first, at most four; empty where nothing fits."""
    clipped = clip(text).strip()
    offset = _offset(normalise(clipped))
    if offset is not None:
        return offset
    sequence = words(normalise(clipped))
    key = "".join(sequence)
    if key in country_traps() | _ONLY_IN_CAPITALS and not clipped.isupper():
        return []
    # Names before zones: by the names of zones EST is Panama's time.
    found = _exact(clipped, key) or _own_name(clipped) or list(_within(sequence)) or _alike(key)
    return list(dict.fromkeys(found))[:_MOST]


def _offset(folded: str) -> list[str] | None:
    """The zones of an offset like "UTC+3" or "+05:30"; None for what is no offset."""
    told = re.fullmatch(r"(?:utc|gmt|z)?\s*([+\-−–])\s*(\d{1,2}?)(?:\s*[:.h]?\s*(\d{2}))?", folded)  # noqa: RUF001
    if told is None:
        return None
    sign, hours, minutes = "+" if told[1] == "+" else "-", int(told[2]), int(told[3] or 0)
    ahead = hours if sign == "+" else -hours
    if minutes:
        return list(_BROKEN_OFFSETS.get((ahead, minutes), ()))
    if not _FARTHEST_WEST <= ahead <= _FARTHEST_EAST:
        return []
    return [f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else UTC_ZONE]


def _own_name(raw: str) -> list[str]:
    named = _by_id().get(re.sub(r"\s+", "_", raw.casefold()))
    return [named] if named else []


def _exact(raw: str, key: str) -> list[str]:
    """The zones of a whole name; first the one that is written just so, with the vowel marks of عُمان."""
    spelled = raw.casefold()
    found = _names().get(key, {})
    return sorted(found, key=lambda zone: spelled not in found[zone])


def _within(sequence: list[str]) -> Iterator[str]:
    """The zones of the longest names in a sentence, cities before countries."""
    cities: list[str] = []
    countries: list[str] = []
    start = 0
    while start < len(sequence):
        for end in range(min(start + _LONGEST_NAME, len(sequence)), start, -1):
            key = "".join(sequence[start:end])
            if key in _names() and len(key) >= _SHORTEST_IN_TEXT.get(script(key), _SHORTEST_ELSEWHERE):
                (cities if key in _cities() else countries).extend(_names()[key])
                start = end - 1
                break
        start += 1
    yield from (*cities, *countries)


def _alike(key: str) -> list[str]:
    """The zones of the names that sound the same or differ by a slip, but not in their first letter."""
    if len(key) < _SHORTEST_BY_SOUND or script(key) not in _SLIPS_READ:
        return []
    same = [name for name in _by_sound().get(_sound(key), ()) if name[0] == key[0]]
    return [zone for name in same or _slips(key) for zone in _names()[name]]


def _slips(key: str) -> list[str]:
    """Names that differ by a slip; in short ones only by letters changed about: "hungry" is not Hungary."""
    if len(key) < _SHORTEST_TURNED:
        return []
    near = process.extract(
        key,
        tuple(_names()),
        scorer=OSA.normalized_similarity,
        score_cutoff=_LIKE_ENOUGH_TURNED,
        limit=2 * _MOST,
    )
    return [
        name
        for name, likeness, _ in near
        if name[0] == key[0]
        and (sorted(name) == sorted(key) if len(key) < _SHORTEST_ALIKE else likeness >= _LIKE_ENOUGH)
    ]


def _sound(key: str) -> str:
    for spelled, sound in _SOUNDS:
        key = key.replace(spelled, sound)
    return re.sub(r"(.)\1+", r"\1", key)


@cache
def _by_sound() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in _names():
        if len(name) >= _SHORTEST_BY_SOUND:
            found[_sound(name)] = (*found.get(_sound(name), ()), name)
    return found


@cache
def _by_id() -> Mapping[str, str]:
    """Present names of zones by all their names, in small letters."""
    return {name.casefold(): canonical(name) for name in _all_zones()}


@cache
def _all_zones() -> tuple[str, ...]:
    """Every name of a zone, the well-known ones first."""
    from babel.core import get_global

    known = (*WELL_KNOWN, *sorted(get_global("zone_territories")), *sorted(get_global("zone_aliases")))
    return tuple(name for name in dict.fromkeys(known) if canonical(name) != "Etc/Unknown")


@cache
def _names() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By the letters of a name: the zones it may mean, best first, and how it is spelled for each."""
    found: dict[str, dict[str, frozenset[str]]] = {key: dict(zones) for key, zones in _cities().items()}
    for name, zone in _country_names():
        _add(found, name, zone)
    return found


@cache
def _cities() -> Mapping[str, Mapping[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name, zone in (*_shipped_places(), *_zone_cities()):
        _add(found, name, zone)
    return found


def _add(found: dict[str, dict[str, frozenset[str]]], name: str, zone: str) -> None:
    key = "".join(words(normalise(name)))
    if key:
        zones = found.setdefault(key, {})
        zones[zone] = zones.get(zone, frozenset()) | {name.casefold()}


def _shipped_places() -> Iterator[tuple[str, str]]:
    with (SHIPPED / "stations.txt").open(encoding="utf-8") as file:
        for zone, names in parse_places(file).items():
            yield from ((name, zone) for name in names)


def _zone_cities() -> Iterator[tuple[str, str]]:
    """The cities that zones are named after, in seven languages and in the names of the zones."""
    for zone in dict.fromkeys(map(canonical, _all_zones())):
        for name in (zone, *former_names().get(zone, ())):
            part, _, bare = name.partition("/")
            if part in _PARTS and _is_city(name):
                yield bare.rsplit("/", 1)[-1].replace("_", " "), zone
        if _is_city(zone):
            for language in LANGUAGES:
                told = cldr_city(zone, language)
                if told:
                    yield told, zone


def _is_city(zone: str) -> bool:
    """Whether a zone is named after a city with a name of its own, unlike Center in North Dakota."""
    if zone.startswith(("Etc/", "Antarctica/")):
        return False
    return zone.count("/") == 1 or zone.startswith("America/Argentina/")


def _country_names() -> Iterator[tuple[str, str]]:
    """The names of states, by CLDR, by the UN and in short, with the zones of their capitals."""
    for concept in shipped_countries():
        zone = capital_zone(concept.code)
        plate = nameplates().get(concept.code)
        spellings = plate.spellings() if plate else {}
        if zone:
            for names in (
                country_names()[concept.code].values(),
                *concept.terms.values(),
                *spellings.values(),
            ):
                yield from ((name, zone) for name in names)
