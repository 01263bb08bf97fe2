"""A draft that gives away too much is pointed out, and nothing else is."""

import pytest

from knowledge.discretion import indiscretions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("formation C-IED à 12.3456N 1.5321E avant mars", ("coordinates",)),
        ("depot at 4.36, 18.58 needs guards", ("coordinates",)),
        ("convoy to 33NTE 2345 6789", ("coordinates",)),
        ("numéro de série AB123456", ("serial",)),
        ("carrier serial no. 4711-22", ("serial",)),
        ("formed police unit, 140 people, before June", ()),
        ("12 operators, 2 engineer coys, Q2 2027", ()),
        ("hôpital de niveau 2, 15.03.2027 à 31.05.2027", ()),
        ("Обучение 12 операторов БПЛА", ()),
        ("重型工程机械操作手40人", ()),
        ("between 1.5 and 2.5 million", ()),
    ],
)
def test_coordinates_and_serial_numbers_are_noticed(text: str, found: tuple[str, ...]):
    assert indiscretions(text) == found
