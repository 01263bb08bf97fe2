"""How well programmes are found: `python -m benchmarks.quality [questions.yaml ...]`.

Runs graded questions (of `tests/data/eval_public.yaml`, or of the files told) through the product's own
finder and, in the same run, through what one would reach for otherwise: rapidfuzz over names, aliases and
summaries, SQLite's full-text search, and bm25s or tantivy where installed. Quality is exact and repeatable;
speed is told as a ratio to WRatio in the same process, because absolute times say more about the machine.
"""

import math
import sqlite3
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process, utils

from knowledge.programmes import Programme, shipped_programmes
from knowledge.search import Finder

QUESTIONS = Path(__file__).parent.parent / "tests" / "data" / "eval_public.yaml"
DEPTH, SHALLOW, RELEVANT = 10, 5, 2
OWN = "clearinghouse"
Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A question with the grade (1..3) of each programme that answers it; none for a negative."""

    id: str
    lang: str
    type: str
    text: str
    relevant: dict[str, int]
    subtype: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over some questions, 0..1."""

    mrr: float
    ndcg: float
    recall: float

    def __str__(self) -> str:
        return f"{self.mrr:.3f}  {self.ndcg:.3f}  {self.recall:.3f}"


def cases(path: Path = QUESTIONS) -> list[Case]:
    """The graded questions of a file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["queries"]
    return [Case(**{**row, "relevant": row.get("relevant") or {}}) for row in rows]


def judged(found: Sequence[str], relevant: dict[str, int]) -> Figures:
    """One question: reciprocal rank and recall count grades of 2 and 3; the gain of a grade g is 2^g - 1.

    Recall is out of what five places can hold.
    """
    good = {programme for programme, grade in relevant.items() if grade >= RELEVANT}
    rank = next((place for place, programme in enumerate(found[:DEPTH], 1) if programme in good), 0)
    ideal = _gain(sorted(relevant.values(), reverse=True)[:DEPTH])
    gained = _gain([relevant.get(programme, 0) for programme in found[:DEPTH]])
    recall = len(good.intersection(found[:SHALLOW])) / min(SHALLOW, len(good))
    return Figures(1 / rank if rank else 0.0, gained / ideal, recall)


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def mean(figures: Sequence[Figures]) -> Figures:
    """The mean of each figure."""
    return Figures(
        statistics.fmean(one.mrr for one in figures),
        statistics.fmean(one.ndcg for one in figures),
        statistics.fmean(one.recall for one in figures),
    )


def texts(programme: Programme) -> str:
    """All that is written about a programme, as a plain search would index it."""
    return " ".join((*programme.names, programme.summary))


def brute(scorer: Callable[..., float], programmes: Sequence[Programme]) -> Search:
    """Compare the question with every programme."""
    choices = {programme.id: utils.default_process(texts(programme)) for programme in programmes}

    def search(text: str) -> list[str]:
        query = utils.default_process(text)
        return [found[2] for found in process.extract(query, choices, scorer=scorer, limit=DEPTH)]

    return search


def full_text(tokenizer: str, programmes: Sequence[Programme]) -> Search:
    """SQLite FTS5, any word, ranked by its bm25."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE entries USING fts5(id UNINDEXED, body, tokenize = '{tokenizer}')")
    database.executemany("INSERT INTO entries VALUES (?, ?)", [(p.id, texts(p)) for p in programmes])

    def search(text: str) -> list[str]:
        asked = utils.default_process(text).split()
        pieces = (
            [w[i : i + 3] for w in asked for i in range(max(1, len(w) - 2))]
            if tokenizer == "trigram"
            else asked
        )
        match = " OR ".join(f'"{piece}"' for piece in pieces)
        rows = database.execute(
            "SELECT id FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ?", (match or '""', DEPTH)
        )
        return [row[0] for row in rows]

    return search


def bm25(programmes: Sequence[Programme]) -> Search | None:
    """bm25s with English stems, where it is installed."""
    try:
        import bm25s
        import Stemmer
    except ImportError:
        return None
    stemmer = Stemmer.Stemmer("english")
    retriever = bm25s.BM25()
    corpus = bm25s.tokenize([texts(p) for p in programmes], stemmer=stemmer, show_progress=False)
    retriever.index(corpus, show_progress=False)

    def search(text: str) -> list[str]:
        asked = bm25s.tokenize([text], stemmer=stemmer, show_progress=False)
        found, _ = retriever.retrieve(asked, k=DEPTH, show_progress=False)
        return [programmes[place].id for place in found[0]]

    return search


