"""Invitations, as those see them who make them."""

from collections.abc import Sequence
from datetime import datetime

from handlers.kit.buttons import Code
from handlers.kit.clocks import place
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, clip, escape, lines
from handlers.kit.i18n import LANGUAGES, Translator
from handlers.kit.labels import brief, moment, provider, remit, role
from handlers.kit.paging import paging
from handlers.kit.postnames import post, rank
from handlers.kit.screen import Button, Document, Row, Screen, rows_of
from knowledge.rights import REMITS, Rank
from storage.invites import Invite
from storage.people import Person

INVITES_A_PAGE = 4
_LABEL_SHOWN = 32
_NAME_SHOWN = 24


def whom(t: Translator, question: Question, found: Sequence[str]) -> Screen:
    """For whom the secretariat invites; several could be meant: one button each."""
    if not found:
        ask = t("For which state or organisation? Its name, in any of seven languages.")
        return Screen(ask, ((question.cancel(t),),))
    names = [f"{number}. {provider(code, t.language)}" for number, code in enumerate(found, 1)]
    options = [
        question.option(f"{number}. {brief(code, t.language, _NAME_SHOWN - 3)}", code)
        for number, code in enumerate(found, 1)
    ]
    text = lines(t("Which one do you mean?"), *(escape(name) for name in names))
    return Screen(text, (*rows_of(options), (question.cancel(t),)))


def which_role(t: Translator, question: Question) -> Screen:
    text = t("What will they do for {delegation}?", delegation=_delegation(t, question))
    roles = (
        question.option(t.label("Look for help"), "recipient", "primary"),
        question.option(t.label("Offer help"), "provider", "primary"),
    )
    return Screen(
        text, (roles, (question.option(t.label("Secretariat"), "secretariat"),), (question.cancel(t),))
    )


def which_rank(t: Translator, question: Question, ranks: Sequence[Rank]) -> Screen:
    text = lines(
        bold(t("New invitation: {delegation}", delegation=_delegation(t, question))),
        t("Which post will it be?"),
        None if question.answers["role"] == "secretariat" else _what_ranks_do(t, ranks),
    )
    options = [question.option(_capital(rank(t, each)), each) for each in ranks]
    return Screen(text, (*rows_of(options), (question.cancel(t),)))


def _what_ranks_do(t: Translator, ranks: Sequence[Rank]) -> Html:
    said = {
        "focal": t("The focal point leads: posts, rules and the hand-over."),
        "deputy": t("A deputy invites and clears as the focal point does."),
        "member": t("A member declares and answers."),
        "observer": t("An observer only reads."),
    }
    return lines(*(said[each] for each in ranks if each in said))


def which_remit(t: Translator, question: Question) -> Screen:
    options = tuple(question.option(_capital(remit(t, each)), each) for each in REMITS)
    return Screen(t("What will their notices be about?"), (options, (question.cancel(t),)))


def which_name(t: Translator, question: Question, *, may_skip: bool) -> Screen:
    text = lines(
        t("The official name and function of that person, as it stands on a note verbale?"),
        t("For example: {example}", example=t("Col. Mahamat Saleh, Military Adviser")),
        t("Whoever opens the link is asked whether that is them."),
    )
    skip = (question.option(t.label("Without a name"), "skip"),) if may_skip else ()
    return Screen(text, ((*skip, question.cancel(t)),))


def which_station(t: Translator, question: Question, offered: Sequence[str], places: Sequence[str]) -> Screen:
    """Some to tap; where what was typed can be several places, these, by number."""
    if places:
        several = tuple(
            question.option(f"{number}. {clip(place(t, zone), _LABEL_SHOWN)}", str(number))
            for number, zone in enumerate(places, 1)
        )
        return Screen(t("Which one do you mean?"), (*rows_of(several), (question.cancel(t),)))
    text = lines(
        bold(t("Duty station")),
        t("Where do they work? By the clock of that place they have their evenings and weekends in peace."),
        t("Tap one, or type a city."),
    )
    return Screen(
        text, (tuple(question.option(place(t, zone), zone) for zone in offered), (question.cancel(t),))
    )


def card(t: Translator, invite: Invite, now: datetime, inviter: str, taker: str, *, is_own: bool) -> Screen:
    """One invitation, and what can be done about it or has become of it."""
    is_open = invite.is_open(now)
    text = lines(
        *_about(t, invite),
        t("Duty station: {place}", place=place(t, invite.zone)) if invite.zone is not None else None,
        t("Made by {name}.", name=inviter) if inviter else None,
        Html(""),
        *_how_to_use(t, invite, is_own=is_own) if is_open else (_end(t, invite, taker),),
    )
    rows: list[Row] = []
    if is_open and is_own:
        links = [Button(t.label("QR code"), Code("invite-qr", invite.ref), "primary")]
        links += [
            Button(t.label("Link in {language}", language=name), Code("invite-link", f"{invite.ref}.{code}"))
            for code, name in LANGUAGES.items()
        ]
        rows.append(tuple(links))
    if is_open:
        rows.append((Button(t.label("Withdraw"), Code("invite-end", invite.ref), "danger"),))
    rows.append((Button(t.label("All invitations"), Code("invites", "0")), _new(t)))
    return Screen(text, tuple(rows))


