"""A match as each of its two sides sees it."""

from collections.abc import Mapping, Sequence

from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.fits import reason, reasons_of, summary
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import begin, provider
from handlers.kit.needfacts import facts, title
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.matches.actions import ASKER_REASONS, LATER_LASTS, PROVIDER_REASONS
from knowledge.matching import Fit
from knowledge.programmes import Programme
from storage import matches, needs
from storage.matches import Match
from storage.needs import Need
from storage.people import Person
from storage.questions import Question

_NAME_SHOWN = 60
_LABEL_SHOWN = 20
_SAID_SHOWN = 40
_FITS_SHOWN = 2


def notice(
    t: Translator,
    need: Need,
    match: Match,
    names: Mapping[str, Programme],
    asked: Sequence[Question],
    answered_by: str,
    reader: Person,
) -> Screen:
    """For the provider: the need, why it fits, why they get this, and one tap to answer."""
    who = bold(begin(provider(need.delegation, t.language)))
    text = lines(
        t("{delegation} no longer looks for help", delegation=who)
        if need.state == needs.WITHDRAWN
        else t("{delegation} looks for help", delegation=who),
        *facts(t, need.body),
        Html(""),
        *_fit(t, need, match.fits[:1], names),
        None if asked else _also(t, match, names),
        _last_question(t, asked),
        Html(""),
        _where_it_stands(t, need, match, answered_by, reader),
    )
    return Screen(text, _provider_rows(t, need, match, reader), is_protected=need.is_restricted)


def offer(
    t: Translator,
    need: Need,
    match: Match,
    names: Mapping[str, Programme],
    asked: Sequence[Question],
    reader: Person,
) -> Screen:
    """For the delegation that asked: a provider, how it fits, and what it has said."""
    may_answer = has(reader, "decide-match")
    text = lines(
        bold(_offer_heading(t, match)),
        t("For your need: {title}", title=title(t, need.body)),
        Html(""),
        *_fit(t, need, match.fits[:1], names),
        None if asked else _also(t, match, names),
        _last_question(t, asked),
        _what_yes_means(t, match) if may_answer else None,
    )
    rows: list[Row] = []
    if may_answer and match.state == matches.INTERESTED:
        rows.append(
            (
                Button(t.label("Yes, share contacts"), Code("match-ok", match.ref), "success"),
                Button(t.label("No, thank you"), Code("match-deny", match.ref)),
            )
        )
    if may_answer and match.state == matches.AGREED:
        rows.append((Button(t.label("Contact card"), Code("contact", match.ref), "primary"),))
    if may_answer and (open_question := _open(asked)) is not None:
        rows.append((Button(t.label("Answer the question"), Code("question", open_question.ref)),))
    details_button = Button(t.label("Details"), Code("match-more", match.ref))
    rows.append((details_button, Button(t.label("The need"), Code("need", need.ref))))
    return Screen(text, tuple(rows), is_protected=need.is_restricted and reader.role != "recipient")


def details(
    t: Translator,
    reader: Person,
    need: Need,
    match: Match,
    names: Mapping[str, Programme],
    asked: Sequence[Question],
) -> Screen:
    """Every programme of the provider that fits, point by point, and what was asked."""
    said = [part for each in asked[-1:] for part in _dialogue(t, each)]
    text = lines(
        bold(title(t, need.body)),
        *_fit(t, need, match.fits[:_FITS_SHOWN], names),
        *((Html(""), *said) if said else ()),
        Html(""),
        _why_you(t, match, reader, by_name=_is_by_name(need)) if reader.role == "provider" else None,
    )
    opened = [
        Button(clip(names[fit.programme].name, _LABEL_SHOWN), Code("p", f"{fit.programme}~m.{match.ref}"))
        for fit in match.fits[:_FITS_SHOWN]
        if fit.programme in names
    ]
    is_protected = need.is_restricted and reader.role != "recipient"
    return Screen(text, (*rows_of(opened), _below(t, reader, need, match)), is_protected=is_protected)


