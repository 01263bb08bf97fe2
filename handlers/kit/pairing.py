"""A need meets those who could help: the same deed, whether a need, a programme or a person is new."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from handlers.kit.turn import Moment
from knowledge.exercise import exercise_names
from knowledge.matching import Fit, best, fits
from knowledge.reach import ANSWER_WITHIN, branch, reach
from knowledge.rights import Role
from knowledge.taxonomy import shipped_taxonomy
from knowledge.topics import topics_of
from knowledge.veil import keeps_the_veil
from storage import (
    addressees,
    contact_consents,
    delegations,
    dues,
    matches,
    needs,
    outbox,
    posts,
    programmes,
    rhythms,
)
from storage.database import Store
from storage.matches import Match
from storage.needs import Need
from storage.programmes import Entry

Holds = Callable[[Fit], bool]
ByOwner = Mapping[str, list[tuple[Entry, Fit]]]
_STILL_ASKED = (matches.UNREACHED, *matches.UNANSWERED, matches.INTERESTED)


class Candidate(NamedTuple):
    """A delegation that could help, how its programmes fit (best first), how many people it has here."""

    delegation: str
    fits: tuple[Fit, ...]
    aboard: int


class Plan(NamedTuple):
    """Whom publishing a need tells, whom it can't reach, and who would fit but for one thing; best first.

    `knowing` would fit, and are not told of a need without a name: their programmes are open to so few that
    they would know whose it is.
    """

    told: list[Candidate]
    unreached: list[Candidate]
    near: list[Candidate]
    knowing: Sequence[Candidate] = ()


def plan(store: Store, need: Need, now: datetime) -> Plan:
    """What publishing would do; changes nothing."""
    by_owner = _fits_by_owner(store, need, now)
    if need.visibility == needs.NAMED:
        return _plan_of_named(store, need, by_owner)
    taxonomy, kept, knowing = shipped_taxonomy(), by_owner, []
    if need.is_anonymous:
        kept = {
            owner: [each for each in pairs if keeps_the_veil(each[0].programme, need.delegation, taxonomy)]
            for owner, pairs in by_owner.items()
        }
        knowing = [each for each in _candidates(by_owner, _is_match) if not kept[each.delegation]]
    fitting = _candidates(kept, _is_match)
    known = {each.delegation for each in fitting}
    near = [each for each in _candidates(kept, lambda each: each.is_near) if each.delegation not in known]
    return Plan(
        [each for each in fitting if each.aboard],
        [each for each in fitting if not each.aboard],
        [each for each in near if each.aboard],
        [each for each in knowing if each.aboard],
    )


def _plan_of_named(store: Store, need: Need, by_owner: ByOwner) -> Plan:
    """Those whom the need names, whether a programme of theirs fits or not."""
    fitting = {each.delegation: each.fits for each in _candidates(by_owner, _is_match)}
    named = [
        Candidate(code, fitting.get(code, ()), len(delegations.speakers(store, code, "provider")))
        for code in addressees.of_need(store, need.id)
    ]
    return Plan([each for each in named if each.aboard], [each for each in named if not each.aboard], [])


def _is_match(fit: Fit) -> bool:
    return fit.is_match


def _fits_by_owner(store: Store, need: Need, now: datetime) -> ByOwner:
    """How the programmes that help with some of it fit, by the delegation that answers for them."""
    body, delegation = need.body, need.delegation
    offering = programmes.offering(store, body.capabilities, now.date())
    entries = {each.programme.id: each for each in offering if _may_meet(each, delegation, now)}
    by_owner: defaultdict[str, list[tuple[Entry, Fit]]] = defaultdict(list)
    candidates = [each.programme for each in entries.values()]
    for _, found in fits([(body, delegation)], candidates, shipped_taxonomy()):
        entry = entries[found.programme]
        by_owner[entry.owner].append((entry, found))
    return by_owner


def pair(moment: Moment, need: Need) -> None:
    """Bring an open need's matches up to date, and tell those who were not told yet."""
    found = plan(moment.store, need, moment.now)
    shown = [*found.told, *found.unreached] if need.visibility != needs.SECRETARIAT else []
    fitting = {each.delegation: each for each in shown}
    for match in matches.of_need(moment.store, need.id):
        candidate = fitting.pop(match.delegation, None)
        _refit(moment, need, match, candidate)
    for candidate in fitting.values():
        delegations.know(moment.store, candidate.delegation, moment.now)
        match = matches.add(
            moment.store, moment.new_ref(), need.id, candidate.delegation, candidate.fits, moment.now
        )
        tell_provider(moment, need, match)


