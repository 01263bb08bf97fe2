"""Answers *Ask a question*, *Answer*, and what is typed then."""

from datetime import datetime

from handlers.kit import pairing, whenread
from handlers.kit.access import may
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.html import Html
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.questions import actions, views
from knowledge.veil import is_veiled
from storage import matches, needs, people, questions, rhythms
from storage.database import Store
from storage.matches import Match
from storage.needs import Need
from storage.people import Person

Asked = tuple[Need, Match, questions.Question]


def register(book: Book) -> None:
    book.route("match-ask", ask)
    book.route("question", answer)
    book.due("question-unanswered", ask_others)
    book.due("questions-aboard", catch_up)
    book.form(QUESTION)
    book.form(ANSWER)


@may("ask-question")
def ask(turn: Turn) -> None:
    found = needs.of_match(turn.store, turn.person, turn.args)
    if found is None:
        raise Refused(views.gone(turn.t))
    match = found[1]
    if not actions.is_asked(*found):
        turn.say(views.nothing_to_ask(turn.t), alert=True)
        turn.go("match", match.ref)
    elif not actions.may_ask(turn.store, match):
        turn.say(views.too_many_questions(turn.t), alert=True)
    else:
        turn.ask(QUESTION, {"match": match.ref})


@may("answer-question")
def answer(turn: Turn) -> None:
    asked = asked_of(turn.store, turn.person, turn.args)
    if asked is None:
        raise Refused(views.gone(turn.t))
    if asked[2].answer is not None:
        turn.say(views.answered_before(turn.t), alert=True)
        turn.go("match", asked[1].ref)
    else:
        turn.ask(ANSWER, {"question": turn.args})


def _take_words(turn: Turn, answers: Answers, said: str) -> Answers:
    if not said:
        raise Refused(views.say_something(turn.t))
    if len(said) > actions.LONGEST_QUESTION:
        raise Refused(views.too_long(turn.t, actions.LONGEST_QUESTION))
    return answers | {"words": said}


def _ask_words(turn: Turn, question: Question) -> Screen:
    found = needs.of_match(turn.store, turn.person, question.answers["match"])
    if found is None:
        raise Refused(views.gone(turn.t))
    return views.ask_words(turn.t, question, found[0], _when_read(turn, *found))


def _when_read(turn: Turn, need: Need, match: Match) -> Html | None:
    """When the question would be read; nothing of who is not named: the hours of a state tell where it is."""
    if is_veiled(need.delegation):
        return None
    first = pairing.asked_of_asker(turn, match)
    found = whenread.reading(turn.store, need.delegation, first, "question", turn.now)
    return whenread.line(turn.t, found, rhythms.zone_of(turn.store, turn.person.id), turn.now)


def _asked(turn: Turn, answers: Answers) -> None:
    found = needs.of_match(turn.store, turn.person, answers["match"])
    if found is None or turn.person.role != "provider":
        turn.show(views.sorry(views.gone(turn.t), turn.t))
    elif not actions.is_asked(*found):
        # Withdrawn, or answered by a colleague, while the words were being typed.
        turn.show(views.sorry(views.not_sent(turn.t), turn.t))
    elif not actions.ask(turn, turn.person, found[1], answers["words"]):
        turn.show(views.sorry(views.too_many_questions(turn.t), turn.t))
    else:
        turn.show(views.question_sent(turn.t, *found))


def _answer_words(turn: Turn, question: Question) -> Screen:
    asked = asked_of(turn.store, turn.person, question.answers["question"])
    if asked is None:
        raise Refused(views.gone(turn.t))
    return views.answer_words(turn.t, question, *asked)


def _answered(turn: Turn, answers: Answers) -> None:
    asked = asked_of(turn.store, turn.person, answers["question"])
    if asked is None or turn.person.role != "recipient":
        turn.show(views.sorry(views.gone(turn.t), turn.t))
    elif asked[0].state not in needs.LIVE:
        turn.show(views.sorry(views.not_sent(turn.t), turn.t))
    elif not actions.answer(turn, turn.person, *asked[1:], answers["words"]):
        turn.show(views.sorry(views.answered_before(turn.t), turn.t))
    else:
        turn.show(views.answer_sent(turn.t, asked[1]))


def question_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """A provider's question, for the delegation that asked for help."""
    asked = asked_of(store, reader, subject)
    if asked is None or reader.role != "recipient":
        return None
    return views.brief_question(t, *asked[:2]) if asked[0].is_private else views.question(t, reader, *asked)


def answer_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """The answer, for everybody who speaks for the provider."""
    asked = asked_of(store, reader, subject)
    if asked is None or reader.role != "provider":
        return None
    return views.brief_answer(t, *asked[:2]) if asked[0].is_private else views.answered(t, *asked)


def ask_others(moment: Moment, ref: str) -> datetime | None:
    """The first have had their time, as soon as they could read it. A need that is over asks nobody."""
    question = questions.by_ref(moment.store, ref)
    match = matches.by_id(moment.store, question.match) if question is not None else None
    need = needs.by_id(moment.store, match.need) if match is not None else None
    if question is not None and question.answer is None and need is not None and need.state in needs.LIVE:
        return actions.put_to_others(moment, need, question)
    return None


def catch_up(moment: Moment, subject: str) -> None:
    newcomer = people.by_id(moment.store, int(subject))
    if newcomer is not None and newcomer.role == "recipient":
        actions.catch_up(moment, newcomer)


def unanswered_letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """For the secretariat, as long as nobody has answered."""
    asked = asked_of(store, reader, subject)
    if asked is None or reader.role != "secretariat" or asked[2].answer is not None:
        return None
    return views.unanswered(t, *asked)


def asked_of(store: Store, reader: Person, ref: str) -> Asked | None:
    """A question with its match and need, if this person may see them."""
    asked = questions.by_ref(store, ref)
    match = matches.by_id(store, asked.match) if asked is not None else None
    found = needs.of_match(store, reader, match.ref) if match is not None else None
    return None if asked is None or found is None else (*found, asked)


QUESTION = Form(
    "match-question",
    (Step("words", _ask_words, _take_words),),
    _asked,
    ("ask-question",),
    leaves=lambda turn, _answers: turn.go("matches"),
)
ANSWER = Form(
    "question-answer",
    (Step("words", _answer_words, _take_words),),
    _answered,
    ("answer-question",),
    leaves=lambda turn, _answers: turn.go("matches"),
)
