"""What both sides of a match do. Each step is taken once, whoever taps at the same time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from handlers.kit import pairing
from handlers.kit.turn import Moment
from knowledge.reach import ANSWER_WITHIN
from storage import audit, contact_consents, delegations, dues, matches, needs, outbox, people, programmes
from storage.matches import Match
from storage.needs import Need
from storage.people import Person

LATER_LASTS = timedelta(days=3)
# The version of the words under which both sides say yes (a test holds them against it).
CONSENT_WORDS = "1"

# Why one says no: codes that the views put into words.
PROVIDER_REASONS = ("year", "seats", "outside", "touch", "none")
ASKER_REASONS = ("served", "fit", "touch", "none")
_MAY_CHANGE_ITS_MIND = (*matches.UNANSWERED, matches.DECLINED)


def interested(moment: Moment, person: Person, need: Need, match: Match) -> bool:
    """The provider's yes, which commits nobody; the delegation that asked is told."""
    values = {"answered_by": person.id, "answered_at": moment.now, "reason": None}
    moved = _step(moment, person, match, _MAY_CHANGE_ITS_MIND, matches.INTERESTED, values)
    if moved is None:
        return False
    contact_consents.give(moment.store, moved, "provider", person.id, CONSENT_WORDS, moment.now)
    _tell_asker(moment, moved)
    pairing.renew_notices(moment, need, moved)
    return True


def decline(moment: Moment, person: Person, need: Need, match: Match, reason: str) -> bool:
    """The provider's no, with a reason that the other side reads."""
    values = {"answered_by": person.id, "answered_at": moment.now, "reason": reason}
    before = (*matches.UNANSWERED, matches.INTERESTED)
    moved = _step(moment, person, match, before, matches.DECLINED, values)
    if moved is None:
        return False
    pairing.renew_asker(moment, match)
    _tell_asker(moment, moved)
    pairing.renew_notices(moment, need, moved)
    return True


def come_forward(moment: Moment, person: Person, need: Need) -> Match | None:
    """A provider that found a need open to all could help: from now on it is one of those told."""
    if person.delegation is None:
        return None
    delegations.know(moment.store, person.delegation, moment.now)
    match = next(
        (each for each in matches.of_need(moment.store, need.id) if each.delegation == person.delegation),
        None,
    ) or matches.add(moment.store, moment.new_ref(), need.id, person.delegation, (), moment.now)
    before = (matches.UNREACHED, matches.LAPSED)
    return _step(moment, person, match, before, matches.TOLD, {"told_at": moment.now}) or match


def take_back(moment: Moment, person: Person, need: Need, match: Match) -> bool:
    """A yes can be taken back until the other side has said yes too."""
    moved = _step(moment, person, match, [matches.INTERESTED], matches.TOLD, {"answered_by": None})
    if moved is None:
        return False
    pairing.renew_asker(moment, moved)
    pairing.renew_notices(moment, need, moved)
    return True


def take_back_all(moment: Moment, person: Person) -> None:
    """Somebody goes: the yeses that they gave and that nobody has answered hold no longer."""
    for match in matches.waiting_on(moment.store, person.id):
        if (need := needs.by_id(moment.store, match.need)) is not None:
            take_back(moment, person, need, match)


def later(moment: Moment, person: Person, need: Need, match: Match) -> bool:
    """Asked again after some days."""
    moved = _step(moment, person, match, matches.UNANSWERED, matches.LATER, {"answered_at": moment.now})
    if moved is None:
        return False
    due = moment.now + LATER_LASTS
    subject = f"{match.ref}.{moved.rev}"
    dues.add(moment.store, f"match-later:{match.ref}:{moved.rev}", "match-later", due, subject)
    pairing.renew_notices(moment, need, moved)
    return True


def remind(moment: Moment, need: Need, match: Match) -> None:
    """The days are over: the same notice, as a new message, to be answered now.

    While the need is paused nothing is asked; when it opens again everybody is told that it does.
    """
    again = matches.move(moment.store, match, [matches.LATER], matches.TOLD)
    if again is None:
        return
    pairing.renew_notices(moment, need, match)
    if need.state != needs.OPEN:
        return
    first = pairing.told_first(moment.store, need, match.delegation)
    for person in delegations.speakers(moment.store, match.delegation, "provider"):
        notice = pairing.notice_key(need, match, person)
        if person in first or outbox.is_owed(moment.store, notice):
            moment.tell(person, "need-notice", match.ref, pairing.reminder_key(notice, match.rev))
    pairing.wait_for_answer(moment, again)


