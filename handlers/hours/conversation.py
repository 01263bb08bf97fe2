"""Answers /settings and the buttons by which a person decides what reaches them, how and when."""

from dataclasses import replace

from handlers.hours import actions, clock, pausing, sortviews, views, why
from handlers.kit.access import anybody
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, NoAnswer, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from knowledge.kinds import CHOSEN
from knowledge.rhythm import CAPS, Rhythm
from knowledge.topics import TOPICS
from knowledge.typedhours import hours_typed
from storage import rhythms


def register(book: Book) -> None:
    book.command(["settings", "hours", "horaires", "reglages"], overview)
    book.route("hours", overview)
    book.route("quiet", quiet)
    book.route("quiet-set", set_quiet)
    book.route("days", days)
    book.route("day-set", set_day)
    book.route("cap", cap)
    book.route("cap-set", set_cap)
    book.route("sorts", sorts)
    book.route("sort-set", set_sort)
    book.route("topics", topics)
    book.route("topic-set", set_topic)
    book.form(QUIET)
    clock.register(book)
    pausing.register(book)
    why.register(book)


@anybody
def overview(turn: Turn) -> None:
    turn.show(views.overview(turn.t, _held(turn), turn.now))


@anybody
def quiet(turn: Turn) -> None:
    turn.ask(QUIET)


@anybody
def set_quiet(turn: Turn) -> None:
    _be_quiet(turn, turn.args)


@anybody
def days(turn: Turn) -> None:
    turn.show(views.days(turn.t, _held(turn)))


@anybody
def set_day(turn: Turn) -> None:
    day, _, is_on = turn.args.partition(".")
    held, chosen = _held(turn), {each for each in views.WEEK if str(each) == day}
    changed = held.hours.days | chosen if is_on == "1" else held.hours.days - chosen
    if changed:
        _keep(turn, replace(held, hours=replace(held.hours, days=changed)))
    else:
        turn.say(views.last_day(turn.t), alert=True)
    days(turn)


@anybody
def cap(turn: Turn) -> None:
    turn.show(views.cap(turn.t, _held(turn)))


@anybody
def set_cap(turn: Turn) -> None:
    if turn.args in map(str, CAPS):
        _keep(turn, replace(_held(turn), a_day=int(turn.args)))
    cap(turn)


@anybody
def sorts(turn: Turn) -> None:
    turn.show(sortviews.sorts(turn.t, _held(turn), has_topics=_has_topics(turn)))


@anybody
def set_sort(turn: Turn) -> None:
    name, _, code = turn.args.partition(".")
    sort, way = next((each for each in CHOSEN if each == name), None), sortviews.read_way(code)
    if sort is not None and way is not None:
        _keep(turn, _held(turn).with_way(sort, way))
    sorts(turn)


@anybody
def topics(turn: Turn) -> None:
    if _has_topics(turn):
        turn.show(sortviews.topics(turn.t, _held(turn)))
    else:
        turn.say(sortviews.not_for_you(turn.t), alert=True)


@anybody
def set_topic(turn: Turn) -> None:
    topic, _, is_on = turn.args.partition(".")
    if _has_topics(turn) and topic in TOPICS:
        _keep(turn, _held(turn).with_topic(topic, on=is_on == "1"))
    topics(turn)


def _held(turn: Turn) -> Rhythm:
    return rhythms.of(turn.store, turn.person.id)


def _keep(turn: Turn, rhythm: Rhythm) -> None:
    if actions.change(turn.store, turn.person, rhythm, turn.now):
        turn.say(views.noted(turn.t))


def _has_topics(turn: Turn) -> bool:
    return turn.person.role == "provider"


def _ask_quiet(turn: Turn, _question: Question) -> Screen:
    return views.quiet(turn.t, _held(turn))


def _take_quiet(turn: Turn, answers: Answers, said: str) -> Answers:
    span = hours_typed(said)
    if span is None:
        raise Refused(views.quiet_unclear(turn.t))
    if span[0] == span[1]:
        raise NoAnswer(views.all_day(turn.t))
    return answers | {"span": views.span_code(span)}


def _be_quiet(turn: Turn, span: str) -> None:
    held, ends = _held(turn), hours_typed(span)
    if ends is not None and ends[0] != ends[1]:
        _keep(turn, replace(held, hours=replace(held.hours, quiet_from=ends[0], quiet_until=ends[1])))
    turn.go("hours")


QUIET = Form(
    "quiet",
    (Step("span", _ask_quiet, _take_quiet),),
    lambda turn, answers: _be_quiet(turn, answers["span"]),
    leaves=lambda turn, _answers: turn.go("hours"),
)
