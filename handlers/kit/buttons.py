"""The code that a button carries: `1|route|args|rev|mac`, at most 64 bytes.

The code proves that we made it for this person; it grants nothing. Rights are looked up on every tap.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import NamedTuple

_VERSION = "1"
_MAC_BYTES = 6  # eight characters
_PARTS = 5
MAX_BYTES = 64


class Code(NamedTuple):
    """`route` names the screen or deed, `args` its object, `rev` the state in which the button was drawn."""

    route: str
    args: str = ""
    rev: int = 0


class KeyRing:
    """Signs with the first key and verifies with all: keys can be changed without killing old buttons."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise ValueError("a key ring needs a key")
        self._keys = tuple(keys)

    def write(self, code: Code, holder: int) -> str:
        """The code for `holder` (the Telegram id of the person whose private card it is on)."""
        body = f"{_VERSION}|{code.route}|{code.args}|{code.rev}"
        data = f"{body}|{_mac(self._keys[0], body, holder)}"
        if len(data.encode()) > MAX_BYTES:
            raise ValueError(f"a button code of {len(data.encode())} bytes: {body}")
        return data

    def read(self, data: str, holder: int) -> Code | None:
        """The code back, or None if it is not ours, not this person's or not whole."""
        parts = data.split("|")
        if len(parts) != _PARTS or parts[0] != _VERSION or not parts[3].isdecimal():
            return None
        body, mac = "|".join(parts[:-1]), parts[-1].encode(errors="replace")
        if not any(hmac.compare_digest(_mac(key, body, holder).encode(), mac) for key in self._keys):
            return None
        return Code(parts[1], parts[2], int(parts[3]))


def _mac(key: bytes, body: str, holder: int) -> str:
    digest = hmac.digest(key, f"{holder}|{body}".encode(errors="replace"), hashlib.sha256)
    return urlsafe_b64encode(digest[:_MAC_BYTES]).decode()