def accept(moment: Moment, person: Person, need: Need, match: Match) -> bool:
    """The second yes: now, and not before, each side gets the other's contact card."""
    values = {"decided_by": person.id, "decided_at": moment.now}
    moved = _step(moment, person, match, [matches.INTERESTED], matches.AGREED, values)
    if moved is None:
        return False
    contact_consents.give(moment.store, moved, "recipient", person.id, CONSENT_WORDS, moment.now)
    for party in (*_who_said_yes(moment, need, moved), person.id):
        moment.tell(party, "contact", match.ref, f"contact:{match.ref}:{party}")
    pairing.renew_asker(moment, moved)
    pairing.renew_notices(moment, need, moved)
    return True


def _who_said_yes(moment: Moment, need: Need, match: Match) -> list[int]:
    """The provider's person; those who are asked in their place where they no longer speak for it."""
    said = people.by_id(moment.store, match.answered_by or 0)
    if said is not None and (said.delegation, said.role) == (match.delegation, "provider"):
        return [said.id]
    return pairing.asked_first(moment.store, need, match.delegation, "provider")


def refuse(moment: Moment, person: Person, need: Need, match: Match, reason: str) -> bool:
    """A polite no to a provider that said yes."""
    values = {"decided_by": person.id, "decided_at": moment.now, "reason": reason}
    moved = _step(moment, person, match, [matches.INTERESTED], matches.REFUSED, values)
    if moved is None:
        return False
    for speaker in delegations.speakers(moment.store, match.delegation, "provider"):
        moment.tell(speaker, "match-refused", match.ref, f"match-refused:{match.ref}:{moved.rev}:{speaker}")
    pairing.renew_asker(moment, moved)
    pairing.renew_notices(moment, need, moved)
    return True


def catch_up(moment: Moment, person: int) -> None:
    """Somebody came in: they get what is still open, as if they had been here."""
    newcomer = people.by_id(moment.store, person)
    if newcomer is None or newcomer.delegation is None:
        return
    if newcomer.role == "provider":
        _catch_up_provider(moment, newcomer)
    elif newcomer.role == "recipient":
        for need in needs.of_delegation(moment.store, newcomer):
            for match in matches.of_need(moment.store, need.id):
                if match.state == matches.INTERESTED:
                    _tell_asker(moment, match)


def rematch(moment: Moment, programme: str) -> None:
    """Look again at the needs that it may concern, each by itself: one that fails keeps no other from it."""
    entry = programmes.entry(moment.store, programme, moment.now.date())
    capabilities = entry.programme.capabilities if entry is not None else ()
    for need in needs.touched_by(moment.store, programme, capabilities):
        key = f"pair:{need.ref}:{programme}:{moment.now:%Y%m%d%H%M%S%f}"
        dues.add(moment.store, key, "pair", moment.now, need.ref)


def _catch_up_provider(moment: Moment, newcomer: Person) -> None:
    delegation = newcomer.delegation or ""
    known = matches.of_provider(moment.store, delegation)
    asked = [match for match in known if match.state in (*matches.UNANSWERED, matches.INTERESTED)]
    for match in matches.unreached_by(moment.store, delegation):
        need = needs.by_id(moment.store, match.need)
        if need is not None and need.state == needs.OPEN:
            # Held against the catalogue of today: what ended since then opens nothing any more.
            pairing.pair(moment, need)
    for match in asked:
        need = needs.by_id(moment.store, match.need)
        if need is not None and need.state == needs.OPEN:
            pairing.tell_provider(moment, need, match)
            _tell_deputy(moment, need, match, newcomer)


def _step(
    moment: Moment, person: Person, match: Match, before: Sequence[str], to: str, values: dict[str, Any]
) -> Match | None:
    moved = matches.move(moment.store, match, before, to, **values)
    if moved is not None:
        if to not in (matches.INTERESTED, matches.AGREED):
            contact_consents.end(moment.store, moved, moment.now)
        reason = values.get("reason")
        after = {"state": to, "reason": reason} if reason else {"state": to}
        audit.record(
            moment.store,
            moment.now,
            person.id,
            f"match {to}",
            f"match:{match.ref}",
            before={"state": match.state},
            after=after,
        )
    return moved


def _tell_deputy(moment: Moment, need: Need, match: Match, newcomer: Person) -> None:
    """What the first have left unanswered for too long is a newcomer's too who is asked after them."""
    is_late = match.told_at is not None and match.told_at + ANSWER_WITHIN <= moment.now
    is_open = match.state == matches.TOLD
    if (
        is_open
        and is_late
        and newcomer.id in pairing.asked_later(moment.store, need, match.delegation, "provider")
    ):
        key = pairing.notice_key(need, match, newcomer.id)
        moment.tell(newcomer.id, "need-notice", match.ref, key)


def _tell_asker(moment: Moment, match: Match) -> None:
    for officer in pairing.asked_of_asker(moment, match):
        moment.tell(officer, "match-answer", match.ref, pairing.answer_key(match, officer))
    if match.state == matches.INTERESTED:
        pairing.wait_for_answer(moment, match)
