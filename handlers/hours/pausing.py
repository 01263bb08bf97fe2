"""Pauses: chosen, typed as a day, or "stop" in any language; and their end."""

from datetime import datetime

from handlers.hours import actions, pauseviews, views
from handlers.kit.access import anybody, beside_forms
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.pauses import SPANS, pause_typed, until
from knowledge.rhythm import FOR_GOOD
from knowledge.stopwords import means_resume, means_stop
from storage import rhythms


def register(book: Book) -> None:
    book.words(means_stop, stop)
    book.words(means_resume, resume)
    book.command(["stop", "arreter"], stop)
    book.command(["resume", "reprendre"], resume)
    book.route("pause", pause)
    book.route("pause-set", choose)
    book.route("pause-end", resume)
    book.form(PAUSE)


@beside_forms
@anybody
def stop(turn: Turn) -> None:
    actions.pause(turn.store, turn.person, FOR_GOOD, turn.now)
    turn.show(pauseviews.stopped(turn.t, is_asked=turn.person.form is not None))


@beside_forms
@anybody
def resume(turn: Turn) -> None:
    was_paused = actions.pause(turn.store, turn.person, None, turn.now)
    is_asked = turn.person.form is not None and turn.person.form != PAUSE.name
    turn.show(pauseviews.resumed(turn.t, was_paused=was_paused, is_asked=is_asked))


@anybody
def pause(turn: Turn) -> None:
    turn.ask(PAUSE)


@anybody
def choose(turn: Turn) -> None:
    span = next((span for span in SPANS if span == turn.args), None)
    if span is not None:
        hours = rhythms.of(turn.store, turn.person.id).hours
        _until(turn, until(span, hours, turn.now))


def _ask(turn: Turn, _question: Question) -> Screen:
    return pauseviews.pause(turn.t, rhythms.of(turn.store, turn.person.id), turn.now)


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    rhythm = rhythms.of(turn.store, turn.person.id)
    at = pause_typed(said, rhythm.hours, turn.now)
    if not isinstance(at, datetime):
        raise Refused(pauseviews.unclear(turn.t, at, rhythm, turn.now))
    return answers | {"until": at.isoformat()}


def _until(turn: Turn, at: datetime) -> None:
    actions.pause(turn.store, turn.person, at, turn.now)
    turn.say(views.noted(turn.t))
    turn.go("hours")


PAUSE = Form(
    "pause",
    (Step("until", _ask, _take),),
    lambda turn, answers: _until(turn, datetime.fromisoformat(answers["until"])),
    leaves=lambda turn, _answers: turn.go("hours"),
)
