"""The chain of the audit trail: whatever is done to a sealed line is found, and erasing leaves it whole."""

from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy.exc import DBAPIError

from bot.sealing import Sealer
from knowledge.chain import ERASED, Head, read_head
from storage import audit, leader, seals
from storage.database import Database
from tests.support import trails
from tests.support.trails import (
    KEY,
    OLD_KEY,
    a_sealed_trail,
    judged,
    run,
    seal_all,
    tamper,
    undone,
    without_fence,
)

LINES = 60
TRIES = 150


def test_a_trail_that_nobody_touched_is_whole(database: Database, now: datetime):
    head = a_sealed_trail(database, now, LINES)
    with database.reading() as store:
        report = judged(store, head)
    assert (report.wrong, report.head, report.erased, report.late) == (None, head, 0, [])
    assert head.length == LINES
    assert read_head(str(head)) == head


def test_every_tampering_is_found_with_a_head_that_was_written_down(database: Database, now: datetime):
    """Edits, blanks, deletions, swaps, insertions, rewriting and cutting off, at random places."""
    head = a_sealed_trail(database, now, LINES)
    random, missed = Random(20), []
    for _ in range(TRIES):
        with undone(database) as store:
            without_fence(store)
            done = tamper(store, random, LINES)
            if judged(store, head).wrong is None:
                missed.append(done)
    assert missed == []
    with database.reading() as store:
        assert judged(store, head).wrong is None, "each was undone"


def test_the_first_wrong_line_is_named(database: Database, now: datetime):
    head = a_sealed_trail(database, now, 9)
    changes = {
        "UPDATE audit SET actor = 5 WHERE number IN (4, 7)": (4, "changed"),
        "UPDATE audit SET \"after\" = '1' WHERE number = 4": (4, "content"),
        'UPDATE audit SET "before" = NULL, "after" = NULL, salt = NULL WHERE number = 5': (5, "blank"),
        "DELETE FROM audit WHERE number = 3": (3, "missing"),
        "DELETE FROM audit WHERE number > 6": (7, "short"),
        "DELETE FROM audit": (1, "short"),
    }
    for change, found in changes.items():
        with undone(database) as store:
            without_fence(store)
            run(store, change)
            wrong = judged(store, head).wrong
            assert (wrong.number, wrong.why) == found, change


def test_who_has_the_key_too_is_found_by_a_head_that_was_written_down(database: Database, now: datetime):
    """A trail rewritten with the right key is whole in itself: only a head kept elsewhere tells."""
    head = a_sealed_trail(database, now, 9)
    with database.transaction() as store:
        without_fence(store)
        run(store, "UPDATE audit SET number = NULL, salt = NULL, actor = 2")
        seal_all(store, now + timedelta(seconds=9), seed=2)
        assert judged(store).wrong is None
        wrong = judged(store, head).wrong
        assert (wrong.number, wrong.why) == (9, "rewritten")


def test_erasing_leaves_the_chain_whole_and_is_on_record(database: Database, now: datetime):
    head = a_sealed_trail(database, now, 9)
    with database.transaction() as store:
        began = [line.id for line in audit.of_verb(store, "began a need")]
        assert audit.erase(store, now, 2, began) == 3
        assert audit.erase(store, now, 2, began) == 0, "there is nothing left to erase"
        report = judged(store, head)
        assert (report.wrong, report.erased) == (None, 3), "the line that says so may still be unsealed"
        seal_all(store, now)
        report = judged(store, head)
        assert (report.wrong, report.erased, report.head.length) == (None, 3, 10)
        (told,) = audit.of_verb(store, ERASED)
        assert (trails.erased_ids(told), told.actor) == (began, 2)
        assert audit.erase(store, now, 2, [told.id]) == 0, "what names the erased ones stays"
        assert [(line.before, line.after) for line in audit.of_verb(store, "began a need")] == [
            (None, None)
        ] * 3


def test_a_line_may_be_erased_before_it_is_sealed(database: Database, now: datetime):
    with database.transaction() as store:
        trails.write(store, now, 4)
        assert audit.erase(store, now, None, [line.id for line in audit.of(store, "person:1")]) == 1
        seal_all(store, now + timedelta(seconds=4))
        assert judged(store).wrong is None


