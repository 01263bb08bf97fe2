"""Invitations' links. Their codes stand in no row: each is made anew of its invitation's name and a key."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence

from storage import invites
from storage.database import Store
from storage.invites import Invite

_CODE_BYTES = 16  # 128 bits: 22 characters, which a link can carry


class Links:
    """Codes are made with the first key, and found again with all; `username` is the bot's own name."""

    def __init__(self, keys: Sequence[bytes], username: Callable[[], str]) -> None:
        self._keys, self._username = tuple(keys), username

    def code(self, ref: str) -> str:
        """The code of a new invitation of that name."""
        return _code(self._keys[0], ref)

    def address_of(self, store: Store, invite: Invite) -> str | None:
        """Its link; None where its code was not made here, or with a key that is gone."""
        for key in self._keys:
            code = _code(key, invite.ref)
            found = invites.by_token(store, code)
            if found is not None and found.id == invite.id:
                return address(self._username(), code)
        return None


def address(username: str, code: str) -> str:
    """What opens the bot with a code."""
    return f"https://t.me/{username.removeprefix('@')}?start={code}"


def _code(key: bytes, ref: str) -> str:
    digest = hmac.digest(key, f"invitation|{ref}".encode(), hashlib.sha256)
    return urlsafe_b64encode(digest[:_CODE_BYTES]).rstrip(b"=").decode()