def fuzzy_tantivy(programmes: Sequence[Programme]) -> Search | None:
    """Tantivy with one edit forgiven a word, where it is installed."""
    try:
        import tantivy
    except ImportError:
        return None
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("body")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    for programme in programmes:
        writer.add_document(tantivy.Document(id=programme.id, body=texts(programme)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> list[str]:
        asked = utils.default_process(text).split()
        terms = [tantivy.Query.fuzzy_term_query(schema, "body", word, distance=1) for word in asked]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [searcher.doc(where)["id"][0] for _, where in searcher.search(query, DEPTH).hits]

    return search


def compare(questions: Sequence[Case], negatives: Sequence[Case], searches: dict[str, Search]) -> None:
    """One line a system: quality over the real questions, its worst language, what it offers, speed.

    What it offers is told by the questions that nothing answers; speed against the first system.
    """
    print(f"{'system':30}  MRR    nDCG   R@5    worst language  offered to negatives  times as fast")
    times: dict[str, list[float]] = defaultdict(list)
    figures: dict[str, list[Figures]] = defaultdict(list)
    for case in questions:
        for name, search in searches.items():  # interleaved, so that a busy moment hits them all
            start = time.thread_time()
            found = search(case.text)
            times[name].append(time.thread_time() - start)
            figures[name].append(judged(found, case.relevant))
    slowest = next(iter(searches))
    for name, search in searches.items():
        ratio = statistics.median(
            slow / max(fast, 1e-9) for slow, fast in zip(times[slowest], times[name], strict=True)
        )
        offered = sum(bool(search(case.text)) for case in negatives) / max(1, len(negatives))
        low = worst(questions, figures[name])
        print(f"{name:30}  {mean(figures[name])}  {low:14}  {offered:20.3f}  {ratio:13.1f}")


def worst(questions: Sequence[Case], figures: Sequence[Figures]) -> str:
    """The language of the questions that is answered worst, with its MRR."""
    by_language: dict[str, list[Figures]] = defaultdict(list)
    for case, one in zip(questions, figures, strict=True):
        by_language[case.lang].append(one)
    mrr, language = min((mean(group).mrr, language) for language, group in by_language.items())
    return f"{language} {mrr:.3f}"


def by(attribute: str, questions: Sequence[Case], search: Search) -> None:
    """One line a language, or a type of question."""
    groups: dict[str, list[Figures]] = defaultdict(list)
    for case in questions:
        groups[getattr(case, attribute)].append(judged(search(case.text), case.relevant))
    print(f"\n{'by ' + attribute:38}  MRR    nDCG   R@5    questions")
    for name, figures in groups.items():
        print(f"{name:38}  {mean(figures)}  {len(figures):6}")


def verdicts(finder: Finder, questions: Sequence[Case], negatives: Sequence[Case]) -> None:
    """How often the finder is sure, offers the closest, or says that there is nothing."""
    print(f"\n{'verdicts':38}  match   unsure  none")
    groups = {"real questions": questions}
    for subtype in sorted({case.subtype for case in negatives}):
        groups[f"negatives: {subtype}"] = [case for case in negatives if case.subtype == subtype]
    for name, group in groups.items():
        counted = Counter(finder.search(case.text).verdict for case in group)
        shares = "   ".join(f"{counted[verdict] / len(group):.3f}" for verdict in ("match", "unsure", "none"))
        print(f"{name:38}  {shares}")


def report(path: Path, finder: Finder, searches: dict[str, Search]) -> None:
    """The tables for one file of questions."""
    everything = cases(path)
    real = [case for case in everything if case.relevant]
    negatives = [case for case in everything if not case.relevant]
    print(f"\n{path.name}: {len(real)} questions, {len(negatives)} negatives\n")
    compare(real, negatives, searches)
    by("lang", real, searches[OWN])
    by("type", real, searches[OWN])
    verdicts(finder, real, negatives)


def main(paths: Sequence[Path]) -> None:
    """Print the tables for each file of questions."""
    programmes = shipped_programmes()
    start = time.process_time()
    finder = Finder.shipped()
    built = time.process_time() - start
    print(f"{len(programmes)} programmes, built in {built:.2f} s of CPU")

    def own(text: str) -> list[str]:
        answer = finder.search(text, limit=DEPTH)
        return [hit.id for hit in answer.results]

    def sure(text: str) -> list[str]:
        answer = finder.search(text, limit=DEPTH)
        return [hit.id for hit in answer.results] if answer.verdict == "match" else []

    peers: dict[str, Search | None] = {
        "rapidfuzz WRatio": brute(fuzz.WRatio, programmes),
        "rapidfuzz token_set_ratio": brute(fuzz.token_set_ratio, programmes),
        "SQLite FTS5 unicode61": full_text("unicode61", programmes),
        "SQLite FTS5 trigram": full_text("trigram", programmes),
        "bm25s, English stems": bm25(programmes),
        "tantivy, fuzzy": fuzzy_tantivy(programmes),
        OWN: own,
        f"{OWN}, only if sure": sure,
    }
    for path in paths:
        report(path, finder, {name: search for name, search in peers.items() if search})


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [QUESTIONS])
