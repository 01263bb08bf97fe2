"""Whom a need reaches, whom nobody can reach yet, and who is one point short."""

from collections.abc import Sequence

from handlers.kit.fits import failing
from handlers.kit.html import Html, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief
from handlers.kit.pairing import Candidate, Plan
from handlers.needs.viewers import told_about
from storage import needs
from storage.needs import Need

_NAMED = 3
_NEAR = 1
_MANY = 3  # who would almost fit is of interest where few do
_NAME_SHOWN = 32  # of one among several


def reach(t: Translator, need: Need, plan: Plan) -> Html:
    """Who is told when it goes out."""
    if not need.body.capabilities:
        return t("What is still missing is asked before it goes out.")
    if need.visibility == needs.SECRETARIAT:
        return t("Only the secretariat will see it.")
    return lines(
        _told(t, need, plan),
        t("Every other provider can find it under /needs.") if need.visibility == needs.ALL else None,
        told_about(t, need),
        away(t, need, _who(plan.unreached)),
        near_misses(t, need, plan.near) if len(plan.told) < _MANY else None,
    )


def _told(t: Translator, need: Need, plan: Plan) -> Html:
    if plan.told:
        names = _names(t, _who(plan.told))
        return t("Will be told: {names}. The secretariat sees it too.", names=names)
    if need.visibility == needs.NAMED:
        return t("Nobody speaks here yet for those you named. The secretariat sees it.")
    return t("No provider who is here fits yet. The secretariat sees it, and whoever joins later is told.")


def away(t: Translator, need: Need, delegations: Sequence[str]) -> Html | None:
    """Those whom nobody can reach yet: never silently left out."""
    if not delegations:
        return None
    names = _names(t, delegations)
    if need.visibility == needs.NAMED:
        return t("Nobody speaks here yet for: {names}. They are told as soon as somebody does.", names=names)
    return t("Fits too, but nobody speaks for them here yet: {names}. The secretariat knows.", names=names)


def near_misses(t: Translator, need: Need, near: Sequence[Candidate]) -> Html | None:
    """Who would fit but for one thing, and which."""
    said = [
        f"{brief(each.delegation, t.language, _NAME_SHOWN)} ({failing(t, each.fits[0], need.delegation)})"
        for each in near[:_NEAR]
    ]
    return t("One point short: {names}", names=", ".join(said)) if said else None


def _who(candidates: Sequence[Candidate]) -> list[str]:
    return [each.delegation for each in candidates]


def _names(t: Translator, delegations: Sequence[str]) -> str:
    names = [brief(code, t.language, _NAME_SHOWN) for code in delegations[:_NAMED]]
    more = len(delegations) - _NAMED
    if more > 0:
        names.append(t.label("{count} more", count=more))
    return ", ".join(names)
