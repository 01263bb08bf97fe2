"""Secrets are planted at every level of visibility, and looked for wherever anybody can look."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from bot.exporting import exported
from bot.importing import import_file
from bot.running import ship
from bot.status import read_status
from handlers.kit.buttons import Code
from handlers.kit.screen import Screen
from storage import audit, delegations, matches, needs, outbox, people, questions, searches
from storage.catalogue import Catalogue
from storage.database import Database
from storage.migrations import migrate
from storage.tables import metadata
from tests.support.roam import Roaming, Seen, drawn, letters_by_reader
from tests.support.running import as_shipped, file_url, finder

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)

# name of the person: delegation, role, rank
PEOPLE = {
    "focal": ("TD", "recipient", "focal"),
    "deputy": ("TD", "recipient", "deputy"),
    "member": ("TD", "recipient", "member"),
    "observer": ("TD", "recipient", "observer"),
    "td-provider": ("TD", "provider", "focal"),
    "gabon": ("GA", "recipient", "focal"),
    "mali": ("ML", "recipient", "focal"),
    "italy": ("IT", "provider", "focal"),  # its programmes fit
    "italy-observer": ("IT", "provider", "observer"),
    "iceland": ("IS", "provider", "focal"),  # has no programme
    "named": ("NZ", "provider", "focal"),  # has none either, and is named by some needs
    "exercise": ("QX", "provider", "focal"),  # of another world
    "officer": ("org:UN", "secretariat", "officer"),
    "administrator": ("org:EU", "secretariat", "administrator"),
    "nobody": None,
}
CHAD = {"focal", "deputy", "member", "observer"}
ITALY = {"italy", "italy-observer"}
SECRETARIAT = {"officer", "administrator"}
# Providers of the same world that are not the delegation itself.
PROVIDERS = {"td-provider", *ITALY, "iceland", "named"}

# Each secret, and who may come upon it: the table that the whole bot is held against.
MATRIX = {
    # the words of Chad's needs, by level
    "zqmatched": CHAD | ITALY | SECRETARIAT,
    "zqcodes": CHAD,
    "zqall": CHAD | PROVIDERS - {"td-provider"} | SECRETARIAT,
    "zqnamed": CHAD | {"named"} | SECRETARIAT,
    "zqsecretariat": CHAD | SECRETARIAT,
    "zqdraft": CHAD,
    "zqpaused": CHAD | ITALY | SECRETARIAT,
    "zqwithdrawn": CHAD | ITALY | SECRETARIAT,
    # what Italy asked about one of them, and what it was told
    "zqquestion": CHAD | ITALY | SECRETARIAT,
    "zqanswer": CHAD | ITALY | SECRETARIAT,
    # Gabon's needs without its name: their words, their references from a file, and the name itself
    "zqveiled": {"gabon"} | SECRETARIAT,
    "ga-veiled": {"gabon"} | SECRETARIAT,
    "Gabon": {"gabon"} | SECRETARIAT,
    "9173": {"gabon"} | SECRETARIAT,  # for how many people
    "UNFICYP": {"gabon"} | SECRETARIAT,
    # a programme for admitted people: its name, and a word of its summary
    "Zqbarracks": set(PEOPLE) - {"nobody"},
    "zqsummary": set(PEOPLE) - {"nobody"},
    # what one person searched for, and what another one saved
    "zqsearched": {"mali"},
    "zqsaved": {"iceland"},
}

_BODY = (
    "capabilities: [formed-police], assistance: [training], languages: [fr], "
    "when: {relation: before, end: 2027-06-01}"
)
_VEILED = _BODY + ", people: 9173, missions: [UNFICYP], units: [company], anonymous: true"
FILE = f"""\
programmes:
- id: zq-hidden
  name: Zqbarracks course
  providers: [IT]
  kind: training
  capabilities: [uas]
  summary: How zqsummary is kept in a camp.
  source: the test
  confidence: high
  audience: admitted
