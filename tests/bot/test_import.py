"""`clearinghouse import` and `export`: what is right is kept once, what is wrong is told with its place."""

import json
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.documents import NotReadable
from bot.exporting import exported
from bot.importing import Report, import_file
from bot.running import ship
from handlers.programmes.importing import Imported
from knowledge.programmes import shipped_programmes
from storage import audit, delegations, dues, people, programmes
from storage.database import Database
from storage.migrations import migrate
from storage.programmes import Entry
from tests.bot.test_command_line import clearinghouse

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "knowledge" / "data" / "programmes.yaml"
GOOD = """\
- id: ex-good
  name: دورة جيدة
  providers: [NO, QX]
  kind: training
  capabilities: [medical]
  countries: [QM, TD]
  summary: A course.
  source: the exercise
  confidence: high
"""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    ship(database)
    yield database
    database.close()


def brought_in(database: Database, folder: Path, text: str, name: str = "file.yaml", **options) -> Report:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return import_file(database, file, NOON, **({"strict": False} | options))


def entry(database: Database, id_: str) -> Entry | None:
    with database.reading() as store:
        return programmes.entry(store, id_, NOON.date())


def test_the_shipped_catalogue_is_there_already(database: Database):
    report = import_file(database, SHIPPED, NOON, strict=True)
    assert (report.wrong, report.counts) == ([], {"programmes": {"same": 144}})


def test_an_entry_comes_in_once_and_norway_is_a_country(database: Database, tmp_path: Path):
    assert brought_in(database, tmp_path, GOOD).counts == {"programmes": {"new": 1}}
    assert brought_in(database, tmp_path, GOOD).counts == {"programmes": {"same": 1}}
    found = entry(database, "ex-good")
    assert (found.programme.providers, found.owner, found.state) == (("NO", "QX"), "NO", "reference")
    with database.reading() as store:
        (line,) = audit.of(store, "programme:ex-good")
        assert (line.verb, line.actor) == ("imported programme", None)
        assert [due.subject for due in dues.due(store, NOON) if due.kind == "rematch"] == ["ex-good"]


def test_a_confirmation_comes_along_and_a_changed_row_without_one_takes_it_away(
    database: Database, tmp_path: Path
):
    brought_in(database, tmp_path, GOOD + "  confirmed: true\n")
    assert (entry(database, "ex-good").state, entry(database, "ex-good").confirmed_at) == ("live", NOON)
    again = brought_in(database, tmp_path, GOOD + "  confirmed: true\n  confirmed_at: 2027-02-01T10:00:00Z\n")
    assert again.counts == {"programmes": {"same": 1}}
    brought_in(database, tmp_path, GOOD + "  seats: 24\n")
    assert (entry(database, "ex-good").state, entry(database, "ex-good").programme.seats) == ("reference", 24)


def test_another_owner_takes_a_confirmed_entry_over_only_in_the_open(database: Database, tmp_path: Path):
    brought_in(database, tmp_path, GOOD + "  confirmed: true\n")
    report = brought_in(database, tmp_path, GOOD.replace("[NO, QX]", "[QY]"))
    (remark,) = report.remarks
    assert "(ex-good): Norway had confirmed it; from now on Isvik answers for it" in remark
    assert (entry(database, "ex-good").owner, entry(database, "ex-good").state) == ("QY", "reference")


def test_what_its_provider_disowned_stays_hidden_whatever_a_file_says(database: Database, tmp_path: Path):
    brought_in(database, tmp_path, GOOD)
    with database.transaction() as store:
        programmes.disown(store, "ex-good", None, NOON)
    report = brought_in(database, tmp_path, GOOD + "  confirmed: true\n")
    assert report.counts == {"programmes": {"same": 1}}
    assert "it stays hidden" in report.remarks[0]
    assert entry(database, "ex-good").is_disowned


def test_what_is_for_admitted_people_stays_so_unless_a_file_says_otherwise(
    database: Database, tmp_path: Path
):
    brought_in(database, tmp_path, GOOD + "  audience: admitted\n")
    assert entry(database, "ex-good").programme.audience == "admitted"
    assert "audience: admitted" in exported(database, NOON, as_json=False)[0]
    brought_in(database, tmp_path, GOOD + "  seats: 24\n")
    assert entry(database, "ex-good").programme.audience == "admitted"
    assert entry(database, "ex-good").programme.seats == 24
    brought_in(database, tmp_path, GOOD + "  audience: public\n")
    assert entry(database, "ex-good").programme.is_public


