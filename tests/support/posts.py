"""People who come in as people do: by an invitation's link and a tap."""

import itertools
from datetime import timedelta

from bot.sandbox.phone import Phone
from bot.wallclock import WallClock
from handlers.joining import actions
from knowledge.rights import Rank, Remit, Role
from storage import delegations
from tests.support.running import Running

_numbers = itertools.count(1)


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
) -> None:
    """Open an invitation's link and say that it is oneself."""
    await phone.starts(an_invitation(bot, delegation, role, rank=rank, remit=remit))
    await phone.taps(phone.buttons[0][0], change=True)
