"""People who come in as people do: by an invitation's link and a tap."""

import itertools
from datetime import timedelta

from bot.sandbox.phone import Phone
from bot.wallclock import WallClock
from handlers.joining import actions
from tests.support.running import Running

_numbers = itertools.count(1)


def an_invitation(bot: Running, delegation: str, role: str, *, made_ago: timedelta = timedelta()) -> str:
    """The code of a new invitation, as the command line makes them."""
    code = f"invitation-{next(_numbers):011}"
    with bot.database.transaction() as store:
        actions.invite(store, code, delegation, role, WallClock(bot.settings.clock).now() - made_ago)
    return code


async def comes_in(bot: Running, phone: Phone, delegation: str, role: str) -> None:
    """Open an invitation's link and say that it is oneself."""
    await phone.starts(an_invitation(bot, delegation, role))
    await phone.taps(phone.buttons[0][0], change=True)
