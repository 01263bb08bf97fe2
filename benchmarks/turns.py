"""How fast turns are: `python -m benchmarks.turns [--updates N] [--rounds R]`.

The whole program, with 30 % real searches, beside a bare echo bot of python-telegram-bot in the same run and
on the same stub of the Bot API. Rounds are interleaved and their medians told; the ratios say more than the
figures, because machines differ and are shared.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import yaml

from benchmarks.support.people import Chat, Crowd
from benchmarks.support.processes import Process, clearinghouse, echo_bot
from benchmarks.support.stub import Account, Stub

QUESTIONS = Path(__file__).parent.parent / "tests" / "data" / "eval_public.yaml"
MANY, FEW = 256, 16
STARTS = 5
_ECHO, _OURS = "1:bench-echo-echo-echo", "2:bench-ours-ours-ours"


@dataclass(frozen=True, slots=True)
class Round:
    """One measurement: turns a second, CPU a turn (µs), latency (ms)."""

    per_second: float
    cpu: float
    middle: float
    p99: float


class Bench:
    """One bot under load; its rounds by the number of chats in flight."""

    def __init__(self, name: str, process: Process, crowd: Crowd) -> None:
        self.name, self.process, self.crowd = name, process, crowd
        self.rounds: dict[int, list[Round]] = {MANY: [], FEW: []}

    async def measure(self, updates: int, in_flight: int) -> None:
        cpu, began = self.process.cpu_seconds, time.perf_counter()
        latencies = await self.crowd.run(updates, in_flight)
        seconds = time.perf_counter() - began
        await asyncio.sleep(0.3)  # what it still does for these turns is theirs
        cpu = self.process.cpu_seconds - cpu
        p99 = quantiles(latencies, n=100)[-1]
        found = Round(updates / seconds, cpu / updates * 1e6, median(latencies) * 1e3, p99 * 1e3)
        self.rounds[in_flight].append(found)

    def middle(self, in_flight: int) -> Round:
        """The medians of its rounds."""
        rounds = self.rounds[in_flight]
        return Round(*(median(getattr(each, name) for each in rounds) for name in Round.__slots__))


async def compare(updates: int, rounds: int, queries: Sequence[str]) -> tuple[Bench, Bench]:
    """The echo bot's and our figures."""
    echo, ours = Account(_ECHO), Account(_OURS)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as processes:
        async with Stub(echo, ours) as stub:
            benches = (
                Bench(
                    "echo",
                    processes.enter_context(echo_bot(stub.url, _ECHO)),
                    Crowd(echo, queries, Chat.echoes),
                ),
                Bench(
                    "ours",
                    processes.enter_context(clearinghouse(stub.url, _OURS, Path(folder))),
                    Crowd(ours, queries, Chat.talks),
                ),
            )
            for bench in benches:
                await bench.crowd.run(updates // 4 + MANY, MANY)  # warm: everybody is known
            for _ in range(rounds):
                for in_flight in (MANY, FEW):
                    for bench in benches:
                        await bench.measure(updates, in_flight)
            print(f"memory after {updates * rounds * 2} turns: {benches[1].process.memory_mib:.0f} MiB")
    return benches


async def starts() -> None:
    """From nothing, not even a database, to the first answer; then its memory at rest."""
    seconds, memory = [], []
    for _ in range(STARTS):
        account = Account(_OURS)
        crowd = Crowd(account, ["/help"], Chat.echoes)
        with tempfile.TemporaryDirectory() as folder:
            async with Stub(account) as stub:
                began = time.perf_counter()
                with clearinghouse(stub.url, _OURS, Path(folder)) as process:
                    await crowd.run(1, 1)
                    seconds.append(time.perf_counter() - began)
                    await asyncio.sleep(1)
                    memory.append(process.memory_mib)
    print(f"start to first answer: {median(seconds):.2f} s (goal 2); at rest: {median(memory):.0f} MiB (120)")


def report(echo: Bench, ours: Bench) -> None:
    print(f"{'':>12}{'turns/s':>10}{'CPU µs':>10}{'median ms':>11}{'p99 ms':>9}")
    for in_flight in (MANY, FEW):
        for bench in (echo, ours):
            r = bench.middle(in_flight)
            print(
                f"{bench.name:>6} × {in_flight:3}{r.per_second:10.0f}{r.cpu:10.0f}{r.middle:11.1f}{r.p99:9.1f}"
            )
    for in_flight in (MANY, FEW):
        e, o = echo.middle(in_flight), ours.middle(in_flight)
        speed, cpu = o.per_second / e.per_second, e.cpu / o.cpu
        print(f"ours to echo at {in_flight}: {speed:.2f} by turns/s, {cpu:.2f} by CPU (goal 0.6; wished 1.0)")
    flat = ours.middle(MANY).per_second / ours.middle(FEW).per_second
    print(f"ours at {MANY} to {FEW} in flight: {flat:.2f} (goal 0.95)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--updates", type=int, default=2_000, help="in each measurement (default 2000)")
    parser.add_argument("--rounds", type=int, default=3, help="of all measurements (default 3)")
    options = parser.parse_args()
    rows = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["queries"]
    report(*asyncio.run(compare(options.updates, options.rounds, [row["text"] for row in rows])))
    asyncio.run(starts())


if __name__ == "__main__":
    main()
