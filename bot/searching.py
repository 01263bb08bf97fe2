"""`clearinghouse search`: the same finder as in the chat, without a database."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from knowledge.search import Answer, Finder


def answers(queries: Iterable[str], *, limit: int, country: str | None, as_json: bool) -> Iterator[str]:
    """A JSON object a query, or lines to read."""
    finder, today = Finder.shipped(), datetime.now(UTC).date()
    for query in queries:
        answer = finder.search(query, limit=limit, country=country, today=today)
        if as_json:
            yield json.dumps(as_data(query, answer), ensure_ascii=False)
        else:
            yield from _lines(finder, answer)


def as_data(query: str, answer: Answer) -> dict[str, object]:
    results = [
        {
            "id": hit.id,
            "score": round(hit.score, 4),
            "reasons": [{"kind": reason.kind, "value": reason.value} for reason in hit.reasons],
        }
        for hit in answer.results
    ]
    return {"query": query, "verdict": answer.verdict, "results": results}


def _lines(finder: Finder, answer: Answer) -> Iterator[str]:
    yield f"{answer.query}: {answer.verdict}"
    for hit in answer.results:
        programme = finder.programme(hit.id)
        name = programme.name if programme else hit.id
        yield f"  {hit.score:.2f}  {hit.id:32} {name}  ({', '.join(reason.value for reason in hit.reasons)})"