def test_the_database_itself_refuses_to_change_or_remove_lines(database: Database, now: datetime):
    a_sealed_trail(database, now, 3)
    refused = [
        "DELETE FROM audit WHERE number = 2",
        "UPDATE audit SET actor = 5 WHERE number = 2",
        "UPDATE audit SET \"after\" = '1' WHERE number = 2",
        "UPDATE audit SET number = 9 WHERE number = 3",
        "UPDATE audit SET salt = '00' WHERE number = 3",
    ]
    if not database.is_sqlite:
        refused.append("TRUNCATE audit")
    for statement in refused:
        with pytest.raises(DBAPIError, match="only added"), database.transaction() as store:
            run(store, statement)


def test_a_line_that_comes_late_is_sealed_behind_what_is_sealed(database: Database, now: datetime):
    """On a server a transaction that takes long has smaller ids than what was sealed meanwhile."""
    if database.is_sqlite:
        pytest.skip("one writer at a time: ids come in the order of commits")
    with database.transaction() as slow:
        trails.write(slow, now, 1)
        with database.transaction() as quick:
            trails.write(quick, now, 2, start=1)
        with database.transaction() as store:
            seal_all(store, now)
            assert (seals.head(store).length, seals.tail(store).lines) == (2, 0)
    with database.transaction() as store:
        assert seals.tail(store).lines == 1
        seal_all(store, now)
        assert [line.id for line in seals.chain(store)] == [2, 3, 1]
        assert judged(store).wrong is None


def test_what_was_rolled_back_leaves_a_gap_in_the_ids_and_none_in_the_chain(
    database: Database, now: datetime
):
    with undone(database) as store:
        trails.write(store, now, 3)
    a_sealed_trail(database, now, 5)
    with database.reading() as store:
        assert [line.number for line in seals.chain(store)] == [1, 2, 3, 4, 5]
        assert judged(store).wrong is None


def test_two_leaders_in_a_row_make_one_chain(database: Database, now: datetime):
    """The first one's term is over: it seals nothing any more, and the second one goes on behind it."""
    first, second = Sealer(database, KEY), Sealer(database, KEY)
    with database.transaction() as store:
        term = leader.begin_term(store, now)
        trails.write(store, now, 3)
    assert first.some(term, now) == 3
    with database.transaction() as store:
        next_term = leader.begin_term(store, now)
        trails.write(store, now, 3, start=3)
    assert first.some(term, now) == 0
    assert second.some(next_term, now) == 3
    assert second.some(next_term, now) == 0
    with database.reading() as store:
        assert judged(store).head.length == 6
        assert judged(store).wrong is None


def test_the_chain_goes_on_with_a_new_key_and_never_back_to_an_old_one(database: Database, now: datetime):
    with database.transaction() as store:
        trails.write(store, now, 2)
        seal_all(store, now, OLD_KEY)
        trails.write(store, now, 2)
        seal_all(store, now, KEY)
        assert judged(store, keys=(KEY, OLD_KEY)).wrong is None
        assert judged(store, keys=(KEY,)).wrong.number == 1, "old keys are kept to verify"
        trails.write(store, now, 1)
        seal_all(store, now, OLD_KEY)
        wrong = judged(store, keys=(KEY, OLD_KEY)).wrong
        assert (wrong.number, wrong.why) == (5, "changed")


def test_a_line_that_was_put_in_with_an_old_date_is_remarked(database: Database, now: datetime):
    a_sealed_trail(database, now, 3)
    with database.transaction() as store:
        trails.write(store, now - timedelta(days=30), 1)
        seal_all(store, now)
        report = judged(store)
        assert (report.wrong, report.late) == (None, [4])


@pytest.mark.parametrize(
    "written", ["", "abc:3", "g" * 64 + ":3", "a" * 64, "a" * 64 + ":0", "a" * 64 + ":x"]
)
def test_what_is_no_head_is_refused(written: str):
    with pytest.raises(ValueError):  # noqa: PT011 -- what argparse makes a usage error of
        read_head(written)


def test_a_head_is_read_as_it_was_written():
    assert read_head(f" {'A' * 64}:12\n") == Head(12, "a" * 64)