def test_every_bad_row_is_told_with_its_place_and_the_good_ones_are_kept(database: Database, tmp_path: Path):
    text = "programmes:\n" + GOOD + BAD
    report = brought_in(database, tmp_path, text)
    assert report.counts == {"programmes": {"new": 1}, "needs": {}}
    place = str(tmp_path / "file.yaml")
    assert report.wrong == [line.replace("FILE", place) for line in COMPLAINTS]


BAD = """\
- id: Ex Bad
  providers: UK
  kind: gift
  capabilitys: [medical]
  capabilities: [telepathy]
  name: "  "
  summary: A course.
  source: the exercise
  confidence: high
  seats: many
  starts: June
  end_year: 1812
- just text
- id: ex-good
  name: Another
  providers: ["org:", QZ]
  kind: training
  capabilities: []
  summary: "a\\0b"
  source: the exercise
  confidence: high
- {id: ex-good, name: x, providers: [QX], REST}
- {id: ex-end, name: x, providers: [QX], starts: 2027-06-01, ends: 2027-05-01, REST}
- {id: ex-two, name: x, name: y, providers: [QX], REST}
needs:
- x
meetings: []
""".replace("REST", "kind: training, capabilities: [], summary: s, source: s, confidence: low")
COMPLAINTS = [
    "FILE:11 programmes[1] (Ex Bad): id: “Ex Bad”: 2 to 34 small letters, digits and hyphens, please",
    "FILE:12 programmes[1] (Ex Bad): providers: needs a list, as in [en, fr]",
    (
        "FILE:13 programmes[1] (Ex Bad): kind: “gift” is not one of training, equipment, train-and-equip, "
        "advisory, funding, co-deployment, centre or coordination"
    ),
    "FILE:14 programmes[1] (Ex Bad): capabilitys: there is no such field; did you mean capabilities?",
    "FILE:15 programmes[1] (Ex Bad): capabilities[0]: the taxonomy has no capability telepathy",
    "FILE:16 programmes[1] (Ex Bad): name: is empty or too short",
    "FILE:20 programmes[1] (Ex Bad): seats: “many” is no whole number",
    "FILE:21 programmes[1] (Ex Bad): starts: “June” is no date: write it as 2027-06-01",
    "FILE:22 programmes[1] (Ex Bad): end_year: “1812” is too small: at least 1945",
    "FILE:23 programmes[2]: needs fields such as id and name, and is “just text”",
    "FILE:26 programmes[3] (ex-good): providers[0]: an organisation has a name, as in org:ECOWAS",
    "FILE:26 programmes[3] (ex-good): providers[1]: no state has the code QZ",
    "FILE:29 programmes[3] (ex-good): summary: there are control characters in it",
    "FILE:32 programmes[4] (ex-good): id: the same as programmes[0], which counts",
    "FILE:33 programmes[5] (ex-end): it ends before it starts",
    "FILE:34 programmes[6] (ex-two): name: stands twice in this row",
    "FILE:36 needs[0]: needs fields such as id and delegation, and is “x”",
    "FILE:37 meetings: there is no such section",
]


def test_strict_keeps_nothing_when_anything_is_wrong(database: Database, tmp_path: Path):
    report = brought_in(database, tmp_path, "programmes:\n" + GOOD + BAD, strict=True)
    assert (report.counts, len(report.wrong)) == ({}, len(COMPLAINTS))
    assert entry(database, "ex-good") is None


def test_json_is_read_with_the_lines_of_its_rows(database: Database, tmp_path: Path):
    good = {"id": "ex-json", "name": "Σχολή", "providers": ["org:KRF"], "kind": "training", "seats": 20}
    good |= {"capabilities": ["medical"], "summary": "\U0001f691", "source": "s", "confidence": "low"}
    rows = f'{{"programmes": [\n{json.dumps(good)},\n{{"id": "ex-no", "providers": [false]}},\n\n5]}}'
    report = brought_in(database, tmp_path, rows, "file.json")
    assert report.counts == {"programmes": {"new": 1}}
    assert entry(database, "ex-json").programme.seats == 20
    assert any(
        line.endswith(':3 programmes[1] (ex-no): providers[0]: false is no text; Norway is "NO", in quotes')
        for line in report.wrong
    )
    assert report.wrong[-1].endswith(":5 programmes[2]: needs fields such as id and name, and is 5")


