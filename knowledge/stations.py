"""Duty stations: the zones in which people work, what they are called, and what their clocks show."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from knowledge.appointments import NEW_YORK
from knowledge.hours import Hours
from knowledge.weeks import working_days

if TYPE_CHECKING:
    from babel import Locale

UTC_ZONE = "UTC"
_SPECIAL = "Etc/"
_ABOUT = timedelta(minutes=15)
_DAY = timedelta(days=1)

# Where delegates and missions mostly sit, the best known first.
WELL_KNOWN = (
    NEW_YORK, "Europe/Zurich", "Africa/Nairobi", "Africa/Addis_Ababa", "Europe/Vienna", "Europe/Brussels",
    "Europe/London", "Europe/Paris", "Africa/Kinshasa", "Africa/Lubumbashi", "Africa/Bangui", "Africa/Juba",
    "Asia/Beirut", "Africa/Kampala", "Africa/Ndjamena", "Africa/Bamako", "Africa/Mogadishu", "Asia/Nicosia",
    "Europe/Belgrade", "Africa/El_Aaiun", "Asia/Jerusalem", "Asia/Damascus", "Asia/Amman", "Africa/Cairo",
    "Africa/Tripoli", "Africa/Dakar", "Africa/Abidjan", "Africa/Accra", "Africa/Lagos", "Africa/Kigali",
    "America/Port-au-Prince", "America/Bogota", "Asia/Dhaka", "Asia/Kathmandu", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Bangkok", "Asia/Jakarta", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
    "Pacific/Fiji", "America/Montevideo", "America/Argentina/Buenos_Aires", "America/Sao_Paulo",
    "Europe/Madrid", "Europe/Moscow", UTC_ZONE,
)  # fmt: skip

# The capital's zone, where a state has several.
_CAPITALS = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei", "ID": "Asia/Jakarta", "KI": "Pacific/Tarawa", "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PG": "Pacific/Port_Moresby", "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "US": NEW_YORK, "UZ": "Asia/Tashkent",
}  # fmt: skip

# How the UN and the places themselves write them, where the name of the zone leaves out signs.
_WRITTEN = {
    "Africa/Ndjamena": {"en": "N\u2019Djamena"},
    "Africa/El_Aaiun": {"en": "Laayoune"},
    "America/Argentina/Buenos_Aires": {"ru": "Буэнос-Айрес", "ar": "بوينس آيرس", "zh": "布宜诺斯艾利斯"},
    "America/Bogota": {"en": "Bogotá"},
    "America/Sao_Paulo": {"en": "São Paulo"},
}


def hours_at(zone: str) -> Hours:
    """The usual hours in a zone, with the working week of its country."""
    return Hours(zone, days=working_days(country_of(zone)))


def country_of(zone: str) -> str | None:
    """The country of a zone (ISO 3166-1 alpha-2); None for UTC and for zones too new."""
    from babel.core import get_global

    found = get_global("zone_territories").get(canonical(zone))
    return found if found and found.isalpha() and found != "ZZ" else None


def capital_zone(country: str) -> str | None:
    """The zone of a country's capital; None for a code that has none."""
    from babel.core import get_global

    if country in _CAPITALS:
        return _CAPITALS[country]
    zones = get_global("territory_zones").get(country, ())
    return zones[0] if len(zones) == 1 and country.isalpha() else None


def canonical(zone: str) -> str:
    """A zone's present name: `Asia/Kolkata` for `Asia/Calcutta`, `UTC` for all that never differ from it."""
    from babel.core import get_global

    now = get_global("zone_aliases").get(zone, zone)
    return UTC_ZONE if now in {"Etc/UTC", "Etc/GMT"} else now


@cache
def former_names() -> Mapping[str, tuple[str, ...]]:
    """The names that a zone had or has besides its present one, by that."""
    from babel.core import get_global

    found: dict[str, tuple[str, ...]] = {}
    for former, now in sorted(get_global("zone_aliases").items()):
        found[now] = (*found.get(now, ()), former)
    return found


def city(zone: str, language: str) -> str:
    """The name in a language of the city that a zone is named after; `UTC+3` for a zone without one."""
    zone = canonical(zone)
    if zone.startswith(_SPECIAL) or "/" not in zone:
        return _offset_name(zone)
    return _WRITTEN.get(zone, {}).get(language) or cldr_city(zone, language) or _bare(zone)


def cldr_city(zone: str, language: str) -> str | None:
    """What CLDR calls the city of a zone, without an explanation in brackets.

    CLDR lists some cities under a former name of their zone.
    """
    known = _locale(language).time_zones
    named = (known.get(name, {}).get("city") for name in (zone, *former_names().get(zone, ())))
    return next((str(name).partition(" (")[0] for name in named if name), None)


def zones_at(local: time, now: datetime, limit: int = 6) -> list[str]:
    """The well-known duty stations whose clocks show about `local` at the instant `now`, best known first."""
    asked = timedelta(hours=local.hour, minutes=local.minute)
    found = []
    for zone in WELL_KNOWN:
        shown = now.astimezone(ZoneInfo(zone))
        apart = (timedelta(hours=shown.hour, minutes=shown.minute) - asked) % _DAY
        if min(apart, _DAY - apart) <= _ABOUT:
            found.append(zone)
    return found[:limit]


def clocks(now: datetime) -> list[tuple[datetime, tuple[str, ...]]]:
    """What the clocks of well-known duty stations show at `now`, from west to east, with their zones."""
    found: dict[timedelta, tuple[datetime, tuple[str, ...]]] = {}
    for zone in WELL_KNOWN:
        shown = now.astimezone(ZoneInfo(zone))
        offset = shown.utcoffset() or timedelta()
        first, zones = found.get(offset, (shown, ()))
        found[offset] = (first, (*zones, zone))
    return [found[offset] for offset in sorted(found)]


def _offset_name(zone: str) -> str:
    """`Etc/GMT-3` is three hours ahead of UTC: its sign is the reverse of what everybody writes."""
    turned = zone.removeprefix(_SPECIAL).translate(str.maketrans("+-", "-+"))
    return turned.replace("GMT", UTC_ZONE)


def _bare(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse("zh_Hans" if language == "zh" else language)
