"""How fast programmes are found, and how well, among very many: `python -m benchmarks.search_speed`.

The product's engine beside what one would reach for otherwise, at each of some sizes in one process and on
one set of generated programmes and questions (`benchmarks/support/catalogue.py`, `questions.py`). Told are
the CPU time of the calling thread for an answer of ten, as ratios to comparing with every title (rapidfuzz's
WRatio, which many reach for, and token_set_ratio, which is faster and finds more); the share of questions
whose right answer is among the ten; and what the engine costs to build, keep, save and change.

Each size runs in a fresh process. Its records are shuffled, so that the right answers, the same at every
size, stand anywhere; nothing can gain by looking at the first records first. The figures to report are those
of the questions kept apart (`--set held-out`, as it is unless said); engines are tuned on `--set tuning`.
Searchers for which a question takes seconds are asked fewer; ratios are taken on the questions both were
asked. Titles name capabilities by terms of the shipped taxonomy, which the product's engine knows and its
peers don't: that is its answer to questions in another language, and the kind `other` shows what it is worth.
All sizes (`--sizes 1000,10000,100000,1000000`) take about an hour and a half and 6 GB.
"""

import argparse
import json
import multiprocessing
import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from benchmarks.support import upkeep
from benchmarks.support.catalogue import SEED, records
from benchmarks.support.figures import Run, Size, row
from benchmarks.support.questions import SETS, TARGETS, questions
from benchmarks.support.searchers import OURS, PEERS, ours
from benchmarks.support.shipped import cold
from benchmarks.support.stopwatch import Tally, measure
from benchmarks.support.tables import of_run, of_size

STARTS = 5  # of the shipped catalogue
T = TypeVar("T")


def run_size(count: int, peers: list[str], asked: int, rounds: int, name: str) -> Size:
    """Everything at one size. Its process should have done nothing before: memory is measured."""
    start = time.process_time()
    entries = records(count)
    random.Random(SEED + count).shuffle(entries)
    generated = time.process_time() - start
    asking = questions(asked, name)
    texts = [question.text for question in asking]

    finder, costs = upkeep.built(entries)
    upkeep.asked(finder, costs, texts)
    upkeep.saved(finder, costs, texts[:20])
    upkeep.changed(finder, costs)

    tallies = {OURS: Tally(ours(finder), asked, asked, costs.build)}
    for peer in (PEERS[each] for each in peers):
        start = time.process_time()
        search = peer.build(entries)
        tallies[peer.name] = Tally(search, *peer.share(count, asked), time.process_time() - start)
    measure(tallies, asking, rounds)
    return Size(count, rounds, generated, costs, [row(each, tallies, asking) for each in tallies])


def in_fresh_process(work: Callable[..., T], *arguments: object) -> T:
    """What `work` returns, done by a new interpreter."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *arguments).result()


def main() -> None:
    """Measure and print."""
    options = _options()
    run = Run(options.set, [], [])
    for count in options.sizes:
        run.sizes.append(
            in_fresh_process(run_size, count, options.peers, options.queries, options.rounds, options.set)
        )
        print(*of_size(run.sizes[-1]), sep="\n", flush=True)
    run.cold.extend(in_fresh_process(cold) for _ in range(STARTS))
    print(*of_run(run), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(asdict(run), indent=1, ensure_ascii=False), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=_sizes, default=[1_000, 10_000], help="numbers of records, with commas"
    )
    parser.add_argument("--peers", type=_peers, default=list(PEERS), help=f"some of: {', '.join(PEERS)}")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--set", choices=list(SETS), default="held-out")
    parser.add_argument("--json", type=Path, help="also write all figures to this file")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    sizes = [int(each) for each in text.split(",")]
    if min(sizes) < TARGETS:
        raise argparse.ArgumentTypeError(f"right answers are among the first {TARGETS:,} records")
    return sizes


def _peers(text: str) -> list[str]:
    """Peers by any part of their names; "none" for none."""
    parts = text.lower().split(",")
    return [name for name in PEERS if any(part in name.lower() for part in parts)]


if __name__ == "__main__":
    main()
