"""Letters are owed once and claimed best first."""

from datetime import datetime, timedelta

import pytest

from knowledge.kinds import KINDS
from storage import cards, claims, outbox, people
from storage.claims import Outcome
from storage.database import Database, Store
from storage.outbox import DROPPED, SENDING, SENT, WAITING, LetterRow

CHAT = 71


@pytest.fixture
def chat(store: Store) -> int:
    people.know_chats(store, {CHAT})
    return CHAT


def a_letter(key: str, now: datetime, *, chat: int = CHAT, priority: int = 0, **fields) -> LetterRow:
    times = {"created_at": now, "due_at": now, "deadline": now + timedelta(days=1)}
    return LetterRow(key=key, chat=chat, kind="answer", payload="{}", priority=priority, **(times | fields))


def keys(store: Store, now: datetime, *resting: int) -> list[str]:
    return [letter.key for letter in claims.candidates(store, now, resting=resting, limit=10)]


def test_a_key_is_owed_once(store: Store, now: datetime, chat: int):
    outbox.add(store, a_letter("need:1:ada", now))
    outbox.add(store, a_letter("need:1:ada", now))
    assert keys(store, now) == ["need:1:ada"]


def test_answers_go_before_notices_and_notices_before_broadcasts(store: Store, now: datetime, chat: int):
    for key, priority in (("broadcast", 2), ("notice", 1), ("answer", 0), ("later answer", 0)):
        outbox.add(store, a_letter(key, now, priority=priority))
    assert keys(store, now) == ["answer", "later answer", "notice", "broadcast"]


def test_nothing_leaves_before_it_is_due_or_while_its_chat_rests(store: Store, now: datetime, chat: int):
    outbox.add(store, a_letter("tomorrow", now, due_at=now + timedelta(days=1)))
    outbox.add(store, a_letter("today", now))
    assert keys(store, now) == ["today"]
    assert keys(store, now, CHAT) == []
    assert keys(store, now + timedelta(days=1)) == ["tomorrow", "today"]


def test_a_card_has_one_waiting_letter_which_is_redrawn(store: Store, now: datetime, chat: int):
    card = cards.add(store, chat, "need:1", wanted="a")
    outbox.add(store, a_letter("first", now, card=card))
    assert outbox.redraw(store, card, '{"text": "newer"}', KINDS["answer"], now) is True
    (letter,) = claims.candidates(store, now, resting=(), limit=10)
    assert letter.payload == '{"text": "newer"}'
    claims.claim(store, [letter], 1)
    assert outbox.redraw(store, card, '{"text": "newest"}', KINDS["answer"], now) is False


def test_what_a_turn_redraws_between_the_look_and_the_claim_is_what_leaves(database: Database, now: datetime):
    with database.transaction() as store:
        people.know_chats(store, {CHAT})
        card = cards.add(store, CHAT, "need:1", wanted="a")
        outbox.add(store, a_letter("first", now, card=card))
        seen = claims.candidates(store, now, resting=(), limit=10)
    with database.transaction() as store:
        assert outbox.redraw(store, card, '{"text": "newer"}', KINDS["answer"], now) is True
    with database.transaction() as store:
        (claimed,) = claims.claim(store, seen, 1)
        assert (claimed.payload, claimed.attempts) == ('{"text": "newer"}', 0)
        assert claims.claim(store, seen, 1) == []


def test_a_claimed_letter_is_settled_with_its_message(store: Store, now: datetime, chat: int):
    card = cards.add(store, chat, "need:1", wanted="a")
    outbox.add(store, a_letter("first", now, card=card))
    (letter,) = claims.candidates(store, now, resting=(), limit=10)
    claims.claim(store, [letter], 1)
    assert outbox.counts(store)[SENDING] == 1
    claims.settle(store, [Outcome(letter.id, SENT, now, 1, 55)])
    cards.settle(store, [(card, 55, "a")])
    assert outbox.counts(store)[SENT] == 1
    assert cards.of_message(store, chat, 55) == card


def test_letters_of_a_dead_process_are_found_by_its_epoch(store: Store, now: datetime, chat: int):
    outbox.add(store, a_letter("first", now))
    (letter,) = claims.candidates(store, now, resting=(), limit=10)
    claims.claim(store, [letter], 1)
    assert claims.left_behind(store, 1) == []
    assert [left.key for left in claims.left_behind(store, 2)] == ["first"]


def test_what_waits_for_a_stopped_chat_is_dropped(store: Store, now: datetime, chat: int):
    outbox.add(store, a_letter("first", now))
    assert outbox.drop_chat(store, chat, "blocked", now) == 1
    assert outbox.counts(store)[WAITING] == 0
    assert outbox.counts(store)[DROPPED] == 1


def test_the_text_of_old_letters_is_erased(store: Store, now: datetime, chat: int):
    outbox.add(store, a_letter("first", now))
    (letter,) = claims.candidates(store, now, resting=(), limit=10)
    claims.settle(store, [Outcome(letter.id, SENT, now, 1, 55)])
    assert outbox.forget(store, now) == 0
    assert outbox.forget(store, now + timedelta(days=7)) == 1


def test_a_tap_on_a_card_whose_send_is_in_doubt_adopts_its_message(store: Store, now: datetime, chat: int):
    never_sent = cards.add(store, chat, "answer:1", wanted="a")
    card = cards.add(store, chat, "answer:2", wanted="a")
    outbox.add(store, a_letter("first", now, card=card))
    (letter,) = claims.candidates(store, now, resting=(), limit=10)
    claims.claim(store, [letter], 1)
    assert outbox.adopt(store, chat, 55) == card
    assert outbox.adopt(store, chat, 55) == card
    assert outbox.adopt(store, chat, 99) not in (card, never_sent)


def test_a_twin_of_an_older_message_is_not_taken_for_the_one_under_way(
    store: Store, now: datetime, chat: int
):
    older = cards.add(store, chat, "answer:1", wanted="a", message_id=60)
    under_way = cards.add(store, chat, "answer:2", wanted="a")
    outbox.add(store, a_letter("first", now, card=under_way))
    (letter,) = claims.candidates(store, now, resting=(), limit=10)
    claims.claim(store, [letter], 1)
    assert outbox.adopt(store, chat, 59) not in (older, under_way)


def test_several_letters_are_settled_at_once(store: Store, now: datetime, chat: int):
    for key in ("one", "two"):
        outbox.add(store, a_letter(key, now))
    letters = claims.candidates(store, now, resting=(), limit=10)
    claims.claim(store, letters, 1)
    claims.settle(store, [Outcome(letter.id, SENT, now, 1, 55) for letter in letters])
    assert outbox.counts(store)[SENT] == 2


def test_what_was_sent_stays_sent_whatever_a_process_that_lost_its_lead_says(
    store: Store, now: datetime, chat: int
):
    outbox.add(store, a_letter("first", now))
    (letter,) = claims.candidates(store, now, resting=(), limit=10)
    claims.claim(store, [letter], 1)
    claims.settle(store, [Outcome(letter.id, SENT, now, 1, 55)])
    claims.settle(store, [Outcome(letter.id, WAITING, now, 1)])
    assert outbox.counts(store)[SENT] == 1
