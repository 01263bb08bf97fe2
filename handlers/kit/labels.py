"""Codes → words in the reader's language: capabilities, states, organisations, languages."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from handlers.kit.html import Html, clip
from handlers.kit.i18n import Translator, translator
from knowledge.alphabet import alphabetical
from knowledge.appointments import NEW_YORK
from knowledge.exercise import exercise_name
from knowledge.glossary import shipped_glossary
from knowledge.nameplates import shorter_name, un_name
from knowledge.places import country_names, language_names
from knowledge.programmes import Programme
from knowledge.taxonomy import Kind, shipped_taxonomy
from knowledge.veil import EXERCISE, ORGANISATIONS, STATES, VEIL, is_veiled

_ORGANISATION = "org:"
# People outside the secretariat read no figure about fewer delegations than these: "few" stands there.
FEWEST = 3


def named(kind: Kind, code: str, language: str) -> str:
    """What a code of the taxonomy is called; the code itself where nobody named it."""
    if kind == "country":
        return country(code, language)
    if kind == "mission":
        return code  # everybody knows the acronym; the full names fill a screen
    if kind == "language":
        return language_name(code, language)
    if kind in ("topic", "place"):
        return _told(language).get((kind, code), code)
    if kind == "organisation":
        return provider(_ORGANISATION + code, language)
    return shipped_taxonomy().label(kind, code, language)


def country(code: str, language: str) -> str:
    """What the UN calls a state; a place that is no delegation is called as elsewhere."""
    return (
        exercise_name(code, language)
        or un_name(code, language)
        or country_names().get(code, {}).get(language, code)
    )


def language_name(code: str, language: str) -> str:
    return language_names(language).get(code, code)


def provider(code: str, language: str) -> str:
    """A delegation as the UN calls it: a state, or an organisation written `org:NAME`.

    For one that is not to be named, what stands in its place.
    """
    if is_veiled(code):
        return _veiled(translator(language), code.removeprefix(VEIL))
    return country(code, language).removeprefix(_ORGANISATION)  # unknown ones are called by their code


def brief(code: str, language: str, length: int) -> str:
    """A delegation on a button of so many characters: in its short form, or clipped, where it must be."""
    name = provider(code, language)
    if len(name) <= length:
        return name
    return clip(shorter_name(code, language) or name, length)


def alphabetically(language: str) -> Callable[[str], str]:
    """A key that sorts delegations' codes as the reader looks their names up."""
    return lambda code: alphabetical(provider(code, language), language)


def begin(words: str) -> str:
    """The same at the beginning of a sentence, a line or a button."""
    return words[:1].upper() + words[1:]


def _veiled(t: Translator, region: str) -> str:
    if region in (STATES, ORGANISATIONS, EXERCISE):
        names = {
            STATES: t.label("a state"),
            ORGANISATIONS: t.label("an organisation"),
            EXERCISE: t.label("a delegation of the exercise"),
        }
        return names[region]
    return t.label("a state in {region}", region=named("region", region, t.language))


def role(t: Translator, code: str) -> str:
    """What a post's role is called, in a few words that say what it does."""
    names = {
        "recipient": t.label("recipient (looks for help)"),
        "provider": t.label("provider (offers help)"),
        "secretariat": t.label("secretariat"),
    }
    return names.get(code, code)


def rank(t: Translator, code: str) -> str:
    """What a post's rank is called."""
    names = {
        "focal": t.label("focal point"),
        "deputy": t.label("deputy"),
        "member": t.label("member"),
        "observer": t.label("observer"),
        "officer": t.label("officer"),
        "administrator": t.label("administrator"),
    }
    return names.get(code, code)


def remit(t: Translator, code: str) -> str:
    """What a post's notices are about."""
    names = {
        "military": t.label("military"),
        "police": t.label("police"),
        "both": t.label("military and police"),
    }
    return names.get(code, code)


def moment(at: datetime, language: str) -> str:
    """A day and a time of UTC, which it names."""
    from babel.dates import format_datetime

    return f"{format_datetime(at, 'd MMM y, HH:mm', locale=language)} UTC"


