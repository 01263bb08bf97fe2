"""Answers /rules: clearance by a second member, and which organisations see a delegation's needs."""

from handlers.kit.access import has, may
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.turn import Turn
from handlers.rules import actions, views
from knowledge.programmes import ORGANISATION
from knowledge.rights import holders
from storage import consents, delegations


def register(book: Book) -> None:
    book.command(["rules", "regles"], rules)
    book.route("rules", rules)
    book.route("rule-clear", clearance)
    book.route("rule-org", organisation)
    book.route("rule-show", show_needs)
    book.route("rule-hide", hide_needs)


@may("see-own-needs")
def rules(turn: Turn) -> None:
    code = turn.person.delegation or ""
    seen_by = consents.of_member(turn.store, code)
    aboard = {*delegations.organisations(turn.store), *seen_by}
    # An organisation that is one itself lets no other see what it needs: only states are members.
    offered = [] if code.startswith(ORGANISATION) else [*sorted(seen_by), *sorted(aboard - seen_by)]
    clears, leads = delegations.has_to_clear(turn.store, code), has(turn.person, "lead")
    turn.show(views.rules(turn.t, code, offered, seen_by, clears=clears, leads=leads))


@may("lead")
def clearance(turn: Turn) -> None:
    clears = turn.args == "yes"
    if clears:
        able = delegations.ranked(turn.store, turn.person.delegation or "", holders("clear"))
        if set(able) <= {turn.person.id}:
            raise Refused(views.nobody_else(turn.t))
    if actions.let_clear(turn.store, turn.person, clears=clears, now=turn.now):
        turn.say(views.clearance_on(turn.t) if clears else views.clearance_off(turn.t), alert=True)
    turn.go("rules")


@may("lead")
def organisation(turn: Turn) -> None:
    sees = turn.args in consents.of_member(turn.store, turn.person.delegation or "")
    turn.show(views.organisation(turn.t, turn.args, sees=sees))


@may("lead")
def show_needs(turn: Turn) -> None:
    if turn.args in delegations.organisations(turn.store):
        actions.let_see(turn.store, turn.person, turn.args, consents_to_it=True, now=turn.now)
        turn.say(views.shows(turn.t, turn.args))
    turn.go("rules")


@may("lead")
def hide_needs(turn: Turn) -> None:
    actions.let_see(turn.store, turn.person, turn.args, consents_to_it=False, now=turn.now)
    turn.say(views.hides(turn.t, turn.args))
    turn.go("rules")
