"""People who come in as people do: by an invitation's link and a tap."""

import itertools
from datetime import datetime, timedelta

from bot.sandbox.phone import Phone
from bot.wallclock import WallClock
from handlers.joining import actions
from knowledge.hours import Hours
from knowledge.rhythm import NO_CAP, Rhythm
from knowledge.rights import Rank, Remit, Role
from storage import delegations, people, rhythms
from tests.support.running import Running

_numbers = itertools.count(1)


def always(now: datetime) -> Rhythm:
    """Of somebody whom everything reaches at once, but for one minute in the middle of the night from now."""
    far = (now + timedelta(hours=12)).replace(second=0, microsecond=0)
    quiet = far.time(), (far + timedelta(minutes=1)).time()
    return Rhythm(Hours("UTC", *quiet, frozenset(range(7))), NO_CAP)


def keeps(bot: Running, phone: Phone, rhythm: Rhythm | None = None) -> None:
    """Let these be somebody's hours and limits; without any, everything reaches them at once."""
    now = WallClock(bot.settings.clock).now()
    with bot.database.transaction() as store:
        person = people.by_telegram_id(store, phone.id)
        rhythms.put(store, person.id, rhythm or always(now))


def an_invitation(
    bot: Running,
    delegation: str,
    role: Role,
    *,
    made_ago: timedelta = timedelta(),
    rank: Rank | None = None,
    remit: Remit = "both",
) -> str:
    """The code of a new invitation, as the command line makes them."""
    code = f"invitation-{next(_numbers):011}"
    made = WallClock(bot.settings.clock).now() - made_ago
    with bot.database.transaction() as store:
        actions.invite(store, code, delegation, role, made, rank=rank, remit=remit)
    return code


def let_go(bot: Running, delegation: str) -> None:
    """The secretariat has removed a delegation."""
    now = WallClock(bot.settings.clock).now()
    with bot.database.transaction() as store:
        delegations.know(store, delegation, now)
        store.connection.exec_driver_sql(
            f"UPDATE delegations SET removed_at = created_at WHERE code = '{delegation}'"
        )


async def comes_in(
    bot: Running,
    phone: Phone,
    delegation: str,
    role: Role,
    rank: Rank | None = None,
    remit: Remit = "both",
    rhythm: Rhythm | None = None,
) -> None:
    """Open an invitation's link and say that it is oneself; everything reaches them at once."""
    await phone.starts(an_invitation(bot, delegation, role, rank=rank, remit=remit))
    keeps(bot, phone, rhythm)
    await phone.taps(phone.buttons[0][0], change=True)
