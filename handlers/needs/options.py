"""What is offered as buttons under a question about a field, so that few have to type."""

from collections import Counter
from datetime import date

from handlers.kit.i18n import Translator
from handlers.kit.labels import language_name, named
from knowledge.needs import Field, NeedBody
from knowledge.search import Finder
from knowledge.taxonomy import Kind, shipped_taxonomy

NONE = "-"  # the answer "any" or "none"
_LANGUAGES = ("fr", "en", "es", "ar", "pt", "ru")
_UNITS = ("platoon", "company", "battalion", "unit", "team")
_KINDS: dict[Field, Kind] = {
    "capabilities": "capability",
    "assistance": "assistance",
    "units": "unit",
    "missions": "mission",
}
_MOST = 6
# Where the words say nothing: what is asked for most.
_USUAL = ["infantry", "formed-police", "engineering", "medical", "logistics", "staff-officers"]

# Typed instead of tapped.
_NONE_TYPED = frozenset(
    {NONE, "any", "none", "no", "n/a", "all", "toute", "toutes", "aucune", "aucun", "non", "sans", "ninguna"}
)

Option = tuple[str, str]  # what the button says, what it answers


def offered(t: Translator, finder: Finder, body: NeedBody, field: Field, today: date) -> list[Option]:
    """The likeliest answers, and "any" or "none" where that is one."""
    if field == "capabilities":
        return _capabilities(t, finder, body, today)
    if field == "assistance":
        kinds = [concept.code for concept in shipped_taxonomy().of_kind("assistance")]
        return [(named("assistance", code, t.language), code) for code in kinds[:_MOST]]
    if field == "languages":
        own = sorted(_LANGUAGES, key=lambda code: code != t.language)[: _MOST - 1]
        names = [(_begun(language_name(code, t.language)), code) for code in own]
        return [*names, (t.label("Any language"), NONE)]
    if field == "words":
        return []
    if field == "when":
        return [(t.label("No fixed date"), NONE)]
    if field == "units":
        names = [(_begun(named("unit", code, t.language)), code) for code in _UNITS]
        return [*names, (t.label("Not stated"), NONE)]
    return [(t.label("Not stated"), NONE)]


def is_none(field: Field, said: str) -> bool:
    """Whether the answer is "any" or "none", where that is one."""
    return field not in ("capabilities", "assistance", "words") and said.casefold() in _NONE_TYPED


def chosen(field: Field, said: str) -> tuple[str, ...] | None:
    """The code that a button answered with; None for what was typed."""
    if field in ("when", "words"):
        return None
    if field == "languages":
        return (said,) if said in _LANGUAGES else None
    return (said,) if f"{_KINDS[field]}:{said}" in shipped_taxonomy().concepts else None


def _capabilities(t: Translator, finder: Finder, body: NeedBody, today: date) -> list[Option]:
    """What the programmes nearest to the words help with."""
    counted: Counter[str] = Counter()
    for place, hit in enumerate(finder.search(body.words, limit=_MOST, today=today).results):
        programme = finder.programme(hit.id)
        for code in programme.capabilities[:2] if programme else ():
            counted[code] += _MOST - place
    likely = [code for code, _ in counted.most_common(_MOST) if code not in body.capabilities] or _USUAL
    return [(named("capability", code, t.language), code) for code in likely]


def _begun(name: str) -> str:
    """A button begins with a capital."""
    return name[:1].upper() + name[1:]
