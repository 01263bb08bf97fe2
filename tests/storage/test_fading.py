"""Drafts that nobody goes on with, and needs long over, lose what they said; on the record."""

from datetime import datetime, timedelta

import pytest

from knowledge.matching import Fit
from knowledge.needs import NeedBody
from storage import audit, delegations, fading, matches, needs, people, questions
from storage.database import Store
from storage.people import Person

DAYS = timedelta(days=1)
BODY = NeedBody(words="formation d’unité de police constituée", capabilities=("formed-police",))


@pytest.fixture
def amina(store: Store, now: datetime) -> Person:
    return people.add(store, 5, "Amina", "fr", now)


def a_draft(store: Store, ref: str, amina: Person, when: datetime) -> needs.Need:
    audit.record(store, when, amina.id, "began a need", f"need:{ref}", after=BODY.model_dump(mode="json"))
    return needs.add(store, ref, "TD", amina.id, BODY, when)


def says(store: Store, ref: str) -> str:
    return needs.known(store, ref).body.words


def test_a_draft_goes_when_nobody_has_touched_it(store: Store, now: datetime, amina: Person):
    a_draft(store, "idle", amina, now - 31 * DAYS)
    a_draft(store, "young", amina, now - 29 * DAYS)
    a_draft(store, "touched", amina, now - 99 * DAYS)
    audit.record(store, now - 2 * DAYS, amina.id, "changed words of a need", "need:touched", before="x")
    assert not fading.discard_drafts(store, now - 30 * DAYS, now)
    assert (says(store, "idle"), needs.known(store, "idle").state) == ("", needs.DISCARDED)
    assert says(store, "young") == says(store, "touched") == BODY.words
    assert [(line.verb, line.after) for line in audit.of(store, "need:idle")] == [
        ("began a need", None),
        ("discarded an old draft", None),
    ]
    assert audit.of(store, "need:touched")[0].after is not None


def test_a_need_long_over_keeps_its_story_without_its_words(store: Store, now: datetime, amina: Person):
    delegations.know(store, "IT", now)
    for ref, ended in (("old", now - 800 * DAYS), ("recent", now - 9 * DAYS)):
        need = a_draft(store, ref, amina, now - 900 * DAYS)
        needs.move(store, need, needs.WITHDRAWN, ended_at=ended)
        match = matches.add(store, f"m-{ref}", need.id, "IT", [Fit("coespu", (), 1.0)], now)
        questions.add(store, f"q-{ref}", match.id, amina.id, "How many speak French?", now)
        questions.answer(store, f"q-{ref}", "A hundred", amina.id, now)
    a_draft(store, "open", amina, now - 900 * DAYS)
    needs.move(store, needs.known(store, "open"), needs.OPEN)
    assert not fading.empty_needs(store, now - 730 * DAYS, now)
    assert (says(store, "old"), says(store, "recent"), says(store, "open")) == ("", BODY.words, BODY.words)
    old, recent = questions.by_ref(store, "q-old"), questions.by_ref(store, "q-recent")
    assert (old.words, old.answer) == ("", "")
    assert (recent.words, recent.answer) == ("How many speak French?", "A hundred")
    assert matches.by_ref(store, "m-old").delegation == "IT"


def test_there_may_be_more_than_is_done_at_once(store: Store, now: datetime, amina: Person):
    for number in range(60):
        a_draft(store, f"draft-{number}", amina, now - 31 * DAYS)
    assert fading.discard_drafts(store, now - 30 * DAYS, now)
    assert not fading.discard_drafts(store, now - 30 * DAYS, now)
    assert not fading.empty_needs(store, now, now), "they are empty already"
