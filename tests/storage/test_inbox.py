"""Updates wait in the order of their arrival, once each."""

from datetime import datetime, timedelta

import pytest

from storage import inbox
from storage.database import Store
from storage.inbox import Arrival


def a_text(number: int, chat: int = 7) -> Arrival:
    return Arrival("telegram", number, chat, f'{{"update_id": {number}}}')


def test_an_update_that_telegram_brings_twice_is_stored_once(store: Store, now: datetime):
    first = inbox.add(store, [a_text(1), a_text(2)], now)
    again = inbox.add(store, [a_text(2), a_text(3)], now)
    assert [row.update_id for row in first] == [1, 2]
    assert [row.update_id for row in again] == [3]
    assert [row.update_id for row in inbox.waiting(store)] == [1, 2, 3]


def test_numbers_that_start_anew_after_an_idle_week_keep_the_order_of_arrival(store: Store, now: datetime):
    inbox.add(store, [a_text(900_000)], now)
    inbox.add(store, [a_text(5)], now)
    assert [row.update_id for row in inbox.waiting(store)] == [900_000, 5]


def test_a_row_is_finished_once(store: Store, now: datetime):
    (row,) = inbox.add(store, [a_text(1)], now)
    assert inbox.finish(store, row.seq, now) is True
    assert inbox.finish(store, row.seq, now) is False
    assert inbox.waiting(store) == []


def test_with_several_processes_a_row_waits_for_older_ones_of_its_chat(store: Store, now: datetime):
    if store.connection.dialect.name != "postgresql":
        pytest.skip("the embedded database has one process, which knows the order")
    first, second, other = inbox.add(store, [a_text(1), a_text(2), a_text(3, chat=8)], now)
    assert inbox.has_older(store, 7, second.seq)
    assert not inbox.has_older(store, 7, first.seq)
    assert not inbox.has_older(store, 8, other.seq)
    inbox.finish(store, first.seq, now)
    assert not inbox.has_older(store, 7, second.seq)


def test_a_parked_row_waits_for_a_person_and_can_be_brought_back(store: Store, now: datetime):
    (row,) = inbox.add(store, [a_text(1)], now)
    assert [inbox.count_attempt(store, row.seq, "KeyError") for _ in range(3)] == [1, 2, 3]
    inbox.park(store, row.seq, "KeyError: 'chat'", now)
    assert inbox.waiting(store) == []
    assert [(parked.update_id, parked.error) for parked in inbox.parked(store)] == [(1, "KeyError: 'chat'")]
    assert inbox.retry(store, row.seq) is True
    assert inbox.retry(store, row.seq) is False
    assert [(waiting.update_id, waiting.attempts) for waiting in inbox.waiting(store)] == [(1, 0)]


def test_old_texts_are_erased_and_old_numbers_may_come_again(store: Store, now: datetime):
    (row,) = inbox.add(store, [a_text(1)], now)
    inbox.finish(store, row.seq, now)
    changed = inbox.forget(
        store, numbers_before=now + timedelta(days=2), texts_before=now + timedelta(days=7)
    )
    assert changed == 2
    assert [found.raw for found in inbox.find(store, row.seq)] == [None]
    assert [new.update_id for new in inbox.add(store, [a_text(1)], now)] == [1]


def test_a_row_that_still_waits_is_never_erased(store: Store, now: datetime):
    inbox.add(store, [a_text(1)], now)
    assert (
        inbox.forget(store, numbers_before=now + timedelta(days=9), texts_before=now + timedelta(days=9)) == 0
    )


def test_what_waits_in_the_inbox_is_counted_by_state(store: Store, now: datetime):
    first, second, _third = inbox.add(store, [a_text(1), a_text(2), a_text(3)], now)
    inbox.finish(store, first.seq, now)
    inbox.park(store, second.seq, "bad", now)
    assert inbox.counts(store) == {"new": 1, "done": 1, "parked": 1}
