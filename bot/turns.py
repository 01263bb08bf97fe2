"""One update = one turn = one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards import Scribe
from bot.logs import one_line
from bot.moments import refs
from bot.reading import Reading
from handlers.kit import access
from handlers.kit.book import Answer
from handlers.kit.buttons import KeyRing
from handlers.kit.errors import Denied, Refused
from handlers.kit.forms import Forms
from handlers.kit.html import clean, escape
from handlers.kit.i18n import DEFAULT, supported
from handlers.kit.screen import Screen
from handlers.kit.turn import Notice, Turn, World
from storage import audit, inbox, people
from storage.database import Database, Store
from storage.inbox import Waiting
from storage.people import Person

_HOPS = 5
_LONGEST_NAME = 129  # first and last name, as long as Telegram lets them be


@dataclass(frozen=True, slots=True)
class Done:
    """What is left to do once the turn is committed: the word over the chat after a tap."""

    toast: str = ""
    alert: bool = False
    holds_post: bool = False


class Turns:
    """Runs the function that answers an update, and commits all that it does together, or none of it."""

    def __init__(
        self,
        database: Database,
        keys: KeyRing,
        routes: dict[str, Answer],
        forms: Forms,
        world: World,
        seed: str | None,
    ) -> None:
        self._database, self._keys, self._routes = database, keys, routes
        self._forms, self._world, self._seed = forms, world, seed

    def run(self, row: Waiting, reading: Reading, answer: Answer, now: datetime) -> Done | None:
        """None when the row was handled already. Raises what the slice raises, with nothing changed."""
        try:
            return self._attempt(row, reading, self._instead(answer), now)
        except Refused as refusal:
            # The refusal undid whatever the action had begun; a second transaction says why.
            is_denied = isinstance(refusal, Denied)
            return self._attempt(row, reading, _refusing(str(refusal), is_denied=is_denied), now)

    def hush(self, row: Waiting, reading: Reading, seconds: int, now: datetime) -> Done | None:
        """Say that it was too much at once, and do nothing else."""
        return self._attempt(row, reading, lambda turn: turn.go("hush", str(seconds)), now)

    def skip(self, row: Waiting, now: datetime) -> None:
        """Finish a row that means nothing to us."""
        with self._database.transaction() as store:
            inbox.finish(store, row.seq, now)

    def count(self, row: Waiting, error: str | None) -> int:
        """Add one to the row's attempts, in a transaction of its own; return their number."""
        with self._database.transaction() as store:
            return inbox.count_attempt(store, row.seq, error)

    def park(self, row: Waiting, why: str, now: datetime) -> None:
        """Put a row aside and tell its person, if we know one, under which number to ask about it."""
        with self._database.transaction() as store:
            inbox.park(store, row.seq, one_line(why), now)
            person = people.by_telegram_id(store, row.chat)
            if person is not None:
                # One a minute at most, however much nonsense somebody sends.
                key = f"apology:{person.id}:{now:%Y%m%d%H%M}"
                notice = Notice(person.id, "apology", str(row.seq), key)
                Scribe(store, self._keys, now, f"turn:{row.seq}").tell(notice)

    def _attempt(self, row: Waiting, reading: Reading, answer: Answer, now: datetime) -> Done | None:
        with self._database.transaction() as store:
            if not _begin(store, row, now):
                return None
            turn = self._open(store, row, reading, now)
            answer(turn)
            self._follow(turn)
            self._close(turn, reading, row)
            if reading.incoming.command == "start" and reading.incoming.text:
                inbox.erase(store, row.seq)  # an invitation's code, of which only the digest is kept
            return Done(turn.toast, turn.alert, turn.person.role is not None)

    def _open(self, store: Store, row: Waiting, reading: Reading, now: datetime) -> Turn:
        person = _person(store, reading, now)
        return Turn(
            store=store,
            person=person,
            now=now,
            incoming=replace(reading.incoming, username=reading.user.username or ""),
            world=self._world,
            new_ref=refs(self._seed, f"turn:{row.seq}"),
        )

    def _instead(self, answer: Answer) -> Answer:
        """What is typed in the middle of a form answers the form's question.

        Whoever asked to be erased is told how to take it back, whatever they do but that; whoever is
        suspended, so. What is said to stand beside forms answers itself, and leaves the question open.
        """

        def choose(turn: Turn) -> None:
            if turn.person.leaving_at is not None:
                (answer if hasattr(answer, "even_leaving") else self._routes["leaving"])(turn)
            else:
                open_form = None if hasattr(answer, "beside_forms") else self._forms.instead
                (access.while_suspended(turn) or (open_form and open_form(turn)) or answer)(turn)

        return choose

    def _follow(self, turn: Turn) -> None:
        for _ in range(_HOPS):
            if turn.next_route is None:
                return
            code, turn.next_route = turn.next_route, None
            turn.incoming = replace(turn.incoming, code=code)
            self._routes[code.route](turn)
        raise RuntimeError(f"screens send each other round in circles: {turn.next_route}")

    def _close(self, turn: Turn, reading: Reading, row: Waiting) -> None:
        scribe = Scribe(turn.store, self._keys, turn.now, f"turn:{row.seq}")
        holder = turn.person.telegram_id
        for screen in turn.screens:
            tapped = reading.incoming.message_id if reading.callback is not None else None
            # An edit can't protect a message: what has to be protected then comes as a new one.
            is_edited = not screen.is_below and (reading.is_protected or not screen.is_protected)
            if tapped and is_edited:
                scribe.answer_tap(screen, reading.chat, holder, tapped, turn.shown_as)
            else:
                typed = turn.incoming.message_id if tapped is None else 0
                message = typed or -row.seq
                scribe.answer_text(screen, reading.chat, holder, message, turn.shown_as)
        for notice in turn.notices:
            scribe.tell(notice)


