"""How late held letters come: `python -m benchmarks.reminders [--minutes M | --whole]`.

10,000 people in 40 zones were each written to on a Friday evening; clocks change on the Sunday; everybody's
letter is due within the same hour of the Monday, by their own hours. The program runs as operators run it,
with Telegram's thirty a second, and is twice killed (SIGKILL) and started again. The hour passes as fast as
hours do: without `--whole` its first minutes are measured, with all 10,000 letters lying there.

`--to second`: people's pauses end at any second. `--to minute`: quiet hours end at whole minutes, so that
170 letters are due in the same instant; how late the limit alone makes the last of them is told beside.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks.support.processes import Process, clearinghouse
from benchmarks.support.readers import HOUR, ZONES, Reader, readers, seat
from benchmarks.support.stub import Account, Stub
from bot.running import prepare_database
from bot.settings import Settings
from bot.wallclock import WallClock
from handlers.kit.buttons import KeyRing
from storage.database import Database

_TOKEN = "2:bench-ours-ours-ours"
_LIMIT = 30
_BEFORE = timedelta(seconds=15)  # to start in
_AFTER = timedelta(seconds=20)  # for what is late
_RESTARTS = 2
_PATIENCE = 60.0


class Outage(NamedTuple):
    killed: datetime
    ready: datetime


class Arrivals:
    """When each chat's phone rang."""

    def __init__(self, clock: WallClock) -> None:
        self._clock = clock
        self.by_chat: dict[int, list[datetime]] = {}

    def heard(self, _method: str, params: dict[str, str]) -> None:
        self.by_chat.setdefault(int(params["chat_id"]), []).append(self._clock.now())


class Service:
    """The program as a process, on a database and a clock."""

    def __init__(self, url: str, database_url: str, folder: Path, clock: WallClock) -> None:
        self._url, self._database_url, self._folder, self._clock = url, database_url, folder, clock
        self._process: Process | None = None
        self.cpu = 0.0

    async def start(self) -> datetime:
        """Start it; the instant at which it says that it is ready."""
        ready = self._folder / "ready"
        ready.unlink(missing_ok=True)
        self._process = clearinghouse(
            self._url,
            _TOKEN,
            self._folder,
            DATABASE_URL=self._database_url,
            FLOOD_LIMIT=str(_LIMIT),
            CLOCK=str(self._clock.file),
            READY_FILE=str(ready),
        )
        began = time.monotonic()
        while not ready.exists():
            if time.monotonic() - began > _PATIENCE:
                raise TimeoutError("the program does not get ready")
            await asyncio.sleep(0.01)
        return self._clock.now()

    def kill(self) -> datetime:
        """As a power cut does; when that was."""
        if self._process is not None:
            self.cpu += self._process.cpu_seconds
            self._process.__exit__()
        return self._clock.now()


async def live(service: Service, clock: WallClock, lasts: timedelta) -> list[Outage]:
    """So much of the hour, with two outages."""
    outages = []
    await service.start()
    for number in range(1, _RESTARTS + 1):
        await _until(clock, HOUR + lasts * number / (_RESTARTS + 1))
        killed = service.kill()
        outages.append(Outage(killed, await service.start()))
    await _until(clock, HOUR + lasts + _AFTER)
    service.kill()
    return outages


async def _until(clock: WallClock, at: datetime) -> None:
    await asyncio.sleep(max(0.0, (at - clock.now()).total_seconds()))


class Lateness:
    """Seconds from when a letter was due (or the program ready again) to its phone, and what went wrong."""

    def __init__(self, every: Sequence[Reader], arrivals: Arrivals, outages: Sequence[Outage]) -> None:
        self.in_service: list[float] = []
        self.restarted: list[float] = []
        self.early = self.at_night = self.lost = self.doubled = 0
        for reader in every:
            rang = arrivals.by_chat.get(reader.chat, [])
            self.doubled += len(rang) > 1
            self.early += any(at < reader.due for at in rang)
            self.at_night += sum(not reader.hours.is_open(at) for at in rang)
            if not rang:
                self.lost += 1
                continue
            hit = [each for each in outages if reader.due < each.ready and rang[0] > each.killed]
            since = max([reader.due, *(each.ready for each in hit)])
            (self.restarted if hit else self.in_service).append((rang[0] - since).total_seconds())