def tell_provider(moment: Moment, need: Need, match: Match) -> None:
    """One notice for each person who is asked at once; those who have theirs get none again."""
    delegations.hold(moment.store, match.delegation)
    people = delegations.speakers(moment.store, match.delegation, "provider")
    if people and match.state in (matches.UNREACHED, matches.LAPSED):
        told = matches.move(moment.store, match, [match.state], matches.TOLD, told_at=moment.now)
        wait_for_answer(moment, told or match)
    for person in told_first(moment.store, need, match.delegation):
        moment.tell(person, "need-notice", match.ref, notice_key(need, match, person))


def asked_first(store: Store, need: Need, delegation: str, role: Role) -> list[int]:
    """Whom of a delegation something about a need is put to that wants an answer."""
    found = reach(posts.held(store, delegation, role), branch(need.body.capabilities))
    return [post.person for post in found.first]


def told_first(store: Store, need: Need, delegation: str) -> list[int]:
    """The same of a provider's people for the notice itself, but for who has turned off all its topics.

    Where that would be everybody they are told all the same: no need is lost.
    """
    first, topics = asked_first(store, need, delegation, "provider"), topics_of(need.body.capabilities)
    return [person for person in first if rhythms.of(store, person).wants(topics)] or first


def asked_later(store: Store, need: Need, delegation: str, role: Role) -> list[int]:
    """Who is asked when none of the first has answered."""
    found = reach(posts.held(store, delegation, role), branch(need.body.capabilities))
    return [post.person for post in found.later]


def wait_for_answer(moment: Moment, match: Match) -> None:
    """Look again when the first have had their time; an answer moves the match on, and ends it."""
    subject = f"{match.ref}.{match.rev}"
    dues.add(moment.store, f"unanswered:{subject}", "unanswered", moment.now + ANSWER_WITHIN, subject)


def renew_notices(moment: Moment, need: Need, match: Match) -> None:
    """Let the notices that a provider's people have say what holds now."""
    for person in delegations.speakers(moment.store, match.delegation, "provider"):
        key = notice_key(need, match, person)
        moment.renew(person, "need-notice", match.ref, key)
        for rev in range(1, match.rev + 1):  # and those that came after *Later*
            moment.renew(person, "need-notice", match.ref, reminder_key(key, rev))


def renew_asker(moment: Moment, match: Match) -> None:
    """Let what the delegation that asked was told of a provider's answer say what holds now."""
    if match.answered_at is None:
        return  # nothing was told of it yet
    for officer in askers(moment, match):
        moment.renew(officer, "match-answer", match.ref, answer_key(match, officer))


def asked_of_asker(moment: Moment, match: Match) -> list[int]:
    """Whom of the delegation that asked something is put to, whatever the one who acts may know of it."""
    need = needs.by_id(moment.store, match.need)
    return asked_first(moment.store, need, need.delegation, "recipient") if need is not None else []


def askers(moment: Moment, match: Match) -> list[int]:
    """Who speaks for the delegation that asked, whatever the one who acts may know of it."""
    need = needs.by_id(moment.store, match.need)
    return delegations.speakers(moment.store, need.delegation, "recipient") if need is not None else []


