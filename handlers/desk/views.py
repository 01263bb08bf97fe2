"""The desk as the secretariat sees it."""

from collections.abc import Sequence

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import alphabetically, brief, moment, person_name, provider, role
from handlers.kit.paging import paging
from handlers.kit.postnames import rank
from handlers.kit.screen import Button, Row, Screen, rows_of
from storage.delegations import Seats
from storage.matches import Unreached
from storage.requests import GRANTED, OPEN, REFUSED, WITHDRAWN, Request

REQUESTS_A_PAGE = 2
DELEGATIONS_A_PAGE = 10
ABOARD_A_PAGE = 10
_NUMBERS_A_ROW = 5
_NAME_SHOWN = 40
_LABEL_SHOWN = 24
_DELEGATION_SHOWN = 16  # of a label, before the person's name


def desk(
    t: Translator,
    waiting: Sequence[Request],
    seats: Sequence[Seats],
    away: int,
    pending: int,
    first: int,
) -> Screen:
    """The open requests, oldest first, who is aboard, and what else waits.

    That is how many providers nobody reaches, and how many proposals of administrators are open.
    """
    first = first if first < len(waiting) else 0
    shown = waiting[first : first + REQUESTS_A_PAGE]
    people = sum(each.people for each in seats)
    text = lines(
        bold(t("Desk")),
        t.many("{count} request for access is open.", "{count} requests for access are open.", len(waiting))
        if waiting
        else t("No request for access is open."),
        t(
            "Aboard: {delegations}, {people}.",
            delegations=t.many("{count} delegation", "{count} delegations", len(seats)),
            people=t.many("{count} person", "{count} people", people),
        ),
        t.many(
            "{count} provider could help with an open need, but nobody speaks for it here.",
            "{count} providers could help with open needs, but nobody speaks for them here.",
            away,
        )
        if away
        else None,
        t.many(
            "{count} new administrator waits for a second person.",
            "{count} new administrators wait for a second person.",
            pending,
        )
        if pending
        else None,
    )
    cards = [_opens(t, request, number) for number, request in enumerate(shown, first + 1)]
    pages = _pages(t, "desk", first, len(waiting), REQUESTS_A_PAGE)
    tools = (
        Button(t.label("Who is aboard"), Code("aboard", "0")),
        Button(t.label("Needs"), Code("all-needs", "0")),
        Button(t.label("Providers not here"), Code("unreached", "0")),
    )
    calls = (
        Button(t.label("Meetings"), Code("meetings", "0")),
        Button(t.label("Message to all"), Code("broadcast")),
        Button(t.label("Administrators"), Code("administrators", "0"), "primary")
        if pending
        else Button(t.label("Invitations"), Code("invites", "0")),
    )
    return Screen(text, (*rows_of(cards), *pages, tools, calls))


def unreached(t: Translator, found: Sequence[Unreached], first: int) -> Screen:
    """Providers nobody speaks for, with how many open needs their programmes fit; no need is named."""
    first = first if first < len(found) else 0
    shown = found[first : first + DELEGATIONS_A_PAGE]
    named = [
        t(
            "{name}: {values}",
            name=bold(provider(each.delegation, t.language)),
            values=t.many("{count} open need", "{count} open needs", each.needs),
        )
        for each in shown
    ]
    text = lines(
        bold(t("Providers nobody speaks for")),
        *(named or [t("None: every provider that fits an open need has been told.")]),
        Html(""),
        t("A person who joins for one of them is shown the open needs at once."),
    )
    back = (
        Button(t.label("New invitation"), Code("invite")),
        Button(t.label("Back to the desk"), Code("desk", "0")),
    )
    return Screen(text, (*_pages(t, "unreached", first, len(found), DELEGATIONS_A_PAGE), back))


def aboard(t: Translator, seats: Sequence[Seats], first: int) -> Screen:
    """Delegations in the reader's alphabetical order, with how many people speak for each."""
    place = alphabetically(t.language)
    ordered = sorted(seats, key=lambda each: place(each.delegation))
    first = first if first < len(ordered) else 0
    shown = list(enumerate(ordered, 1))[first : first + ABOARD_A_PAGE]
    named = [
        Html(f"{number}. ")
        + t("{name}: {values}", name=bold(provider(each.delegation, t.language)), values=_seats(t, each))
        for number, each in shown
    ]
    opens = [Button(str(number), Code("people", f"{each.delegation}.0")) for number, each in shown]
    text = lines(
        bold(t("Who is aboard")),
        *named,
        t("A number shows that delegation's people.") if opens else t("Nobody yet."),
    )
    back = (Button(t.label("Back to the desk"), Code("desk", "0")),)
    pages = _pages(t, "aboard", first, len(ordered), ABOARD_A_PAGE)
    return Screen(text, (*rows_of(opens, _NUMBERS_A_ROW), *pages, back))


