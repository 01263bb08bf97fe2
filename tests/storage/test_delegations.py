"""People take posts, invitations are used once, requests are answered once."""

from datetime import datetime, timedelta
from threading import Thread

import pytest

from storage import delegations, dialogs, guesses, invites, people, requests
from storage.database import Database, Store
from storage.delegations import Seats
from storage.people import Person

TOKEN = "AAAAAAAAAAAAAAAAAAAAAA"
LATER = timedelta(hours=72)


@pytest.fixture
def ada(store: Store, now: datetime) -> Person:
    people.know_chats(store, {5})
    return people.add(store, 5, "Ada", "en", now)


def test_a_person_without_a_post_speaks_for_nobody(store: Store, ada: Person):
    found = people.by_id(store, ada.id)
    assert (found.delegation, found.role, found.form) == (None, None, None)


def test_the_query_for_a_person_brings_their_post_and_form(store: Store, ada: Person, now: datetime):
    delegations.take_post(store, ada.id, "TD", "recipient", now)
    dialogs.put(store, ada.id, "access", "ref", {}, now)
    found = people.by_telegram_id(store, 5)
    assert (found.delegation, found.role, found.form) == ("TD", "recipient", "access")


def test_a_person_holds_one_post_at_a_time(store: Store, ada: Person, now: datetime):
    assert delegations.take_post(store, ada.id, "TD", "recipient", now) is True
    assert delegations.take_post(store, ada.id, "IT", "provider", now) is False
    assert people.by_id(store, ada.id).delegation == "TD"


def test_a_post_that_ended_stays_on_record_and_makes_room(store: Store, ada: Person, now: datetime):
    delegations.take_post(store, ada.id, "TD", "recipient", now)
    store.connection.exec_driver_sql("UPDATE posts SET ended_at = since")
    assert people.by_id(store, ada.id).role is None
    assert delegations.take_post(store, ada.id, "org:AU", "provider", now) is True
    assert people.by_id(store, ada.id).delegation == "org:AU"
    assert store.connection.exec_driver_sql("SELECT count(*) FROM posts").scalar() == 2


def test_a_delegation_can_have_recipients_and_providers_at_once(store: Store, now: datetime):
    people.know_chats(store, {1, 2, 3})
    for number, role in enumerate(("recipient", "provider", "provider"), 1):
        delegations.take_post(store, people.add(store, number, "X", "en", now).id, "QN", role, now)
    assert delegations.seats(store) == [Seats("QN", 1, 2, 0)]
    assert len(delegations.holders(store, "provider")) == 2
    assert delegations.holders(store, "secretariat") == []


def _rank_of(store: Store, number: int, role: str, now: datetime, **post: str) -> str | None:
    people.know_chats(store, {number})
    person = people.add(store, number, "X", "en", now)
    delegations.take_post(store, person.id, "QN", role, now, **post)
    return people.by_id(store, person.id).rank


def test_whoever_comes_first_leads_in_each_role(store: Store, now: datetime):
    assert [_rank_of(store, number, "recipient", now) for number in (1, 2, 3)] == [
        "focal",
        "member",
        "member",
    ]
    assert _rank_of(store, 4, "provider", now) == "focal"
    assert [_rank_of(store, number, "secretariat", now) for number in (5, 6)] == ["administrator", "officer"]


def test_an_invitation_may_say_what_the_post_is(store: Store, now: datetime):
    assert _rank_of(store, 1, "recipient", now, rank="observer", remit="police") == "observer"
    assert _rank_of(store, 2, "recipient", now) == "focal"


def test_a_suspended_post_is_held_and_gives_no_right(store: Store, ada: Person, now: datetime):
    delegations.take_post(store, ada.id, "TD", "recipient", now)
    store.connection.exec_driver_sql("UPDATE posts SET suspended_at = since")
    assert people.by_id(store, ada.id).role is None
    assert delegations.take_post(store, ada.id, "IT", "provider", now) is False
    assert delegations.everybody(store, 0, 9) == delegations.speakers(store, "TD", "recipient") == []