needs:
- {{id: td-matched, delegation: TD, words: "police zqmatched", {_BODY}}}
- {{id: td-codes, delegation: TD, words: "police zqcodes", {_BODY}, visibility: codes}}
- {{id: td-all, delegation: TD, words: "police zqall", {_BODY}, visibility: all}}
- {{id: td-named, delegation: TD, words: "police zqnamed", {_BODY}, visibility: named, providers: [NZ]}}
- {{id: td-secretariat, delegation: TD, words: "police zqsecretariat", {_BODY}, visibility: secretariat}}
- {{id: td-draft, delegation: TD, words: "police zqdraft", {_BODY}, state: draft}}
- {{id: td-paused, delegation: TD, words: "police zqpaused", {_BODY}}}
- {{id: td-withdrawn, delegation: TD, words: "police zqwithdrawn", {_BODY}}}
- {{id: ga-veiled-matched, delegation: GA, words: "zqveiled one", {_VEILED}}}
- {{id: ga-veiled-codes, delegation: GA, words: "zqveiled two", {_VEILED}, visibility: codes}}
- {{id: ga-veiled-all, delegation: GA, words: "zqveiled three", {_VEILED}, visibility: all}}
- {{id: ga-veiled-named, delegation: GA, words: "zqveiled four", {_VEILED}, visibility: named,
   providers: [NZ, IT]}}
"""
STATES = """\
needs:
- {id: td-paused, delegation: TD, state: paused}
- {id: td-withdrawn, delegation: TD, state: withdrawn}
"""
# What everybody types: nothing that is a secret in itself, but much that lies close to one.
TEXTS = (
    "police training in French", "formed police unit Chad", "barracks course", "zqbarrack", "zqsumary",
    "Zqbarraks course", "camp management", "zqmatchd", "zqveild", "company for 9174 people",
)  # fmt: skip


class Thing(NamedTuple):
    """What a code can be about, and who may look at it."""

    kind: str
    ref: str
    readers: set[str]


# What the routes are about that take one kind of thing; the others are tried with everything.
_NEEDS, _MATCHES = ("need",), ("match",)
_ABOUT = {
    **dict.fromkeys(("need", "need-edit", "need-field", "need-view", "need-views", "need-veil"), _NEEDS),
    **dict.fromkeys(("need-out", "need-undo", "need-now", "need-pause", "need-resume"), _NEEDS),
    **dict.fromkeys(("need-drop", "need-gone"), _NEEDS),
    **dict.fromkeys(("match", "match-more", "match-yes", "match-no", "match-nowhy", "match-back"), _MATCHES),
    **dict.fromkeys(("match-later", "match-ok", "match-deny", "match-denywhy", "contact"), _MATCHES),
    **dict.fromkeys(("match-ask", "question"), _MATCHES),
    **dict.fromkeys(("open-need", "match-new"), ("alias",)),
    **dict.fromkeys(("search", "narrow", "keep", "drop", "tell", "untell", "need-new"), ("search",)),
    **dict.fromkeys(("p", "true", "not", "edit", "undo"), ("p",)),
    **dict.fromkeys(("home", "help", "language", "answer", "cancel", "example", "access", "ask"), ()),
    **dict.fromkeys(("rules", "rule-clear", "rule-org", "rule-show", "rule-hide"), ()),
    **dict.fromkeys(("trail", "audit"), ()),
    # These take a delegation's code, and echo it to whoever may see people.
    **dict.fromkeys(("people", "delegation-sure", "delegation-gone", "delegation-back"), ()),
}


class Stage:
    """The people, what was planted, and what became of it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.ids: dict[str, int] = {}
        self.catalogue = Catalogue(finder())
        self.roaming = Roaming(database, self.catalogue, NOON)
        with database.transaction() as store:
            for number, (name, post) in enumerate(PEOPLE.items(), 1_000):
                people.know_chats(store, {number})
                person = people.add(store, number, f"P {name}", "en", NOON)
                self.ids[name] = number
                if post is not None:
                    delegation, role, rank = post
                    assert delegations.take_post(store, person.id, delegation, role, NOON, rank=rank)
        for text in (FILE, STATES):
            self._imported(text)
        self._dealings()

    def _imported(self, text: str) -> None:
        file = self.folder / "planted.yaml"
        file.write_text(text, encoding="utf-8")
        report = import_file(self.database, file, NOON, strict=True, catalogue=self.catalogue)
        assert (report.wrong, report.remarks) == ([], [])

    def _dealings(self) -> None:
        """A question and its answer; a search, and one that is saved."""
        with self.database.transaction() as store:
            need = needs.known(store, "td-matched")
            match = next(each for each in matches.of_need(store, need.id) if each.delegation == "IT")
            asker = people.by_telegram_id(store, self.ids["italy"])
            questions.add(store, "question1", match.id, asker.id, "zqquestion?", NOON)
            questions.answer(store, "question1", "zqanswer.", asker.id, NOON)
            mali, iceland = (people.by_telegram_id(store, self.ids[name]) for name in ("mali", "iceland"))
            audit.record(store, NOON, asker.id, "read a restricted need", "need:ga-veiled-matched")
            searches.add(store, "search01", mali.id, "police zqsearched", NOON)
            searches.add(store, "search02", iceland.id, "police zqsaved", NOON)
            searches.save(store, searches.find(store, "search02", iceland.id), NOON)

    @cached_property
    def things(self) -> list[Thing]:
        """All that a code can be about, and whose it is."""
        found: list[Thing] = []
        with self.database.reading() as store:
            for need in needs.every(store):
                asker = {
                    name
                    for name, post in PEOPLE.items()
                    if post and post[:2] == (need.delegation, "recipient")
                }
                others = SECRETARIAT if need.state != needs.DRAFT else set()
                found.append(Thing("need", need.ref, asker | others))
                is_open = need.visibility == needs.ALL
                finders = PROVIDERS - holders(need.delegation, "provider") if is_open else set()
                found.append(Thing("alias", needs.alias(need), finders))
                of = matches.of_need(store, need.id)
                unreached = [match for match in of if match.told_at is None][:1]
                for match in [match for match in of if match.told_at is not None] + unreached:
                    told = holders(match.delegation, "provider") if match.told_at else set()
                    found.append(Thing("match", match.ref, asker | others | told))
                    if need.ref == "td-matched" and match.delegation == "IT":
                        found.append(Thing("match", "question1", asker | others | told))
        admitted = set(PEOPLE) - {"nobody"}
        found += [Thing("p", "zq-hidden~", admitted), Thing("p", "zq-hidden~search01.0", admitted)]
        return [*found, Thing("search", "search01", {"mali"}), Thing("search", "search02", {"iceland"})]

    def forged(self) -> Iterator[tuple[Code, Thing]]:
        """Every route with everything that it could be about."""
        for route in self.roaming.routes:
            for thing in self.things:
                if thing.kind in _ABOUT.get(route, thing.kind):
                    yield Code(route, thing.ref), thing


