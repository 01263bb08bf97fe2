"""One typed line of a provider, in any language, becomes the fields of an entry, or nothing at all."""

from datetime import date

import pytest

from handlers.programmes.facts import FIELDS
from handlers.programmes.reading import cleared, read
from knowledge.programmes import Programme, shipped_programmes
from tests.support.running import finder

TODAY = date(2026, 11, 26)
COESPU = next(programme for programme in shipped_programmes() if programme.id == "it-coespu")
UNTOLD = dict.fromkeys(("end_year", "starts", "ends", "status", "absorbed_into"))


def changes(field: str, said: str, programme: Programme = COESPU):
    found = read(field, said, finder(), programme, TODAY)
    return found and found.changes


@pytest.mark.parametrize(
    ("field", "said", "found"),
    [
        ("capabilities", "crowd control, mine action", {"capabilities": ["crowd-management", "mine-action"]}),
        ("capabilities", "medicina táctica", {"capabilities": ["medical"]}),
        ("kind", "formation et équipement", {"kind": "train-and-equip"}),
        ("kind", "обучение", {"kind": "training"}),
        ("languages", "法语和英语", {"delivery_languages": ["fr", "en"]}),
        ("languages", "fr, ar", {"delivery_languages": ["fr", "ar"]}),
        ("recipients", "Tchad, 尼日尔, Sahel", {"countries": ["TD", "NE"], "regions": ["sahel"]}),
        ("recipients", "TD NE", {"countries": ["TD", "NE"], "regions": []}),
        ("recipients", "Mosana", {"countries": ["QM"], "regions": []}),
        ("recipients", "worldwide", {"countries": [], "regions": ["global"]}),
        ("seats", "24 places", {"seats": 24}),
        ("seats", "٢٤", {"seats": 24}),
    ],
)
def test_a_line_is_read_as_search_reads_it(field: str, said: str, found: dict):
    assert changes(field, said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("1 March to 30 June 2027", {"start_year": 2005, "starts": "2027-03-01", "ends": "2027-06-30"}),
        (
            "с 1 марта по 30 июня 2027 года",
            {"start_year": 2005, "starts": "2027-03-01", "ends": "2027-06-30"},
        ),
        ("depuis 2010", {"start_year": 2010}),
        ("from 2010 until December 2027", {"start_year": 2010, "ends": "2027-12-31"}),
        ("2005-2012", {"start_year": 2005, "end_year": 2012}),
        (
            "since 2010, next course in March",
            {"start_year": 2010, "starts": "2027-03-01", "ends": "2027-03-31"},
        ),
        ("before June", {"start_year": 2005, "ends": "2027-05-31"}),
    ],
)
def test_years_of_the_past_are_years_and_what_comes_are_days(said: str, found: dict):
    assert changes("period", said) == {"start_year": None, **UNTOLD} | found


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "said", ["", "klingon", "<b>" * 1_365, "\x00\ud800", "0", "99999999999999", "-5 6", "in 1800 or 1801"]
)
def test_what_says_nothing_of_a_field_changes_nothing(field: str, said: str):
    assert changes(field, said) is None


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_can_be_cleared_where_an_entry_may_leave_it_open(field: str):
    programme = Programme.model_validate(COESPU.model_dump() | cleared(field))
    assert (programme == COESPU) == (field in ("capabilities", "kind", "seats", "audience"))


def test_words_that_said_nothing_are_told():
    found = read("languages", "French and klingon", finder(), COESPU, TODAY)
    assert (found.changes, found.unread) == ({"delivery_languages": ["fr"]}, ("klingon",))
