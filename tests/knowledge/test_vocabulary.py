"""From a misspelt word to the known one."""

import pytest

from knowledge.text import Stems, stem_languages
from knowledge.vocabulary import Vocabulary

KNOWN = [
    "training",
    "engineers",
    "hospital",
    "medical",
    "mello",
    "entrenamiento",
    "полицейский",
    "bomb",
    "fpu",
]


@pytest.fixture
def vocabulary() -> Vocabulary:
    vocabulary = Vocabulary()
    for word in KNOWN:
        vocabulary.number(word, stem_languages(word))
    return vocabulary


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("boms", "bomb"),
        ("trainng", "training"),
        ("enginers", "engineers"),
        ("hopsital", "hospital"),  # two neighbours swapped are one slip
        ("entrenamieto", "entrenamiento"),
        ("полицейскй", "полицейский"),
    ],
)
def test_slips_of_the_finger_are_corrected(vocabulary, typed, meant):
    assert vocabulary.nearest(typed)[0][0] == meant


@pytest.mark.parametrize("typed", ["bmo", "fpo", "f", "", "1234567"])
def test_short_words_acronyms_and_numbers_are_left_alone(vocabulary, typed):
    assert vocabulary.nearest(typed) == []


def test_a_short_word_with_another_first_letter_is_another_word(vocabulary):
    assert vocabulary.nearest("hello") == []


def test_an_inflected_word_finds_its_relatives_and_itself_first(vocabulary):
    number = vocabulary.number("engineers", ["en"])
    found = vocabulary.relatives(["engineer", "engineers"], Stems())
    assert found == [{number: 0.92}, {number: 1.0}]


def test_a_word_keeps_its_number(vocabulary):
    assert vocabulary.number("hospital", ["en"]) == vocabulary.number("hospital", ["fr"])
    assert len(vocabulary) == len(KNOWN)
    assert "hospital" in vocabulary
