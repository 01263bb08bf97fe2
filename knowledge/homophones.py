"""Chinese characters that sound alike: what a slip of the pen is in a script that is typed by sound."""

from collections.abc import Mapping
from functools import cache

from knowledge.taxonomy import SHIPPED


def alike(character: str) -> str:
    """The other common characters with the sound of a normalised one; empty for an uncommon one."""
    return _sounds().get(character, "").replace(character, "")


@cache
def _sounds() -> Mapping[str, str]:
    """For each character all that sound like it (read once somebody writes an unknown pair)."""
    lines = (SHIPPED / "homophones.txt").read_text(encoding="utf-8").splitlines()
    return {character: line for line in lines if not line.startswith("#") for character in line}
