"""An official name with its function, as somebody typed it → as it may stand in a sentence."""

import unicodedata

LONGEST_NAME = 120
# They shape letters (Persian, Hindi) and reorder nothing.
_JOINERS = "\u200c\u200d"


def official_name(typed: str) -> str | None:
    """On one line, without marks that hide or reorder text; None where it is too long or has no letter."""
    kept = "".join(each if _is_seen(each) else " " if each.isspace() else "" for each in typed)
    name = " ".join(unicodedata.normalize("NFC", kept).split())
    has_letter = any(unicodedata.category(each).startswith("L") for each in name)
    return name if has_letter and len(name) <= LONGEST_NAME else None


def _is_seen(character: str) -> bool:
    # Categories C*: controls, format characters, halves of pairs, private and unassigned ones.
    return character in _JOINERS or not unicodedata.category(character).startswith(("C", "Z"))