@pytest.mark.parametrize("as_json", [True, False])
def test_what_is_exported_makes_the_same_catalogue_elsewhere(
    database: Database, tmp_path: Path, as_json: bool
):
    brought_in(database, tmp_path, GOOD + "  confirmed_at: 2027-02-01T10:00:00Z\n  starts: 2027-06-01\n")
    with database.transaction() as store:
        people.know_chats(store, {5})
        ada = people.add(store, 5, "Ada", "en", NOON)
        delegations.take_post(store, ada.id, "IT", "provider", NOON)
        programmes.confirm(store, "it-coespu", ada.id, NOON)
        programmes.disown(store, "fr-recamp", ada.id, NOON)
    text, counts = exported(database, NOON, as_json=as_json)
    assert counts == {"programmes": 145, "needs": 0}
    name = "all.json" if as_json else "all.yaml"
    assert brought_in(database, tmp_path, text, name, strict=True).counts == {"programmes": {"same": 145}}
    elsewhere = Database(f"sqlite:///{tmp_path}/elsewhere.db")
    migrate(elsewhere)
    ship(elsewhere)
    assert brought_in(elsewhere, tmp_path, text, name, strict=True).counts == {
        "programmes": {"new": 1, "changed": 2, "same": 142}
    }
    assert exported(elsewhere, NOON, as_json=as_json) == (text, counts)
    assert entry(elsewhere, "it-coespu").state == "live"
    assert entry(elsewhere, "fr-recamp").is_disowned
    elsewhere.close()


UNREADABLE = {
    "zip.yaml": (b"PK\x03\x04 and so on", "is a ZIP or Excel file, not YAML or JSON"),
    "binary.yaml": (bytes(range(256)), "is binary, not YAML or JSON"),
    "page.yaml": (b"\n<!DOCTYPE html><html></html>", "is a web page or XML, not YAML or JSON"),
    "empty.yaml": (b"", "is empty"),
    "blank.json": (b" \n\n", "is empty"),
    "latin.yaml": ("- é".encode("latin-1"), "is not UTF-8 text"),
    "broken.yaml": (b"programmes:\n - id: x\n  name: [\n", "is no YAML: did not find expected '-' indicator"),
    "broken.json": (b'{"programmes": [\n{"id": 1,\n}]}', "is no JSON: Expecting property name"),
    "yaml.json": (b"- id: x", "is no JSON: Expecting value"),
    "large.yaml": (b"#" * (11 * 2**20), "is larger than 10 MB, the most that is read"),
    "bomb.yaml": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: *b\n", "uses the alias *a: write the value itself"),
    "deep.yaml": (b"[" * 100_000, "is nested too deeply"),
    "deep.json": (b"[" * 100_000, "is nested too deeply"),
    "two.yaml": (b"---\n- x\n---\n- y\n", "holds several documents: keep one"),
    "letter.yaml": (b"Dear colleagues", "holds no list of programmes"),
    "number.json": (b"17", "holds no list of programmes"),
    "long.json": (b"1" * 6_000, "is no JSON: a number is too long"),
    "twice.yaml": (b"programmes: []\nprogrammes: []\n", "has “programmes” twice"),
    "rows.yaml": (b"- x\n" * 50_001, "has a list of more than 50000 items"),
    "rows.json": (b"[" + b"1," * 50_000 + b"1]", "has a list of more than 50000 items"),
    "fields.yaml": (b"".join(b"f%d: x\n" % n for n in range(101)), "has a row of more than 100 fields"),
    "code.yaml": (b"!!python/object/apply:os.system {echo: [hacked]}\n? [x]\n: y", "is no YAML"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_not_what_it_says_is_refused_in_one_line(tmp_path: Path, name: str):
    content, why = UNREADABLE[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotReadable, match=r"^[^\n]+$") as refused:
        import_file(Database(f"sqlite:///{tmp_path}/none.db"), tmp_path / name, NOON, strict=False)
    assert str(refused.value).startswith(why)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path):
    pipe, folder, gone = tmp_path / "pipe.yaml", tmp_path / "folder.yaml", tmp_path / "gone.yaml"
    os.mkfifo(pipe)
    folder.mkdir()
    gone.symlink_to(tmp_path / "nowhere")
    for path, why in ((pipe, "is no regular file"), (folder, "is no regular file"), (gone, "can't be read")):
        with pytest.raises(NotReadable, match=why):
            import_file(Database(f"sqlite:///{tmp_path}/none.db"), path, NOON, strict=False)
    with pytest.raises(NotReadable, match="is no regular file"):
        import_file(Database(f"sqlite:///{tmp_path}/none.db"), Path("/dev/zero"), NOON, strict=False)


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/passwd", "..\\x", "a/b", "x\x00y", "\u202egnp.exe", "a" * 400, "con", "CON"]
)
def test_an_id_that_is_a_path_is_no_id(database: Database, tmp_path: Path, name: str):
    rows = json.dumps([{"id": name, "name": "x", "providers": ["QX"]}])
    report = brought_in(database, tmp_path, rows, "rows.json")
    assert report.counts["programmes"]["new"] == 0
    assert len(report.wrong) >= 1
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("clearinghouse")) == [
        "rows.json"
    ]