def _about(t: Translator, invite: Invite) -> tuple[Html, ...]:
    who = bold(t("Invitation: {name}", name=invite.name)) if invite.name else bold(t("Invitation"))
    what = t(
        "Delegation: {delegation}, as {role}",
        delegation=bold(provider(invite.delegation, t.language)),
        role=role(t, invite.role),
    )
    if invite.rank is None:
        return who, what
    return who, what, t("Post: {post}", post=post(t, invite.role, invite.rank, invite.remit))


def _how_to_use(t: Translator, invite: Invite, *, is_own: bool) -> tuple[Html, ...]:
    until = t("Good until {when}, for one person, once.", when=moment(invite.expires_at, t.language))
    if not is_own:
        return until, t("Its link is known to whoever made it. You can withdraw it.")
    return (
        until,
        t(
            "Forward the message below to that person alone, or print the QR code. "
            "Whoever opens it first and says yes has the post; forwarded on after that, it opens nothing."
        ),
    )


def _end(t: Translator, invite: Invite, taker: str) -> Html:
    if invite.used_at is not None:
        when = moment(invite.used_at, t.language)
        return t("Used on {when} by {name} (the name on Telegram).", when=when, name=bold(taker))
    if invite.declined_at is not None:
        return t("Whoever opened it said that it is not for them. It opens for nobody any more.")
    if invite.revoked_at is not None:
        return t("Withdrawn on {when}.", when=moment(invite.revoked_at, t.language))
    return t("Expired on {when}.", when=moment(invite.expires_at, t.language))


def still_open(t: Translator, reader: Person, found: Sequence[Invite], first: int) -> Screen:
    """The invitations that can still be used, those that expire first before others."""
    first = first if first < len(found) else 0
    shown = found[first : first + INVITES_A_PAGE]
    text = lines(
        bold(t("Invitations")),
        t.many("{count} invitation is open.", "{count} invitations are open.", len(found))
        if found
        else t("No invitation is open."),
        *(_line(t, each, number) for number, each in enumerate(shown, first + 1)),
    )
    cards = tuple(
        Button(str(number), Code("invite-card", each.ref)) for number, each in enumerate(shown, first + 1)
    )
    pages = paging(t, "invites", first, len(found), INVITES_A_PAGE)
    last = [_new(t), Button(t.label("What I can do now"), Code("home"))]
    if reader.role == "secretariat":
        last = [_new(t), Button(t.label("Administrators"), Code("administrators", "0"))]
        last.append(Button(t.label("Back to the desk"), Code("desk", "0")))
    return Screen(text, (*([cards] if cards else []), *([pages] if pages else []), tuple(last)))


def _line(t: Translator, invite: Invite, number: int) -> Html:
    who = invite.name or (rank(t, invite.rank) if invite.rank else role(t, invite.role))
    return t(
        "{number}. {name}, {delegation}: until {when}",
        number=number,
        name=bold(clip(who, _LABEL_SHOWN * 2)),
        delegation=provider(invite.delegation, t.language),
        when=moment(invite.expires_at, t.language),
    )


def to_forward(t: Translator, invite: Invite, address: str) -> Screen:
    """What the inviter passes on. The address stands alone: no mark of ours may become part of it."""
    text = lines(
        t("Invitation for {name}", name=bold(invite.name)) if invite.name else None,
        t(
            "You are invited to speak for {delegation} where peacekeeping capability needs meet programmes "
            "that help.",
            delegation=bold(provider(invite.delegation, t.language)),
        )
        if invite.role != "secretariat"
        else t("You are invited to the secretariat of the exchange of peacekeeping capability needs."),
        t("Open this link in Telegram, tap Start and confirm that it is you:"),
        Html(""),
        escape(address),
        Html(""),
        t(
            "It works once, for one person, until {when}. Pass it on to nobody.",
            when=moment(invite.expires_at, t.language),
        ),
    )
    return Screen(text)


def on_paper(t: Translator, invite: Invite, png: bytes) -> Document:
    """As a file, which Telegram keeps as it is: a photo would be made smaller and blurred."""
    caption = lines(
        *_about(t, invite),
        t("Good until {when}, for one person, once.", when=moment(invite.expires_at, t.language)),
        t("Print it, or show it: the camera of a phone opens it. Throw the paper away once it has served."),
    )
    return Document(f"invitation-{invite.ref}.png", png, caption)


def link_is_gone(t: Translator, invite: Invite) -> Screen:
    text = lines(
        t("The link of this invitation can't be shown (again): it was shown once, or our keys have changed."),
        t("Withdraw the invitation and make a new one."),
    )
    return Screen(text, ((Button(t.label("Open the invitation"), Code("invite-card", invite.ref)),),))


def declined(t: Translator, invite: Invite) -> Screen:
    text = lines(
        *_about(t, invite),
        Html(""),
        t("Whoever opened it said that it is not for them. It opens for nobody any more."),
        t("Was it sent to the right person? If so, make a new one."),
    )
    return Screen(text, ((_new(t),),))


def _delegation(t: Translator, question: Question) -> Html:
    return bold(provider(question.answers["delegation"], t.language))


def _new(t: Translator) -> Button:
    return Button(t.label("New invitation"), Code("invite"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
