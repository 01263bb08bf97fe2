"""A need as its own delegation sees it: draft, on its way out, published, over."""

from collections.abc import Sequence

from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.fits import in_order, match_line
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, clip, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import brief, provider
from handlers.kit.needfacts import facts, field_name, field_value, title
from handlers.kit.pairing import Candidate, Plan
from handlers.kit.screen import Button, Row, Screen, Style, rows_of
from handlers.needs import whenviews
from handlers.needs.options import Option
from handlers.needs.reach import away, near_misses, reach
from handlers.needs.readings import doubts, remarks
from knowledge.discretion import indiscretions
from knowledge.needs import Field
from knowledge.sentence import Draft
from storage import matches, needs
from storage.matches import Match
from storage.needs import Need
from storage.people import Person

_LABEL_SHOWN = 20
_LINES = 4
_BUTTONS = 3
_WORDS_SHOWN = 60
_BACK_SHOWN = 120


def draft(
    t: Translator,
    reader: Person,
    need: Need,
    plan: Plan,
    twin: Need | None,
    said: Draft,
    *,
    to_clear: bool,
) -> Screen:
    """Everything that was understood, to be corrected by a tap, and who will be told."""
    text = lines(
        bold(t("Draft of your capability need")),
        *facts(t, need.body),
        *remarks(t, need.body, said),
        Html(""),
        reach(t, need, plan),
        None if need.sent_back else _twin(t, twin),
        t("Sent back: “{words}”", words=clip(need.sent_back, _BACK_SHOWN)) if need.sent_back else None,
        _indiscreet(t, need),
    )
    ref = need.ref
    if not has(reader, "declare"):
        return Screen(text, ((_my_needs(t),),))
    if (asked := need.body.to_ask()) is not None:
        name = t.label("Missing: {field}", field=field_name(t, asked))
        first = Button(name, Code("need-field", f"{ref}.{asked}"), "primary")
    else:
        label = t.label("Save for clearance") if to_clear else _publish_label(t, need, plan)
        first = Button(label, Code("need-out", ref, need.rev), "primary")
    when = (whenviews.button(t, need),) if _goes_out(need, plan) and not to_clear else ()
    rest = (
        Button(t.label("Wording"), Code("need-field", f"{ref}.words")),
        Button(t.label("Who sees it"), Code("need-view", ref)),
        Button(t.label("Discard"), Code("need-drop", ref), "danger"),
    )
    if twin is not None:
        other = Button(t.label("Open the other need"), Code("need", twin.ref))
        return Screen(text, ((first, other), *_field_rows(t, ref), (*rest, *when)))
    return Screen(text, ((first, *when), *_field_rows(t, ref), rest))


def queued(t: Translator, reader: Person, need: Need, plan: Plan) -> Screen:
    """A minute for second thoughts."""
    text = lines(
        bold(t("Goes out in 60 s")),
        *facts(t, need.body),
        Html(""),
        reach(t, need, plan),
    )
    if not has(reader, "publish"):
        return Screen(text, ((_my_needs(t),),))
    undo = Button(t.label("Undo"), Code("need-undo", need.ref))
    return Screen(text, ((Button(t.label("Send now"), Code("need-now", need.ref), "primary"), undo),))


def live(
    t: Translator, reader: Person, need: Need, found: Sequence[Match], near: Sequence[Candidate]
) -> Screen:
    """A need that is or was out, and how far each provider has come; only its own delegation manages it."""
    is_own = reader.role == "recipient"
    shown = in_order([match for match in found if match.told_at])
    ranked = [Html(f"{place}. ") + match_line(t, match) for place, match in enumerate(shown[:_LINES], 1)]
    more = len(shown) - _LINES
    missing = [match.delegation for match in found if match.state == matches.UNREACHED]
    text = lines(
        bold(_heading(t, need) if is_own else provider(need.delegation, t.language)),
        *facts(t, need.body),
        Html(""),
        *(ranked or [_nobody(t, need)]),
        t.many("and {count} more", "and {count} more", more) if more > 0 else None,
        away(t, need, missing),
        near_misses(t, need, near),
    )
    opened = [_opens(t, match) for match in shown[:_BUTTONS]]
    managed = (
        _manage(t, reader, need) if is_own else ((Button(t.label("All needs"), Code("all-needs", "0")),),)
    )
    rows = (*((tuple(opened),) if opened else ()), *managed)
    return Screen(text, rows, is_protected=need.is_restricted and not is_own)


def shared(t: Translator, need: Need) -> Screen:
    """A member's need, for an organisation that the member lets see it."""
    who = provider(need.delegation, t.language)
    text = lines(
        bold(who),
        *facts(t, need.body),
        Html(""),
        italic(t("You see this because {delegation} shares its needs with you.", delegation=who)),
    )
    rows = ((Button(t.label("Members' needs"), Code("member-needs", "0")),),)
    return Screen(text, rows, is_protected=need.is_restricted)


def fields(t: Translator, need: Need) -> Screen:
    """The fields of a need that is out: each correction is told to whoever was told of the need."""
    text = lines(
        bold(t("Change the need")),
        *facts(t, need.body),
        Html(""),
        t("What you change is sent in 60 s, together, to the providers who know of this need."),
    )
    last = (
        Button(t.label("Wording"), Code("need-field", f"{need.ref}.words")),
        Button(t.label("Back to the need"), Code("need", need.ref)),
    )
    return Screen(text, (*_field_rows(t, need.ref), last))


