"""Saving a search, ending that, and telling people when something new fits what they have saved."""

from datetime import date, datetime

from handlers.kit.access import anybody, may
from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Moment, Turn
from handlers.search import actions, listing, news, saved, views
from knowledge.conditions import keeper, unstated
from knowledge.taxonomy import shipped_taxonomy
from storage import programmes, searches
from storage.database import Store
from storage.people import Person

_IN_LIST = "s"  # in the place of a result: the list of saved searches


@may("look")
def save(turn: Turn) -> None:
    """From now on its person is told of what is new for it."""
    ref, first = views.read_place(turn.args)
    search = listing.recalled(turn, ref)
    if search is None:
        return
    kept = actions.save(turn.store, turn.person, search, turn.now)
    if kept is None:
        turn.say(saved.too_many(turn.t, actions.MOST_SAVED), alert=True)
        return
    turn.say(saved.kept(turn.t))
    listing.show(turn, kept, first)


@anybody
def stop(turn: Turn) -> None:
    """From the list of results, from a letter, or from the list of what is saved."""
    ref, _, place = turn.args.partition(".")
    search = listing.recalled(turn, ref)
    if search is None:
        return
    left = actions.unsave(turn.store, search, turn.now)
    turn.say(saved.stopped(turn.t))
    if place.startswith(_IN_LIST):
        _show_saved(turn, place.removeprefix(_IN_LIST))
    else:
        listing.show(turn, left, int(place) if place.isdecimal() else 0)


@anybody
def own_searches(turn: Turn) -> None:
    _show_saved(turn, turn.args)


def tell(moment: Moment, subject: str) -> datetime | None:
    news.tell(moment, subject)
    return None


def news_letter(store: Store, t: Translator, reader: Person, subject: str, now: datetime) -> Screen | None:
    """What is new for a saved search; nothing once that is stopped, or its reader holds no post."""
    ref, _, what = subject.partition(".")
    search = searches.find(store, ref, reader.id)
    if search is None or not search.is_saved or reader.role is None:
        return None
    held = actions.conditions_of(search)
    if what.startswith(news.MANY):
        return saved.much_news(t, search, held, int(what.removeprefix(news.MANY)))
    today: date = now.date()
    entry = programmes.entry(store, what, today)
    if entry is None or entry.is_disowned or not entry.programme.is_offer(today):
        return None
    taxonomy = shipped_taxonomy()
    keep = keeper(held, today, taxonomy)
    if keep is not None and not keep(entry.programme):
        return None
    return saved.news(t, search, held, entry, unstated(held, entry.programme, today, taxonomy))


def _show_saved(turn: Turn, first: str) -> None:
    found = [(each, actions.conditions_of(each)) for each in searches.saved_by(turn.store, turn.person.id)]
    turn.show(saved.saved_list(turn.t, found, int(first) if first.isdecimal() else 0))
