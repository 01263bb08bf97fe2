"""Tools of the slices: safe text, signed buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.buttons import Code, KeyRing
from handlers.kit.html import Html, clean, clip, escape, isolate, plain
from handlers.kit.i18n import translator

ADA, EVE = 7, 8


def test_a_code_is_read_back_by_the_person_it_was_made_for_and_nobody_else():
    keys = KeyRing([b"one"])
    data = keys.write(Code("need", "abc", 2), ADA)
    assert keys.read(data, ADA) == Code("need", "abc", 2)
    assert keys.read(data, EVE) is None


def test_a_key_that_was_replaced_still_verifies_while_it_is_kept():
    data = KeyRing([b"old"]).write(Code("need"), ADA)
    assert KeyRing([b"new", b"old"]).read(data, ADA) == Code("need")
    assert KeyRing([b"new"]).read(data, ADA) is None


def test_a_code_over_64_bytes_is_refused_where_it_is_made():
    with pytest.raises(ValueError, match="a button code of"):
        KeyRing([b"one"]).write(Code("need", "я" * 30), ADA)


@given(st.text(max_size=80))
def test_no_text_is_taken_for_a_code(data: str):
    assert KeyRing([b"one"]).read(data, ADA) is None


@given(st.data())
def test_a_changed_code_is_refused(data: st.DataObject):
    keys = KeyRing([b"one"])
    written = keys.write(Code("need", "abc", 2), ADA)
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda c: c != written[place]))
    assert keys.read(written[:place] + other + written[place + 1 :], ADA) is None


def test_what_people_type_is_escaped_and_kept_apart_in_a_sentence():
    said = translator("en")("Best for {query}:", query="<b>5</b> & سلام")
    assert said == "Best for \u2068&lt;b&gt;5&lt;/b&gt; &amp; سلام\u2069:"


def test_html_in_a_sentence_stays_html():
    assert isolate(Html("<i>x</i>")) == "\u2068<i>x</i>\u2069"


@given(st.text())
def test_cleaned_text_reorders_and_hides_nothing(text: str):
    cleaned = clean(text)
    assert not set(cleaned) & {"\u202e", "\u2066", "\u200b", "\x00", "\ufeff"}
    cleaned.encode()


@given(st.text())
def test_labels_are_the_same_text_without_tags(text: str):
    assert plain(escape(text)) == clean(text)


def test_a_long_name_is_clipped_at_a_word():
    assert clip("Center of Excellence for Stability Police Units", 30) == "Center of Excellence for…"
    assert clip("short", 30) == "short"
