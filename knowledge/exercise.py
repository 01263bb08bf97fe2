"""The exercise world's delegations: fictional, with codes that no real state has."""

from collections.abc import Mapping
from functools import cache

import yaml

from knowledge.taxonomy import SHIPPED


@cache
def exercise_names() -> Mapping[str, Mapping[str, str]]:
    """Names by language of every exercise delegation, by its code (read once)."""
    with (SHIPPED / "exercise.yaml").open(encoding="utf-8") as file:
        names: dict[str, dict[str, str]] = yaml.load(file, yaml.CSafeLoader)
    return names


def exercise_name(code: str, language: str) -> str | None:
    """What an exercise delegation is called, in English where it has no name in this language."""
    names = exercise_names().get(code)
    return None if names is None else names.get(language) or names["en"]
