"""One word, however it is typed."""

import opencc
import pytest

from knowledge.text import capitals, clip, grams, normalise, script, simplified, stem, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("DÉMINAGE", "deminage"),
        ("Œuvre", "oeuvre"),
        ("сапёры", "саперы"),
        ("штабной", "штабной"),  # й is a letter, not a marked и
        ("الأُسُس", "الاسس"),
        ("تدريـــب", "تدريب"),
        ("الشرطة", "الشرطه"),
        ("掃雷", "扫雷"),
        ("ＦＰＵ", "fpu"),
        ("٢٠٢٦", "2026"),
        ("po\u200blice", "police"),
        ("\u202epolice\u202c", "police"),
        ("\ud800police", "police"),
    ],
)
def test_spellings_of_one_word_become_one(typed, meant):
    assert normalise(typed) == meant


def test_hyphens_and_apostrophes_part_words():
    assert words(normalise("C-IED d'état-major")) == ["c", "ied", "d", "etat", "major"]


def test_chinese_is_read_by_character_and_indexed_by_pairs_too():
    sequence = words(normalise("扫雷QRF培训"))
    assert sequence == ["扫", "雷", "qrf", "培", "训"]
    assert list(grams(sequence)) == [*sequence, "扫雷", "培训"]


def test_what_needs_no_converter_is_what_the_converter_leaves_alone():
    converter = opencc.OpenCC("t2s")
    current = [chr(code) for code in range(0x4E00, 0xA000) if written_in_mainland(chr(code))]
    assert len(current) == 6763
    assert [simplified(letter) for letter in current] == [converter.convert(letter) for letter in current]
    phrases = ["沈默", "反覆", "找藉口", "乾坤", "有序", "於是"]
    assert [simplified(phrase) for phrase in phrases] == [converter.convert(phrase) for phrase in phrases]


def written_in_mainland(letter: str) -> bool:
    try:
        return bool(letter.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def test_a_query_is_clipped_before_any_work():
    assert len(clip("ا" * 5000)) == 256


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("courses", "course", "en"),
        ("ingenieros", "ingeniero", "es"),
        ("саперов", "саперы", "ru"),
        ("والتدريب", "تدريب", "ar"),
        ("ظباط", "ضباط", "ar"),
    ],
)
def test_forms_of_a_word_share_their_stem(one, other, language):
    assert stem(one, language) == stem(other, language)


def test_every_alphabet_is_told_apart():
    assert [script(word) for word in ("police", "полиция", "شرطه", "警", "ตำรวจ")] == [
        "latin", "cyrillic", "arabic", "han", "other",
    ]  # fmt: skip


def test_capitals_count_only_where_not_everything_is_in_capitals():
    assert capitals("SEA training") == {"sea"}
    assert capitals("TRAINING AT SEA") == set()
    assert capitals("POC") == {"poc"}
