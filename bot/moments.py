"""Transactions in which nobody did anything, a tick or a command: they tell people all the same."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.cards import Scribe
from bot.clock import Deed
from handlers.kit.book import DueAnswer
from handlers.kit.buttons import KeyRing
from handlers.kit.turn import Moment, World
from storage.database import Store
from storage.dues import Due

_REF_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_REF_LENGTH = 8


def refs(seed: str | None, origin: str) -> Callable[[], str]:
    """Random public ids; with a seed, ids that depend on it and on the origin alone."""
    count = 0

    def new_ref() -> str:
        nonlocal count
        count += 1
        if seed is None:
            return "".join(secrets.choice(_REF_LETTERS) for _ in range(_REF_LENGTH))
        digest = hashlib.sha256(f"{seed}|{origin}|{count}".encode()).digest()
        return "".join(_REF_LETTERS[byte % len(_REF_LETTERS)] for byte in digest[:_REF_LENGTH])

    return new_ref


class Moments:
    """Opens moments. Letters that one owes are written when it ends well."""

    def __init__(self, keys: KeyRing, world: World, seed: str | None) -> None:
        self._keys, self._world, self._seed = keys, world, seed

    @contextmanager
    def open(self, store: Store, now: datetime, origin: str) -> Iterator[Moment]:
        """`origin` names the transaction, as no other is named."""
        moment = Moment(store=store, now=now, world=self._world, new_ref=refs(self._seed, origin))
        yield moment
        scribe = Scribe(store, self._keys, now, origin)
        for notice in moment.notices:
            scribe.tell(notice)

    def deed(self, answer: DueAnswer) -> Deed:
        """What a slice does when something is due, as the clock wants it."""

        def do(store: Store, due: Due, now: datetime) -> datetime | None:
            with self.open(store, now, f"due:{due.id}:{now:%Y%m%d%H%M%S%f}") as moment:
                return answer(moment, due.subject)

        return do
