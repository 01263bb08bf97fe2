"""How rare emergencies are: one rings at night, and what is not rare is not heard any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MOST_EMERGENCIES = 2
EMERGENCIES_COUNT = timedelta(days=7)
# What nobody has agreed to for so long is an emergency no more.
AGREED_WITHIN = timedelta(hours=12)


def next_possible(gone: Sequence[datetime], now: datetime) -> datetime:
    """From when on another may go out: now, or later. `gone`: when others did, oldest first."""
    lately = [at for at in gone if at > now - EMERGENCIES_COUNT]
    return lately[-MOST_EMERGENCIES] + EMERGENCIES_COUNT if len(lately) >= MOST_EMERGENCIES else now
