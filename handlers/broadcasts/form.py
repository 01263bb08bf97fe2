"""The form of a message to everybody: the text and a last look; for an emergency its name and another."""

from handlers.broadcasts import actions, emergencyviews, views
from handlers.kit import whenread
from handlers.kit.access import tell_role
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.emergencies import AGREED_WITHIN
from storage import delegations, rhythms
from storage.broadcasts import ASKED, Broadcast


def refuse_too_many(turn: Turn) -> None:
    """Raise `Refused` where no emergency may go out yet."""
    possible = actions.next_emergency(turn.store, turn.now)
    if possible > turn.now:
        local = rhythms.of(turn.store, turn.person.id).hours.local(possible)
        raise Refused(emergencyviews.too_many_emergencies(turn.t, local))


def refuse_too_late(turn: Turn, emergency: Broadcast) -> None:
    """Raise `Refused` where it was written so long ago that it rings nobody any more."""
    if emergency.state == ASKED and turn.now > emergency.release_at + AGREED_WITHIN:
        raise Refused(emergencyviews.too_late(turn.t))


def _take_text(turn: Turn, answers: Answers, said: str) -> Answers:
    if not said:
        raise Refused(views.nothing_written(turn.t))
    if len(said) > actions.LONGEST_TEXT:
        raise Refused(views.too_long(turn.t, len(said)))
    return answers | {"text": said}


def _preview(turn: Turn, question: Question) -> Screen:
    seats = delegations.seats(turn.store)
    people, text = sum(each.people for each in seats), question.answers["text"]
    return views.preview(turn.t, question, turn.person, text, turn.now.date(), people, len(seats))


def _take_send(turn: Turn, answers: Answers, said: str) -> Answers:
    """*Send*, *It is an emergency*, another text, or a look at when they will read it."""
    if turn.incoming.deed != "tap":
        return _take_text(turn, answers, said)
    if said == "when":
        turn.say(_when_read(turn), alert=True)
        return answers
    if said == "emergency":
        refuse_too_many(turn)
        if _is_alone(turn):
            raise Refused(emergencyviews.no_colleague(turn.t))
        return answers | {"send": "emergency"}
    if said != "send":
        return {}
    if actions.needs_a_second(delegations.people(turn.store)) and _is_alone(turn):
        raise Refused(views.no_colleague(turn.t))
    return answers | {"send": "yes", "emergency": "", "sure": "yes"}


def _when_read(turn: Turn) -> str:
    everybody = delegations.everybody(turn.store, 0, delegations.people(turn.store))
    return whenread.of_many(turn.store, turn.t, everybody, "broadcast", turn.now, turn.person.id)


def _is_alone(turn: Turn) -> bool:
    """Whether nobody else of the secretariat could agree."""
    return delegations.holders(turn.store, "secretariat") == [turn.person.id]


def _take_name(turn: Turn, answers: Answers, said: str) -> Answers:
    name = " ".join(said.split())
    if turn.incoming.deed == "tap" or not name:
        raise Refused(emergencyviews.no_name(turn.t))
    if len(name) > actions.LONGEST_NAME:
        raise Refused(emergencyviews.name_too_long(turn.t, len(name)))
    return answers | {"emergency": name}


def _emergency_preview(turn: Turn, question: Question) -> Screen:
    said, sender = question.answers, turn.person.delegation or ""
    letter = views.letter_text(turn.t, turn.person, said["text"], sender, turn.now.date(), said["emergency"])
    return emergencyviews.preview(turn.t, question, letter, delegations.people(turn.store))


def _take_sure(turn: Turn, answers: Answers, said: str) -> Answers:
    """*Ask a colleague*, another name, or back to a usual message."""
    if turn.incoming.deed != "tap":
        return _take_name(turn, answers, said)
    if said == "usual":
        return {"text": answers["text"]}
    if said != "sure":
        raise Refused(emergencyviews.no_name(turn.t))
    refuse_too_many(turn)
    return answers | {"sure": "yes"}


def _write(turn: Turn, answers: Answers) -> None:
    ref, name = turn.new_ref(), answers["emergency"] or None
    if not actions.write(turn.store, turn.person, ref, answers["text"], turn.now, name):
        tell_role(turn, "secretariat", actions.asked_kind(name), ref)
    turn.go("ownbroadcast", ref)


BROADCAST = Form(
    "broadcast",
    (
        Step("text", lambda turn, question: views.ask_text(turn.t, question), _take_text),
        Step("send", _preview, _take_send),
        Step("emergency", lambda turn, question: emergencyviews.ask_name(turn.t, question), _take_name),
        Step("sure", _emergency_preview, _take_sure),
    ),
    _write,
    ("broadcast",),
)