def _begin(store: Store, row: Waiting, now: datetime) -> bool:
    """Take the row for this transaction: in its chat's order, and only if nobody has handled it."""
    if row.chat and not people.lock_chat(store, row.chat):
        raise ChatBusy
    if not inbox.finish(store, row.seq, now):
        return False
    if row.chat and inbox.has_older(store, row.chat, row.seq):
        raise ChatBusy
    return True


class ChatBusy(Exception):  # noqa: N818 -- no fault: somebody else works in this chat, try again
    """Another process holds this chat or has an earlier update of it."""


def _person(store: Store, reading: Reading, now: datetime) -> Person:
    """The person behind the update, known or new, with the name and language that the phone tells."""
    user, phone = reading.user, supported(reading.user.language_code)
    name = clean(user.full_name[:_LONGEST_NAME]).strip()
    person = people.by_telegram_id(store, user.id)
    if reading.chat != user.id:
        people.reopen_chat(store, reading.chat)  # a group that let us in again
    if person is None:
        people.know_chats(store, {user.id, reading.chat})
        return people.add(store, user.id, name, phone or DEFAULT, now)
    if person.name != name:
        people.rename(store, person.id, name)
        person = person._replace(name=name)
    if person.seen_on != now.date():
        people.see(store, person.id, now.date())
    if not person.language_chosen and phone and phone != person.language:
        people.set_language(store, person.id, phone, chosen=False)
        person = person._replace(language=phone)
    if person.is_stopped and reading.chat == user.id and reading.incoming.deed != "left":
        people.reopen_chat(store, person.telegram_id)
        person = person._replace(is_stopped=False)
    return person


def _refusing(why: str, *, is_denied: bool) -> Answer:
    def refuse(turn: Turn) -> None:
        if is_denied and turn.incoming.code is not None:
            tapped = {"button": turn.incoming.code.route, "about": turn.incoming.code.args}
            audit.record(turn.store, turn.now, turn.person.id, "was refused", "button", after=tapped)
        if turn.incoming.deed == "tap":
            turn.say(why, alert=True)
        else:
            turn.show(Screen(escape(why)))

    return refuse
