"""Answers /people, and every button about somebody's post."""

from handlers.kit.access import has, may
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.turn import Turn
from handlers.people import actions, handover, sure, views
from storage import audit, delegations, people, posts
from storage.posts import Post


def register(book: Book) -> None:
    book.command(["people", "equipe"], show_people)
    book.route("people", show_people)
    book.route("person", person)
    book.route("post-rank", choose_rank)
    book.route("post-remit", choose_remit)
    book.route("post-sure", ask)
    book.route("post-do", do)
    book.route("delegation-sure", ask_to_remove)
    book.route("delegation-gone", remove)
    book.route("delegation-back", restore)
    handover.register(book)


@may("look")
def show_people(turn: Turn) -> None:
    """One's own delegation's people; the secretariat sees those of any."""
    code, _, first = turn.args.rpartition(".")
    code = code or turn.person.delegation or ""
    is_own = code == turn.person.delegation
    if not is_own and not (has(turn.person, "oversee") and delegations.is_known(turn.store, code)):
        raise Refused(sure.not_done(turn.t, "gone"))
    found = posts.of_delegation(turn.store, code)
    roll = views.Roll(code, found, delegations.is_removed(turn.store, code))
    turn.show(views.people(turn.t, turn.person, roll, int(first) if first.isdecimal() else 0))


@may("look")
def person(turn: Turn) -> None:
    if (post := _seen(turn)) is not None:
        turn.show(views.person(turn.t, turn.person, post))


@may("lead", "oversee")
def choose_rank(turn: Turn) -> None:
    if (post := _managed(turn)) is not None:
        turn.show(views.ranks(turn.t, turn.person, post))


@may("lead", "oversee")
def choose_remit(turn: Turn) -> None:
    if (post := _managed(turn)) is not None:
        turn.show(views.remits(turn.t, post))


@may("look")
def ask(turn: Turn) -> None:
    """What would happen, before it does."""
    post, step = _step(turn)
    why = actions.hindrance(turn.store, turn.person, post, step)
    if why is not None or post is None:
        _refuse(turn, step, why or "gone")
        return
    turn.show(sure.sure(turn.t, turn.person, post, step))


@may("look")
def do(turn: Turn) -> None:
    post, step = _step(turn)
    why = actions.hindrance(turn.store, turn.person, post, step)
    if why is not None or post is None:
        _refuse(turn, step, why or "gone")
        return
    if not actions.take(turn, turn.person, post, step):
        _refuse(turn, step, "changed")
        return
    turn.say(sure.done(turn.t, step))
    if post.person == turn.person.id:
        turn.person = people.by_id(turn.store, turn.person.id) or turn.person
        turn.go("home")
    elif step == "end":
        turn.go("people", f"{post.delegation}.0")
    else:
        turn.go("person", str(post.id))


def _known(turn: Turn) -> None:
    """Only what is or was a delegation here can be removed or taken back in."""
    if not delegations.is_known(turn.store, turn.args):
        raise Refused(sure.not_done(turn.t, "gone"))


@may("oversee")
def ask_to_remove(turn: Turn) -> None:
    _known(turn)
    count = len(posts.of_delegation(turn.store, turn.args))
    turn.show(sure.sure_to_remove(turn.t, turn.args, count))


@may("oversee")
def remove(turn: Turn) -> None:
    _known(turn)
    why = actions.remove_delegation(turn, turn.person, turn.args)
    if why is None:
        turn.say(sure.removed(turn.t))
    else:
        _refuse(turn, "remove", why)
    turn.go("people", f"{turn.args}.0")


@may("oversee")
def restore(turn: Turn) -> None:
    _known(turn)
    if actions.restore_delegation(turn, turn.person, turn.args):
        turn.say(sure.back_in(turn.t))
    turn.go("people", f"{turn.args}.0")


def _seen(turn: Turn) -> Post | None:
    """The post of a button, if this person may see it; they are told where they may not."""
    number = turn.args.partition(".")[0]
    post = posts.by_id(turn.store, int(number)) if number.isdecimal() else None
    is_own = post is not None and post.delegation == turn.person.delegation
    if post is not None and (is_own or has(turn.person, "oversee")):
        return post
    _refuse(turn, "look", "gone")
    return None


def _managed(turn: Turn) -> Post | None:
    post = _seen(turn)
    if post is not None and not actions.manages(turn.person, post):
        _refuse(turn, "look", "oneself" if post.person == turn.person.id else "gone")
        return None
    return post


def _step(turn: Turn) -> tuple[Post | None, str]:
    number, _, step = turn.args.partition(".")
    return (posts.by_id(turn.store, int(number)) if number.isdecimal() else None), step


def _refuse(turn: Turn, step: str, why: actions.Trouble) -> None:
    """A sentence, and a line on record; nothing has changed."""
    tried = {"step": step, "why": why}
    audit.record(
        turn.store, turn.now, turn.person.id, "could not change a post", f"post:{turn.args}", after=tried
    )
    turn.say(sure.not_done(turn.t, why), alert=True)
