"""Conditions in words: what a list is narrowed to, and which of them a programme fails or leaves open."""

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.kit.fits import words_of
from handlers.kit.html import Html, clip, italic
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief, country, ended, language_name, named
from knowledge.conditions import Condition
from knowledge.matching import Point
from knowledge.programmes import Programme

_QUERY_SHOWN = 80
_FAILING_SHOWN = 110


def quoted(text: str) -> Html:
    """What somebody searched for, as far as there is room."""
    return italic(clip(text.strip(), _QUERY_SHOWN))


def narrowed_to(t: Translator, conditions: Sequence[Condition]) -> Html | None:
    if not conditions:
        return None
    return t("Narrowed to: {what}", what=" · ".join(words(t, each) for each in conditions))


def words(t: Translator, condition: Condition, length: int = 60) -> str:
    """A condition in a few words."""
    kind, code = condition
    if kind == "now":
        return t.label("Open now")
    if kind == "country":
        named_whole = t.label("Open to {state}", state=country(code, t.language))
        if len(named_whole) <= length:
            return named_whole
        return clip(t.label("Open to {state}", state=brief(code, t.language, length // 2)), length)
    if kind == "language":
        return clip(t.label("In {language}", language=language_name(code, t.language)), length)
    return clip(named(kind, code, t.language), length)


def not_stated(t: Translator, conditions: Iterable[Condition]) -> Html | None:
    """What a programme of a narrowed list says nothing about."""
    names = {"country": t.label("for whom it is open"), "language": t.label("its language")}
    said = list(dict.fromkeys(names[each.kind] for each in conditions if each.kind in names))
    return t("Not stated: {reasons}", reasons=" · ".join(said)) if said else None


def failing(t: Translator, points: Sequence[Point], programme: Programme, today: date) -> Html | None:
    """Which conditions of the question a programme is known not to meet."""
    said = [failing_point(t, point, programme, today) for point in points]
    if not said:
        return None
    return t("Does not fit: {reasons}", reasons=clip(" · ".join(said), _FAILING_SHOWN))


def failing_point(t: Translator, point: Point, programme: Programme, today: date) -> str:
    """One of them in a few words."""
    if point.kind != "dates":
        return words_of(t, point, "not", point.missed[0] if point.missed else "")
    return ended(t, programme, today) or words_of(t, point, "not", "")