def dictated(every: Sequence[Reader]) -> Iterator[float]:
    """How late the limit alone makes these letters, sent one by one without any other delay."""
    free = datetime.min.replace(tzinfo=UTC)
    for due in sorted(reader.due for reader in every):
        leaves = max(due, free)
        free = leaves + timedelta(seconds=1 / _LIMIT)
        yield (leaves - due).total_seconds()


async def run(count: int, lasts: timedelta, to_the: str, database_url: str | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = database_url or f"sqlite:///{folder}/clearinghouse.db"
        every = readers(count, 3600, to_the, Random(6))
        began = time.perf_counter()
        await asyncio.to_thread(_prepare, url, every)
        print(f"{count:,} letters told and held in {time.perf_counter() - began:.0f} s", flush=True)
        file = folder / "clock"
        file.write_text(f"{(HOUR - _BEFORE).isoformat()} 1 {datetime.now(UTC).isoformat()}\n")
        clock, account = WallClock(file), Account(_TOKEN)
        arrivals = Arrivals(clock)
        account.heard = arrivals.heard
        async with Stub(account) as stub:
            service = Service(stub.url, url, folder, clock)
            outages = await live(service, clock, lasts)
        due = [reader for reader in every if reader.due <= HOUR + lasts]
        others = [reader for reader in every if reader.due > HOUR + lasts + _AFTER]
        report(due, others, arrivals, outages, service.cpu)


def _prepare(url: str, every: Sequence[Reader]) -> None:
    settings = Settings(_env_file=None, bot_token=_TOKEN, database_url=url)  # type: ignore[call-arg, arg-type]
    prepare_database(settings)
    database = Database(url)
    seat(database, every, KeyRing(settings.button_key_ring))
    database.close()


def report(
    due: Sequence[Reader],
    others: Sequence[Reader],
    arrivals: Arrivals,
    outages: Sequence[Outage],
    cpu: float,
) -> None:
    found = Lateness(due, arrivals, outages)
    found.early += sum(reader.chat in arrivals.by_chat for reader in others)
    down = " and ".join(f"{(each.ready - each.killed).total_seconds():.1f} s" for each in outages)
    zones = len({reader.hours.zone for reader in due})
    print(f"{len(due):,} of them due, in {zones} of {len(ZONES)} zones; down for {down}, kill to ready")
    print(f"{'lateness, s':>38}{'letters':>9}{'p50':>8}{'p99':>8}{'max':>8}")
    _row("in service (goal p99 2)", found.in_service)
    _row("due while down, after ready (goal 5)", found.restarted)
    _row("what 30 a second alone would make", list(dictated(due)))
    print(
        f"lost {found.lost}, doubled {found.doubled}, early {found.early}, at night {found.at_night} (all 0)"
    )
    print(f"CPU of the program, starts included: {cpu:.1f} s")


def _row(name: str, seconds: list[float]) -> None:
    if len(seconds) > 1:
        p99 = quantiles(seconds, n=100, method="inclusive")[-1]
        print(f"{name:>38}{len(seconds):9}{median(seconds):8.2f}{p99:8.2f}{max(seconds):8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--letters", type=int, default=10_000, help="due within the hour (default 10000)")
    parser.add_argument("--minutes", type=float, default=6, help="of the hour that are measured (default 6)")
    parser.add_argument("--whole", action="store_true", help="measure the whole hour")
    parser.add_argument("--to", choices=("second", "minute"), default="second", help="what they are due to")
    parser.add_argument("--database", metavar="URL", help="an empty database; default: an embedded one")
    asked = parser.parse_args()
    lasts = timedelta(minutes=60 if asked.whole else asked.minutes)
    asyncio.run(run(asked.letters, lasts, asked.to, asked.database))


if __name__ == "__main__":
    main()