def field_question(
    t: Translator, question: Question, need: Need, field: Field, offered: Sequence[Option], said: Draft
) -> Screen:
    """One thing at a time: a few buttons, or a few words."""
    known = field_value(t, need.body, field)
    text = lines(
        bold(field_name(t, field)),
        t("Now: {value}", value=known) if known else None,
        doubts(t, need.body, field, said),
        _asks(t, field),
    )
    buttons = [question.option(clip(name, 34), value) for name, value in offered]
    return Screen(text, (*rows_of(buttons), (question.cancel(t),)))


def sure_to_withdraw(t: Translator, need: Need) -> Screen:
    """A question before what can't be undone; the safe answer first."""
    keep = Button(t.label("Keep it"), Code("need", need.ref), "primary")
    if need.state == needs.DRAFT:
        text = t("Discard the draft “{title}”? Nobody has been told of it.", title=title(t, need.body))
        gone = Button(t.label("Discard"), Code("need-gone", need.ref), "danger")
    else:
        text = t(
            "Withdraw “{title}”? Providers who knew of it are told that it has ended.",
            title=title(t, need.body),
        )
        gone = Button(t.label("Withdraw"), Code("need-gone", need.ref), "danger")
    return Screen(text, ((keep, gone),))


def _field_rows(t: Translator, ref: str) -> tuple[Row, ...]:
    first: tuple[Field, ...] = ("capabilities", "assistance", "when")
    second: tuple[Field, ...] = ("languages", "units", "missions", "people")
    return tuple(tuple(_field_button(t, ref, field) for field in row) for row in (first, second))


def _field_button(t: Translator, ref: str, field: Field) -> Button:
    return Button(field_name(t, field), Code("need-field", f"{ref}.{field}"))


def _goes_out(need: Need, plan: Plan) -> bool:
    """Whether the next tap would tell a provider of it."""
    return bool(plan.told) and need.visibility != needs.SECRETARIAT and need.body.to_ask() is None


def _publish_label(t: Translator, need: Need, plan: Plan) -> str:
    if need.visibility == needs.SECRETARIAT:
        return t.label("Publish to the secretariat")
    if not plan.told:
        return t.label("Publish")
    return t.many("Publish to {count} provider", "Publish to {count} providers", len(plan.told))


def _opens(t: Translator, match: Match) -> Button:
    label = brief(match.delegation, t.language, _LABEL_SHOWN)
    style: Style | None = "primary" if match.state == matches.INTERESTED else None
    return Button(label, Code("match", match.ref), style)


def _indiscreet(t: Translator, need: Need) -> Html:
    """That the channel is not classified; where the wording holds what does not belong there, what."""
    found = indiscretions(need.body.words)
    if not found:
        return italic(t("This chat is not a classified channel: stay at the level of categories."))
    names = {
        "coordinates": t.label("coordinates"),
        "serial": t.label("a serial number"),
        "strength": t.label("how many of something work"),
        "readiness": t.label("from when a unit is ready"),
    }
    what = ", ".join(names[each] for each in found)
    return t(
        "Your wording seems to hold {what}. This chat is not a classified channel: better leave that out, "
        "tap Wording.",
        what=what,
    )


def _twin(t: Translator, twin: Need | None) -> Html | None:
    if twin is None:
        return None
    return t("Your delegation already has a similar need: “{title}”.", title=title(t, twin.body))


def _heading(t: Translator, need: Need) -> Html:
    if need.state == needs.OPEN:
        return t("Your need is published")
    if need.state == needs.PAUSED:
        return t("Your need is paused: no new provider is told")
    return t("This need is withdrawn")


def _nobody(t: Translator, need: Need) -> Html:
    if need.visibility == needs.SECRETARIAT:
        return t("Only the secretariat sees it.")
    if need.visibility == needs.NAMED:
        return t("Nobody speaks here yet for those who were named.")
    if need.state != needs.OPEN:
        return t("No provider was told of it.")
    return t("No provider fits yet. The secretariat sees it, and whoever fits later is told.")


def _my_needs(t: Translator) -> Button:
    return Button(t.label("My needs"), Code("needs", "0"))


def _manage(t: Translator, reader: Person, need: Need) -> tuple[Row, ...]:
    home = _my_needs(t)
    capital = Button(t.label("Text for capital"), Code("need-capital", need.ref))
    if need.state not in needs.LIVE or not has(reader, "publish"):
        return ((home, capital),)
    switch = (
        Button(t.label("Pause"), Code("need-pause", need.ref))
        if need.state == needs.OPEN
        else Button(t.label("Resume"), Code("need-resume", need.ref), "primary")
    )
    change = Button(t.label("Change"), Code("need-edit", need.ref))
    drop = Button(t.label("Withdraw"), Code("need-drop", need.ref), "danger")
    return ((change, switch, drop), (home, capital))


def _asks(t: Translator, field: Field) -> Html:
    words = {
        "capabilities": t("Which capability is it about? Tap one, or type it in your own words."),
        "assistance": t("What kind of help? Tap one, or type it; several are fine."),
        "languages": t("In which language should it be given? Tap one, or type several."),
        "when": t("Until when, or from when? For example: before 1 June, 2nd quarter 2027, end of March."),
        "units": t("What kind of unit is it for?"),
        "words": t("Write the sentence anew, as providers shall read it. The fields stay as they are."),
        "people": t("For how many people? Type a number."),
        "missions": t("For which mission? Type its name, for example MINUSCA."),
    }
    return words[field]
