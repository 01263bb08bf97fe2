"""`clearinghouse search`: the same finder as in the chat, with the database's catalogue or without any."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy.exc import DBAPIError

from bot.explaining import explained
from bot.settings import SettingsError, load_settings
from knowledge.search import Answer, Finder
from storage.catalogue import Catalogue
from storage.database import Database
from storage.database import explain as why_not
from storage.migrations import HEAD, revision_seen


def chosen_finder(otherwise: Callable[[str], object]) -> Finder:
    """Over the database's catalogue, if there is one with the newest schema; otherwise the shipped one.

    `otherwise` is told why a database that is there is not used. None is made, and nothing is written.
    """
    found = Finder.shipped()
    try:
        database = Database(load_settings().database_url)
    except SettingsError as error:
        otherwise(str(error))
        return found
    if database.path is not None and not database.path.exists():
        return found
    try:
        with database.reading() as store:
            if (seen := revision_seen(store.connection)) == HEAD:
                return Catalogue(found).finder(store)
        otherwise(f"the database's schema is {seen or 'empty'}, not {HEAD}")
    except DBAPIError as error:
        otherwise(f"the database can't be used ({why_not(error)})")
    finally:
        database.close()
    return found


def answers(
    finder: Finder,
    queries: Iterable[str],
    *,
    limit: int,
    country: str | None,
    as_json: bool = False,
    explain: bool = False,
) -> Iterator[str]:
    """A JSON object a query, or lines to read: one a result, or with all that can be told of it."""
    today = datetime.now(UTC).date()
    for query in queries:
        answer = finder.search(query, limit=limit, country=country, today=today)
        if as_json:
            yield json.dumps(as_data(query, answer), ensure_ascii=False)
        elif explain:
            yield from explained(finder, answer, today)
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
