"""Erasing one person: their traces in other people's chats go, and what only looks like them stays."""

import json
from datetime import datetime, timedelta

import pytest

from storage import cards, contacts, erasure, inbox, invites, outbox, people, requests, sweeping
from storage.contacts import Contact
from storage.database import Database, Store
from storage.inbox import Arrival
from storage.outbox import DROPPED, SENT, WAITING, LetterRow
from storage.people import Person
from storage.sweeping import Place

ALI, MARIAM = 7_311_071, 7_311_072


@pytest.fixture
def ali(store: Store, now: datetime) -> Person:
    people.know_chats(store, {ALI, MARIAM})
    people.add(store, MARIAM, "Mariam", "fr", now)
    return people.add(store, ALI, "Ali & Sons", "en", now)


def an_update(store: Store, number: int, chat: int, content: object, now: datetime) -> int:
    (row,) = inbox.add(store, [Arrival("telegram", number, chat, json.dumps(content))], now)
    inbox.finish(store, row.seq, now)
    return row.seq


def a_letter(store: Store, key: str, text: str, now: datetime, state: str = SENT) -> None:
    times = {"created_at": now, "due_at": now, "deadline": now + timedelta(days=1)}
    payload = json.dumps({"text": text}, ensure_ascii=False)
    outbox.add(store, LetterRow(key=key, chat=MARIAM, kind="answer", payload=payload, state=state, **times))


def kept(store: Store) -> dict[str, tuple[bool, str]]:
    table = LetterRow.__table__
    found = store.connection.execute(table.select()).mappings()
    return {row["key"]: (row["payload"] is not None, row["state"]) for row in found}


def test_only_texts_that_name_the_person_are_erased(store: Store, now: datetime, ali: Person):
    contacts.put(store, ali.id, Contact(email="ali@sons.example"), now)
    theirs = an_update(store, 1, MARIAM, {"text": "x", "reply": {"from": {"id": ALI}}}, now)
    other = an_update(store, 2, MARIAM, {"text": f"1{ALI}", "from": {"id": MARIAM}}, now)
    a_letter(store, "named", "\u2068Ali &amp; Sons\u2069 answered: interested.", now)
    a_letter(store, "line", "Answered by:\nAli & Sons", now)
    a_letter(store, "address", "E-mail: ali@sons.example", now)
    a_letter(store, "waiting", f'<a href="tg://user?id={ALI}">Ali</a>', now, WAITING)
    a_letter(store, "somebody else", "Mali looks for help: Alison, Ali and sons", now)
    assert sweeping.sweep(store, ali, Place(), now) is None
    raws = {row.seq: row.raw for seq in (theirs, other) for row in inbox.find(store, seq)}
    assert (raws[theirs], raws[other] is not None) == (None, True)
    assert kept(store) == {
        "named": (False, SENT),
        "line": (False, SENT),
        "address": (False, SENT),
        "waiting": (False, DROPPED),
        "somebody else": (True, SENT),
    }


def test_a_long_sweep_goes_on_where_it_stopped(
    store: Store, now: datetime, ali: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sweeping, "AT_ONCE", 3)
    for number in range(10):
        an_update(store, number, MARIAM, {"from": {"id": ALI}}, now)
        a_letter(store, f"{number}", "Ali & Sons", now)
    place: Place | None = Place()
    rounds = 0
    while place is not None:
        place = sweeping.sweep(store, ali, place, now)
        rounds += 1
    assert rounds == 4
    assert not any(has_text for has_text, _ in kept(store).values())


def test_what_the_person_wrote_and_was_sent_goes_with_the_chat(store: Store, now: datetime, ali: Person):
    seq = an_update(store, 1, ALI, {"text": "déminage"}, now)
    card = cards.add(store, ALI, "home", wanted="x", message_id=5)
    erasure.end(store, ali, now)
    (row,) = inbox.find(store, seq)
    assert (row.raw, row.update_id, row.chat < 0) == (None, None, True)
    assert cards.of_message(store, ALI, 5) is None
    assert people.by_telegram_id(store, ALI) is None
    assert people.by_id(store, ali.id) is None
    assert card


def test_an_update_that_came_in_just_then_is_handled_by_its_chat_all_the_same(
    database: Database, now: datetime
):
    with database.transaction() as store:
        people.know_chats(store, {ALI})
        ali = people.add(store, ALI, "Ali", "en", now)
        inbox.add(store, [Arrival("telegram", 1, ALI, "{}")], now)
        erasure.end(store, ali, now)
    with database.transaction() as store:
        (row,) = inbox.waiting(store)
        assert (row.chat, row.raw) == (ALI, "{}")
        assert people.lock_chat(store, ALI)


def test_invitations_for_the_account_open_nothing_any_more(store: Store, now: datetime, ali: Person):
    made = invites.add(store, "code", "TD", "recipient", now, now + timedelta(days=3))
    store.connection.exec_driver_sql(f"UPDATE invites SET telegram_id = {ALI}")
    requests.add(store, "request", ali.id, "TD", "recipient", "Colonel Ali, adviser of Chad", now)
    erasure.end(store, ali, now)
    found = invites.by_id(store, made.id)
    assert (found.telegram_id, found.revoked_at) == (None, now)
    asked = requests.by_ref(store, "request")
    assert (asked.words, asked.name, asked.state) == ("", "", requests.WITHDRAWN)


def test_two_people_can_be_erased(store: Store, now: datetime, ali: Person):
    mariam = people.by_telegram_id(store, MARIAM)
    erasure.end(store, ali, now)
    erasure.end(store, mariam, now)
    assert erasure.erased(store) == 2
