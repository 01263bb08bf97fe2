"""What is done with questions."""

from datetime import datetime

from handlers.kit import pairing
from handlers.kit.access import tell_role
from handlers.kit.patience import look_again
from handlers.kit.turn import Moment
from knowledge.reach import ANSWER_WITHIN
from storage import audit, delegations, dues, matches, needs, questions
from storage.database import Store
from storage.matches import Match
from storage.needs import Need
from storage.people import Person
from storage.questions import Question

LONGEST_QUESTION = 500
MOST_QUESTIONS = 5  # of one provider about one need


def is_asked(need: Need, match: Match) -> bool:
    """Whether the provider still has something to answer, and so may ask."""
    return need.state == needs.OPEN and match.state in (*matches.UNANSWERED, matches.INTERESTED)


def may_ask(store: Store, match: Match) -> bool:
    return len(questions.of_match(store, match.id)) < MOST_QUESTIONS


def ask(moment: Moment, person: Person, match: Match, words: str) -> bool:
    """A question to the delegation that asked for help; False when there were too many."""
    if not may_ask(moment.store, match):
        return False
    ref = moment.new_ref()
    questions.add(moment.store, ref, match.id, person.id, words[:LONGEST_QUESTION], moment.now)
    audit.record(moment.store, moment.now, person.id, "asked about a need", f"match:{match.ref}")
    for officer in pairing.asked_of_asker(moment, match):
        _put(moment, officer, ref)
    due = moment.now + ANSWER_WITHIN
    dues.add(moment.store, f"question-unanswered:{ref}", "question-unanswered", due, ref)
    return True


def put_to_others(moment: Moment, need: Need, question: Question) -> datetime | None:
    """Nobody has answered in time: now the deputies are asked, or the secretariat is told.

    When to look again, where those who were asked first have not had their time.
    """
    first = pairing.asked_first(moment.store, need, need.delegation, "recipient")
    keys = [_key(question.ref, officer) for officer in first]
    if (later := look_again(moment.store, keys, moment.now)) is not None:
        return later
    deputies = pairing.asked_later(moment.store, need, need.delegation, "recipient")
    for deputy in deputies:
        _put(moment, deputy, question.ref)
    if not deputies:
        tell_role(moment, "secretariat", "question-unanswered", question.ref)
    return None


def catch_up(moment: Moment, newcomer: Person) -> None:
    """Somebody came in for those who look for help: what is asked about their needs is put to them."""
    for need in needs.of_delegation(moment.store, newcomer):
        if newcomer.id not in pairing.asked_first(moment.store, need, need.delegation, "recipient"):
            continue
        for match in matches.of_need(moment.store, need.id):
            for question in questions.of_match(moment.store, match.id):
                if question.answer is None:
                    _put(moment, newcomer.id, question.ref)


def _put(moment: Moment, officer: int, ref: str) -> None:
    moment.tell(officer, "question", ref, _key(ref, officer))


def _key(ref: str, officer: int) -> str:
    return f"question:{ref}:{officer}"


def answer(moment: Moment, person: Person, match: Match, question: Question, words: str) -> bool:
    """The answer goes to everybody who speaks for the provider; False when somebody answered before."""
    if not questions.answer(moment.store, question.ref, words[:LONGEST_QUESTION], person.id, moment.now):
        return False
    audit.record(moment.store, moment.now, person.id, "answered a question", f"match:{match.ref}")
    for speaker in delegations.speakers(moment.store, match.delegation, "provider"):
        key = f"question-answer:{question.ref}:{speaker}"
        moment.tell(speaker, "question-answer", question.ref, key)
    for officer in pairing.askers(moment, match):
        moment.renew(officer, "question", question.ref, _key(question.ref, officer))
    return True
