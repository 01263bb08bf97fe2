"""What an entry states, as lines: the same on its card, in the question about it and when it is corrected."""

from typing import Literal, get_args

from handlers.kit.html import Html, bold
from handlers.kit.i18n import Translator
from handlers.kit.labels import country, kind, language_name, named
from knowledge.programmes import Programme

# What a provider can correct, in the order of the screen.
Field = Literal["capabilities", "kind", "recipients", "languages", "period", "seats", "audience"]
FIELDS: tuple[Field, ...] = get_args(Field)
_LISTED = 8


def field_name(t: Translator, field: Field) -> Html:
    names = {
        "capabilities": t("Helps with"),
        "kind": t("Kind"),
        "recipients": t("For"),
        "languages": t("Languages"),
        "period": t("Period"),
        "seats": t("Seats"),
        "audience": t("Who sees it"),
    }
    return names[field]


def stated(t: Translator, programme: Programme, field: Field) -> list[str]:
    """What the entry states in this field, in words; empty where nothing is established."""
    if field == "capabilities":
        return [named("capability", code, t.language) for code in programme.capabilities]
    if field == "kind":
        return [kind(t, programme.kind)]
    if field == "recipients":
        states = [country(code, t.language) for code in programme.countries]
        return states + [named("region", code, t.language) for code in programme.regions]
    if field == "languages":
        return [language_name(code, t.language) for code in programme.delivery_languages]
    if field == "audience":
        return [audience(t, programme.audience)]
    if field == "seats":
        return [str(programme.seats)] if programme.seats else []
    return _period(t, programme)


def fact(t: Translator, programme: Programme, field: Field) -> Html | None:
    """A field's line; nothing where nothing is known, which is not the same as none."""
    if field == "audience" and programme.is_public:
        return None
    if field == "period" and not programme.starts and not programme.ends:
        # Whoever looks for a course must not take silence for a no.
        unstated = [] if programme.end_year or programme.status else [t.label("dates not stated")]
        return line(t, field_name(t, field), _period(t, programme) + unstated)
    return line(t, field_name(t, field), stated(t, programme, field))


def audience(t: Translator, code: str) -> str:
    """Who can find an entry."""
    return t.label("people who hold a post here") if code == "admitted" else t.label("everybody")


def line(t: Translator, name: Html, values: list[str]) -> Html | None:
    known = [value for value in values if value]
    if not known:
        return None
    shown = known[:_LISTED]
    rest = len(known) - len(shown)
    more = t(" and {count} more", count=rest) if rest else Html("")
    return t("{name}: {values}", name=bold(name), values=" · ".join(shown)) + more


def _period(t: Translator, programme: Programme) -> list[str]:
    """The years it ran or runs, and the days of what comes next."""
    return [said for said in (_years(t, programme), _days(t, programme)) if said]


def _years(t: Translator, programme: Programme) -> str:
    if programme.end_year:
        return f"{programme.start_year or '…'}-{programme.end_year}"
    return t.label("since {year}", year=programme.start_year) if programme.start_year else ""


def _days(t: Translator, programme: Programme) -> str:
    start, end = (t.day(day) if day else "" for day in (programme.starts, programme.ends))
    if start and end:
        return t.label("{start} to {end}", start=start, end=end)
    if start:
        return t.label("from {date}", date=start)
    return t.label("until {date}", date=end) if end else ""