def tell_of_change(moment: Moment, need: Need, change: str) -> None:
    """Whoever was told of a need is told what became of it: `changed`, `paused`, `resumed`, `withdrawn`.

    Who came in while it was paused has not been told yet: for them it is new.
    """
    for match in matches.of_need(moment.store, need.id):
        if match.told_at is None or match.state in (matches.DECLINED, matches.REFUSED):
            continue
        renew_notices(moment, need, match)
        is_asked = need.state == needs.OPEN and match.state in (*matches.UNANSWERED, matches.INTERESTED)
        first = told_first(moment.store, need, match.delegation)
        for person in delegations.speakers(moment.store, match.delegation, "provider"):
            notice = notice_key(need, match, person)
            if outbox.is_owed(moment.store, notice):
                key = f"need-change:{need.ref}:{need.rev}:{person}"
                moment.tell(person, "need-change", f"{match.ref}.{change}", key)
            elif is_asked and person in first:
                moment.tell(person, "need-notice", match.ref, notice)


def end_matches(moment: Moment, need: Need) -> None:
    """The need is over: nobody has to answer any more. What both sides agreed on stays."""
    for match in matches.of_need(moment.store, need.id):
        if matches.move(moment.store, match, _STILL_ASKED, matches.LAPSED):
            contact_consents.end(moment.store, match, moment.now)


def answer_key(match: Match, officer: int) -> str:
    """An answer given anew is told anew."""
    return f"match-answer:{match.ref}:{match.answered_at:%Y%m%d%H%M%S%f}:{officer}"


def notice_key(need: Need, match: Match, person: int) -> str:
    return f"need:{need.ref}:{match.delegation}:{person}"


def reminder_key(notice: str, rev: int) -> str:
    """Of the notice that comes again after *Later*, said in that revision of the match."""
    return f"{notice}:later:{rev}"


def _refit(moment: Moment, need: Need, match: Match, candidate: Candidate | None) -> None:
    came_forward = need.visibility == needs.ALL and not match.fits
    if candidate is None and not came_forward:
        if matches.move(moment.store, match, _STILL_ASKED, matches.LAPSED):
            contact_consents.end(moment.store, match, moment.now)
            if match.told_at:
                renew_notices(moment, need, match)
                renew_asker(moment, match)
        return
    if candidate is None:
        return
    changed = matches.refit(moment.store, match, candidate.fits)
    if match.state == matches.LAPSED and match.told_at:
        tell_provider(moment, need, match)
        _tell_again(moment, need, match)
    elif match.state in (matches.UNREACHED, matches.LAPSED):
        tell_provider(moment, need, match)
    elif changed and match.told_at:
        renew_notices(moment, need, match)


def _tell_again(moment: Moment, need: Need, match: Match) -> None:
    """It did not fit for a while and does again: the notice is redrawn, and a word says so."""
    renew_notices(moment, need, match)
    for person in delegations.speakers(moment.store, match.delegation, "provider"):
        key = f"need-change:{need.ref}:{need.rev}:{match.rev}:{person}"
        if outbox.is_owed(moment.store, notice_key(need, match, person)):
            moment.tell(person, "need-change", f"{match.ref}.resumed", key)


def _may_meet(entry: Entry, delegation: str, now: datetime) -> bool:
    """The exercise's states and the real ones live in two worlds."""
    worlds = {code in exercise_names() for code in (entry.owner, delegation)}
    return not entry.is_disowned and len(worlds) == 1 and entry.programme.is_offer(now.date())


def _candidates(by_owner: ByOwner, holds: Holds) -> list[Candidate]:
    found = []
    for owner, pairs in by_owner.items():
        if fits := tuple(best(each for _, each in pairs if holds(each))):
            found.append(Candidate(owner, fits, pairs[0][0].aboard))
    return sorted(found, key=lambda each: (-each.fits[0].score, each.delegation))
