"""What is offered as buttons under a question about a field, so that few have to type."""

from collections import Counter
from datetime import date

from handlers.kit.i18n import Translator
from handlers.kit.labels import language_name, named
from handlers.kit.needfacts import names_of
from handlers.needs.readings import meant
from knowledge.needs import MOST_CODES, Field, NeedBody
from knowledge.search import Finder
from knowledge.sentence import Draft
from knowledge.taxonomy import Kind, shipped_taxonomy

NONE = "-"  # the answer "any" or "none"
ALL = "+"  # everything that the sentence perhaps means
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


def offered(
    t: Translator, finder: Finder, body: NeedBody, field: Field, said: Draft, today: date
) -> list[Option]:
    """The likeliest answers, and "any" or "none" where that is one; what was perhaps meant comes first."""
    usual = _usual(t, finder, body, field, today)
    codes = _codes(body, field, said)
    first = list(zip((_begun(name) for name in names_of(t, field, codes)), codes, strict=True))
    if len(first) > 1 and field != "people":
        first.append((t.label("All of these"), ALL))
    rest = [option for option in usual if option[1] not in codes]
    return [*first, *rest[: _MOST - len(first)]] if first else usual


def _usual(t: Translator, finder: Finder, body: NeedBody, field: Field, today: date) -> list[Option]:
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


def chosen(body: NeedBody, field: Field, said: str, sentence: Draft) -> tuple[str, ...] | None:
    """The code that a button answered with; None for what was typed."""
    if field in ("when", "people", "words"):
        return None
    codes = _codes(body, field, sentence)
    if said == ALL:
        return codes[:MOST_CODES] or None
    if field == "languages":
        return (said,) if said in (*_LANGUAGES, *codes) else None
    return (said,) if f"{_KINDS[field]}:{said}" in shipped_taxonomy().concepts else None


def _codes(body: NeedBody, field: Field, said: Draft) -> tuple[str, ...]:
    """What the sentence perhaps means."""
    return tuple(dict.fromkeys(code for each in meant(body, field, said) for code in each.codes))


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
