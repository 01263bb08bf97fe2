"""How long the main job takes: `python -m benchmarks.story [--rounds N]`.

A need is released, and the notice stands on 1, 4 and 20 providers' phones: by *Send now*, without a limit
on how fast the bot may talk and with Telegram's thirty a second; then by the clock, as lateness after the
instant that was due. And what a person has to do: taps and texts from nothing to a need that is out.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from random import Random
from statistics import median, quantiles

from benchmarks.support.processes import clearinghouse
from bot.inviting import invite
from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from knowledge.hours import Hours
from knowledge.rhythm import NO_CAP, Rhythm
from storage import people, rhythms
from storage.database import Database

# Each of them offers what the sentence asks for.
PROVIDERS = (
    "US", "FR", "org:EU", "org:NATO", "GH", "NG", "KE", "ZA", "MA", "IN",
    "PK", "MN", "MY", "AU", "CN", "BR", "CA", "DE", "SE", "FI",
)  # fmt: skip
SENTENCE = "staff officers course in English before June 2099"
PHONES = (1, 4, 20)
A_SECOND = 60  # of ours is a minute of the bot's, so that its minute for second thoughts takes a second
PATIENCE = 30.0
LIMIT = 30


class Cast:
    """An officer who looks for help, and providers who can give it."""

    def __init__(self, officer: Phone, providers: list[Phone]) -> None:
        self.officer, self.providers = officer, providers
        self.taps = self.texts = self._needs = 0
        self.random = Random(1)

    async def says(self, text: str) -> Message:
        self.texts += 1
        return await self.officer.says(text, timeout=PATIENCE)

    async def taps_on(self, label: str, card: Message) -> None:
        self.taps += 1
        await self.officer.taps(label, message=card, change=True, timeout=PATIENCE)

    async def drafts(self) -> Message:
        """A need that only has to be published."""
        self._needs += 1
        card = await self.says(f"{SENTENCE} {self._needs}")
        await self.taps_on("Declare as a need", card)
        return card

    async def arrivals(self, release: Callable[[], Awaitable[None]]) -> list[float]:
        """The instants at which each provider's phone shows the notice."""
        waits = [asyncio.create_task(_next(phone, _bubbles(phone))) for phone in self.providers]
        await release()
        return await asyncio.gather(*waits)


async def send_now(cast: Cast) -> list[float]:
    """Seconds from the tap to each phone."""
    card = await cast.drafts()
    await cast.taps_on("Publish", card)
    began = 0.0

    async def release() -> None:
        nonlocal began
        began = time.perf_counter()
        await cast.taps_on("Send now", card)

    return [at - began for at in await cast.arrivals(release)]


async def by_the_clock(cast: Cast) -> list[float]:
    """Seconds from the due instant to each phone."""
    card = await cast.drafts()
    await asyncio.sleep(cast.random.random())  # the clock ticks once a second: meet it at any moment of that
    due = 0.0

    async def release() -> None:
        nonlocal due
        due = time.perf_counter() + 60 / A_SECOND
        await cast.taps_on("Publish", card)

    return [at - due for at in await cast.arrivals(release)]


async def count_complete(cast: Cast) -> None:
    """A sentence that says everything."""
    card = await cast.drafts()
    await cast.taps_on("Publish", card)


async def count_missing(cast: Cast) -> None:
    """A word that says nothing of what is needed: every field is asked, one at a time."""
    card = await cast.says("police")
    await cast.taps_on("Declare as a need", card)
    while _offers(card, "Cancel"):
        label = next(
            (each for each in ("Training", "Any language", "No fixed date") if _offers(card, each)), ""
        )
        await cast.taps_on(label or card.rows[0][0]["text"], card)
    await cast.taps_on("Publish", card)


@asynccontextmanager
async def a_cast(phones: int, *, limit: float = 0, fast: bool = False) -> AsyncIterator[Cast]:
    """The bot as a process of its own, and everybody seated."""
    world = World()
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox(world) as sandbox:
            more = {"FLOOD_LIMIT": f"{limit:g}"}
            if fast:
                (Path(folder) / "clock").write_text(f"{datetime.now(UTC).isoformat()} {A_SECOND}\n")
                more["CLOCK"] = f"{folder}/clock"
            with clearinghouse(sandbox.url, world.token, Path(folder), **more):
                officer = world.phone("Amina", language_code="en")
                providers = [
                    world.phone(f"Provider {code}", language_code="en") for code in PROVIDERS[:phones]
                ]
                await officer.starts(timeout=PATIENCE)
                database = Database(f"sqlite:///{folder}/clearinghouse.db")
                await _come_in(database, officer, "TD", "recipient")
                for phone, code in zip(providers, PROVIDERS, strict=False):
                    await _come_in(database, phone, code, "provider")
                database.close()
                yield Cast(officer, providers)


async def measure(title: str, rounds: int, act: Callable[[Cast], Awaitable[list[float]]], **how) -> None:
    for phones in PHONES:
        async with a_cast(phones, **how) as cast:
            await act(cast)  # warm
            found = [await act(cast) for _ in range(rounds)]
        each = [seconds for one in found for seconds in one]
        last = [max(one) for one in found]
        p99 = quantiles(each, n=100, method="inclusive")[-1]
        print(
            f"{title:>34} × {phones:2}{median(each) * 1e3:10.0f}{p99 * 1e3:9.0f}"
            f"{median(last) * 1e3:12.0f}{max(last) * 1e3:9.0f}"
        )


async def run(rounds: int) -> None:
    print(f"{'release → notice, ms':>34} phones{'median':>8}{'p99':>9}{'last: median':>14}{'most':>7}")
    await measure("Send now, no limit", rounds, send_now)
    await measure(f"Send now, {LIMIT} messages a second", rounds, send_now, limit=LIMIT)
    await measure("after the due instant", max(5, rounds // 2), by_the_clock, fast=True)
    for name, act in (("a complete sentence", count_complete), ("everything missing", count_missing)):
        async with a_cast(1) as cast:
            await act(cast)
            print(f"{name}: {cast.texts} text, {cast.taps} taps to a need that goes out (goal 2 and 6)")


async def _come_in(database: Database, phone: Phone, delegation: str, role) -> None:
    code = invite(database, delegation, role, datetime.now(UTC))
    card = await phone.starts(code, timeout=PATIENCE)
    with database.transaction() as store:
        # Measured is what takes time, not what waits for its reader's morning.
        rhythms.put(store, people.by_telegram_id(store, phone.id).id, Rhythm(_awake(), NO_CAP))
    await phone.taps(card.rows[0][0]["text"], message=card, change=True, timeout=PATIENCE)


def _awake() -> Hours:
    """Quiet for one minute alone, in the middle of the night from now."""
    far = datetime.now(UTC) + timedelta(hours=12)
    quiet_from, quiet_until = (
        time_of_day(each.hour, each.minute) for each in (far, far + timedelta(minutes=1))
    )
    return Hours("UTC", quiet_from, quiet_until, frozenset(range(7)))


async def _next(phone: Phone, before: int) -> float:
    await phone.until(lambda: _bubbles(phone) > before, timeout=PATIENCE)
    return time.perf_counter()


def _bubbles(phone: Phone) -> int:
    return len(phone.private_chat.messages)


def _offers(card: Message, label: str) -> bool:
    return any(label == button["text"] for row in card.rows for button in row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=30, help="of each measurement (default 30)")
    asyncio.run(run(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