def _below(t: Translator, reader: Person, need: Need, match: Match) -> Row:
    back = Button(t.label("Back"), Code("match", match.ref))
    if reader.role == "secretariat" or (reader.role == "provider" and need.is_restricted):
        return (back,)  # what can't be forwarded has no text to forward
    return (back, Button(t.label("Text for capital"), Code("match-capital", match.ref)))


def reasons(t: Translator, reader: Person, need: Need, match: Match) -> Screen:
    """One tap for why not; the other side reads it in their language."""
    is_provider = reader.role == "provider"
    name = provider(need.delegation if is_provider else match.delegation, t.language)
    route = "match-nowhy" if is_provider else "match-denywhy"
    codes = PROVIDER_REASONS if is_provider else ASKER_REASONS
    buttons = [Button(begin(reason(t, code)), Code(route, f"{match.ref}.{code}")) for code in codes]
    text = t("Which reason shall {delegation} read? Your tap sends it.", delegation=bold(name))
    rows = (*rows_of(buttons), (Button(t.label("Back"), Code("match", match.ref)),))
    return Screen(text, rows, is_protected=need.is_restricted and is_provider)


def _fit(t: Translator, need: Need, fits: Sequence[Fit], names: Mapping[str, Programme]) -> list[Html]:
    said = []
    for fit in fits:
        programme = names.get(fit.programme)
        name = clip(programme.name if programme else fit.programme, _NAME_SHOWN)
        said.append(t("{name}: {fit}.", name=bold(name), fit=summary(t, fit)))
        said += reasons_of(t, fit, need.delegation)
    return said


def _also(t: Translator, match: Match, names: Mapping[str, Programme]) -> Html | None:
    others = [names[fit.programme].name for fit in match.fits[1:3] if fit.programme in names]
    if not others:
        return None
    return t("Also: {names}", names=", ".join(clip(name, 40) for name in others))


def _last_question(t: Translator, asked: Sequence[Question]) -> Html | None:
    if not asked:
        return None
    return lines(Html(""), *_dialogue(t, asked[-1]))


def _dialogue(t: Translator, asked: Question) -> list[Html]:
    answer = clip(asked.answer, _SAID_SHOWN) if asked.answer else t.label("no answer yet")
    return [
        t("Question: {question}", question=clip(asked.words, _SAID_SHOWN)),
        t("Answer: {answer}", answer=answer),
    ]


def _open(asked: Sequence[Question]) -> Question | None:
    return next((each for each in asked if each.answer is None), None)


def _where_it_stands(t: Translator, need: Need, match: Match, answered_by: str, reader: Person) -> Html:
    """Whether an answer is asked for, or what was answered; always with why they get this."""
    if need.state == needs.WITHDRAWN:
        return t("The need was withdrawn. Nothing more is asked of you.")
    if need.state == needs.PAUSED and match.state in (*matches.UNANSWERED, matches.INTERESTED):
        return t("The need is paused. You will be told if it opens again.")
    who, name = provider(need.delegation, t.language), escape(answered_by)
    words = {
        matches.TOLD: _what_interest_means(t, match, reader, by_name=_is_by_name(need)),
        matches.LATER: t(
            "You wanted to answer later; you will be asked again on {day}.", day=_asked_again(t, match)
        ),
        matches.INTERESTED: t(
            "{name} answered: interested. {delegation} has been asked; its answer comes here.",
            name=name,
            delegation=begin(who),
        ),
        matches.DECLINED: t(
            "{name} answered: not for us ({reason}).", name=name, reason=reason(t, match.reason)
        ),
        matches.AGREED: t("Both sides have said yes. Any agreement is made by note verbale."),
        matches.REFUSED: t("{delegation} will not go further this time. Thank you.", delegation=begin(who)),
        matches.LAPSED: t("Your programme no longer fits this need. Nothing more is asked of you."),
    }
    return words.get(match.state, Html(""))


