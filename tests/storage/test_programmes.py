"""The catalogue's rows: shipped once, never overwritten where people spoke, and followed by the index."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest

from knowledge.programmes import Programme, shipped_programmes
from knowledge.search import Finder
from storage import delegations, people, programmes
from storage.catalogue import Catalogue
from storage.database import Database, Store
from storage.people import Person

TODAY = date(2027, 3, 1)
A_COURSE = Programme(
    id="ex-riot",
    name="Valmora stability-police course دورة",
    providers=("QX", "IT"),
    kind="training",
    capabilities=("crowd-management",),
    summary="Zyzzogeton drill for formed police units.",
    source="the exercise",
    confidence="high",
)


@pytest.fixture
def ada(store: Store, now: datetime) -> Person:
    people.know_chats(store, {5})
    return people.add(store, 5, "Ada", "en", now)


@pytest.fixture
def shipped(store: Store) -> Store:
    programmes.ship(store, shipped_programmes())
    return store


def changed(programme: Programme, **fields) -> Programme:
    return Programme.model_validate(programme.model_dump() | fields)


def test_every_shipped_programme_gets_its_row_once(shipped: Store):
    programmes.ship(shipped, shipped_programmes())
    found = programmes.entries(shipped, TODAY)
    assert [entry.programme for entry in found] == sorted(shipped_programmes(), key=lambda each: each.id)
    assert {entry.state for entry in found} == {"reference"}
    assert programmes.newest_change(shipped) == 0
    assert programmes.is_shipped(shipped, shipped_programmes())


def test_a_newer_shipped_version_changes_what_nobody_touched(shipped: Store, ada: Person, now: datetime):
    programmes.confirm(shipped, "it-coespu", ada.id, now)
    programmes.disown(shipped, "fr-recamp", ada.id, now)
    programmes.put(shipped, changed(_known(shipped, "us-gpoi"), seats=7), "imported", now)
    newer = [changed(programme, seats=99) for programme in shipped_programmes()]
    programmes.ship(shipped, newer)
    assert _known(shipped, "it-coespu").seats is None
    assert programmes.entry(shipped, "fr-recamp", TODAY).programme.seats is None
    assert _known(shipped, "us-gpoi").seats == 7
    assert _known(shipped, "no-training-for-peace").seats == 99


def test_the_state_follows_from_who_is_aboard_and_what_they_said(shipped: Store, ada: Person, now: datetime):
    assert _state(shipped, "it-coespu") == "reference"
    delegations.take_post(shipped, ada.id, "IT", "provider", now)
    assert _state(shipped, "it-coespu") == "unconfirmed"
    programmes.confirm(shipped, "it-coespu", ada.id, now)
    entry = programmes.entry(shipped, "it-coespu", TODAY)
    assert (entry.state, entry.confirmed_at, entry.aboard, entry.owner) == ("live", now, 1, "IT")
    programmes.disown(shipped, "it-coespu", ada.id, now)
    assert _state(shipped, "it-coespu") == "reference"
    assert "it-coespu" not in {entry.programme.id for entry in programmes.entries(shipped, TODAY)}
    assert [entry.is_disowned for entry in programmes.of_owner(shipped, "IT", TODAY)] == [True]
    programmes.restore(shipped, "it-coespu", now)
    assert _state(shipped, "it-coespu") == "unconfirmed"


ADMITTED = changed(A_COURSE, audience="admitted")


def test_one_for_admitted_people_is_seen_with_a_post_and_a_disowned_one_by_few(
    store: Store, ada: Person, now: datetime
):
    owner, other = (ada._replace(role="provider", delegation=code) for code in ("QX", "IT"))
    officer = ada._replace(role="secretariat", delegation="org:UN")
    programmes.put(store, ADMITTED, "imported", now)
    seen = [programmes.entry_seen(store, who, "ex-riot", TODAY) is not None for who in (ada, other, owner)]
    assert seen == [False, True, True]
    assert programmes.entry_seen(store, ada, "it-coespu", TODAY) is None  # never shipped here
    programmes.disown(store, "ex-riot", ada.id, now)
    everybody = (ada, other, owner, officer)
    seen = [programmes.entry_seen(store, who, "ex-riot", TODAY) is not None for who in everybody]
    assert seen == [False, False, True, True]


def test_people_without_a_post_search_an_index_that_never_knew_it(database: Database, now: datetime):
    """Not even by a word that a slip of the finger is read as."""
    catalogue, nobody = Catalogue(Finder(shipped_programmes()[:3])), Person(1, 5, "Eve", "en", False)
    officer = nobody._replace(role="secretariat")

    def read(who: Person) -> tuple[list[str], dict[str, str]]:
        with database.reading() as store:
            answer = catalogue.finder_for(store, who).search("zyzzogetom drill")
        return [hit.id for hit in answer.results], dict(answer.understood.corrections)

    with database.transaction() as store:
        programmes.put(store, ADMITTED, "imported", now)
    found, corrections = read(officer)
    assert (found[:1], corrections) == (["ex-riot"], {"zyzzogetom": "zyzzogeton"})
    found, corrections = read(nobody)
    assert "ex-riot" not in found
    assert "zyzzogetom" not in corrections
    with database.transaction() as store:
        programmes.put(store, A_COURSE, "provider", now)
    assert read(nobody)[0][:1] == ["ex-riot"]
    with database.transaction() as store:
        programmes.put(store, ADMITTED, "provider", now)
    assert "ex-riot" not in read(nobody)[0]


def test_a_recipient_s_seat_makes_nobody_a_provider(shipped: Store, ada: Person, now: datetime):
    delegations.take_post(shipped, ada.id, "IT", "recipient", now)
    assert _state(shipped, "it-coespu") == "reference"


@pytest.mark.parametrize("id_", ["us-acota", "ke-imatc", "eu-eutm-mali", "apsta", "es-sv-unifil"])
def test_what_is_over_or_no_offer_is_never_live(shipped: Store, ada: Person, now: datetime, id_: str):
    programmes.confirm(shipped, id_, ada.id, now)
    assert _state(shipped, id_) == "reference"


def test_a_change_takes_the_confirmation_away_and_the_same_again_is_no_change(
    store: Store, ada: Person, now: datetime
):
    assert programmes.put(store, A_COURSE, "imported", now) is True
    programmes.confirm(store, "ex-riot", ada.id, now)
    assert programmes.put(store, A_COURSE, "imported", now) is False
    assert _state(store, "ex-riot") == "live"
    assert programmes.put(store, changed(A_COURSE, seats=24), "imported", now) is True
    assert programmes.entry(store, "ex-riot", TODAY).confirmed_at is None


def test_an_objection_outlives_a_change_but_not_another_owner(store: Store, ada: Person, now: datetime):
    programmes.put(store, A_COURSE, "imported", now)
    programmes.disown(store, "ex-riot", ada.id, now)
    programmes.put(store, changed(A_COURSE, seats=24), "imported", now)
    assert programmes.entry(store, "ex-riot", TODAY).is_disowned
    programmes.put(store, changed(A_COURSE, providers=("QY",)), "imported", now)
    assert not programmes.entry(store, "ex-riot", TODAY).is_disowned


def test_changes_are_numbered_over_the_whole_table(shipped: Store, ada: Person, now: datetime):
    programmes.confirm(shipped, "it-coespu", ada.id, now)
    programmes.put(shipped, A_COURSE, "imported", now)
    programmes.disown(shipped, "fr-recamp", ada.id, now)
    assert programmes.newest_change(shipped) == 3
    assert [each.id for each in programmes.changed_since(shipped, 1)] == ["ex-riot"]
    assert programmes.disowned_since(shipped, 1) == ["fr-recamp"]


def test_the_index_follows_what_is_committed(database: Database, now: datetime):
    catalogue = Catalogue(Finder(shipped_programmes()[:3]))
    with database.transaction() as store:
        programmes.put(store, A_COURSE, "imported", now)
        assert catalogue.finder(store).programme("ex-riot") is None, "it may still be undone"
    assert _found(database, catalogue, "Zyzzogeton") == ["ex-riot"]
    with database.transaction() as store:
        programmes.put(store, changed(A_COURSE, summary="Nothing of the kind."), "imported", now)
    assert _found(database, catalogue, "Zyzzogeton") == []
    assert _found(database, catalogue, "Valmora stability-police course") == ["ex-riot"]
    with database.transaction() as store:
        programmes.disown(store, "ex-riot", None, now)
    assert _found(database, catalogue, "Valmora stability-police course") == []
    with database.transaction() as store:
        programmes.restore(store, "ex-riot", now)
    assert _found(database, catalogue, "Valmora stability-police course") == ["ex-riot"]


def test_what_is_rolled_back_never_comes_into_the_index(database: Database, now: datetime):
    catalogue = Catalogue(Finder(()))
    with database.engine.connect() as connection, connection.begin() as transaction:
        store = Store(connection)
        programmes.put(store, A_COURSE, "imported", now)
        catalogue.finder(store)
        transaction.rollback()
    assert _found(database, catalogue, "Zyzzogeton") == []


def test_two_processes_that_change_at_once_get_numbers_of_their_own(database: Database, now: datetime):
    at_once = Barrier(4)

    def change(number: int) -> None:
        at_once.wait()
        for again in range(5):
            with database.transaction() as store:
                programmes.put(store, changed(A_COURSE, id=f"ex-{number}-{again}"), "imported", now)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(change, range(4)))
    with database.reading() as store:
        assert sorted(entry.change for entry in programmes.entries(store, TODAY)) == list(range(1, 21))


def test_threads_search_while_the_index_is_changed(database: Database, now: datetime):
    catalogue = Catalogue(Finder(shipped_programmes()))
    at_once = Barrier(4)

    def search() -> bool:
        at_once.wait()
        for _ in range(60):
            with database.reading() as store:
                answer = catalogue.finder(store).search("police course crowd control Zyzzogeton")
            assert answer.results
        return True

    def change() -> bool:
        at_once.wait()
        for number in range(30):
            course = changed(A_COURSE, id=f"ex-{number % 7}", seats=number + 1, name=f"Course {number}")
            with database.transaction() as store:
                programmes.put(store, course, "imported", now)
        return True

    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(work) for work in (search, search, search, change)]
    assert all(each.result() for each in done)
    assert len(_found(database, catalogue, "Zyzzogeton")) == 7


def _known(store: Store, id_: str) -> Programme:
    return programmes.entry(store, id_, TODAY).programme


def _state(store: Store, id_: str) -> str:
    return programmes.entry(store, id_, TODAY).state


def _found(database: Database, catalogue: Catalogue, text: str) -> list[str]:
    with database.reading() as store:
        hits = catalogue.finder(store).search(text).results
    return [hit.id for hit in hits if hit.id.startswith("ex-")]


def test_only_what_helps_with_it_is_read(shipped: Store):
    asked = {"riverine", "formed-police"}
    every = programmes.entries(shipped, TODAY)
    helping = [each for each in every if asked & set(each.programme.capabilities)]
    assert programmes.offering(shipped, asked, TODAY) == helping
    assert programmes.offering(shipped, [], TODAY) == []
