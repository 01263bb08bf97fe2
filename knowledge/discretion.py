"""What does not belong into a chat that is no classified channel: coordinates, serial numbers."""

import re
from typing import Literal

Indiscreet = Literal["coordinates", "serial"]

_DEGREES = r"\d{1,3}(?:[.,]\d{2,}|\s*°\s*\d{0,2}['′]?)"  # noqa: RUF001 -- the sign for minutes
_COORDINATES = re.compile(
    rf"(?i)\b{_DEGREES}[\s,;/]*[nsNS]?[\s,;/]+{_DEGREES}\s*[eweo]?\b"
    rf"|\b\d{{1,2}}[C-X][A-Z]{{2}}\s?\d{{2,5}}\s?\d{{2,5}}\b"  # a military grid reference
)
_SERIAL = re.compile(
    r"(?i)\b(?:serial|s/n|n[o°º]\s*de\s*s[ée]rie|num[ée]ro\s+de\s+s[ée]rie|n[úu]mero\s+de\s+serie|серийн\w*)\b"
    r"\D{0,8}\d"
)


def indiscretions(text: str) -> tuple[Indiscreet, ...]:
    """What a draft seems to give away; a hint to look again, never a refusal."""
    found: list[Indiscreet] = []
    if _COORDINATES.search(text):
        found.append("coordinates")
    if _SERIAL.search(text):
        found.append("serial")
    return tuple(found)
