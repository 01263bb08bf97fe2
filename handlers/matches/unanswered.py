"""A notice or an offer that those who were asked first leave unanswered goes on: to deputies, or higher."""

from dataclasses import replace
from datetime import datetime

from handlers.kit import pairing
from handlers.kit.access import tell_role
from handlers.kit.briefs import brief
from handlers.kit.buttons import Code
from handlers.kit.html import bold, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import moment as instant
from handlers.kit.labels import provider
from handlers.kit.needfacts import title
from handlers.kit.patience import look_again
from handlers.kit.screen import Button, Screen
from handlers.kit.turn import Moment
from knowledge.reach import ANSWER_WITHIN
from knowledge.rights import Role
from storage import matches, needs, outbox
from storage.database import Store
from storage.matches import Match
from storage.needs import Need
from storage.people import Person


def pass_on(moment: Moment, subject: str) -> datetime | None:
    """Only the revision that has waited since finds itself still there; a need that is paused has time.

    So have those who could not read of it for a day yet.
    """
    found = _waiting(moment.store, subject)
    if found is None:
        return None
    need, match = found
    if need.state == needs.PAUSED:
        return moment.now + ANSWER_WITHIN
    silent, role = _silent(need, match)
    if (later := look_again(moment.store, _asked_by(moment.store, need, match), moment.now)) is not None:
        return later
    deputies = pairing.asked_later(moment.store, need, silent, role)
    for deputy in deputies:
        if match.state == matches.TOLD:
            key = pairing.notice_key(need, match, deputy)
            moment.tell(deputy, "need-notice", match.ref, key)
        else:
            moment.tell(deputy, "match-answer", match.ref, pairing.answer_key(match, deputy))
    if not deputies:
        tell_role(moment, "secretariat", "unanswered", subject)
    return None


def letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """For the secretariat, as long as nobody has answered."""
    found = _waiting(store, subject)
    if found is None or reader.role != "secretariat":
        return None
    need, match = found
    if need.is_private:
        told = brief(t, t("No answer for 24 hours"), need.ref, need.body, Code("match", match.ref))
        return replace(told, is_protected=True)
    silent, _ = _silent(need, match)
    since = match.told_at if match.state == matches.TOLD else match.answered_at
    text = lines(
        bold(t("No answer for 24 hours")),
        t("{delegation} was told of a need of {asker} and has not answered.", **_names(t, need, match))
        if match.state == matches.TOLD
        else t("{delegation} is interested, and {asker} has not answered.", **_names(t, need, match)),
        t("Need: {title}", title=title(t, need.body)),
        t("Waiting since {when}.", when=instant(since, t.language)) if since else None,
        t("It has nobody else who could be asked. You may want to telephone."),
    )
    its_people = Button(t.label("Its people"), Code("people", f"{silent}.0"))
    rows = ((Button(t.label("The match"), Code("match", match.ref), "primary"), its_people),)
    return Screen(text, rows, is_protected=need.is_restricted)


def _waiting(store: Store, subject: str) -> tuple[Need, Match] | None:
    """A match that waits for somebody's answer since this revision, and its need, if it is not over."""
    ref, _, rev = subject.partition(".")
    match = matches.by_ref(store, ref)
    if match is None or str(match.rev) != rev or match.state not in (matches.TOLD, matches.INTERESTED):
        return None
    need = needs.by_id(store, match.need)
    return (need, match) if need is not None and need.state in (needs.OPEN, needs.PAUSED) else None


def _silent(need: Need, match: Match) -> tuple[str, Role]:
    """Whose turn it is."""
    if match.state == matches.TOLD:
        return match.delegation, "provider"
    return need.delegation, "recipient"


def _asked_by(store: Store, need: Need, match: Match) -> list[str]:
    """The keys of the letters by which those who come first were last asked."""
    silent, role = _silent(need, match)
    people = pairing.asked_first(store, need, silent, role)
    if match.state != matches.TOLD:
        return [pairing.answer_key(match, person) for person in people]
    notices = [pairing.notice_key(need, match, person) for person in people]
    again = [pairing.reminder_key(notice, match.rev - 1) for notice in notices]
    return again if any(outbox.is_owed(store, key) for key in again) else notices


def _names(t: Translator, need: Need, match: Match) -> dict[str, str]:
    return {
        "delegation": bold(provider(match.delegation, t.language)),
        "asker": bold(provider(need.delegation, t.language)),
    }
