"""Answers an invitation's link, *Ask for access* and what follows from them."""

from handlers.joining import actions, views
from handlers.kit.access import anybody, renew_role, tell_role
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import Translator
from handlers.kit.labels import alphabetically
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.delegations import recognise
from storage import invites, requests
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
    return views.answer(t, reader, found)


def _refuse(turn: Turn, why: actions.Trouble) -> None:
    wait = actions.wait_for_codes(turn.store, turn.person, turn.now)
    turn.show(views.trouble(turn.t, turn.person, why, wait))


# The form of an invitation: one question, answered by a tap.


def _show_invitation(turn: Turn, question: Question) -> Screen:
    found = invites.by_id(turn.store, int(question.answers["invite"]))
    if found is None:
        raise LookupError(f"invitation {question.answers['invite']} is gone")
    return views.invitation(turn.t, question, found)


def _take_yes(turn: Turn, answers: Answers, said: str) -> Answers:
    if said != "yes":
        raise Refused(views.tap_a_button(turn.t))
    return answers | {"yes": said}


def _accept(turn: Turn, answers: Answers) -> None:
    joined = actions.join(turn.store, turn.person, int(answers["invite"]), turn.now)
    if not isinstance(joined, actions.Joined):
        _refuse(turn, joined)
        return
    turn.person = joined.person
    if joined.settled is not None:
        renew_role(turn, "secretariat", "access-request", joined.settled)
    turn.say(views.welcome_aboard(turn.t))
    turn.go("home")


INVITATION = Form("invitation", (Step("yes", _show_invitation, _take_yes),), _accept)


# The form that asks for access: a sentence, whom it names, and the role.


def _take_words(turn: Turn, _answers: Answers, said: str) -> Answers:
    found = recognise(said)
    if not found:
        raise Refused(views.nobody_named(turn.t, said))
    words = {"words": said[: actions.LONGEST_WORDS]}
    return words | {"delegation": found[0]} if len(found) == 1 else words


def _meant(turn: Turn, answers: Answers) -> list[str]:
    """The delegations that the sentence may name, as the reader looks them up."""
    return sorted(recognise(answers["words"]), key=alphabetically(turn.t.language))


def _take_choice(turn: Turn, answers: Answers, said: str) -> Answers:
    """A delegation or its number in the list, *again*, or another sentence."""
    found = _meant(turn, answers)
    if said in found:
        return answers | {"delegation": said}
    if said.isdecimal() and 0 < int(said) <= len(found):
        return answers | {"delegation": found[int(said) - 1]}
    return {} if said == "again" else _take_words(turn, answers, said)


def _take_role(turn: Turn, answers: Answers, said: str) -> Answers:
    if said in ("recipient", "provider"):
        return answers | {"role": said}
    return {} if said == "again" else _take_words(turn, answers, said)


def _request(turn: Turn, answers: Answers) -> None:
    role: Role = "provider" if answers["role"] == "provider" else "recipient"
    ref = turn.new_ref()
    request = actions.ask_access(
        turn.store, turn.person, ref, answers["delegation"], role, answers["words"], turn.now
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
