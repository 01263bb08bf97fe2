"""Needs from files: kept once, told as in the chat, and given back as they are."""

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.exporting import exported
from bot.importing import Report, import_file
from bot.moments import Moments
from bot.running import ship
from handlers.kit.buttons import KeyRing
from handlers.kit.turn import World
from handlers.matches.actions import catch_up
from handlers.needs.importing import Imported
from knowledge.needs import NeedBody, When
from storage import audit, delegations, dues, matches, needs, people, rhythms
from storage.catalogue import Catalogue
from storage.database import Database
from storage.matches import Match
from storage.migrations import migrate
from storage.needs import Need
from tests.bot.test_command_line import clearinghouse
from tests.support.posts import always
from tests.support.running import as_shipped, finder

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
WORDS = "formation d'unité de police constituée avant juin, en français"
NEED = f"""\
needs:
- id: td-fpu-2027
  delegation: TD
  words: "{WORDS}"
"""
JUNE = When(relation="before", end=datetime(2027, 6, 1, tzinfo=UTC).date())
READ = NeedBody(
    words=WORDS, capabilities=("formed-police",), assistance=("training",), languages=("fr",), when=JUNE
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    ship(database)
    yield database
    as_shipped(database)
    database.close()


def brought_in(
    database: Database, folder: Path, text: str, *, at: datetime = NOON, strict: bool = False
) -> Report:
    file = folder / "file.yaml"
    file.write_text(text, encoding="utf-8")
    return import_file(database, file, at, strict=strict, catalogue=Catalogue(finder()))


def outcomes(report: Report) -> dict[str, int]:
    assert report.wrong == []
    return dict(report.counts["needs"])


def the_need(database: Database, ref: str = "td-fpu-2027") -> Need | None:
    with database.reading() as store:
        return needs.known(store, ref)


def its_matches(database: Database, ref: str = "td-fpu-2027") -> dict[str, Match]:
    with database.reading() as store:
        return {match.delegation: match for match in matches.of_need(store, needs.known(store, ref).id)}


def letters(database: Database) -> list[tuple[str, str]]:
    """Kind and state of each letter that is no answer, in order."""
    with database.reading() as store:
        return [
            tuple(row)
            for row in store.connection.exec_driver_sql("SELECT kind, state FROM outbox ORDER BY id")
        ]


def comes_aboard(database: Database, delegation: str, role: str, number: int) -> None:
    with database.transaction() as store:
        people.know_chats(store, {number})
        person = people.add(store, number, f"P{number}", "en", NOON)
        delegations.take_post(store, person.id, delegation, role, NOON)
        rhythms.put(store, person.id, always(NOON))


def test_a_need_is_read_from_its_words_and_goes_out_at_once(database: Database, tmp_path: Path):
    comes_aboard(database, "IT", "provider", 5)
    assert outcomes(brought_in(database, tmp_path, NEED)) == {"new": 1}
    found = the_need(database)
    assert (found.delegation, found.author, found.body) == ("TD", None, READ)
    assert (found.visibility, found.state, found.published_at) == ("matched", "open", NOON)
    told = its_matches(database)
    assert (told["IT"].state, told["IT"].told_at) == ("told", NOON)
    assert told["CM"].state == "unreached"
    assert letters(database) == [("need-notice", "waiting")]
    with database.reading() as store:
        lines = audit.of(store, "need:td-fpu-2027")
        assert [(line.verb, line.actor) for line in lines] == [
            ("imported a need", None),
            ("released a need", None),
        ]


def test_importing_twice_changes_nothing_and_tells_nobody_twice(database: Database, tmp_path: Path):
    comes_aboard(database, "IT", "provider", 5)
    brought_in(database, tmp_path, NEED)
    before = the_need(database)
    later = NOON + timedelta(days=400)  # when "before June" would be another June
    assert outcomes(brought_in(database, tmp_path, NEED, at=later)) == {"same": 1}
    assert outcomes(brought_in(database, tmp_path, NEED + "  state: open\n", at=later)) == {"same": 1}
    assert the_need(database) == before
    assert letters(database) == [("need-notice", "waiting")]


def test_what_the_row_says_wins_over_what_its_words_say(database: Database, tmp_path: Path):
    given = "  capabilities: [medical, medical]\n  languages: []\n  when: {relation: by, end: 2027-12-31}\n"
    brought_in(database, tmp_path, NEED + given)
    body = the_need(database).body
    assert (body.capabilities, body.assistance) == (("medical",), ("training",))
    assert (body.languages, body.settled) == ((), ("languages",))
    assert body.when == When(relation="by", end=datetime(2027, 12, 31, tzinfo=UTC).date())


def test_a_changed_row_changes_the_need_and_is_told_a_minute_later(database: Database, tmp_path: Path):
    comes_aboard(database, "IT", "provider", 5)
    brought_in(database, tmp_path, NEED)
    report = brought_in(database, tmp_path, NEED + "  missions: [MINUSCA]\n")
    assert outcomes(report) == {"changed": 1}
    found = the_need(database)
    assert found.body == READ.model_copy(update={"missions": ("MINUSCA",)})
    with database.reading() as store:
        waiting = dues.due(store, NOON + timedelta(seconds=60))
        assert [due.subject for due in waiting if due.kind == "need-changed"] == [f"td-fpu-2027.{found.rev}"]


def test_new_words_are_read_anew_and_the_old_ones_are_not(database: Database, tmp_path: Path):
    brought_in(database, tmp_path, NEED + "  languages: [en]\n")
    brought_in(database, tmp_path, NEED.replace(WORDS, "équipement de déminage") + "  languages: [en]\n")
    body = the_need(database).body
    assert (body.capabilities, body.assistance) == (("mine-action",), ("equipment",))
    assert (body.languages, body.when) == (("en",), None)


@pytest.mark.parametrize("state", ["paused", "withdrawn"])
def test_a_row_pauses_and_withdraws(database: Database, tmp_path: Path, state: str):
    comes_aboard(database, "IT", "provider", 5)
    brought_in(database, tmp_path, NEED)
    assert outcomes(brought_in(database, tmp_path, NEED + f"  state: {state}\n")) == {"changed": 1}
    assert the_need(database).state == state
    assert letters(database) == [("need-notice", "waiting"), ("need-change", "waiting")]
    with database.reading() as store:
        (line,) = audit.of_verb(store, "paused a need" if state == "paused" else "withdrew a need")
        assert line.actor is None


def test_a_paused_need_opens_again_and_a_withdrawn_one_never(database: Database, tmp_path: Path):
    brought_in(database, tmp_path, NEED + "  state: paused\n")
    assert its_matches(database) == {}, "nobody is told of what comes in paused"
    assert outcomes(brought_in(database, tmp_path, NEED + "  state: open\n")) == {"changed": 1}
    assert its_matches(database)["IT"].state == "unreached"
    brought_in(database, tmp_path, NEED + "  state: withdrawn\n")
    report = brought_in(database, tmp_path, NEED + "  state: open\n  units: [battalion]\n")
    why = "state: it was withdrawn here and stays so: a new need takes a new id"
    assert report.wrong == [f"{tmp_path}/file.yaml:5 needs[0] (td-fpu-2027): {why}"]


def test_a_file_does_not_undo_what_people_did_meanwhile(database: Database, tmp_path: Path):
    brought_in(database, tmp_path, NEED)
    with database.transaction() as store:
        needs.move(store, needs.known(store, "td-fpu-2027"), needs.WITHDRAWN, ended_at=NOON)
    report = brought_in(database, tmp_path, NEED)
    assert outcomes(report) == {"same": 1}
    assert report.remarks == [
        f"{tmp_path}/file.yaml:2 needs[0] (td-fpu-2027): it was withdrawn here: it stays so"
    ]


def test_once_out_its_delegation_and_visibility_stay(database: Database, tmp_path: Path):
    brought_in(database, tmp_path, NEED)
    before = the_need(database)
    for row, line, why in (
        (NEED.replace("TD", "SN"), 3, "delegation: this need is that of Chad: for another, write another id"),
        (NEED + "  visibility: codes\n", 5, "visibility: it is out already and stays matched: people were"),
        (NEED + "  state: draft\n", 5, "state: it is out already and can't be a draft again"),
        (NEED + "  capabilities: []\n", 5, "capabilities: none is given, and none can be read"),
    ):
        (told,) = brought_in(database, tmp_path, row).wrong
        assert told.startswith(f"{tmp_path}/file.yaml:{line} needs[0] (td-fpu-2027): {why}")
    assert the_need(database) == before


def test_who_is_named_is_told_and_what_can_t_be_is_said(database: Database, tmp_path: Path):
    comes_aboard(database, "NZ", "provider", 5)
    comes_aboard(database, "IT", "provider", 6)
    for row, line, why in (
        (
            "  visibility: named\n",
            5,
            "visibility: named needs 1 to 6 providers, as in providers: [IT, org:EU]",
        ),
        ("  providers: [IT]\n", 5, "providers: only a need of the visibility named has them"),
        ("  providers: [TD]\n  visibility: named\n", 5, "providers: a need names other delegations than its"),
        ("  providers: [XX]\n  visibility: named\n", 5, "providers[0]: no delegation has the code 'XX'"),
        ("  anonymous: perhaps\n", 5, "anonymous: “perhaps” is neither true nor false"),
    ):
        (told,) = brought_in(database, tmp_path, NEED + row).wrong
        assert told.startswith(f"{tmp_path}/file.yaml:{line} needs[0] (td-fpu-2027): {why}")
    assert outcomes(brought_in(database, tmp_path, NEED + "  visibility: named\n  providers: [NZ]\n")) == {
        "new": 1
    }
    assert {code: match.state for code, match in its_matches(database).items()} == {"NZ": "told"}
    (told,) = brought_in(database, tmp_path, NEED + "  providers: [NZ, IT]\n").wrong
    assert "it is out already and stays named" in told


def test_a_provider_whose_programme_is_open_to_few_is_not_told_of_a_need_without_a_name(
    database: Database, tmp_path: Path
):
    """It would know at once whose it is."""
    comes_aboard(database, "QX", "provider", 5)
    programme = (
        "programmes:\n- {id: ex-few, name: Few, providers: [QX], kind: training, confidence: high, "
        "capabilities: [riverine], countries: [QM], summary: s, source: the exercise}\n"
        "- {id: ex-many, name: Many, providers: [QX], kind: training, confidence: high, "
        "capabilities: [medevac], summary: s, source: the exercise}\n"
    )
    row = "- {{id: qm-{0}, delegation: QM, capabilities: [{0}], assistance: [training], anonymous: {1}}}\n"
    rows = "needs:\n" + row.format("riverine", "true") + row.format("medevac", "true")
    assert outcomes(brought_in(database, tmp_path, programme + rows)) == {"new": 2}
    assert "QX" not in its_matches(database, "qm-riverine")
    assert its_matches(database, "qm-medevac")["QX"].state == "told"


def test_what_has_ended_meanwhile_opens_no_need_to_who_comes_later(database: Database, tmp_path: Path):
    """A match that was kept for somebody to come is held against the catalogue of the day they come."""
    programme = (
        "programmes:\n- {id: ex-boats, name: Boats, providers: [QX], kind: training, confidence: high, "
        "capabilities: [riverine], ends: 2026-12-31, summary: s, source: the exercise}\n"
    )
    need = "needs:\n- {id: qm-boats, delegation: QM, capabilities: [riverine], assistance: [training]}\n"
    brought_in(database, tmp_path, programme + need)
    assert its_matches(database, "qm-boats")["QX"].state == "unreached"
    comes_aboard(database, "QX", "provider", 5)
    later = NOON + timedelta(days=60)
    moments = Moments(KeyRing([b"test"]), World(Catalogue(finder()), ""), "seed")
    with database.transaction() as store, moments.open(store, later, "later") as moment:
        catch_up(moment, people.by_telegram_id(store, 5).id)
    assert its_matches(database, "qm-boats")["QX"].state == "lapsed"
    assert letters(database) == []


def test_a_draft_may_become_another_s_and_goes_out_when_its_row_says_so(database: Database, tmp_path: Path):
    draft = NEED.replace(WORDS, "something for our unit") + "  state: draft\n"
    assert outcomes(brought_in(database, tmp_path, draft)) == {"new": 1}
    assert (the_need(database).state, its_matches(database)) == ("draft", {})
    changed = draft.replace("TD", "sn").replace("draft", "open") + "  visibility: secretariat\n"
    assert "without one it can only be a draft" in brought_in(database, tmp_path, changed).wrong[0]
    assert the_need(database).delegation == "TD", "a row that is refused changes nothing at all"
    comes_aboard(database, "org:UN", "secretariat", 5)
    assert outcomes(brought_in(database, tmp_path, changed + "  capabilities: [medical]\n")) == {"changed": 1}
    found = the_need(database)
    assert (found.delegation, found.visibility, found.state) == ("SN", "secretariat", "open")
    assert letters(database) == [("need-secretariat", "waiting")]
    assert its_matches(database) == {}


def test_a_withdrawn_draft_is_discarded_and_not_exported(database: Database, tmp_path: Path):
    brought_in(database, tmp_path, NEED + "  state: draft\n")
    assert outcomes(brought_in(database, tmp_path, NEED + "  state: withdrawn\n")) == {"changed": 1}
    assert the_need(database).state == "discarded"
    assert exported(database, NOON, as_json=True)[1]["needs"] == 0


BAD = """\
needs:
- id: Bad Id
  delegation: AU
  words: FPU training
- id: bad-2
  delegation: XX
  wordz: FPU training
  capabilities: [telepathy]
  assistance: training
  languages: [klingon]
  when: June
  visibility: everybody
  state: discarded
- id: bad-3
  delegation: TD
  words: we need something
- id: bad-4
  delegation: TD
  words: FPU training
  when: {relation: before, end: 2020-03-01}
- id: bad-5
  delegation: TD
  words: FPU training before March 2020
- id: bad-6
  delegation: TD
  when: {relation: during, start: 2027-06-01, until: 2027-07-01}
- id: bad-7
  delegation: TD
  words: "a\\0b"
- id: bad-8
  delegation: TD
  words: LONG
- id: bad-9
  words: FPU training
- id: bad-10
  delegation: TD
  when: {relation: between, start: 2027-07-01, end: 2027-06-01}
- id: good
  delegation: state:AU
  words: 'تدريب وحدة شرطة مشكّلة <b>قبل</b> نيسان'
- id: good
  delegation: TD
- nothing
"""
COMPLAINTS = [
    "2 needs[0] (Bad Id): id: 2 to 20 small letters, digits and hyphens, please",
    "3 needs[0] (Bad Id): delegation: AU is two: write state:AU for Australia, org:AU for the African Union",
    (
        "6 needs[1] (bad-2): delegation: no delegation has the code 'XX'; "
        "write a state as TD, an organisation as org:ECOWAS"
    ),
    "7 needs[1] (bad-2): wordz: there is no such field; did you mean words?",
    "8 needs[1] (bad-2): capabilities[0]: the taxonomy has no capability telepathy",
    "9 needs[1] (bad-2): assistance: needs a list, as in [en, fr]",
    "10 needs[1] (bad-2): languages[0]: no language has the code klingon",
    "11 needs[1] (bad-2): when: needs fields, as in {relation: before, end: 2027-06-01}",
    "12 needs[1] (bad-2): visibility: “everybody” is not one of matched, codes, all, named or secretariat",
    "13 needs[1] (bad-2): state: “discarded” is not one of draft, open, paused or withdrawn",
    "26 needs[5] (bad-6): when.relation: “during” is not one of before, by, in, from, after or between",
    "26 needs[5] (bad-6): when.until: there is no such field",
    "29 needs[6] (bad-7): words: there are control characters in it",
    "32 needs[7] (bad-8): words: is longer than 500 characters",
    "33 needs[8] (bad-9): delegation: is missing",
    "37 needs[9] (bad-10): when: it ends before it starts",
    "41 needs[11] (good): id: the same as needs[10], which counts",
    "43 needs[12]: needs fields such as id and delegation, and is “nothing”",
    (
        "14 needs[2] (bad-3): capabilities: none is given, and none can be read from the words: "
        "without one it can only be a draft"
    ),
    "20 needs[3] (bad-4): when: “before 1 March 2020” has passed: write a later time",
    "23 needs[4] (bad-5): words: “before 1 March 2020” has passed: write a later time",
]


def test_every_bad_row_is_told_with_its_place_and_the_good_ones_are_kept(database: Database, tmp_path: Path):
    text = BAD.replace("LONG", "й" * 4096)
    for strict in (True, False):
        report = brought_in(database, tmp_path, text, strict=strict)
        assert report.wrong == [f"{tmp_path}/file.yaml:{line}" for line in COMPLAINTS]
        assert report.counts == ({} if strict else {"needs": {"new": 1}})
        assert (the_need(database, "good") is None) == strict
    found = the_need(database, "good")
    assert (found.delegation, found.body.capabilities) == ("AU", ("formed-police",))
    assert "<b>قبل</b>" in found.body.words


def test_a_draft_with_a_time_that_has_passed_is_kept_and_told(database: Database, tmp_path: Path):
    row = NEED + "  when: {relation: by, end: 2026-11-25}\n  state: draft\n"
    report = brought_in(database, tmp_path, row)
    assert outcomes(report) == {"new": 1}
    why = "“by 25 November 2026” has passed: write a later time before it goes out"
    assert report.remarks == [f"{tmp_path}/file.yaml:2 needs[0] (td-fpu-2027): {why}"]


MANY = (
    NEED
    + """\
- {id: a-draft, delegation: org:AU, words: "line one\\nline <b>two</b> \\u202b\\u05d0 ' \\": #", state: draft}
- {id: is-paused, delegation: state:AU, capabilities: [riverine], languages: [], state: paused}
- {id: is-over, delegation: QM, capabilities: [medical], state: withdrawn}
- {id: is-secret, delegation: FR, words: FPU before June, settled: [when, languages], visibility: secretariat}
- {id: without-words, delegation: SN, words: FPU training, visibility: codes, units: [company]}
- {id: is-for-two, delegation: SN, words: FPU training, visibility: named, providers: [IT, state:AU]}
- {id: has-no-name, delegation: ML, words: FPU training, visibility: all, anonymous: true}
"""
)


@pytest.mark.parametrize("as_json", [True, False])
def test_what_is_exported_makes_the_same_needs_elsewhere(database: Database, tmp_path: Path, as_json: bool):
    comes_aboard(database, "IT", "provider", 5)
    assert outcomes(brought_in(database, tmp_path, MANY)) == {"new": 8}
    told = letters(database)
    with database.transaction() as store:
        by_chat = needs.add(store, "k3m9x2pq", "TD", None, READ, NOON)
        needs.move(store, by_chat, needs.QUEUED, release_at=NOON)
    text, counts = exported(database, NOON, as_json=as_json)
    assert counts["needs"] == 9
    file = tmp_path / ("all.json" if as_json else "all.yaml")
    file.write_text(text, encoding="utf-8")
    here = import_file(database, file, NOON, strict=True, catalogue=Catalogue(finder()))
    assert (here.wrong, here.counts["needs"]) == ([], {"same": 9})
    assert letters(database) == told
    elsewhere = Database(f"sqlite:///{tmp_path}/elsewhere.db")
    migrate(elsewhere)
    ship(elsewhere)
    there = import_file(elsewhere, file, NOON, strict=True, catalogue=Catalogue(finder()))
    assert (there.wrong, there.counts["needs"]) == ([], {"new": 9})
    assert exported(elsewhere, NOON, as_json=as_json) == (text, counts)
    for ref in ("td-fpu-2027", "is-secret", "without-words", "is-for-two", "has-no-name"):
        assert its_matches(elsewhere, ref).keys() == its_matches(database, ref).keys()
    elsewhere.close()


def test_programmes_come_before_needs_wherever_they_stand(database: Database, tmp_path: Path):
    comes_aboard(database, "QX", "provider", 5)
    programme = (
        "programmes:\n- {id: ex-boats, name: Boats, providers: [QX], kind: training, confidence: high, "
        "capabilities: [riverine], countries: [QM], summary: s, source: the exercise}\n"
    )
    need = "needs:\n- {id: qm-boats, delegation: QM, capabilities: [riverine], assistance: [training]}\n"
    report = brought_in(database, tmp_path, need + programme)
    assert report.counts == {"programmes": {"new": 1}, "needs": {"new": 1}}
    assert its_matches(database, "qm-boats")["QX"].state == "told"


def test_the_command_line_does_it_without_a_token_and_writes_for_its_owner_alone(tmp_path: Path):
    clearinghouse("migrate", folder=tmp_path)
    (tmp_path / "needs.yaml").write_text(NEED, encoding="utf-8")
    done = clearinghouse("import", "needs.yaml", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "needs: 1 new, 0 changed, 0 the same\n", "")
    again = clearinghouse("import", "needs.yaml", "--strict", folder=tmp_path)
    assert (again.returncode, again.stdout) == (0, "needs: 0 new, 0 changed, 1 the same\n")
    (tmp_path / "all.json").write_text("older")
    (tmp_path / "all.json").chmod(0o644)
    written = clearinghouse("export", "all.json", folder=tmp_path)
    assert written.stdout == "144 programmes and 1 needs are in all.json\n"
    assert stat.S_IMODE((tmp_path / "all.json").stat().st_mode) == 0o600
    (row,) = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["needs"]
    assert row == {
        "id": "td-fpu-2027",
        "delegation": "TD",
        "words": WORDS,
        "capabilities": ["formed-police"],
        "assistance": ["training"],
        "languages": ["fr"],
        "when": row["when"],
        "visibility": "matched",
        "state": "open",
    }
    assert "td-fpu-2027" in clearinghouse("export", "-", folder=tmp_path).stdout


def test_the_needs_shown_in_the_guide_are_some(database: Database, tmp_path: Path):
    guide = (Path(__file__).parents[2] / "docs" / "operators.md").read_text(encoding="utf-8")
    shown = guide.split("```yaml\n")[2].partition("```")[0]
    assert outcomes(brought_in(database, tmp_path, shown, strict=True)) == {"new": 1}
    assert [name for name in Imported.model_fields if f" {name}:" not in shown] == []
