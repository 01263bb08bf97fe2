"""Answers an invitation's link, *Ask for access* and what follows from them."""

from handlers.joining import actions, approving, inviting, views
from handlers.kit.access import anybody, renew_role, tell_role
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import Translator
from handlers.kit.labels import alphabetically
from handlers.kit.newcomers import tell_of_newcomer
from handlers.kit.postnames import known_as
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.delegations import recognise
from storage import delegations, invites, people, requests, searches
from storage.database import Store
from storage.delegations import Role
from storage.invites import Invite
from storage.people import Person


def register(book: Book) -> None:
    book.route("join", join)
    book.route("access", ask_access)
    book.route("withdraw", withdraw)
    book.command(["access", "acces"], ask_access)
    book.form(INVITATION)
    book.form(ACCESS)
    inviting.register(book)
    approving.register(book)


@anybody
def join(turn: Turn) -> None:
    """A link was opened: show whom one would speak for."""
    code = turn.args
    found = actions.open_invite(turn.store, turn.person, code, turn.now)
    if isinstance(found, Invite):
        turn.ask(INVITATION, {"invite": str(found.id)})
    else:
        _refuse(turn, found)


@anybody
def ask_access(turn: Turn) -> None:
    """Begin to ask, unless there is an open request or a post already."""
    if turn.person.role is not None:
        turn.show(views.holds_a_post(turn.t, turn.person))
    elif (known := requests.open_of(turn.store, turn.person.id)) is not None:
        turn.show(views.own_request(turn.t, known))
    elif not actions.may_ask(turn.store, turn.person, turn.now):
        turn.show(views.asked_too_often(turn.t))
    else:
        turn.ask(ACCESS)


@anybody
def withdraw(turn: Turn) -> None:
    ref = turn.args
    if actions.withdraw(turn.store, turn.person, ref, turn.now):
        renew_role(turn, "secretariat", "access-request", ref)
        turn.say(views.withdrawn(turn.t))
    else:
        turn.say(views.no_longer_open(turn.t), alert=True)
    found = requests.by_ref(turn.store, ref)
    if found is not None and found.person == turn.person.id:
        turn.show(views.own_request(turn.t, found))


def answer_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """What became of a request, for the person who asked; a post that is gone again needs no welcome."""
    found = requests.by_ref(store, subject)
    if found is None or found.person != reader.id:
        return None
    if found.state == requests.GRANTED and reader.role is None:
        return None
    return views.answer(t, reader, found, searches.newest_of(store, reader.id))


def _refuse(turn: Turn, why: actions.Trouble) -> None:
    wait = actions.wait_for_codes(turn.store, turn.person, turn.now)
    turn.show(views.trouble(turn.t, turn.person, why, wait))


# The form of an invitation: one question, answered by a tap.


def _show_invitation(turn: Turn, question: Question) -> Screen:
    found = _invitation(turn, question.answers)
    rank = found.rank or delegations.next_rank(turn.store, found.delegation, found.role)
    inviter = people.by_id(turn.store, found.created_by) if found.created_by is not None else None
    name = known_as(turn.store, inviter) if inviter is not None else ""
    return views.invitation(turn.t, question, found, rank, inviter, name)


def _take_answer(turn: Turn, answers: Answers, said: str) -> Answers:
    if said not in ("yes", "no") or turn.incoming.deed != "tap":
        raise Refused(views.tap_a_button(turn.t))
    return answers | {"answer": said}


def _conclude(turn: Turn, answers: Answers) -> None:
    found = _invitation(turn, answers)
    if answers["answer"] == "no":
        _decline(turn, found)
        return
    if found.hands_over is not None:
        _take_over(turn, found)
        return
    joined = actions.join(turn.store, turn.person, found.id, turn.now)
    if not isinstance(joined, actions.Joined):
        _refuse(turn, joined)
        return
    turn.person = joined.person
    if joined.settled is not None:
        renew_role(turn, "secretariat", "access-request", joined.settled)
    inviting.renew_own(turn, joined.invite)
    tell_of_newcomer(turn, joined.person, joined.invite.ref, joined.invite.created_by)
    turn.say(views.welcome_aboard(turn.t))
    turn.go("home")


