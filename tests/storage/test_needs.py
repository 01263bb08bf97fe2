"""Who sees which need, and that every step is taken once."""

from datetime import datetime

import pytest

from knowledge.matching import Fit, Point
from knowledge.needs import NeedBody
from storage import addressees, delegations, matches, needs, people
from storage.database import Store
from storage.needs import Need
from storage.people import Person

FITS = (Fit("it-coespu", (Point("capability", "fits", ("formed-police",)),), 0.9),)
_numbers = iter(range(1, 1_000_000))


def a_person(store: Store, now: datetime, delegation: str | None, role: str = "recipient") -> Person:
    number = next(_numbers)
    person = people.add(store, number, f"P{number}", "en", now)
    if delegation is not None:
        assert delegations.take_post(store, person.id, delegation, role, now)
    return people.by_id(store, person.id)


def a_need(store: Store, now: datetime, state: str = needs.OPEN, **fields: object) -> Need:
    body = NeedBody(capabilities=("formed-police",), words="police before June")
    need = needs.add(store, f"need{next(_numbers)}", "TD", None, body, now)
    if fields:
        needs.show_to(store, need, **fields)
        need = needs.by_id(store, need.id)
    assert needs.move(store, need, state)
    return needs.by_id(store, need.id)


def a_match(store: Store, now: datetime, need: Need, delegation: str, *, told: bool = True):
    delegations.know(store, delegation, now)
    match = matches.add(store, f"match{next(_numbers)}", need.id, delegation, FITS, now)
    return matches.move(store, match, [matches.UNREACHED], matches.TOLD, told_at=now) if told else match


ALL = (needs.DRAFT, needs.QUEUED, needs.OPEN, needs.PAUSED, needs.WITHDRAWN)
PUBLISHED = (needs.OPEN, needs.PAUSED, needs.WITHDRAWN)


@pytest.mark.parametrize(
    ("delegation", "role", "seen"),
    [
        ("TD", "recipient", ALL),
        ("TD", "provider", ()),
        ("ML", "recipient", ()),
        ("IT", "provider", PUBLISHED),
        ("FR", "provider", ()),
        ("GH", "provider", ()),
        ("org:UN", "secretariat", PUBLISHED),
        (None, "", ()),
    ],
)
def test_who_sees_a_need_in_which_state(store: Store, now: datetime, delegation, role, seen):
    """Italy was told; Ghana could help and was not told; France has nothing to do with it."""
    person = a_person(store, now, delegation, role)
    for state in ALL:
        need = a_need(store, now, state)
        told, untold = a_match(store, now, need, "IT"), a_match(store, now, need, "GH", told=False)
        assert (needs.by_ref(store, person, need.ref) is not None) == (state in seen)
        may_see_it = state in seen and delegation in ("TD", "IT", "org:UN")
        assert (needs.of_match(store, person, told.ref) is not None) == may_see_it
        may_see_other = state in seen and delegation in ("TD", "org:UN")
        assert (needs.of_match(store, person, untold.ref) is not None) == may_see_other
    assert {need.state for need in needs.seen_by(store, person)} == set(seen) & set(PUBLISHED)


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        ("matched", {"TD", "IT", "org:UN"}),
        ("codes", {"TD", "IT", "org:UN"}),
        ("all", {"TD", "IT", "GH", "FR", "org:UN"}),
        ("named", {"TD", "FR", "org:UN"}),
        ("secretariat", {"TD", "org:UN"}),
    ],
)
def test_who_sees_a_need_of_which_level(store: Store, now: datetime, visibility: str, seen_by: set[str]):
    """Italy and France have a match that was told, Ghana one that was not; France is named."""
    need = a_need(store, now, visibility=visibility)
    addressees.put(store, need.id, ["FR"], now)
    for delegation in ("IT", "FR"):
        a_match(store, now, need, delegation)
    a_match(store, now, need, "GH", told=False)
    seats = {"TD": "recipient", "ML": "recipient", "org:UN": "secretariat", "QX": "provider"}
    seats |= dict.fromkeys(("IT", "GH", "FR"), "provider")
    people_ = {code: a_person(store, now, code, role) for code, role in seats.items()}
    saw = {code for code, person in people_.items() if needs.by_ref(store, person, need.ref) is not None}
    # France's match is only told of where the level is for those who fit, or who are named.
    assert saw == seen_by | ({"FR"} if visibility in ("matched", "codes") else set())
    own = a_person(store, now, "TD", "provider")
    assert needs.by_ref(store, own, need.ref) is None


