"""How long those who are asked first have something to themselves."""

from collections.abc import Sequence
from datetime import datetime

from knowledge.reach import ANSWER_WITHIN
from storage import held, rhythms
from storage.database import Store


def look_again(store: Store, keys: Sequence[str], now: datetime) -> datetime | None:
    """When those who were asked by the letters of these keys have had their time; None for now.

    It begins when the first of them could read it. Who does not want to hear of it, or has paused for longer
    than they would have, is not waited for.
    """
    begins = [
        each.at
        for each in held.heard(store, keys)
        if not (each.is_held and rhythms.of(store, each.person).is_paused(now + ANSWER_WITHIN))
    ]
    ends = min(begins) + ANSWER_WITHIN if begins else now
    return ends if ends > now else None
