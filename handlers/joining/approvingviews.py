"""New administrators, as the secretariat sees them."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import moment, provider
from handlers.kit.paging import paging
from handlers.kit.screen import Button, Row, Screen, rows_of
from storage.people import Person
from storage.proposals import APPROVED, OPEN, REFUSED, Proposal

OFFICERS_A_PAGE = 2
_NAMES_SHOWN = 8
_NAME_SHOWN = 40
_LABEL_SHOWN = 24


def administrators(
    t: Translator,
    reader: Person,
    named: Sequence[tuple[Person, str]],
    waiting: Sequence[Proposal],
    first: int,
) -> Screen:
    """Who is one, officers with a button each, and what waits for a second person."""
    leading = [name for person, name in named if person.rank == "administrator"]
    officers = [
        (person, name) for person, name in named if person.rank == "officer" and person.id != reader.id
    ]
    first = first if first < len(officers) else 0
    shown = officers[first : first + OFFICERS_A_PAGE]
    text = lines(
        bold(t("Administrators")),
        t("Now: {names}", names=", ".join(clip(name, _NAME_SHOWN) for name in leading[:_NAMES_SHOWN]) or "-"),
        t("It takes two: one of you proposes an officer, another one approves."),
        t.many("{count} proposal waits.", "{count} proposals wait.", len(waiting)) if waiting else None,
    )
    open_ = [Button(clip(_who(t, each), _LABEL_SHOWN), Code("proposal", each.ref)) for each in waiting[:2]]
    make = [
        Button(clip(t.label("Propose {name}", name=name), _LABEL_SHOWN), Code("propose", str(person.id)))
        for person, name in shown
    ]
    pages = paging(t, "administrators", first, len(officers), OFFICERS_A_PAGE)
    desk = Button(t.label("Back to the desk"), Code("desk", "0"))
    rows: list[Row] = [*rows_of(open_), *rows_of(make), (*pages, desk)]
    return Screen(text, tuple(rows))


def card(t: Translator, reader: Person, proposal: Proposal, *, alone: bool) -> Screen:
    """One proposal; whoever may not answer it sees why."""
    text = lines(
        bold(t("New administrator")),
        _about(t, proposal),
        t(
            "Proposed by {name} on {when}.",
            name=bold(clip(proposal.beginner, _NAME_SHOWN)),
            when=moment(proposal.begun_at, t.language),
        ),
        _state(t, reader, proposal, alone=alone),
    )
    rows: list[Row] = []
    if proposal.state == OPEN and reader.id == proposal.begun_by:
        rows.append((Button(t.label("Withdraw"), Code("unpropose", proposal.ref), "danger"),))
    elif proposal.state == OPEN and reader.id != proposal.person:
        rows.append(
            (
                Button(t.label("Approve"), Code("approve", proposal.ref), "success"),
                Button(t.label("Refuse"), Code("disapprove", proposal.ref), "danger"),
            )
        )
    if proposal.invite is not None and reader.id == proposal.begun_by:
        rows.append((_opens(t, proposal.invite),))
    rows.append((Button(t.label("Back to the desk"), Code("desk", "0")),))
    return Screen(text, tuple(rows))


def _opens(t: Translator, invite: str) -> Button:
    return Button(t.label("Open the invitation"), Code("invite-card", invite), "primary")


def _about(t: Translator, proposal: Proposal) -> Html:
    name, delegation = bold(_who(t, proposal)), provider(proposal.delegation, t.language)
    if proposal.person is not None:
        return t("{name}, an officer of {delegation}", name=name, delegation=delegation)
    return t("{name}, to be invited for {delegation}", name=name, delegation=delegation)


def _who(t: Translator, proposal: Proposal) -> str:
    return clip(proposal.candidate or proposal.name or t.label("Somebody without a name"), _NAME_SHOWN * 2)


def _state(t: Translator, reader: Person, proposal: Proposal, *, alone: bool) -> Html:
    decider = bold(clip(proposal.decider or "", _NAME_SHOWN))
    if proposal.state == APPROVED:
        return t("Approved by {name}.", name=decider)
    if proposal.state == REFUSED:
        return lines(t("Refused by {name}:", name=decider), _quoted(proposal))
    if proposal.state != OPEN:
        return t("Withdrawn by {name}.", name=decider)
    if alone:
        return t(
            "Nobody else of the secretariat is here who could approve it: "
            "the operator can make an administrator on the command line."
        )
    if reader.id == proposal.begun_by:
        return t("It waits for one of your colleagues.")
    if reader.id == proposal.person:
        return t("It is about you: one of your colleagues answers.")
    return italic(t("An administrator reads the audit trail and makes others. Your one tap decides."))


def answer(t: Translator, reader: Person, proposal: Proposal) -> Screen:
    desk: Row = (Button(t.label("Open the desk"), Code("desk")),)
    if reader.id == proposal.person:
        return Screen(t("You are an administrator of the secretariat now."), (desk,))
    decider = bold(clip(proposal.decider or "", _NAME_SHOWN))
    if proposal.state == REFUSED:
        said = lines(
            t("Your proposal of a new administrator was refused by {name}:", name=decider), _quoted(proposal)
        )
        return Screen(lines(_about(t, proposal), said), (desk,))
    text = lines(_about(t, proposal), t("Approved by {name}.", name=decider))
    if proposal.invite is not None:
        return Screen(text, ((_opens(t, proposal.invite),),))
    return Screen(text, (desk,))


def ask_reason(t: Translator, question: Question) -> Screen:
    ask = t("Why not? One sentence: whoever proposed it reads it.")
    return Screen(ask, ((question.cancel(t),),))


def _quoted(proposal: Proposal) -> Html:
    return Html(f"<blockquote>{escape(proposal.reason or '')}</blockquote>")
