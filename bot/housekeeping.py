"""What the clock does for the house: what is too old is erased, backups made, the trail's head told."""

import logging
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Deed
from handlers.kit.waking import wake_by
from knowledge.retention import Retention, days_before, months_before
from storage import dialogs, digests, dues, errands, fading, guesses, held, inbox, outbox, seals, searches
from storage.database import Store
from storage.dues import Due

_LOG = logging.getLogger(__name__)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
NUMBERS_LIVE = timedelta(hours=48)  # Telegram keeps updates for 24 hours
DIALOGS_LIVE = timedelta(days=1)  # whoever comes back later means something else by what they type
GUESSES_LIVE = timedelta(days=1)
_AT_ONCE = 200


# What the house does for itself, for nobody to see.
HOUSE = frozenset({"forget", "backup", "audit-head", "wake-late"})


def begin(store: Store, now: datetime, *, backups: bool) -> None:
    """Make sure that the recurring deeds are due; known ones stay as they are."""
    dues.add(store, "forget", "forget", now + _HOUR)
    dues.add(store, "wake-late", "wake-late", now + _MINUTE)
    dues.add(store, "audit-head", "audit-head", now + _HOUR)
    if backups:
        dues.add(store, "backup", "backup", now + _HOUR)


def deeds(keep: Retention) -> dict[str, Deed]:
    """What is done when a deed of the house is due, with these periods."""
    return {
        "forget": partial(forget, keep),
        "backup": order_backup,
        "audit-head": tell_head,
        "wake-late": wake_late,
    }


def forget(keep: Retention, store: Store, due: Due, now: datetime) -> datetime:
    """Erase a batch of what is too old; soon again while there is more, else in an hour."""
    del due
    texts, letters = days_before(now, keep.updates), days_before(now, keep.letters)
    erased = max(
        inbox.forget(store, numbers_before=now - NUMBERS_LIVE, texts_before=texts, limit=_AT_ONCE),
        outbox.forget(store, letters, _AT_ONCE),
        searches.forget(store, days_before(now, keep.searches), _AT_ONCE),
        dialogs.forget(store, now - DIALOGS_LIVE, _AT_ONCE),
        guesses.forget(store, now - GUESSES_LIVE, _AT_ONCE),
    )
    digests.forget_before(store, letters.date())
    idle = fading.discard_drafts(store, days_before(now, keep.drafts), now)
    over = fading.empty_needs(store, months_before(now, keep.closed_needs), now)
    return now + (timedelta(seconds=1) if idle or over or erased >= _AT_ONCE else _HOUR)


def wake_late(store: Store, due: Due, now: datetime) -> datetime:
    """Wake those whose letters were overslept: held by a turn at the very instant of their morning's tick."""
    del due
    for person in held.overdue(store, now - _MINUTE):
        wake_by(store, person, now)
    return now + _MINUTE


def order_backup(store: Store, due: Due, now: datetime) -> datetime:
    """Ask for today's backup; the key makes it one a day."""
    del due
    errands.add(store, f"backup:{now.date()}", "backup", "{}", now)
    return now + _DAY


def tell_head(store: Store, due: Due, now: datetime) -> datetime:
    """Let the log hold the head of the audit trail once a day: whoever collects logs has it elsewhere."""
    del due
    head, unsealed = seals.head(store), seals.tail(store).lines
    if head.length:
        _LOG.info("head of the audit trail: %s (%d lines not sealed yet)", head, unsealed)
    return now + _DAY