def test_nobody_comes_in_for_a_delegation_that_is_being_told_something(database: Database, now: datetime):
    """On either database: who comes in, comes before or after."""
    with database.transaction() as store:
        people.know_chats(store, {5})
        ada = people.add(store, 5, "Ada", "en", now)
        delegations.know(store, "IT", now)

    def comes_in() -> None:
        with database.transaction() as store:
            delegations.take_post(store, ada.id, "IT", "provider", now)

    coming = Thread(target=comes_in)
    with database.transaction() as store:
        delegations.hold(store, "IT")
        coming.start()
        coming.join(0.3)
        assert coming.is_alive()
        assert delegations.speakers(store, "IT", "provider") == []
    coming.join(5)
    with database.reading() as store:
        assert delegations.speakers(store, "IT", "provider") == [ada.id]


def test_an_invitation_is_found_by_its_code_which_is_not_kept(store: Store, now: datetime):
    made = invites.add(store, TOKEN, "TD", "recipient", now, now + LATER)
    assert invites.by_token(store, TOKEN) == made
    assert invites.by_token(store, TOKEN.lower()) is None
    (row,) = store.connection.exec_driver_sql("SELECT * FROM invites").mappings()
    assert TOKEN not in str(dict(row))


def test_an_invitation_is_used_once(store: Store, ada: Person, now: datetime):
    made = invites.add(store, TOKEN, "TD", "recipient", now, now + LATER)
    assert invites.use(store, made.id, ada.id, now) is True
    assert invites.use(store, made.id, ada.id, now) is False
    assert invites.revoke(store, made.id, now) is False


def test_an_invitation_expired_or_revoked_can_not_be_used(store: Store, ada: Person, now: datetime):
    expired = invites.add(store, TOKEN, "TD", "recipient", now, now + LATER)
    assert invites.use(store, expired.id, ada.id, now + LATER) is False
    revoked = invites.add(store, TOKEN[1:] + "B", "TD", "recipient", now, now + LATER)
    assert invites.revoke(store, revoked.id, now) is True
    assert invites.use(store, revoked.id, ada.id, now) is False


def test_wrong_codes_are_counted_per_person_and_forgotten(store: Store, ada: Person, now: datetime):
    guesses.note(store, ada.id, now)
    guesses.note(store, ada.id, now + timedelta(minutes=30))
    assert guesses.of(store, ada.id, now) == [now + timedelta(minutes=30)]
    assert guesses.forget(store, now + timedelta(minutes=10)) == 1


def test_a_request_is_answered_once(store: Store, ada: Person, now: datetime):
    requests.add(store, "ref", ada.id, "TD", "recipient", "Chad, adviser", now)
    assert [request.ref for request in requests.waiting(store)] == ["ref"]
    assert requests.decide(store, "ref", requests.GRANTED, now, ada.id) is True
    assert requests.decide(store, "ref", requests.REFUSED, now, ada.id) is False
    found = requests.by_ref(store, "ref")
    assert (found.state, found.name, found.decided_by) == ("granted", "Ada", "Ada")
    assert requests.open_of(store, ada.id) is None
    assert requests.count_since(store, ada.id, now - LATER) == 1


def test_a_person_stands_at_one_question_of_one_form(store: Store, ada: Person, now: datetime):
    dialogs.put(store, ada.id, "access", "one", {}, now)
    dialogs.put(store, ada.id, "access", "two", {"said": "Côte d’Ivoire"}, now)
    assert dialogs.of(store, ada.id) == dialogs.Dialog("access", "two", {"said": "Côte d’Ivoire"})
    dialogs.close(store, ada.id)
    assert dialogs.of(store, ada.id) is None


def test_forgotten_forms_are_closed(store: Store, ada: Person, now: datetime):
    dialogs.put(store, ada.id, "access", "one", {}, now)
    assert dialogs.forget(store, now) == 0
    assert dialogs.forget(store, now + timedelta(days=1)) == 1
