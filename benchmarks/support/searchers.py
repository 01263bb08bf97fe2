"""The search engines that are compared, each set up as somebody who reaches for it would set it up.

A searcher is made from records and turns a text into the ids of its ten best. `limit` caps the questions it
is asked at a size, where one takes seconds.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from benchmarks.support.catalogue import Record
from knowledge.search import Finder

DEPTH = 10
OURS, WRATIO, TOKEN_SET = "clearinghouse", "rapidfuzz WRatio", "rapidfuzz token_set"
TOKEN_SET_NAMES = "token_set, all names"
Search = Callable[[str], Sequence[str]]
Build = Callable[[Sequence[Record]], Search]


@dataclass(frozen=True, slots=True)
class Searcher:
    """A kind of engine, and how many questions it answers in a bearable time, by the number of records.

    From a size on: questions whose answers are judged, and those of them that are timed in every round.
    """

    name: str
    build: Build
    bearable: tuple[tuple[int, int, int], ...] = ()

    def share(self, records: int, questions: int) -> tuple[int, int]:
        """How many of the questions are judged, and how many timed."""
        judged = timed = questions
        for size, most_judged, most_timed in self.bearable:
            if records >= size:
                judged, timed = min(judged, most_judged), min(timed, most_timed)
        return judged, timed


def ours(finder: Finder) -> Search:
    """The product's own engine."""
    return lambda text: [hit.id for hit in finder.search(text, limit=DEPTH).results]


def _title(record: Record) -> str:
    return record.name


def _names(record: Record) -> str:
    return " ".join(record.names)


def _brute(scorer: Callable[..., float], text: Callable[[Record], str]) -> Build:
    """Compare the question with a text of every record.

    With titles alone, acronyms are not found by themselves; with all names, slips and partial words are
    found less often, and it takes longer.
    """

    def build(records: Sequence[Record]) -> Search:
        texts = [utils.default_process(text(record)) for record in records]

        def search(text: str) -> list[str]:
            asked = utils.default_process(text)
            return [
                records[place].id for *_, place in process.extract(asked, texts, scorer=scorer, limit=DEPTH)
            ]

        return search

    return build


def _full_text(tokenizer: str) -> Build:
    """SQLite FTS5 over titles and aliases: any of the words (or of their trigrams), ranked by its bm25."""

    def build(records: Sequence[Record]) -> Search:
        database = sqlite3.connect(":memory:")
        database.execute(f"CREATE VIRTUAL TABLE entries USING fts5(name, aliases, tokenize = '{tokenizer}')")
        rows = ((place, record.name, " ".join(record.aliases)) for place, record in enumerate(records))
        database.executemany("INSERT INTO entries (rowid, name, aliases) VALUES (?, ?, ?)", rows)
        database.execute("INSERT INTO entries (entries) VALUES ('optimize')")

        def search(text: str) -> list[str]:
            asked = utils.default_process(text).split()
            if tokenizer == "trigram":
                asked = [word[start : start + 3] for word in asked for start in range(len(word) - 2)]
            match = " OR ".join(f'"{piece}"' for piece in dict.fromkeys(asked)) or '""'
            best = "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ?"
            return [records[place].id for (place,) in database.execute(best, (match, DEPTH))]

        return search

    return build


def _bm25s(records: Sequence[Record]) -> Search:
    """bm25s over titles and aliases; without stop words or stems, as the texts are in seven languages."""
    import bm25s

    retriever = bm25s.BM25()
    corpus = bm25s.tokenize([_names(record) for record in records], stopwords=None, show_progress=False)
    retriever.index(corpus, show_progress=False)

    def search(text: str) -> list[str]:
        asked = bm25s.tokenize([text], stopwords=None, return_ids=False, show_progress=False)
        if not any(word in retriever.vocab_dict for word in asked[0]):
            return []
        found, scores = retriever.retrieve(asked, k=DEPTH, show_progress=False)
        return [records[place].id for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def _tantivy(records: Sequence[Record]) -> Search:
    """Tantivy over titles and aliases: each word as it is, or with one slip (two from six letters on)."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("place", stored=True)
    builder.add_text_field("body")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    for place, record in enumerate(records):
        writer.add_document(tantivy.Document(place=place, body=_names(record)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def forgiving(word: str) -> tantivy.Query:
        exact = tantivy.Query.boost_query(tantivy.Query.term_query(schema, "body", word), 2.0)
        slips = (len(word) > 2) + (len(word) > 5)
        near = tantivy.Query.fuzzy_term_query(schema, "body", word, distance=slips, prefix=True)
        return tantivy.Query.disjunction_max_query([exact, near], 0.1)

    def search(text: str) -> list[str]:
        words = utils.default_process(text).split()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, forgiving(word)) for word in words])
        return [
            records[searcher.doc(where)["place"][0]].id for _, where in searcher.search(query, DEPTH).hits
        ]

    return search


_SLOW = ((100_000, 500, 200), (1_000_000, 120, 40))
_SLOWISH = ((1_000_000, 500, 150),)
PEERS = {
    peer.name: peer
    for peer in (
        Searcher(WRATIO, _brute(fuzz.WRatio, _title), _SLOW),
        Searcher(TOKEN_SET, _brute(fuzz.token_set_ratio, _title), _SLOW),
        Searcher(TOKEN_SET_NAMES, _brute(fuzz.token_set_ratio, _names), _SLOW),
        Searcher("FTS5 unicode61", _full_text("unicode61"), _SLOWISH),
        Searcher("FTS5 trigram", _full_text("trigram"), _SLOW),
        Searcher("bm25s", _bm25s, _SLOWISH),
        Searcher("tantivy fuzzy", _tantivy, _SLOWISH),
    )
}
