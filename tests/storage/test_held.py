"""Letters that wait for their reader's hours, and the row that wakes them."""

from datetime import datetime, timedelta

import pytest

from storage import cards, claims, dues, held, outbox, people
from storage.claims import Outcome
from storage.database import Store
from storage.outbox import DROPPED, FAILED, HELD, SENT, WAITING, LetterRow
from storage.people import Person

CHAT = 71
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def ada(store: Store, now: datetime) -> Person:
    people.know_chats(store, {CHAT})
    return people.add(store, CHAT, "Ada", "en", now)


def a_letter(store: Store, ada: Person, key: str, now: datetime, due_at: datetime, **fields: object) -> int:
    card = cards.add(store, CHAT, key, wanted="")
    values = {"key": key, "chat": CHAT, "kind": "need-notice", "subject": key, "card": card, "person": ada.id}
    values |= {"state": HELD, "created_at": now, "due_at": due_at, "deadline": due_at + AN_HOUR}
    outbox.add(store, LetterRow(**(values | fields)))
    return card


def waiting(store: Store, now: datetime) -> list[str]:
    return [letter.key for letter in claims.candidates(store, now, resting=(), limit=10)]


def state(store: Store, key: str) -> str:
    statement = "SELECT state FROM outbox WHERE key = '" + key + "'"
    return store.connection.exec_driver_sql(statement).scalar_one()


def test_the_sender_never_sees_what_is_held(store: Store, now: datetime, ada: Person):
    a_letter(store, ada, "need:1", now, now - AN_HOUR)
    assert waiting(store, now) == []
    assert outbox.counts(store)[HELD] == 1
    assert outbox.counts(store)[WAITING] == 0


def test_what_may_come_by_an_instant_is_found_oldest_first(store: Store, now: datetime, ada: Person):
    for number, hours in enumerate((2, 1, 3)):
        a_letter(store, ada, f"need:{number}", now, now + hours * AN_HOUR)
    assert [letter.key for letter in held.held(store, ada.id)] == ["need:0", "need:1", "need:2"]
    assert [letter.key for letter in held.held(store, ada.id, now + 2 * AN_HOUR)] == ["need:0", "need:1"]


def test_a_released_letter_goes_out_and_lives_from_then_on(store: Store, now: datetime, ada: Person):
    a_letter(store, ada, "need:1", now - 9 * AN_HOUR, now - AN_HOUR, deadline=now - AN_HOUR)
    (letter,) = held.held(store, ada.id)
    held.release(store, letter, now, AN_HOUR)
    (claimed,) = claims.candidates(store, now, resting=(), limit=10)
    assert (claimed.key, claimed.deadline) == ("need:1", now + AN_HOUR)


def test_a_letter_whose_card_was_opened_meanwhile_is_not_sent_again(store: Store, now: datetime, ada: Person):
    card = a_letter(store, ada, "need:1", now, now)
    cards.settle(store, [(card, 501, "hash")])
    held.release(store, held.held(store, ada.id)[0], now, AN_HOUR)
    assert state(store, "need:1") == "skipped"


def test_what_was_claimed_too_late_in_the_day_goes_back(store: Store, now: datetime, ada: Person):
    a_letter(store, ada, "need:1", now, now, state=WAITING)
    (letter,) = claims.claim(store, claims.candidates(store, now, resting=(), limit=10), 1)
    held.put_back(store, letter.id, now + AN_HOUR, now + 2 * AN_HOUR, letter.attempts)
    assert waiting(store, now + AN_HOUR) == []
    (back,) = held.held(store, ada.id)
    assert back.due_at == now + AN_HOUR


def test_nothing_of_a_card_was_shown_while_its_letter_is_held_or_skipped(
    store: Store, now: datetime, ada: Person
):
    card = a_letter(store, ada, "need:1", now, now)
    sent = a_letter(store, ada, "need:2", now, now, state=SENT)
    assert held.lies(store, card)
    assert not held.lies(store, sent)
    held.skip(store, held.held(store, ada.id)[0].id, "not wanted", now)
    assert held.lies(store, card)
    cards.settle(store, [(card, 501, "hash")])
    assert not held.lies(store, card), "it was opened from a list"


def test_what_counts_is_what_was_sent_since_and_what_is_under_way(store: Store, now: datetime, ada: Person):
    done = {"state": SENT, "done_at": now}
    a_letter(store, ada, "yesterday", now, now, state=SENT, done_at=now - 24 * AN_HOUR)
    a_letter(store, ada, "today", now, now, **done)
    a_letter(store, ada, "on its way", now, now, state=WAITING)
    a_letter(store, ada, "held", now, now)
    a_letter(store, ada, "in vain", now, now, state=FAILED, done_at=now)
    a_letter(store, ada, "an answer", now, now, kind="answer", **done)
    assert held.told_since(store, ada.id, now - AN_HOUR) == 2


def test_what_was_told_is_what_came_alone_or_with_others(store: Store, now: datetime, ada: Person):
    for key in ("gathered", "turned off"):
        a_letter(store, ada, key, now, now)
    gathered, off = held.held(store, ada.id)
    held.gather(store, gathered.id, "abc", now)
    held.skip(store, off.id, "not wanted", now)
    a_letter(store, ada, "alone", now, now, state=SENT, done_at=now)
    assert [letter.key for letter in held.told(store, ada.id, ("need-notice",), now)] == ["gathered", "alone"]
    assert held.told(store, ada.id, ("question",), now) == []


def test_whoever_blocks_us_gets_nothing_of_what_is_held(store: Store, now: datetime, ada: Person):
    a_letter(store, ada, "need:1", now, now + AN_HOUR)
    assert outbox.drop_chat(store, CHAT, "blocked", now) == 1
    assert state(store, "need:1") == DROPPED


def test_letters_are_found_by_number_for_their_reader_alone(store: Store, now: datetime, ada: Person):
    a_letter(store, ada, "need:1", now, now)
    (letter,) = held.held(store, ada.id)
    assert held.by_ids(store, ada.id, [letter.id]) == [letter]
    assert held.by_ids(store, ada.id + 1, [letter.id]) == []


def test_what_is_due_by_an_instant_is_moved_forward_never_back_and_wakes_anew(store: Store, now: datetime):
    dues.by(store, "wake:1", "wake", now + 2 * AN_HOUR, "1")
    dues.by(store, "wake:1", "wake", now + 3 * AN_HOUR, "1")
    assert dues.due(store, now + AN_HOUR) == []
    dues.by(store, "wake:1", "wake", now + AN_HOUR, "1")
    (due,) = dues.due(store, now + AN_HOUR)
    dues.finish(store, due.id)
    dues.by(store, "wake:1", "wake", now + 2 * AN_HOUR, "1")
    (again,) = dues.due(store, now + 2 * AN_HOUR)
    assert (again.id, again.due_at) == (due.id, now + 2 * AN_HOUR)


def test_a_late_outcome_changes_nothing_of_what_was_skipped(store: Store, now: datetime, ada: Person):
    a_letter(store, ada, "need:1", now, now)
    (letter,) = held.held(store, ada.id)
    held.skip(store, letter.id, "not wanted", now)
    claims.settle(store, [Outcome(letter.id, SENT, now, 1)])
    assert state(store, "need:1") == "skipped"
