"""Showing the list of a search that is on record: from a text, a button, or a letter."""

from handlers.kit.access import has
from handlers.kit.turn import Turn
from handlers.search import actions, views
from knowledge.search import Answer, Finder
from storage.searches import Search


def recalled(turn: Turn, ref: str) -> Search | None:
    """The search that a button is about; who taps one that is gone is told so."""
    search = actions.recall(turn.store, turn.person, ref)
    if search is None:
        turn.say(views.forgotten(turn.t), alert=True)
    return search


def found(turn: Turn, search: Search) -> tuple[Finder, Answer]:
    """What it finds now, as it is narrowed."""
    finder = turn.world.catalogue.finder_for(turn.store, turn.person)
    country, held = actions.country_of(turn.person), actions.conditions_of(search)
    return finder, actions.find(finder, search.text, turn.now.date(), country, held)


def show(turn: Turn, search: Search, first: int) -> None:
    """Its results, from one on."""
    finder, answer = found(turn, search)
    held, today, role = actions.conditions_of(search), turn.now.date(), turn.person.role
    may_declare = has(turn.person, "declare")
    shown = views.Shown(search.ref, first, today, role, held, search.is_saved, may_declare)
    turn.show(views.results(turn.t, finder, answer, shown))