def holders(delegation: str, role: str) -> set[str]:
    return {name for name, post in PEOPLE.items() if post and post[:2] == (delegation, role)}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One for all tests: what they do there is undone."""
    with a_stage(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@contextmanager
def a_stage(folder: Path) -> Iterator[Stage]:
    database = Database(file_url(folder))
    migrate(database)
    ship(database)
    yield Stage(database, folder)
    as_shipped(database)
    database.close()


@pytest.fixture(scope="module")
def walks(stage: Stage) -> dict[str, list[Seen]]:
    """Every button and text of everybody, and every code that they could forge."""
    return {
        name: [
            *stage.roaming.walk(number, TEXTS)[0],
            *(stage.roaming.taps(number, code) for code, _ in stage.forged()),
        ]
        for name, number in stage.ids.items()
    }


def secrets_in(text: str) -> set[str]:
    return {secret for secret in MATRIX if secret in text}


def test_each_secret_is_come_upon_by_those_the_table_names_and_by_nobody_else(
    stage: Stage, walks: dict[str, list[Seen]]
):
    """On screens, in words over the chat, in letters that are owed, and in those that others would cause."""
    found: dict[str, set[str]] = {secret: set() for secret in MATRIX}
    names = {number: name for name, number in stage.ids.items()}
    for name, seen in walks.items():
        for secret in secrets_in("\n".join(each.text for each in seen)):
            found[secret].add(name)
        for reader, told in letters_by_reader(seen).items():
            for secret in secrets_in("\n".join(drawn(screen) for _, screen in told)):
                found[secret].add(names[reader])
    for reader, _, screen in owed(stage):
        for secret in secrets_in(drawn(screen)):
            found[secret].add(names[reader])
    assert found == MATRIX


def test_what_is_not_there_and_what_is_not_theirs_are_answered_alike(stage: Stage):
    """Whoever walks through references learns nothing: each is as unknown as one that nobody ever had."""
    differ = []
    for name, number in stage.ids.items():
        for code, thing in stage.forged():
            if name not in thing.readers:
                answered, unknown = (
                    stage.roaming.taps(number, each).text.replace(each.args, "")
                    for each in (code, Code(code.route, "zzzzzzzz"))
                )
                if answered != unknown:
                    differ.append((name, code, answered, unknown))
    assert differ == []


# Kinds of letters about needs begin so.
_OF_NEEDS = ("need", "match", "contact", "question", "unanswered")
# The words of needs that are for few, and what would tell whose they are.
_NEVER_PUSHED = {"zqnamed", "zqsecretariat", "zqveiled", "Gabon", "9173", "UNFICYP"}


def test_no_letter_about_a_need_for_few_says_more_than_reference_and_category(
    stage: Stage, walks: dict[str, list[Seen]]
):
    """Not even to those who may read all of it: Telegram keeps letters, and phones show them."""
    told = [(kind, screen) for _, kind, screen in owed(stage)]
    for seen in walks.values():
        told += [letter for letters in letters_by_reader(seen).values() for letter in letters]
    # Files, and a text for the capital about one's own need, come to whoever has just asked for them.
    told = [(kind, it) for kind, it in told if kind.startswith(_OF_NEEDS) and not kind.endswith("-capital")]
    assert {kind for kind, _ in told} >= {"need-notice", "need-change", "need-secretariat", "match-answer"}
    leaky = [(kind, screen.text) for kind, screen in told if secrets_in(screen.text) & _NEVER_PUSHED]
    assert leaky == []


def test_what_is_somebody_else_s_and_restricted_can_neither_be_forwarded_nor_saved(
    walks: dict[str, list[Seen]],
):
    """And what is one's own, or open to whoever fits, can."""
    open_, shut = [], []
    for name, seen in walks.items():
        is_own = name in CHAD or name == "gabon"
        for screen in (screen for each in seen for screen in each.screens):
            is_restricted = bool(secrets_in(screen.text) & {"zqnamed", "zqsecretariat", "zqveiled"})
            if is_restricted and not is_own and not screen.is_protected:
                open_.append((name, screen.text))
            if screen.is_protected and (is_own or "zqmatched" in screen.text):
                shut.append((name, screen.text))
    assert (open_, shut) == ([], [])