def test_a_provider_reads_a_region_until_the_delegation_has_said_yes(store: Store, now: datetime):
    need = a_need(store, now, visibility="matched", is_anonymous=True)
    match = a_match(store, now, need, "IT")
    italy, chad = a_person(store, now, "IT", "provider"), a_person(store, now, "TD")
    seen, _ = needs.of_match(store, italy, match.ref)
    assert (seen.delegation, seen.body.words, seen.author) == ("veil:central-africa", "", None)
    assert [each.delegation for each, _ in needs.with_matches(store, italy)] == ["veil:central-africa"]
    assert needs.by_ref(store, italy, need.ref).delegation == "veil:central-africa"
    assert needs.of_match(store, chad, match.ref)[0].delegation == "TD"
    assert needs.of_match(store, a_person(store, now, "org:UN", "secretariat"), match.ref)[0] == need
    for state in (matches.INTERESTED, matches.AGREED):
        matches.move(store, match, [matches.TOLD, matches.INTERESTED], state)
    assert needs.of_match(store, italy, match.ref)[0].delegation == "TD"


def test_the_secretariat_reads_no_words_where_none_were_promised(store: Store, now: datetime):
    need = a_need(store, now, visibility="codes")
    officer = a_person(store, now, "org:UN", "secretariat")
    assert needs.by_ref(store, officer, need.ref).body.words == ""
    assert [each.body.words for each in needs.seen_by(store, officer)] == [""]


def test_of_two_changes_at_once_one_is_told_that_it_came_late(store: Store, now: datetime):
    need = a_need(store, now)
    assert needs.write(store, need, need.body.replaced("languages", ("fr",)))
    assert not needs.write(store, need, need.body.replaced("languages", ("en",)))
    assert not needs.move(store, need, needs.WITHDRAWN)


def test_of_two_answers_at_once_one_counts(store: Store, now: datetime):
    match = a_match(store, now, a_need(store, now), "IT")
    assert matches.move(store, match, matches.UNANSWERED, matches.INTERESTED) is not None
    assert matches.move(store, match, matches.UNANSWERED, matches.DECLINED) is None
    assert matches.by_ref(store, match.ref).state == matches.INTERESTED


def test_fits_are_read_as_they_were_written(store: Store, now: datetime):
    match = a_match(store, now, a_need(store, now), "IT")
    assert match.fits == FITS
    assert matches.refit(store, match, FITS) is False
    assert matches.refit(store, match, (FITS[0], Fit("x", (), 0.1))) is True


def test_providers_nobody_speaks_for_are_counted_with_the_needs_they_fit(store: Store, now: datetime):
    one, two = a_need(store, now), a_need(store, now)
    for need in (one, two):
        a_match(store, now, need, "GH", told=False)
    a_match(store, now, one, "CN", told=False)
    a_match(store, now, one, "IT")
    assert matches.unreached(store) == [("GH", 2), ("CN", 1)]


def test_a_programme_concerns_the_open_needs_that_ask_for_it_and_those_it_has_fitted(
    store: Store, now: datetime
):
    asks, fitted, paused = (a_need(store, now, state) for state in (needs.OPEN, needs.OPEN, needs.PAUSED))
    a_match(store, now, fitted, "IT")
    ids = [asks.id, fitted.id]
    assert [each.id for each in needs.touched_by(store, "a-course", ["formed-police", "uas"])] == ids
    assert [each.id for each in needs.touched_by(store, "it-coespu", ["medical"])] == [fitted.id]
    assert needs.touched_by(store, "a-course", []) == []
    assert paused.id not in ids
