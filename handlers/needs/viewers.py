"""Who will see a need: the levels, the providers it names, and whether they read whose it is."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, clip, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.screen import Button, Screen, rows_of
from knowledge.veil import veiled_name
from storage import needs
from storage.needs import Need

_LABEL_SHOWN = 24
_NAMED = 6


def viewers(t: Translator, need: Need, named: Sequence[str], knowing: Sequence[str] = ()) -> Screen:
    """Who may see the need once it is out; `knowing` are not told of it without a name: they would know."""
    text = lines(
        bold(t("Who will see this need?")),
        t("Matching providers: those whose programme fits, with your own words."),
        t("Without my words: the same, but only the fields, not the sentence you typed."),
        t("All providers: every provider can find it; those whose programme fits are told."),
        t("Named providers: only those you name are told and see it, whether or not their programme fits."),
        t("Named: {names}", names=_names(t, named)) if named else None,
        t("Secretariat only: no provider is told."),
        Html(""),
        t(
            "Without our name: until you say yes to one of them, providers read “{name}”, what you need, the "
            "kind of help, the language and the time. Nothing else.",
            name=provider(veiled_name(need.delegation), t.language),
        ),
        t("Fits, but is open to so few that it would know you; not told: {names}", names=_names(t, knowing))
        if knowing
        else None,
        Html(""),
        t("The secretariat sees every published need. This can't be changed once it is published."),
    )
    names = {
        needs.MATCHED: t.label("Matching providers"),
        needs.CODES: t.label("Without my words"),
        needs.ALL: t.label("All providers"),
        needs.NAMED: t.label("Named providers"),
        needs.SECRETARIAT: t.label("Secretariat only"),
    }
    buttons = [
        Button(_ticked(name, is_on=code == need.visibility), Code("need-views", f"{need.ref}.{code}"))
        for code, name in names.items()
    ]
    if need.visibility != needs.SECRETARIAT:
        veil = _ticked(t.label("Without our name"), is_on=need.is_anonymous)
        buttons.append(Button(veil, Code("need-veil", need.ref)))
    return Screen(text, (*rows_of(buttons), (Button(t.label("Back to the need"), Code("need", need.ref)),)))


def naming(t: Translator, question: Question, offered: Sequence[str], chosen: Sequence[str]) -> Screen:
    """The providers that fit, and those that were typed, each to be ticked."""
    text = lines(
        bold(t("Which providers shall see it?")),
        t("Named: {names}", names=_names(t, chosen)) if chosen else None,
        t("Tap a name, or type one: a state or an organisation. No other provider is told."),
    )
    buttons = [
        question.option(
            _ticked(clip(provider(code, t.language), _LABEL_SHOWN), is_on=code in chosen), f"{at}"
        )
        for at, code in enumerate(offered)
    ]
    done = question.option(t.label("Done"), "done", "primary" if chosen else None)
    return Screen(text, (*rows_of(buttons), (done, question.cancel(t))))


def told_about(t: Translator, need: Need) -> Html | None:
    """On the draft's card: what providers will not read of it."""
    if need.is_anonymous:
        name = provider(veiled_name(need.delegation), t.language)
        return t("They read “{name}”, and neither your name nor your words.", name=name)
    return t("They read the fields, not your sentence.") if need.visibility == needs.CODES else None


def _names(t: Translator, codes: Sequence[str]) -> str:
    names = [clip(provider(code, t.language), _LABEL_SHOWN) for code in codes[:_NAMED]]
    more = len(codes) - len(names)
    return ", ".join([*names, *([t.label("{count} more", count=more)] if more else [])])


def _ticked(label: str, *, is_on: bool) -> str:
    return f"{label} ✓" if is_on else label
