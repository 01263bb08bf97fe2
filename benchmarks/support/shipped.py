"""The shipped catalogue in a fresh process: how long until it can be searched, and its first answers."""

import time
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.support.stopwatch import percentile
from knowledge.search import Finder

_QUESTIONS = Path(__file__).parents[2] / "tests" / "data" / "eval_public.yaml"


@dataclass(frozen=True, slots=True)
class Cold:
    """Seconds of CPU to build, and milliseconds of CPU of first answers."""

    build: float
    middle: float
    p95: float
    slowest: float


def cold() -> Cold:
    """One pass over the graded questions, each asked once; call it in a process that has done nothing yet."""
    texts = [row["text"] for row in yaml.load(_QUESTIONS.read_text("utf-8"), yaml.CSafeLoader)["queries"]]
    start = time.process_time()
    finder = Finder.shipped()
    build = time.process_time() - start
    spent = []
    for text in texts:
        start = time.thread_time()
        finder.search(text)
        spent.append((time.thread_time() - start) * 1e3)
    return Cold(build, percentile(spent, 0.5), percentile(spent, 0.95), max(spent))
