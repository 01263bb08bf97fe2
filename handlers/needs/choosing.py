"""Answers *Who sees it* under a draft, and every choice there."""

from handlers.kit import pairing
from handlers.kit.access import may
from handlers.kit.book import Book
from handlers.kit.turn import Turn
from handlers.needs import actions, asking, naming, viewers
from storage import addressees, needs
from storage.needs import Need


def register(book: Book) -> None:
    book.route("need-view", choose_viewers)
    book.route("need-views", set_viewers)
    book.route("need-veil", veil)
    book.form(naming.NAMED)


@may("declare")
def choose_viewers(turn: Turn) -> None:
    _show_viewers(turn, asking.need_of(turn))


@may("declare")
def set_viewers(turn: Turn) -> None:
    ref, _, chosen = turn.args.partition(".")
    need = asking.need_of(turn, ref)
    if chosen == needs.NAMED and need.state == needs.DRAFT:
        naming.name_providers(turn, need)
        return
    for level in needs.VISIBILITIES:
        if chosen == level:
            need = actions.show_to(turn.store, turn.person, need, level, turn.now) or need
    asking.show(turn, need)


@may("declare")
def veil(turn: Turn) -> None:
    """Without our name, or with it."""
    need = asking.need_of(turn)
    _show_viewers(turn, actions.veil(turn.store, turn.person, need, turn.now) or need)


def _show_viewers(turn: Turn, need: Need) -> None:
    if need.state == needs.DRAFT:
        knowing = [each.delegation for each in pairing.plan(turn.store, need, turn.now).knowing]
        named = addressees.of_need(turn.store, need.id)
        turn.show(viewers.viewers(turn.t, need, named, knowing))
    else:
        asking.show(turn, need)