def when(t: Translator, relation: str, start: date | None, end: date | None) -> str:
    """A time as it was read, with its year: the one thing that must not be misunderstood. See `DateFound`.

    Nothing where no day follows from what was said: its words have to be quoted.
    """
    first, last = (t.day(day) if day else "" for day in (start, end))
    if not first and not last:
        return ""
    words = {
        "before": lambda: t.label("before {date}", date=last),
        "by": lambda: t.label("by {date}", date=last),
        "from": lambda: t.label("from {date}", date=first),
        "after": lambda: t.label("after {date}", date=first),
    }
    if relation in words:
        return words[relation]()
    return first if first == last else t.label("{start} to {end}", start=first, end=last)


def appointment(t: Translator, at: datetime, own_zone: str = NEW_YORK) -> Html:
    """When people meet: day and hour of New York, the hour of UTC, and the reader's own where it is another.

    Each with its day where that is not the day in New York.
    """
    there, utc, own = (at.astimezone(ZoneInfo(zone)) for zone in (NEW_YORK, "UTC", own_zone))
    day, time = t.day(there.date(), weekday=True), f"{there:%H:%M}"
    if own.utcoffset() in (there.utcoffset(), utc.utcoffset()):
        return t("{day}, {time} New York ({utc} UTC)", day=day, time=time, utc=_hour(t, utc, there))
    return t(
        "{day}, {time} New York ({own} your time, {utc} UTC)",
        day=day,
        time=time,
        own=_hour(t, own, there),
        utc=_hour(t, utc, there),
    )


def _hour(t: Translator, local: datetime, beside: datetime) -> str:
    """An hour, with its weekday where that is another than the one it stands beside."""
    from babel.dates import format_date

    weekday = "" if local.date() == beside.date() else f"{format_date(local, 'EEEE', locale=t.language)} "
    return f"{weekday}{local:%H:%M}"


def years(t: Translator, programme: Programme, today: date) -> Html:
    """In a list, behind who offers it: since when, until when, or what it is. Nothing where nobody knows."""
    span = _span(programme)
    if programme.status == "absorbed":
        said = t("({span}, absorbed)", span=span) if span else t("(absorbed)")
    elif programme.is_over(today):
        said = t("({span}, ended)", span=span) if span else t("(ended)")
    elif not programme.is_offer(today):
        what = kind(t, programme.kind)
        since = programme.start_year or programme.as_of
        said = t("({what}, {year})", what=what, year=since) if since else t("({what})", what=what)
    elif programme.start_year:
        said = t("(since {year})", year=programme.start_year)
    else:
        return Html("")
    return Html(" ") + said


def ended(t: Translator, programme: Programme, today: date) -> str:
    """That a programme is over, and since when, as far as that is known; empty while it is not over."""
    if not programme.is_over(today):
        return ""
    last = programme.end_year or (programme.ends.year if programme.ends else None)
    return t.label("ended in {year}", year=last) if last else t.label("it has ended")


def kind(t: Translator, code: str) -> str:
    """What a kind of programme is called."""
    names = {
        "training": t.label("training"),
        "equipment": t.label("equipment"),
        "train-and-equip": t.label("training and equipment"),
        "advisory": t.label("advice and mentoring"),
        "funding": t.label("funding"),
        "co-deployment": t.label("deployment together"),
        "centre": t.label("training centre"),
        "coordination": t.label("coordination"),
    }
    return names.get(code, code)


def standard(t: Translator, code: str) -> str:
    """What a UN standard is called."""
    names = {"COE-manual": t.label("COE Manual"), "unit-manual": t.label("unit manual")}
    return names.get(code, code)  # CPTM and STM are what everybody calls them


def short_name(programme: Programme, language: str) -> str:
    """The shortest of the first names that the reader's script can show."""
    readable = [name for name in programme.names if language == "zh" or name.isascii() or not _is_han(name)]
    return min(readable[:2], key=len, default=programme.name)


def _is_han(name: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in name)


def _span(programme: Programme) -> str:
    """From which year to which; what is not known is left open."""
    last = programme.end_year or (programme.ends.year if programme.ends else None)
    if not last:
        return f"{programme.start_year}-…" if programme.start_year else ""
    return f"{programme.start_year or '…'}-{last}"


@lru_cache(maxsize=16)
def _told(language: str) -> dict[tuple[Kind, str], str]:
    """A topic, or a place, is called by its first word in the reader's language."""
    return {(each.kind, each.code): each.label(language) for each in shipped_glossary()}


def person_name(t: Translator, name: str | None) -> str:
    """What somebody calls themselves; of somebody erased no name is left."""
    return name or t.label("(name erased)")