def test_the_name_of_a_file_tears_no_line_and_moves_no_cursor(tmp_path: Path):
    clearinghouse("migrate", folder=tmp_path)
    file = tmp_path / "x\n\x1b[2Jy.yaml"
    file.write_text("- id: x\n")
    done = clearinghouse("import", str(file), folder=tmp_path)
    assert done.returncode == 1
    assert all(line.startswith("clearinghouse: ") for line in done.stderr.splitlines())
    assert "\x1b" not in done.stderr


def test_the_command_line_says_what_it_did_and_exits_as_it_should(tmp_path: Path):
    without = clearinghouse("import", str(SHIPPED), folder=tmp_path)
    assert (without.returncode, "clearinghouse migrate" in without.stderr) == (4, True)
    clearinghouse("migrate", folder=tmp_path)
    done = clearinghouse("import", str(SHIPPED), folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "programmes: 0 new, 0 changed, 144 the same\n")
    with zipfile.ZipFile(tmp_path / "real.yaml", "w") as archive:
        archive.writestr("x", "y")
    refused = clearinghouse("import", "real.yaml", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "clearinghouse: real.yaml: is a ZIP or Excel file, not YAML or JSON\n"
    assert clearinghouse("import", "nothing.yaml", folder=tmp_path).stderr == (
        "clearinghouse: nothing.yaml: can't be read: No such file or directory\n"
    )
    (tmp_path / "partly.yaml").write_text(GOOD + "- id: x\n", encoding="utf-8")
    strict = clearinghouse("import", "partly.yaml", "--strict", folder=tmp_path)
    assert (strict.returncode, strict.stdout) == (1, "")
    assert strict.stderr.endswith("clearinghouse: nothing is imported\n")
    partly = clearinghouse("import", "partly.yaml", folder=tmp_path)
    assert (partly.returncode, partly.stdout) == (1, "programmes: 1 new, 0 changed, 0 the same\n")
    assert clearinghouse("import", folder=tmp_path).returncode == 2
    printed = clearinghouse("export", "-", folder=tmp_path)
    assert (printed.returncode, printed.stdout.count("- id: ")) == (0, 145)
    assert '"NO"' in printed.stdout or "'NO'" in printed.stdout
    written = clearinghouse("export", "all.json", folder=tmp_path)
    assert (written.returncode, written.stdout) == (0, "145 programmes and 0 needs are in all.json\n")
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["programmes"]) == 145


def test_search_asks_the_database_s_catalogue_where_there_is_one(tmp_path: Path):
    clearinghouse("migrate", folder=tmp_path)
    (tmp_path / "one.yaml").write_text(GOOD, encoding="utf-8")
    clearinghouse("import", "one.yaml", folder=tmp_path)
    found = clearinghouse("search", "دورة جيدة", "--json", "--limit", "1", folder=tmp_path)
    assert json.loads(found.stdout)["results"][0]["id"] == "ex-good"
    assert found.stderr == ""
    elsewhere = clearinghouse(
        "search", "دورة جيدة", "--json", folder=tmp_path, DATABASE_URL="sqlite:///none.db"
    )
    assert "ex-good" not in elsewhere.stdout
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "letter.db").write_text("this is a letter, not a database\n" * 100)
    letter = clearinghouse("search", "déminage", folder=tmp_path, DATABASE_URL="sqlite:///letter.db")
    assert (letter.returncode, letter.stderr.count("\n")) == (0, 1)
    assert "searching the shipped catalogue" in letter.stderr
    assert "déminage: match" in letter.stdout


def test_the_file_shown_in_the_guide_is_one(database: Database, tmp_path: Path):
    guide = (Path(__file__).parents[2] / "docs" / "operators.md").read_text(encoding="utf-8")
    shown = guide.partition("```yaml\n")[2].partition("```")[0]
    report = brought_in(database, tmp_path, shown, strict=True)
    assert (report.wrong, report.counts) == ([], {"programmes": {"new": 1}})
    assert [name for name in Imported.model_fields if name not in guide] == []


def test_every_shipped_programme_survives_being_written_and_read(database: Database, tmp_path: Path):
    text, _ = exported(database, NOON, as_json=False)
    brought_in(database, tmp_path, text, strict=True)
    with database.reading() as store:
        found = {each.programme.id: each.programme for each in programmes.every(store, NOON.date())}
    assert found == {programme.id: programme for programme in shipped_programmes()}
