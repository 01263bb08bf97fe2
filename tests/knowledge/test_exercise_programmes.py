"""The exercise world's programmes: plainly fictional, with codes that exist, meant for the demo's needs."""

from typing import Any, get_args

import pytest

from knowledge.exercise import exercise_names
from knowledge.places import language_names
from knowledge.programmes import Programme, ProgrammeKind, shipped_programmes
from knowledge.taxonomy import shipped_taxonomy, shipped_yaml
from knowledge.text import FIELD_LIMIT

ROWS: list[dict[str, Any]] = [row for (row,) in shipped_yaml("exercise_programmes.yaml", "- ")]
_NEW_FIELDS = {"starts_in_days", "ends_in_days", "seats"}
_SAYS_SO = {"en": "Exercise.", "fr": "Exercice.", "es": "Ejercicio.", "ru": "Учение."}


def serves(capability: str, code: str, language: str = "") -> set[str]:
    """The providers whose help with this a delegation may ask for, in this language if one is named."""
    return {
        provider
        for row in ROWS
        for provider in row["providers"]
        if capability in row["capabilities"]
        and code in row.get("countries", [code])
        and provider != code
        and (not language or language in row["delivery_languages"])
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_has_known_codes_and_says_that_it_is_an_exercise(row: dict[str, Any]):
    capabilities = {concept.code for concept in shipped_taxonomy().of_kind("capability")}
    assert row["id"].startswith("ex-")
    assert row.keys() <= Programme.model_fields.keys() | _NEW_FIELDS
    assert set(row["providers"]) <= {"QX", "QY", "QP", "QN", "org:KRF"}
    assert set(row.get("countries", [])) <= exercise_names().keys() - set(row["providers"])
    assert set(row["capabilities"]) <= capabilities
    assert set(row["delivery_languages"]) <= language_names("en").keys()
    assert row["kind"] in get_args(ProgrammeKind)
    assert row["summary"].startswith(_SAYS_SO[row["summary_language"]])
    assert len(row["summary"]) <= FIELD_LIMIT
    assert int(row["starts_in_days"]) < int(row["ends_in_days"])
    assert int(row["seats"]) > 0
    assert (row["source"], row["confidence"]) == ("Exercise", "high")


def test_ids_are_their_own():
    ids = [row["id"] for row in ROWS]
    assert len(set(ids)) == len(ids)
    assert set(ids).isdisjoint(programme.id for programme in shipped_programmes())


@pytest.mark.parametrize(
    ("need", "capability", "code", "language", "providers"),
    [
        (1, "formed-police", "QM", "fr", {"QX"}),
        (2, "mine-action", "QM", "fr", {"QY", "QP"}),
        (3, "crowd-management", "QR", "", {"QX"}),
        (4, "counter-ied", "QP", "en", {"QY"}),
        (5, "medical", "QS", "es", {"QY"}),
        (6, "uas", "QV", "ru", set()),
        (6, "uas", "QV", "", {"QY"}),
        (7, "engineering", "QW", "fr", {"QY"}),
        (10, "maintenance", "QN", "en", {"QY"}),
        (11, "logistics", "org:KRF", "en", {"QY", "QP"}),
        (12, "riverine", "QS", "", set()),
    ],
)
def test_the_exercise_s_needs_meet_whom_they_should(
    need: int, capability: str, code: str, language: str, providers: set[str]
):
    assert serves(capability, code, language) == providers
