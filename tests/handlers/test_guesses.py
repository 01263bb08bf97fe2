"""Codes that nobody was given open nothing, however many are tried."""

import random
import string
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from handlers.joining import actions
from handlers.kit.links import Links
from storage import audit, invites, people
from storage.database import Database
from storage.invites import Invite
from storage.migrations import migrate

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
_GUESSES = 10_000
_LETTERS = string.ascii_letters + string.digits + "-_"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


def guesses(codes: list[str]) -> Iterator[str]:
    """Random codes, and real ones with a letter changed, cut, doubled or written in other capitals."""
    dice = random.Random(14)
    for number in range(_GUESSES):
        code = dice.choice(codes)
        at = dice.randrange(len(code))
        other = dice.choice(_LETTERS.replace(code[at], ""))
        yield [
            "".join(dice.choices(_LETTERS, k=22)),
            code[:at] + other + code[at + 1 :],
            code[:at],
            code + other,
            code.swapcase(),
        ][number % 5]


def test_ten_thousand_guesses_find_none_of_a_hundred_open_invitations(database: Database):
    links = Links([b"a key"], lambda: "our_bot")
    codes = [links.code(f"ref{number}") for number in range(100)]
    with database.transaction() as store:
        for code in codes:
            actions.invite(store, code, "TD", "recipient", NOON)
        assert [guess for guess in guesses(codes) if invites.by_token(store, guess)] == []
        assert all(invites.by_token(store, code) for code in codes)


def test_of_all_people_together_a_hundred_guesses_an_hour_are_looked_at(database: Database):
    code = "A" * 22
    with database.transaction() as store:
        actions.invite(store, code, "TD", "recipient", NOON)
        crowd = [people.add(store, number, f"P{number}", "en", NOON) for number in range(1, 61)]
        dice = random.Random(14)
        found = Counter(
            outcome if isinstance(outcome, str) else "open"
            for person in crowd
            for _ in range(10)
            for outcome in [actions.open_invite(store, person, "".join(dice.choices(_LETTERS, k=22)), NOON)]
        )
        assert found == {"wrong": 100, "too many": 100, "closed": 400}
        assert len(audit.of_verb(store, "closed the door to codes")) == 1
        assert len(audit.of_verb(store, "tried too many codes")) == 20
        newcomer = people.add(store, 1_000, "Amina", "en", NOON)
        assert actions.open_invite(store, newcomer, code, NOON) == "closed"
        later = NOON + timedelta(hours=1)
        assert actions.wait_for_codes(store, newcomer, NOON + timedelta(minutes=10)) == timedelta(minutes=50)
        assert isinstance(actions.open_invite(store, newcomer, code, later), Invite)


def test_a_link_is_found_again_with_an_older_key_and_not_without_it(database: Database):
    with database.transaction() as store:
        before = Links([b"old"], lambda: "@our_bot")
        made = actions.invite(
            store,
            before.code("abcdefgh"),
            "TD",
            "recipient",
            NOON,
            particulars=invites.Particulars("abcdefgh"),
        )
        rotated, lost = Links([b"new", b"old"], lambda: "our_bot"), Links([b"new"], lambda: "our_bot")
        link = f"https://t.me/our_bot?start={before.code('abcdefgh')}"
        assert before.address_of(store, made) == link
        assert rotated.address_of(store, made) == link
        assert lost.address_of(store, made) is None
