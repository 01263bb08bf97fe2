"""The form of a new invitation: for whom, which post, the official name, the duty station."""

from typing import cast

from handlers.joining import actions, approving, invitingviews, invitingwords, views
from handlers.joining.proposals import Newcomer
from handlers.kit.access import has
from handlers.kit.clocks import GENEVA
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import LANGUAGES
from handlers.kit.labels import alphabetically
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.appointments import NEW_YORK
from knowledge.delegations import recognise
from knowledge.officialnames import official_name
from knowledge.rights import REMITS, ROLES, Rank, Remit, Role, may_give, ranks_of
from knowledge.stations import capital_zone
from knowledge.typedzones import zone_typed
from storage import delegations
from storage.invites import Invite, Particulars
from storage.people import Person

_SEVERAL, _PLACES = "named", "places"


def ranks_for(person: Person, role: Role) -> tuple[Rank, ...]:
    """The ranks that this person may give in this role."""
    return ranks_of(role) if has(person, "admit") else may_give(role, person.rank)


def _ask_delegation(turn: Turn, question: Question) -> Screen:
    return invitingviews.whom(turn.t, question, _meant(turn, question.answers))


def _meant(turn: Turn, answers: Answers) -> list[str]:
    """The delegations that were named, where several were, as the reader looks them up."""
    named = answers.get(_SEVERAL, "")
    return sorted(recognise(named), key=alphabetically(turn.t.language)) if named else []


def _take_delegation(turn: Turn, answers: Answers, said: str) -> Answers:
    """A name in any language; of several that were meant, a tap or a number."""
    meant = _meant(turn, answers)
    is_number = said.isdecimal() and 0 < int(said) <= len(meant)
    chosen = meant[int(said) - 1] if is_number else said if said in meant else None
    found = (chosen,) if chosen is not None else recognise(said)
    if not found:
        raise Refused(views.nobody_named(turn.t, said))
    if len(found) > 1:
        return answers | {_SEVERAL: said}
    if delegations.is_removed(turn.store, found[0]):
        raise Refused(invitingwords.no_part(turn.t, found[0]))
    return answers | {"delegation": found[0]}


def _take_role(turn: Turn, answers: Answers, said: str) -> Answers:
    if said not in ROLES:
        raise Refused(invitingwords.tap_one(turn.t))
    # What the secretariat's notices are about is not divided.
    return answers | {"role": said} | ({"remit": "both"} if said == "secretariat" else {})


def _take_rank(turn: Turn, answers: Answers, said: str) -> Answers:
    if said not in ranks_for(turn.person, cast(Role, answers["role"])):
        raise Refused(invitingwords.tap_one(turn.t))
    return answers | {"rank": said}


def _take_remit(turn: Turn, answers: Answers, said: str) -> Answers:
    if said not in REMITS:
        raise Refused(invitingwords.tap_one(turn.t))
    return answers | {"remit": said}


def _take_name(turn: Turn, answers: Answers, said: str) -> Answers:
    """The secretariat can leave it out, by a tap."""
    if turn.incoming.deed == "tap" and said == "skip" and has(turn.person, "admit"):
        return answers | {"name": ""}
    name = official_name(said) if turn.incoming.deed != "tap" else None
    if name is None:
        raise Refused(invitingwords.no_name(turn.t))
    return answers | {"name": name}


def _take_zone(turn: Turn, answers: Answers, said: str) -> Answers:
    """A button, a place in any of seven languages, or one of several that were meant, by its number."""
    meant = _places(answers)
    if said.isdecimal() and 0 < int(said) <= len(meant):
        return answers | {"zone": meant[int(said) - 1]}
    found = [said] if said in _offered(answers) else zone_typed(said)
    if not found:
        raise Refused(invitingwords.no_station(turn.t, said))
    return answers | ({"zone": found[0]} if len(found) == 1 else {_PLACES: said})


def _places(answers: Answers) -> list[str]:
    """The zones that were named, where several were."""
    typed = answers.get(_PLACES, "")
    return zone_typed(typed) if typed else []


def _offered(answers: Answers) -> list[str]:
    """New York, the capital where it has a clock of its own, Geneva."""
    zones = (NEW_YORK, capital_zone(answers["delegation"]), GENEVA)
    return list(dict.fromkeys(zone for zone in zones if zone is not None))


def _make(turn: Turn, answers: Answers) -> None:
    """What the answers say may have become too much since: a rank that is lost gives none."""
    delegation, role = answers["delegation"], cast(Role, answers["role"])
    rank, remit, name = cast(Rank, answers["rank"]), cast(Remit, answers["remit"]), answers["name"] or None
    person, zone = turn.person, answers["zone"]
    is_own = (delegation, role) == (person.delegation, person.role)
    if rank not in ranks_for(person, role) or not (is_own or has(person, "admit")):
        raise Refused(invitingwords.not_that_rank(turn.t))
    if delegations.is_removed(turn.store, delegation):
        raise Refused(invitingwords.no_part(turn.t, delegation))
    if rank == "administrator":
        approving.propose_newcomer(turn, Newcomer(delegation, name, remit, zone))
        return
    ref = turn.new_ref()
    made = actions.invite(
        turn.store,
        turn.world.links.code(ref),
        delegation,
        role,
        turn.now,
        person,
        rank,
        remit,
        Particulars(ref, name, zone),
    )
    _show_made(turn, made)


def _show_made(turn: Turn, made: Invite) -> None:
    """The card, and below it the words to forward."""
    turn.show(invitingviews.card(turn.t, made, turn.now, "", "", is_own=True), f"invite-own:{made.ref}")
    language = turn.person.language if turn.person.language in LANGUAGES else "en"
    turn.tell(turn.person.id, "invite-link", f"{made.ref}.{language}", f"invite-link:{made.ref}")


INVITE = Form(
    "invite",
    (
        Step("delegation", _ask_delegation, _take_delegation),
        Step("role", lambda turn, question: invitingviews.which_role(turn.t, question), _take_role),
        Step(
            "rank",
            lambda turn, question: invitingviews.which_rank(
                turn.t, question, ranks_for(turn.person, cast(Role, question.answers["role"]))
            ),
            _take_rank,
        ),
        Step("remit", lambda turn, question: invitingviews.which_remit(turn.t, question), _take_remit),
        Step(
            "name",
            lambda turn, question: invitingviews.which_name(
                turn.t, question, may_skip=has(turn.person, "admit")
            ),
            _take_name,
        ),
        Step(
            "zone",
            lambda turn, question: invitingviews.which_station(
                turn.t, question, _offered(question.answers), _places(question.answers)
            ),
            _take_zone,
        ),
    ),
    _make,
    ("invite", "admit"),
    lambda turn, _answers: turn.go("invites"),
)
