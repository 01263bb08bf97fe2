"""A programme's card: what public sources say of it, and that they do."""

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import country, language_name, named, provider
from handlers.kit.screen import Button, Screen
from knowledge.programmes import Programme

_QUOTED = 700
_LISTED = 8


def card(t: Translator, programme: Programme, place: str) -> Screen:
    """`place` is where *back* leads: the search and the result from which this card was opened."""
    text = lines(
        bold(clip(programme.name, 120)),
        italic(", ".join(programme.aliases[:4])) if programme.aliases else None,
        Html(""),
        _line(t, t("Offered by"), [provider(code, t.language) for code in programme.providers]),
        _line(t, t("Kind"), [_kinds(t)[programme.kind]]),
        _line(t, t("Helps with"), [named("capability", code, t.language) for code in programme.capabilities]),
        _line(t, t("For"), _recipients(t, programme)),
        _line(t, t("Languages"), [language_name(code, t.language) for code in programme.delivery_languages]),
        _line(t, t("Period"), [_when(t, programme)]),
        _line(t, t("Standards"), list(programme.standards)),
        Html(""),
        _quoted(programme),
        Html(""),
        t(
            "Public sources: {source}. Not confirmed by the provider.",
            source=clip(programme.source, 200).rstrip("."),
        ),
    )
    rows = ((Button(t.label("Back to the list"), Code("search", place)),),) if place.strip(".") else ()
    return Screen(text, rows)


def gone(t: Translator) -> str:
    return t.label("This programme is no longer in the catalogue.")


def _line(t: Translator, name: Html, values: list[str]) -> Html | None:
    """A name and what it holds; nothing where nothing is known, which is not the same as none."""
    known = [value for value in values if value]
    if not known:
        return None
    shown = known[:_LISTED]
    rest = len(known) - len(shown)
    more = t(" and {count} more", count=rest) if rest else Html("")
    return t("{name}: {values}", name=bold(name), values=" · ".join(shown)) + more


def _recipients(t: Translator, programme: Programme) -> list[str]:
    states = [country(code, t.language) for code in programme.countries]
    return states or [named("region", code, t.language) for code in programme.regions]


def _when(t: Translator, programme: Programme) -> str:
    if programme.end_year:
        start = programme.start_year or "…"
        return t.label("{start} to {end}; it has ended", start=start, end=programme.end_year)
    return t.label("since {year}", year=programme.start_year) if programme.start_year else ""


def _quoted(programme: Programme) -> Html:
    """In the words and language of the source: a quotation, closed at first to fit a phone."""
    said = " ".join(part for part in (programme.summary, programme.money) if part)
    return Html(f"<blockquote expandable>{escape(clip(said, _QUOTED))}</blockquote>")


def _kinds(t: Translator) -> dict[str, str]:
    return {
        "training": t.label("training"),
        "equipment": t.label("equipment"),
        "train-and-equip": t.label("training and equipment"),
        "advisory": t.label("advice and mentoring"),
        "funding": t.label("funding"),
        "co-deployment": t.label("deployment together"),
        "centre": t.label("training centre"),
        "coordination": t.label("coordination"),
    }