def _take_over(turn: Turn, invite: Invite) -> None:
    """A post changes hands; of a link for whoever opens it the holder has the last word."""
    joined = actions.take_over(turn, turn.person, invite.id)
    if joined is None:
        turn.show(views.waits_for_holder(turn.t))
    elif not isinstance(joined, actions.Joined):
        _refuse(turn, joined)
    else:
        turn.person = joined.person
        if joined.settled is not None:
            renew_role(turn, "secretariat", "access-request", joined.settled)
        inviting.renew_own(turn, joined.invite)
        turn.say(views.welcome_aboard(turn.t))
        turn.go("home")


def _decline(turn: Turn, invite: Invite) -> None:
    if actions.decline(turn.store, turn.person, invite, turn.now) and invite.created_by is not None:
        inviting.renew_own(turn, invite)
        turn.tell(invite.created_by, "invite-declined", invite.ref, f"invite-declined:{invite.ref}")
    turn.show(views.declined(turn.t))


def _invitation(turn: Turn, answers: Answers) -> Invite:
    found = invites.by_id(turn.store, int(answers["invite"]))
    if found is None:
        raise LookupError(f"invitation {answers['invite']} is gone")
    return found


INVITATION = Form("invitation", (Step("answer", _show_invitation, _take_answer),), _conclude)


# The form that asks for access: a sentence, whom it names, and the role.


def _take_words(turn: Turn, _answers: Answers, said: str) -> Answers:
    found = recognise(said)
    if not found:
        raise Refused(views.nobody_named(turn.t, said))
    if len(found) == 1 and delegations.is_removed(turn.store, found[0]):
        raise Refused(views.not_here(turn.t, found[0]))
    words = {"words": said[: actions.LONGEST_WORDS]}
    return words | {"delegation": found[0]} if len(found) == 1 else words


def _meant(turn: Turn, answers: Answers) -> list[str]:
    """The delegations that the sentence may name, as the reader looks them up."""
    return sorted(recognise(answers["words"]), key=alphabetically(turn.t.language))


def _take_choice(turn: Turn, answers: Answers, said: str) -> Answers:
    """A delegation or its number in the list, *again*, or another sentence."""
    found = _meant(turn, answers)
    is_number = said.isdecimal() and 0 < int(said) <= len(found)
    chosen = found[int(said) - 1] if is_number else said
    if chosen in found:
        if delegations.is_removed(turn.store, chosen):
            raise Refused(views.not_here(turn.t, chosen))
        return answers | {"delegation": chosen}
    return {} if said == "again" else _take_words(turn, answers, said)


def _take_role(turn: Turn, answers: Answers, said: str) -> Answers:
    if said in ("recipient", "provider"):
        return answers | {"role": said}
    return {} if said == "again" else _take_words(turn, answers, said)


def _request(turn: Turn, answers: Answers) -> None:
    role: Role = "provider" if answers["role"] == "provider" else "recipient"
    ref = turn.new_ref()
    request = actions.ask_access(
        turn.store,
        turn.person,
        ref,
        answers["delegation"],
        role,
        answers["words"],
        turn.now,
        turn.incoming.username,
    )
    if request is None:
        turn.go("home")
        return
    if request.ref == ref:
        tell_role(turn, "secretariat", "access-request", ref)
    turn.show(views.own_request(turn.t, request))


ACCESS = Form(
    "access",
    (
        Step("words", lambda turn, question: views.whom(turn.t, question), _take_words),
        Step(
            "delegation",
            lambda turn, question: views.which(turn.t, question, _meant(turn, question.answers)),
            _take_choice,
        ),
        Step(
            "role",
            lambda turn, question: views.which_role(turn.t, question, question.answers["delegation"]),
            _take_role,
        ),
    ),
    _request,
)
