"""A need in a few lines, for its own delegation and for those who are told about it."""

from collections.abc import Iterator, Sequence

from handlers.kit.html import Html, bold, clip, italic
from handlers.kit.i18n import Translator
from handlers.kit.labels import language_name, named, when
from knowledge.needs import Field, NeedBody
from knowledge.taxonomy import Kind

_WORDS_SHOWN = 160
_CODES_SHOWN = 3
_NAME_SHOWN = 42
_TITLE_SHOWN = 60
_KINDS: dict[Field, Kind] = {
    "capabilities": "capability",
    "assistance": "assistance",
    "units": "unit",
    "missions": "mission",
}


def field_name(t: Translator, field: Field) -> str:
    names = {
        "capabilities": t.label("What"),
        "assistance": t.label("Kind of help"),
        "languages": t.label("Language"),
        "when": t.label("When"),
        "units": t.label("Unit"),
        "missions": t.label("Mission"),
        "people": t.label("People"),
        "words": t.label("Wording"),
    }
    return names[field]


def field_value(t: Translator, body: NeedBody, field: Field) -> str:
    """What stands in a field, in words; empty where nothing does and nobody said "any" or "none"."""
    if field == "words":
        return clip(body.words, _WORDS_SHOWN)
    if field == "when":
        if body.when is not None:
            return when(t, body.when.relation, body.when.start, body.when.end)
        return t.label("no fixed date") if field in body.settled else ""
    if field == "people":
        return str(body.people or "")
    codes: tuple[str, ...] = getattr(body, field)
    if not codes:
        return _any(t, field) if field in body.settled else ""
    shown = codes[:_CODES_SHOWN]
    names = names_of(t, field, shown)
    more = len(codes) - len(shown)
    return " · ".join([*names, *([t.label("{count} more", count=more)] if more else [])])


def names_of(t: Translator, field: Field, codes: Sequence[str]) -> list[str]:
    """What the codes of a field are called."""
    if field == "people":
        return list(codes)  # a number says itself
    if field == "languages":
        return [language_name(code, t.language) for code in codes]
    return [clip(named(_KINDS[field], code, t.language), _NAME_SHOWN) for code in codes]


def title(t: Translator, body: NeedBody) -> str:
    """A need by its capabilities; by its own words where none is known yet."""
    return clip(field_value(t, body, "capabilities") or body.words or t.label("a need"), _TITLE_SHOWN)


def category(t: Translator, body: NeedBody) -> str:
    """A need by its capabilities alone: never in anybody's words."""
    return clip(field_value(t, body, "capabilities") or t.label("a need"), _TITLE_SHOWN)


def facts(t: Translator, body: NeedBody, *, with_words: bool = True) -> Iterator[Html]:
    """The delegation's own words, unless they are left out, then each field that says something."""
    if with_words and body.words:
        yield italic(t("“{words}”", words=clip(body.words, _WORDS_SHOWN)))
    fields: tuple[Field, ...] = (
        "capabilities", "assistance", "units", "people", "languages", "when", "missions",
    )  # fmt: skip
    for field in fields:
        if value := field_value(t, body, field):
            yield t("{name}: {values}", name=bold(field_name(t, field)), values=value)


def _any(t: Translator, field: Field) -> str:
    return t.label("any language") if field == "languages" else ""
