"""Answers /privacy and the taps below it; the clock's answer when somebody's time has come."""

from datetime import datetime

from handlers.kit.access import anybody, even_leaving, renew_role
from handlers.kit.book import Book
from handlers.kit.errors import Refused
from handlers.kit.turn import Moment, Turn
from handlers.privacy import actions, views
from knowledge.retention import UNDO
from storage import erasure, people
from storage.sweeping import Place


def register(book: Book) -> None:
    book.command(["privacy", "confidentialite"], privacy)
    book.command(["export_me", "mes_donnees"], sure_to_export)
    book.command(["erase_me", "effacer"], sure_to_erase)
    book.route("privacy", privacy)
    book.route("privacy-periods", periods)
    book.route("my-data", sure_to_export)
    book.route("my-data-yes", export)
    book.route("erase-me", sure_to_erase)
    book.route("erase-me-yes", leave)
    book.route("erase-undo", stay)
    book.route("leaving", leaving)
    book.due("erase", erase)


@even_leaving
@anybody
def privacy(turn: Turn) -> None:
    turn.show(views.privacy(turn.t, turn.world.operator))


@even_leaving
@anybody
def periods(turn: Turn) -> None:
    turn.show(views.periods(turn.t, turn.world.keep))


@even_leaving
@anybody
def sure_to_export(turn: Turn) -> None:
    turn.show(views.sure_to_export(turn.t))


@even_leaving
@anybody
def export(turn: Turn) -> None:
    if not actions.ask_for_data(turn, turn.person):
        raise Refused(views.enough_files(turn.t))
    turn.show(views.file_comes(turn.t))


@anybody
def sure_to_erase(turn: Turn) -> None:
    alone = erasure.leads_alone(turn.store, turn.person)
    turn.show(views.sure_to_erase(turn.t, role=turn.person.role, leads_alone=alone))


@anybody
def leave(turn: Turn) -> None:
    withdrawn = actions.leave(turn, turn.person)
    if withdrawn is not None:
        renew_role(turn, "secretariat", "access-request", withdrawn)
    turn.person = turn.person._replace(leaving_at=turn.now, delegation=None, role=None, rank=None, remit=None)
    leaving(turn)


@even_leaving
@anybody
def stay(turn: Turn) -> None:
    if actions.stay(turn, turn.person):
        turn.say(views.welcome_back(turn.t))
        turn.person = people.by_id(turn.store, turn.person.id) or turn.person
    turn.go("home")


@even_leaving
@anybody
def leaving(turn: Turn) -> None:
    """Instead of every other answer; for somebody who is not leaving, the first screen."""
    if turn.person.leaving_at is None:
        turn.go("home")
    else:
        turn.show(views.leaving(turn.t, (turn.person.leaving_at + UNDO).date()))


def erase(moment: Moment, subject: str) -> datetime | None:
    person, update, letter = (int(part) for part in subject.split("."))
    wait = actions.erase(moment, person, Place(update, letter))
    return None if wait is None else moment.now + wait
