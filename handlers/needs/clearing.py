"""Answers *Save for clearance* and what follows from it."""

from handlers.kit import pairing
from handlers.kit.access import has, may
from handlers.kit.book import Book
from handlers.kit.briefs import brief
from handlers.kit.buttons import Code
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.needs import asking, clearance, clearviews, words
from storage import needs, people
from storage.database import Store
from storage.needs import Need
from storage.people import Person


def register(book: Book) -> None:
    book.route("need-clear", clear)
    book.route("need-back", send_back)
    book.route("need-unclear", take_back)
    book.due("clearing-aboard", catch_up)
    book.form(BACK)


def save(turn: Turn, need: Need) -> None:
    """In place of publishing, where the delegation asks for a second member."""
    if not clearance.approvers(turn.store, need.delegation, turn.person.id):
        raise Refused(words.nobody_clears(turn.t))
    saved = clearance.submit(turn, turn.person, need)
    turn.say(words.saved_for_clearance(turn.t) if saved else words.not_a_draft(turn.t), alert=not saved)
    asking.show(turn, saved or need)


@may("clear")
def clear(turn: Turn) -> None:
    need = asking.need_of(turn)
    if need.submitted_by == turn.person.id and need.state == needs.CLEARING:
        raise Refused(words.own_clearance(turn.t))
    cleared = clearance.clear(turn, turn.person, need)
    if cleared is None:
        turn.say(words.not_waiting(turn.t), alert=True)
    asking.show(turn, cleared or need)


@may("clear")
def send_back(turn: Turn) -> None:
    need = asking.need_of(turn)
    if need.state != needs.CLEARING:
        turn.say(words.not_waiting(turn.t), alert=True)
        asking.show(turn, need)
        return
    turn.ask(BACK, {"need": need.ref})


@may("declare")
def take_back(turn: Turn) -> None:
    need = asking.need_of(turn)
    if clearance.take_back(turn, turn.person, need):
        turn.say(words.undone(turn.t))
    asking.show(turn, asking.need_of(turn))


def catch_up(moment: Moment, subject: str) -> None:
    newcomer = people.by_id(moment.store, int(subject))
    if newcomer is not None and has(newcomer, "clear"):
        clearance.catch_up(moment, newcomer)


def clearing_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A colleague's draft, for those who may clear it."""
    need = needs.own(store, reader, subject)
    if need is None or not has(reader, "clear"):
        return None
    if need.state != needs.CLEARING:
        return clearviews.decided(t, need)
    if need.is_private:
        said = t("A draft of your delegation waits to be cleared.")
        return brief(t, said, need.ref, need.body, Code("need", need.ref))
    plan = pairing.plan(store, need, need.created_at)
    return clearviews.waiting(
        t, need, plan, may_clear=need.submitted_by != reader.id, may_take_back=has(reader, "declare")
    )


def cleared_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """What became of it, for whoever saved it."""
    ref, _, what = subject.partition(".")
    need = needs.own(store, reader, ref)
    if need is not None and need.is_private:
        cleared, back = t("Your draft is cleared and goes out."), t("Your draft was sent back to you.")
        said = cleared if what == "cleared" else back
        return brief(t, said, need.ref, need.body, Code("need", need.ref))
    return clearviews.answered(t, need, cleared=what == "cleared") if need is not None else None


def _ask(turn: Turn, question: Question) -> Screen:
    return clearviews.ask_why(turn.t, question, asking.need_of(turn, question.answers["need"]))


def _take(_turn: Turn, answers: Answers, said: str) -> Answers:
    return answers | {"why": "" if said == "-" else said}


def _send(turn: Turn, answers: Answers) -> None:
    need = asking.need_of(turn, answers["need"])
    if not clearance.send_back(turn, turn.person, need, answers["why"]):
        turn.say(words.not_waiting(turn.t), alert=True)
    asking.show(turn, asking.need_of(turn, answers["need"]))


BACK = Form(
    "need-back",
    (Step("why", _ask, _take),),
    _send,
    ("clear",),
    leaves=lambda turn, answers: turn.go("need", answers["need"]),
)