def _asked_again(t: Translator, match: Match) -> str:
    return t.day((match.answered_at + LATER_LASTS).date()) if match.answered_at else ""


def _is_by_name(need: Need) -> bool:
    return need.visibility == needs.NAMED


def _why_you(t: Translator, match: Match, reader: Person, *, by_name: bool) -> Html:
    """Why this provider is told: a programme of theirs fits, or somebody has named them."""
    name = provider(match.delegation, t.language)
    if not has(reader, "answer-match"):
        return italic(t("You read this for {delegation}; your colleagues answer.", delegation=name))
    if reader.rank == "deputy":
        return italic(
            t(
                "You are asked as deputy of {delegation}: nobody has answered yet. Interest commits nobody.",
                delegation=name,
            )
        )
    if by_name:
        return italic(t("{delegation} was asked by name. Interest commits nobody.", delegation=name))
    return italic(
        t("You get this because you speak for {delegation}. Interest commits nobody.", delegation=name)
    )


def _what_interest_means(t: Translator, match: Match, reader: Person, *, by_name: bool = False) -> Html:
    said = t("If both sides say yes, each gets the other's contact card: /card.")
    return lines(italic(said), _why_you(t, match, reader, by_name=by_name))


def _provider_rows(t: Translator, need: Need, match: Match, reader: Person) -> tuple[Row, ...]:
    ref = match.ref
    more = Button(t.label("Details"), Code("match-more", ref))
    if not has(reader, "answer-match"):
        return ((more, _my_matches(t)),)
    if need.state == needs.OPEN and match.state in matches.UNANSWERED:
        later = Button(t.label("Later"), Code("match-later", ref))
        return (
            (Button(t.label("Interested (no commitment)"), Code("match-yes", ref), "success"),),
            (
                Button(t.label("Ask a question"), Code("match-ask", ref)),
                Button(t.label("Not for us"), Code("match-no", ref)),
            ),
            (later, more) if match.state == matches.TOLD else (more, _my_matches(t)),
        )
    if need.state == needs.OPEN and match.state == matches.INTERESTED:
        back = Button(t.label("Withdraw our answer"), Code("match-back", ref))
        return ((Button(t.label("Ask a question"), Code("match-ask", ref)), back), (more, _my_matches(t)))
    if need.state == needs.OPEN and match.state == matches.DECLINED:
        return ((Button(t.label("Interested after all"), Code("match-yes", ref)),), (more, _my_matches(t)))
    if match.state == matches.AGREED:
        card = Button(t.label("Contact card"), Code("contact", ref), "primary")
        return ((card,), (more, _my_matches(t)))
    return ((more, _my_matches(t)),)


def _offer_heading(t: Translator, match: Match) -> Html:
    name = provider(match.delegation, t.language)
    words = {
        matches.UNREACHED: t("{delegation} could help; nobody speaks for it here yet", delegation=name),
        matches.TOLD: t("{delegation} has been told", delegation=name),
        matches.LATER: t("{delegation} will answer later", delegation=name),
        matches.INTERESTED: t("{delegation} is interested", delegation=name),
        matches.DECLINED: t(
            "{delegation} can't help this time: {reason}", delegation=name, reason=reason(t, match.reason)
        ),
        matches.AGREED: t("{delegation} and you have both said yes", delegation=name),
        matches.REFUSED: t("You have declined {delegation}", delegation=name),
        matches.LAPSED: t("{delegation} is no longer asked", delegation=name),
    }
    return words[match.state]


def _what_yes_means(t: Translator, match: Match) -> Html | None:
    if match.state != matches.INTERESTED:
        return None
    return lines(
        Html(""),
        italic(
            t(
                "If you say yes, each side gets the other's contact card at once; what is on yours: /card. "
                "It commits nobody."
            )
        ),
    )


def _my_matches(t: Translator) -> Button:
    return Button(t.label("My matches"), Code("matches", "0"))
