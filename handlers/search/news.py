"""A programme is new or has changed: whose saved searches does it answer? Some searches a tick."""

from collections.abc import Collection, Mapping

from handlers.kit.turn import Moment
from handlers.search import actions
from knowledge.conditions import Condition, keeper
from knowledge.programmes import Programme
from storage import dues, people, programmes, searches
from storage.people import Person
from storage.searches import Search

MANY = "+"  # in the place of a programme: so many at once
SEARCHES_A_ROUND = 50
ONE_BY_ONE = 3  # more than that are told of in one letter


def tell(moment: Moment, subject: str) -> None:
    """`subject` is the number of a change, and the search after which this round begins.

    Every change since that one is looked at. The same programme is told of once a search.
    """
    change, _, after = subject.partition("~")
    today = moment.now.date()
    changed = programmes.changed_since(moment.store, int(change) - 1)
    fresh = {each.id: each for each in changed if each.is_offer(today)}
    if not fresh:
        return
    found = searches.saved(moment.store, after, SEARCHES_A_ROUND)
    for search in found:
        _tell(moment, search, fresh, change)
    if len(found) == SEARCHES_A_ROUND:
        last = found[-1].ref
        dues.add(moment.store, f"searches:{change}:{last}", "searches", moment.now, f"{change}~{last}")


def _tell(moment: Moment, search: Search, fresh: Mapping[str, Programme], change: str) -> None:
    person = people.by_id(moment.store, search.person)
    if person is None or person.role is None:
        return
    # What one's own delegation has just said is no news to it.
    others = {id_ for id_, programme in fresh.items() if programme.owner != person.delegation}
    fitting = _fitting(moment, search, person, others)
    if len(fitting) > ONE_BY_ONE:
        subject, key = f"{search.ref}.{MANY}{len(fitting)}", f"search-news:{search.ref}:{MANY}{change}"
        moment.tell(person.id, "search-news", subject, key)
        return
    for id_ in fitting:
        moment.tell(person.id, "search-news", f"{search.ref}.{id_}", f"search-news:{search.ref}:{id_}")


def _fitting(moment: Moment, search: Search, person: Person, ids: Collection[str]) -> list[str]:
    """Which of these programmes the search is sure of, each taken by itself; none that is closed to it."""
    finder, today = moment.world.catalogue.finder(moment.store), moment.now.date()
    own = actions.country_of(person)
    held = [*actions.conditions_of(search), *([Condition("country", own)] if own else [])]
    keep = keeper(held, today, finder.taxonomy)

    def is_sure(wanted: Collection[str]) -> tuple[str, ...]:
        answer = finder.search(
            search.text,
            limit=actions.MAX_RESULTS,
            country=own,
            today=today,
            keep=lambda each: each.id in wanted and (keep is None or keep(each)),
        )
        return tuple(hit.id for hit in answer.results) if answer.verdict == "match" else ()

    return [id_ for id_ in is_sure(ids) if is_sure({id_})]
