"""Answers /matches, the buttons of notices and of answers, and the questions between the two sides."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from handlers.kit import pairing
from handlers.kit.access import may, note_reading
from handlers.kit.book import Book
from handlers.kit.contactcard import refresh
from handlers.kit.errors import Refused
from handlers.kit.fits import in_order
from handlers.kit.turn import Moment, Turn
from handlers.matches import actions, capital, letters, lists, sharing, unanswered, views, words
from storage import matches, needs, people, questions
from storage.matches import Match
from storage.needs import Need
from storage.people import Person

# One side's step in a match; False where somebody was faster.
Step = Callable[[Moment, Person, Need, Match], bool]


def register(book: Book) -> None:
    book.command(["matches", "appariements"], own_matches)
    book.route("matches", own_matches)
    book.route("match", show)
    book.route("match-more", details)
    book.route("match-new", come_forward)
    book.route("match-yes", interested)
    book.route("match-no", ask_why)
    book.route("match-nowhy", decline)
    book.route("match-back", take_back)
    book.route("match-later", later)
    book.route("match-ok", accept)
    book.route("match-deny", ask_why)
    book.route("match-denywhy", refuse)
    book.route("contact", contact)
    book.route("contact-mine", share_own)
    book.route("match-capital", text_for_capital)
    book.due("match-later", remind)
    book.due("matches-aboard", catch_up)
    book.due("yeses-back", take_back_all)
    book.due("rematch", rematch)
    book.due("pair", pair)
    book.due("unanswered", unanswered.pass_on)


@may("see-matches")
def own_matches(turn: Turn) -> None:
    own = {match.id: (need, match) for need, match in needs.with_matches(turn.store, turn.person)}
    ordered = [own[match.id] for match in in_order(match for _, match in own.values())]
    turn.show(lists.own_matches(turn.t, turn.person, ordered, _first(turn)))


@may("see-match")
def show(turn: Turn) -> None:
    _show(turn, *_match(turn))


@may("see-match")
def details(turn: Turn) -> None:
    need, match = _match(turn)
    names = letters.names_of(turn.store, match, turn.now.date())
    asked = questions.of_match(turn.store, match.id)
    turn.show(views.details(turn.t, turn.person, need, match, names, asked))


@may("see-matches")
def text_for_capital(turn: Turn) -> None:
    capital.send(turn)


@may("answer-match")
def come_forward(turn: Turn) -> None:
    """From the list of needs that are open to all: this one's provider is as one of those told."""
    need = needs.open_one(turn.store, turn.person, turn.args)
    if need is None:
        raise Refused(words.gone(turn.t))
    if need.state != needs.OPEN:
        raise Refused(words.is_paused(turn.t))
    match = actions.come_forward(turn, turn.person, need)
    if match is not None:
        turn.go("match", match.ref)


@may("answer-match")
def interested(turn: Turn) -> None:
    refresh(turn)
    _take(turn, actions.interested, words.noted(turn.t), to_answer=True)


@may("talk")
def ask_why(turn: Turn) -> None:
    """One tap for the reason that the other side reads."""
    need, match = _match(turn)
    may = (*matches.UNANSWERED, matches.INTERESTED) if _is_provider(turn) else (matches.INTERESTED,)
    if match.state in may:
        turn.show(views.reasons(turn.t, turn.person, need, match))
    else:
        turn.say(words.changed_meanwhile(turn.t), alert=True)
        _show(turn, need, match)


@may("answer-match")
def decline(turn: Turn) -> None:
    reason = _reason(turn, actions.PROVIDER_REASONS)
    _take(turn, partial(actions.decline, reason=reason), words.declined(turn.t))


@may("answer-match")
def take_back(turn: Turn) -> None:
    _take(turn, actions.take_back, words.taken_back(turn.t))


@may("answer-match")
def later(turn: Turn) -> None:
    _take(turn, actions.later, words.asked_later(turn.t), to_answer=True)


@may("decide-match")
def accept(turn: Turn) -> None:
    refresh(turn)
    _take(turn, actions.accept, words.agreed(turn.t))


@may("decide-match")
def refuse(turn: Turn) -> None:
    reason = _reason(turn, actions.ASKER_REASONS)
    _take(turn, partial(actions.refuse, reason=reason), words.refused(turn.t))


@may("talk")
def share_own(turn: Turn) -> None:
    """In place of whoever said yes before."""
    refresh(turn)
    if sharing.share(turn, turn.person, _match(turn)[1]):
        turn.say(words.shared(turn.t))
    else:
        turn.say(words.changed_meanwhile(turn.t), alert=True)
    contact(turn)


@may("talk")
def contact(turn: Turn) -> None:
    """The other side's contact card once more."""
    _, match = _match(turn)
    screen = letters.contact(turn.store, turn.t, turn.person, match.ref)
    if screen is None:
        turn.say(words.no_contact(turn.t), alert=True)
    else:
        turn.show(screen)


def remind(moment: Moment, subject: str) -> datetime | None:
    """Only the last *Later* finds its revision still there."""
    ref, _, rev = subject.partition(".")
    match = matches.by_ref(moment.store, ref)
    need = needs.by_id(moment.store, match.need) if match is not None else None
    if match is not None and need is not None and str(match.rev) == rev:
        actions.remind(moment, need, match)
    return None


def catch_up(moment: Moment, subject: str) -> datetime | None:
    actions.catch_up(moment, int(subject))
    return None


def take_back_all(moment: Moment, subject: str) -> datetime | None:
    """Somebody goes for good."""
    if (person := people.by_id(moment.store, int(subject))) is not None:
        actions.take_back_all(moment, person)
    return None


def rematch(moment: Moment, programme: str) -> datetime | None:
    """A programme is new or has changed: open needs may find more, or less."""
    actions.rematch(moment, programme)
    return None


def pair(moment: Moment, subject: str) -> datetime | None:
    need = needs.in_state(moment.store, subject, [needs.OPEN])
    if need is not None:
        pairing.pair(moment, need)
    return None


def _take(turn: Turn, step: Step, said: str, *, to_answer: bool = False) -> None:
    """Take a step; whoever comes too late is told so, and everybody sees how it stands now."""
    done = step(turn, turn.person, *_match(turn, to_answer=to_answer))
    turn.say(said if done else words.changed_meanwhile(turn.t), alert=not done)
    _show(turn, *_match(turn))


def _match(turn: Turn, *, to_answer: bool = False) -> tuple[Need, Match]:
    found = needs.of_match(turn.store, turn.person, turn.args.partition(".")[0])
    if found is None:
        raise Refused(words.gone(turn.t))
    need, _ = found
    note_reading(turn, need)
    if to_answer and need.state == needs.PAUSED:
        raise Refused(words.is_paused(turn.t))
    if to_answer and need.state != needs.OPEN:
        raise Refused(words.is_over(turn.t))
    return found


def _show(turn: Turn, need: Need, match: Match) -> None:
    turn.show(letters.card(turn.store, turn.t, turn.person, need, match, turn.now.date()))


def _is_provider(turn: Turn) -> bool:
    return turn.person.role == "provider"


def _reason(turn: Turn, known: tuple[str, ...]) -> str:
    reason = turn.args.partition(".")[2]
    return reason if reason in known else "none"


def _first(turn: Turn) -> int:
    return int(turn.args) if turn.args.isdecimal() else 0
