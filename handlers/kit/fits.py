"""Why a programme fits a need, what does not, and how far a match has come. No percentages: points."""

from collections.abc import Iterable

from handlers.kit.html import Html, bold, clip
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief, language_name, moment, named, provider, standard
from knowledge.matching import Fit, Point, State
from storage import matches
from storage.matches import Match

_NAME_SHOWN = 40
_CODES_SHOWN = 2
_LABEL_SHOWN = 42
# What waits for an answer first.
_ORDER = (matches.INTERESTED, matches.TOLD, matches.LATER, matches.AGREED, matches.UNREACHED)


def summary(t: Translator, fit: Fit) -> str:
    """On how many points it fits, and how many nobody has stated."""
    said = t.label("fits on {fits} of {points} points", fits=fit.count("fits"), points=len(fit.points))
    unknown = fit.count("unknown")
    if not unknown:
        return said
    return said + ", " + t.many("{count} not stated", "{count} not stated", unknown)


def reasons_of(t: Translator, fit: Fit, asker: str) -> Iterable[Html]:
    """What fits, what does not, and what nobody has stated: a line each; `asker` is who needs it."""
    said = {
        state: [words for point in fit.points if (words := words_of(t, point, state, asker))]
        for state in ("fits", "not", "unknown")
    }
    if said["fits"]:
        yield t("Fits: {reasons}", reasons=" · ".join(said["fits"]))
    if said["not"]:
        yield t("Does not fit: {reasons}", reasons=" · ".join(said["not"]))
    if said["unknown"]:
        yield t("Not stated: {reasons}", reasons=" · ".join(said["unknown"]))


def failing(t: Translator, fit: Fit, asker: str) -> str:
    """The one thing that keeps a near miss from fitting."""
    return " · ".join(words_of(t, point, "not", asker) for point in fit.failed)


def in_order(found: Iterable[Match]) -> list[Match]:
    """What waits for an answer first, what is over last; the best fit first among equals."""
    places = {state: place for place, state in enumerate(_ORDER)}
    return sorted(found, key=lambda match: (places.get(match.state, len(places)), -match.score, match.id))


def match_line(t: Translator, match: Match) -> Html:
    """One provider in the list under a need: how it fits, and what it has said."""
    name = bold(brief(match.delegation, t.language, _NAME_SHOWN))
    fitting = _short(t, match.fits[0]) if match.fits else t.label("no programme in the catalogue fits")
    return t("{name}: {fit}; {state}", name=name, fit=fitting, state=progress(t, match))


def _short(t: Translator, fit: Fit) -> str:
    return t.label("{fits} of {points} points", fits=fit.count("fits"), points=len(fit.points))


def progress(t: Translator, match: Match) -> str:
    """How far a match has come, for the delegation that asked."""
    words = {
        matches.UNREACHED: t.label("nobody speaks for it here yet"),
        matches.TOLD: t.label("told on {when}", when=_told(t, match)),
        matches.LATER: t.label("will answer later"),
        matches.INTERESTED: t.label("interested, awaits your reply"),
        matches.DECLINED: t.label("not this time"),
        matches.AGREED: t.label("contacts exchanged"),
        matches.REFUSED: t.label("you declined"),
        matches.LAPSED: t.label("no longer asked"),
    }
    return words[match.state]


def reason(t: Translator, code: str | None) -> str:
    """Why somebody said no, in the words that the other side reads."""
    words = {
        "year": t.label("not this year"),
        "seats": t.label("no seats"),
        "outside": t.label("outside this programme"),
        "touch": t.label("already in touch"),
        "served": t.label("already served"),
        "fit": t.label("does not fit"),
    }
    return words.get(code or "", t.label("no reason given"))


def words_of(t: Translator, point: Point, state: State, asker: str) -> str:
    """What a point says where it stands so; `asker` is who would have to be let in."""
    if point.kind in ("capability", "assistance"):
        codes = {"fits": point.met, "not": point.missed, "unknown": ()}[state]
        names = [clip(named(point.kind, code, t.language), _LABEL_SHOWN) for code in codes[:_CODES_SHOWN]]
        more = len(codes) - len(names)
        return ", ".join([*names, *([t.label("{count} more", count=more)] if more else [])])
    if point.kind == "standard":
        return _standard(t, point, state)
    if point.state != state:
        return ""
    if point.kind == "seats":
        return t.label("seats: {count}", count=(point.met or point.missed)[0])
    if point.kind == "language":
        return _language(t, point)
    if point.kind == "dates":
        return {"fits": t.label("the dates"), "not": t.label("the dates"), "unknown": t.label("dates")}[state]
    name = provider(asker, t.language)
    return {
        "fits": t.label("open to {delegation}", delegation=name),
        "not": t.label("not open to {delegation}", delegation=name),
        "unknown": t.label("for whom it is open"),
    }[state]


def _standard(t: Translator, point: Point, state: str) -> str:
    """By which UN standards; of two, one may be stated and the other not."""
    codes = point.met if state == "fits" else point.missed if state == point.state else ()
    names = ", ".join(standard(t, code) for code in codes[:_CODES_SHOWN])
    if not names:
        return ""
    return {
        "fits": t.label("by UN standard: {standards}", standards=names),
        "not": t.label("not by UN standard: {standards}", standards=names),
        "unknown": t.label("UN standard: {standards}", standards=names),
    }[state]


def _language(t: Translator, point: Point) -> str:
    names = ", ".join(language_name(code, t.language) for code in point.met or point.missed)
    if point.state == "not":
        return t.label("given in {languages} only", languages=names)
    return t.label("in {languages}", languages=names) if point.state == "fits" else t.label("its language")


def _told(t: Translator, match: Match) -> str:
    return moment(match.told_at, t.language) if match.told_at else ""
