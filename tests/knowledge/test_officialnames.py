"""Official names: whatever hides or reorders text is left out, letters of every script stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.officialnames import LONGEST_NAME, official_name
from knowledge.rights import may_give


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Col. Mahamat Saleh, Military Adviser", "Col. Mahamat Saleh, Military Adviser"),
        ("  Col.\n\tMahamat   Saleh ", "Col. Mahamat Saleh"),
        ("\u202eCol. \u2066Saleh\u2069\u200b\ufeff\u00ad\u061c\u200f", "Col. Saleh"),
        ("العقيد محمد صالح، المستشار العسكري", "العقيد محمد صالح، المستشار العسكري"),
        ("سرهنگ می\u200cرضایی", "سرهنگ می\u200cرضایی"),
        ("王敏上校，军事顾问", "王敏上校，军事顾问"),
        ("Polkovnik Ири\u0306на", "Polkovnik Ири\u0306на"),
        ("<b>Saleh</b>", "<b>Saleh</b>"),
        ("1234", None),
        ("\u202e\u200b", None),
        ("", None),
        ("x" * (LONGEST_NAME + 1), None),
    ],
)
def test_names_are_kept_as_people_write_them(typed: str, name: str | None):
    assert official_name(typed) == (unicodedata.normalize("NFC", name) if name else None)


@given(st.text(max_size=200))
def test_no_mark_that_hides_or_reorders_is_left_whatever_is_typed(typed: str):
    name = official_name(typed)
    if name is not None:
        categories = {unicodedata.category(each) for each in name if each not in "\u200c\u200d"}
        assert not {kind for kind in categories if kind.startswith("C")}
        assert official_name(name) == name


def test_nobody_gives_more_than_they_have():
    assert may_give("recipient", "focal") == ("focal", "deputy", "member", "observer")
    assert may_give("provider", "deputy") == ("deputy", "member", "observer")
    assert may_give("recipient", None) == ()
    assert may_give("secretariat", "officer") == ("officer",)
