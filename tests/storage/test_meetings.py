"""Meetings change one at a time, answers count for one time, messages go out or are undone once."""

from datetime import datetime, timedelta

import pytest

from knowledge.kinds import KINDS
from storage import broadcasts, cards, delegations, meetings, outbox, people
from storage.database import Store
from storage.meetings import COMING, NOT_COMING, Attendance, Meeting

DAY = timedelta(days=1)


@pytest.fixture
def crowd(store: Store, now: datetime) -> list[int]:
    """Three people of two delegations, and one without a post."""
    people.know_chats(store, {1, 2, 3, 4})
    ids = [people.add(store, number, f"P{number}", "en", now).id for number in (1, 2, 3, 4)]
    for person, (delegation, role) in zip(
        ids, [("org:EXS", "secretariat"), ("QM", "recipient"), ("QM", "recipient")], strict=False
    ):
        delegations.take_post(store, person, delegation, role, now)
    return ids


@pytest.fixture
def meeting(store: Store, crowd: list[int], now: datetime) -> Meeting:
    return meetings.add(store, "ref", "Police", now + DAY, "America/New_York", crowd[0], now)


def test_what_is_still_to_come_is_listed_the_next_first(store: Store, meeting: Meeting, now: datetime):
    sooner = meetings.add(store, "other", "Medical", now + DAY / 2, "UTC", 1, now)
    off = meetings.add(store, "off", "Off", now + DAY, "UTC", 1, now)
    assert meetings.cancel(store, off) is True
    assert meetings.planned(store, now) == [sooner, meeting]
    assert meetings.planned(store, sooner.starts_at) == [meeting]


def test_answers_are_counted_by_delegation(store: Store, meeting: Meeting, crowd: list[int], now: datetime):
    meetings.answer(store, meeting, crowd[1], COMING, now)
    meetings.answer(store, meeting, crowd[1], NOT_COMING, now)
    meetings.answer(store, meeting, crowd[0], COMING, now)
    assert meetings.attendance(store, meeting) == [Attendance("QM", 0, 1, 1), Attendance("org:EXS", 1, 0, 0)]
    assert meetings.absent(store, meeting) == {crowd[1]}
    assert meetings.answers_of(store, crowd[1], [meeting]) == {meeting.id: NOT_COMING}


def test_a_new_time_takes_the_answers_back(store: Store, meeting: Meeting, crowd: list[int], now: datetime):
    meetings.answer(store, meeting, crowd[1], COMING, now)
    assert meetings.move(store, meeting, now + 2 * DAY, "UTC") is True
    found = meetings.by_ref(store, "ref", hold=True)
    assert (found.starts_at, found.zone, found.rev) == (now + 2 * DAY, "UTC", 2)
    assert meetings.attendance(store, meeting)[0] == Attendance("QM", 0, 0, 2)


def test_of_two_changes_of_the_same_meeting_the_first_counts(store: Store, meeting: Meeting, now: datetime):
    assert meetings.cancel(store, meeting) is True
    assert meetings.move(store, meeting, now + 2 * DAY, "UTC") is False
    assert meetings.cancel(store, meetings.by_ref(store, "ref")) is False


def test_everybody_with_a_post_is_told_part_by_part(store: Store, crowd: list[int]):
    assert delegations.people(store) == 3
    assert delegations.everybody(store, 0, 2) == crowd[:2]
    assert delegations.everybody(store, crowd[1], 2) == crowd[2:3]


def test_a_message_goes_out_or_is_undone_and_never_both(store: Store, crowd: list[int], now: datetime):
    for ref in ("one", "two"):
        broadcasts.add(store, ref, "Text", crowd[0], now, now + timedelta(seconds=60))
    assert broadcasts.release(store, "one", now) is True
    assert broadcasts.undo(store, "one") is False
    assert broadcasts.undo(store, "two") is True
    assert broadcasts.release(store, "two", now) is False
    assert broadcasts.by_ref(store, "one").release_at == now


def test_a_message_keeps_the_delegation_its_author_spoke_for(store: Store, crowd: list[int], now: datetime):
    broadcasts.add(store, "one", "Text", crowd[0], now, now)
    store.connection.exec_driver_sql("UPDATE posts SET ended_at = since")
    delegations.take_post(store, crowd[0], "TD", "recipient", now + DAY)
    assert broadcasts.by_ref(store, "one").delegation == "org:EXS"


def test_letters_to_all_are_counted_by_what_became_of_them(store: Store, crowd: list[int], now: datetime):
    for person, state in zip(crowd, ("sent", "waiting", "waiting", "dropped"), strict=True):
        key = f"broadcast:ref:{person}"
        card = cards.add(store, person, key, wanted="")
        times = {"created_at": now, "due_at": now, "deadline": now + DAY}
        fixed = {"priority": KINDS["broadcast"].priority, "subject": "ref", "method": ""}
        more = {"attempts": 0, "epoch": 0, "kind": "broadcast", "chat": person, "card": card}
        outbox.add_new(store, times | fixed | more | {"key": key, "state": state})
    assert outbox.fates(store, "broadcast:ref:") == {"sent": 1, "waiting": 2, "dropped": 1}
    assert outbox.fates(store, "broadcast:other:") == {}