def request_card(
    t: Translator, request: Request, *, from_desk: bool = False, may_undo: bool = False
) -> Screen:
    """One request: who, for whom, in their own words; then what became of it."""
    text = lines(
        bold(t("Request for access")),
        t("Delegation: {delegation}", delegation=bold(provider(request.delegation, t.language))),
        t("Role: {role}", role=role(t, request.role)),
        t(
            "Name on Telegram, which everybody chooses freely: {name}",
            name=clip(person_name(t, request.name), _NAME_SHOWN),
        ),
        _account(t, request),
        t("Asked on {when}, in these words:", when=moment(request.asked_at, t.language)),
        Html(f"<blockquote>{escape(request.words)}</blockquote>"),
        _outcome(t, request),
    )
    rows: list[Row] = []
    if request.state == OPEN:
        rows.append(
            (
                Button(t.label("Grant as member"), Code("grant", request.ref), "success"),
                Button(t.label("As focal point"), Code("grant-lead", request.ref), "success"),
            )
        )
        rows.append((Button(t.label("Refuse"), Code("refuse", request.ref), "danger"),))
    if may_undo:
        rows.append((Button(t.label("Undo (1 minute)"), Code("ungrant", request.ref)),))
    if from_desk or request.state != OPEN:
        rows.append((Button(t.label("Back to the desk"), Code("desk", "0")),))
    return Screen(text, tuple(rows))


def answered(t: Translator, request: Request) -> str:
    """A word over the chat for whoever answered."""
    name = provider(request.delegation, t.language)
    if request.state == GRANTED and request.rank == "focal":
        return t.label("Granted. The person is focal point of {delegation} now.", delegation=name)
    if request.state == GRANTED:
        return t.label("Granted. The person speaks for {delegation} now.", delegation=name)
    return t.label("Refused. The person is told so politely.")


def answered_before(t: Translator) -> str:
    return t.label("This request has been answered already.")


def shut(t: Translator) -> str:
    return t.label("Not granted: this delegation was removed. Take it back in first, then grant.")


def too_late(t: Translator) -> str:
    return t.label("Too late: an answer can be taken back within a minute, by whoever gave it.")


def open_again(t: Translator) -> str:
    return t.label("Taken back. The request is open again.")


def gone(t: Translator) -> str:
    return t.label("There is no such request.")


def _account(t: Translator, request: Request) -> Html:
    """What is bound to the account: its number never changes hands, an @name can."""
    facts = [str(request.telegram_id), *([f"@{request.username}"] if request.username else [])]
    since = t.day(request.since.date()) if request.since else "?"
    return t("Telegram account {facts}, first seen here on {day}", facts=" · ".join(facts), day=since)


def _opens(t: Translator, request: Request, number: int) -> Button:
    name = person_name(t, request.name)
    label = f"{number}. {brief(request.delegation, t.language, _DELEGATION_SHOWN)} · {name}"
    return Button(clip(label, _LABEL_SHOWN), Code("request", request.ref))


def _outcome(t: Translator, request: Request) -> Html:
    if request.state == OPEN:
        return italic(t("You get this because you are in the secretariat. One answer is enough."))
    when = moment(request.decided_at, t.language) if request.decided_at else ""
    if request.state == GRANTED and request.rank:
        words, by = rank(t, request.rank), bold(request.decided_by or "")
        return t("Granted by {name} on {when}, as {rank}.", rank=words, name=by, when=when)
    if request.state == GRANTED:
        return t("Granted by {name} on {when}.", name=bold(person_name(t, request.decided_by)), when=when)
    if request.state == REFUSED:
        return t("Refused by {name} on {when}.", name=bold(person_name(t, request.decided_by)), when=when)
    if request.state == WITHDRAWN:
        return t("Withdrawn by the person on {when}.", when=when)
    return t("Settled on {when}: the person came in by an invitation.", when=when)


def _seats(t: Translator, seats: Seats) -> str:
    counted = (
        (seats.recipients, t.many("{count} recipient", "{count} recipients", seats.recipients)),
        (seats.providers, t.many("{count} provider", "{count} providers", seats.providers)),
        (
            seats.secretariat,
            t.many("{count} in the secretariat", "{count} in the secretariat", seats.secretariat),
        ),
    )
    return ", ".join(words for count, words in counted if count) or t.label("all suspended")


def _pages(t: Translator, route: str, first: int, total: int, page: int) -> list[Row]:
    row = paging(t, route, first, total, page)
    return [row] if row else []