def test_the_figures_of_the_status_page_hold_no_secret(stage: Stage):
    assert secrets_in(json.dumps(read_status(stage.database, NOON))) == set()


def test_what_was_searched_for_stands_in_its_own_row_alone(tmp_path: Path):
    holding = set()
    with a_stage(tmp_path) as stage:
        stage.roaming.types(stage.ids["mali"], "police zqsearched once more", keep=True)
        holding = tables_with(stage, "zqsearched") | tables_with(stage, "zqsaved")
    assert holding == {"searches"}


def tables_with(stage: Stage, word: str) -> set[str]:
    with stage.database.reading() as store:
        rows = {
            table.name: repr(store.connection.execute(select(table)).all())
            for table in metadata.sorted_tables
        }
    return {name for name, held in rows.items() if word in held}


def test_what_is_exported_for_the_operator_is_whole(stage: Stage):
    text, _ = exported(stage.database, NOON, as_json=True)
    asked = {"zqquestion", "zqanswer", "zqsearched", "zqsaved", "Gabon"}
    assert secrets_in(text) == set(MATRIX) - asked
    rows = {row["id"]: row for row in json.loads(text)["needs"]}
    assert rows["td-named"]["providers"] == ["NZ"]
    assert rows["ga-veiled-all"]["anonymous"] is True


def test_the_name_is_told_once_the_delegation_has_said_yes(tmp_path: Path):
    with a_stage(tmp_path) as stage:
        with stage.database.reading() as store:
            need = needs.known(store, "ga-veiled-matched")
            match = next(each for each in matches.of_need(store, need.id) if each.delegation == "IT")
        italy, gabon = stage.ids["italy"], stage.ids["gabon"]
        seen = stage.roaming.taps(italy, Code("match-yes", match.ref), keep=True)
        assert "A state in Central Africa" in seen.text
        assert "Gabon" not in seen.text
        accepted = stage.roaming.taps(gabon, Code("match-ok", match.ref), keep=True)
        assert {kind for _, kind, _ in accepted.letters} >= {"contact"}
        assert not any(secrets_in(screen.text) & _NEVER_PUSHED for _, _, screen in accepted.letters)
        assert "Gabon" in stage.roaming.taps(italy, Code("contact", match.ref)).text
        assert "zqveiled one" in stage.roaming.taps(italy, Code("match", match.ref)).text


def owed(stage: Stage) -> Iterator[tuple[int, str, Screen]]:
    """What waits in the outbox, as it would leave now."""
    table = outbox.LetterRow.__table__
    with stage.database.reading() as store:
        for letter in store.connection.execute(select(table.c.person, table.c.kind, table.c.subject)):
            reader = people.by_id(store, letter.person)
            screen = stage.roaming.letter(store, reader, letter.kind, letter.subject)
            if screen is not None:
                yield reader.telegram_id, letter.kind, screen
