"""What must never stand in an answer: the inside of the program, and its secrets."""

import re
from collections.abc import Iterator

from bot.sandbox.calls import KEPT
from bot.sandbox.world import World
from tests.support.running import TOKEN

_INSIDE = re.compile(
    r"Traceback|File \"|\.py\b|site-packages|/work/|/usr/|/tmp/|<class |object at 0x|\bNone\b"
    r"|\w+(?:Error|Exception)\b|\b(?:sqlite3?|sqlalchemy|psycopg|aiohttp)\b"
    r"|\bSELECT\b.+\bFROM\b|INSERT INTO|UNIQUE constraint"
)
_SAYS = ("text", "caption", "reply_markup")


def leaks(world: World) -> list[str]:
    """Everything that the bot has said and that tells more than it should."""
    return [said for said in _said(world) if _INSIDE.search(said) or TOKEN.partition(":")[2] in said]


def _said(world: World) -> Iterator[str]:
    """Also what did not arrive."""
    for call in world.calls.last(KEPT):
        for name in _SAYS:
            yield str(call.params.get(name, ""))
