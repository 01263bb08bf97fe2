"""A new administrator takes two: one of the secretariat proposes, another one approves."""

from handlers.joining import actions, approvingviews, approvingwords, proposals
from handlers.joining.proposals import Newcomer
from handlers.kit.access import may, renew_role, tell_role
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import Translator
from handlers.kit.postnames import known_as
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from storage import delegations, people
from storage import proposals as rows
from storage.database import Store
from storage.people import Person
from storage.proposals import Proposal


def register(book: Book) -> None:
    book.route("administrators", administrators)
    book.route("propose", propose)
    book.route("proposal", proposal)
    book.route("approve", approve)
    book.route("disapprove", disapprove)
    book.route("unpropose", take_back)
    book.form(REASON)


@may("admit")
def administrators(turn: Turn) -> None:
    """Who is one, who could be one, and what waits for a second person."""
    found = (people.by_id(turn.store, each) for each in delegations.holders(turn.store, "secretariat"))
    named = [(each, known_as(turn.store, each)) for each in found if each is not None]
    first = int(turn.args) if turn.args.isdecimal() else 0
    turn.show(approvingviews.administrators(turn.t, turn.person, named, rows.waiting(turn.store), first))


@may("admit")
def propose(turn: Turn) -> None:
    candidate = people.by_id(turn.store, int(turn.args)) if turn.args.isdecimal() else None
    if candidate is None or (candidate.role, candidate.rank) != ("secretariat", "officer"):
        raise Refused(approvingwords.no_officer(turn.t))
    if candidate.id == turn.person.id:
        raise Refused(approvingwords.not_oneself(turn.t))
    known = next((each for each in rows.waiting(turn.store) if each.person == candidate.id), None)
    if known is not None:
        turn.show(_card(turn.store, turn.t, turn.person, known))
        return
    _begin(turn, proposals.propose(turn.store, turn.person, turn.new_ref(), turn.now, candidate=candidate))


def propose_newcomer(turn: Turn, newcomer: Newcomer) -> None:
    """The same of somebody who is not here yet: the invitation is made when it is approved."""
    ref = turn.new_ref()
    _begin(turn, proposals.propose(turn.store, turn.person, ref, turn.now, newcomer=newcomer))


@may("admit")
def proposal(turn: Turn) -> None:
    turn.show(_card(turn.store, turn.t, turn.person, _found(turn, turn.args)))


@may("admit")
def approve(turn: Turn) -> None:
    found = _found(turn, turn.args)
    trouble = proposals.approve(turn.store, turn.person, found, turn.now, turn.world.links, turn.new_ref())
    if trouble is not None:
        # Not refused: the line on the trail has to stay.
        turn.say(approvingwords.trouble(turn.t, trouble), alert=True)
        turn.show(_card(turn.store, turn.t, turn.person, found))
        return
    turn.say(approvingwords.approved(turn.t))
    _tell(turn, found)


@may("admit")
def disapprove(turn: Turn) -> None:
    """A refusal says why."""
    found = _found(turn, turn.args)
    trouble = proposals.why_not(turn.person, found)
    if trouble is not None:
        raise Refused(approvingwords.trouble(turn.t, trouble))
    turn.ask(REASON, {"proposal": found.ref})


@may("admit")
def take_back(turn: Turn) -> None:
    found = _found(turn, turn.args)
    if not proposals.take_back(turn.store, turn.person, found, turn.now):
        raise Refused(approvingwords.trouble(turn.t, "answered"))
    _tell(turn, found, told=False)


def letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    found = rows.by_ref(store, subject)
    return _card(store, t, reader, found) if found is not None and reader.role == "secretariat" else None


def answer_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """What became of it, for whoever proposed and for whom it is about."""
    found = rows.by_ref(store, subject)
    if found is None or reader.role != "secretariat" or reader.id not in (found.begun_by, found.person):
        return None
    return approvingviews.answer(t, reader, found)


def _begin(turn: Turn, ref: str) -> None:
    tell_role(turn, "secretariat", "proposal", ref)
    found = _found(turn, ref)
    turn.show(_card(turn.store, turn.t, turn.person, found), f"proposal:{ref}:{turn.person.id}")


def _tell(turn: Turn, before: Proposal, *, told: bool = True) -> None:
    found = _found(turn, before.ref)
    turn.show(_card(turn.store, turn.t, turn.person, found))
    renew_role(turn, "secretariat", "proposal", found.ref)
    concerned = {found.begun_by, *({found.person} if found.person and found.state == rows.APPROVED else ())}
    for person in sorted(concerned - {turn.person.id}) if told else ():
        turn.tell(person, "proposal-answer", found.ref, f"proposal-answer:{found.ref}:{person}")


def _found(turn: Turn, ref: str) -> Proposal:
    found = rows.by_ref(turn.store, ref)
    if found is None:
        raise Refused(approvingwords.gone(turn.t))
    return found


def _card(store: Store, t: Translator, reader: Person, found: Proposal) -> Screen:
    alone = len(delegations.holders(store, "secretariat")) <= (1 if found.person is None else 2)
    return approvingviews.card(t, reader, found, alone=alone)


# The form of a refusal: one sentence.


def _take_reason(turn: Turn, answers: Answers, said: str) -> Answers:
    if not said or turn.incoming.deed == "tap":
        raise Refused(approvingwords.say_why(turn.t))
    return answers | {"reason": said[: actions.LONGEST_WORDS]}


def _ask_reason(turn: Turn, question: Question) -> Screen:
    return approvingviews.ask_reason(turn.t, question)


def _refuse(turn: Turn, answers: Answers) -> None:
    found = _found(turn, answers["proposal"])
    trouble = proposals.refuse(turn.store, turn.person, found, answers["reason"], turn.now)
    if trouble is not None:
        turn.show(_card(turn.store, turn.t, turn.person, found))
        return
    _tell(turn, found)


REASON = Form(
    "disapprove",
    (Step("reason", _ask_reason, _take_reason),),
    _refuse,
    ("admit",),
    lambda turn, answers: turn.go("proposal", answers["proposal"]),
)
