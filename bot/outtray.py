"""The outbox as the sender sees it: outcomes in, letters that may go out. Runs in the database thread."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from bot.delivery import Delivered, Verdict
from bot.render import content_hash, render
from handlers.kit.buttons import KeyRing
from handlers.kit.i18n import translator
from handlers.kit.screen import Screen
from handlers.kit.turn import Living
from handlers.kit.waking import NOT_WANTED, held_back
from knowledge.kinds import KINDS
from storage import cards, claims, held, leader, outbox, people
from storage.claims import Letter, Outcome
from storage.database import Database, Store, is_busy
from storage.outbox import DROPPED, FAILED, SENT, UNCERTAIN, WAITING

_LOG = logging.getLogger(__name__)
_LOOK_AT = 300
_LOOKS = 3
# The fault lay outside: such an attempt is not counted.
_UNCOUNTED = {Verdict.NOT_SENT, Verdict.REFUSED, Verdict.MOVED, Verdict.REVOKED}

Choose = Callable[[list[Letter]], list[Letter] | None]


class OutTray:
    """`epoch` is this process's term: another leader's claims are not touched, ours are refused after it."""

    def __init__(
        self,
        database: Database,
        keys: KeyRing,
        living: Mapping[str, Living],
        now: Callable[[], datetime],
    ) -> None:
        self._database, self._keys, self._living, self._now = database, keys, living, now
        self.epoch = 0

    def recover(self, in_hand: Collection[int]) -> None:
        """Decide about letters that are being sent as far as the rows tell, and that nobody has in hand.

        Those of an earlier term: a dead process may have sent them. Those of this term: their claim's
        commit got no answer, so nobody ever began.
        """
        now = self._now()
        with self._database.transaction() as store:
            found = [(letter, Verdict.UNKNOWN) for letter in claims.left_behind(store, self.epoch)]
            found += [(letter, Verdict.NOT_SENT) for letter in claims.sending(store, self.epoch)]
            idle = [
                Delivered(_before(letter), verdict) for letter, verdict in found if letter.id not in in_hand
            ]
            self._settle(store, idle, now)

    def settle(self, delivered: Sequence[Delivered], now: datetime) -> None:
        with self._database.transaction() as store:
            self._settle(store, delivered, now)

    def turn_over(
        self,
        delivered: Sequence[Delivered],
        now: datetime,
        choose: Choose,
        resting: Sequence[int],
        *,
        look: bool,
    ) -> tuple[list[Letter], bool]:
        """Note what was delivered and claim what `choose` picks, in one transaction.

        Without `look` nothing is claimed. The second value says whether letters had to wait.
        """
        with self._database.transaction() as store:
            self._settle(store, delivered, now)
            if not look or not leader.is_current(store, self.epoch):
                return [], True
            chosen, has_more = self._choose(store, now, choose, list(resting))
            claimed = claims.claim(store, chosen, self.epoch)
            written = [
                ready for letter in claimed if (ready := self._written(store, letter, now)) is not None
            ]
            return written, has_more

    def _choose(
        self, store: Store, now: datetime, choose: Choose, resting: list[int]
    ) -> tuple[list[Letter], bool]:
        """Look further when the best letters are all of chats that can't have one now."""
        for _ in range(_LOOKS):
            candidates = claims.candidates(store, now, resting=resting, limit=_LOOK_AT)
            chosen = choose([letter for letter in candidates if self._is_wanted(store, letter, now)])
            if chosen is None or chosen or len(candidates) < _LOOK_AT:
                return chosen or [], len(candidates) > len(chosen or [])
            resting += {letter.chat for letter in candidates}
        return [], True

    def _is_wanted(self, store: Store, letter: Letter, now: datetime) -> bool:
        why = "the chat is stopped" if letter.is_stopped else "too late" if now > letter.deadline else None
        why = "no longer theirs to read" if letter.is_withheld else why
        if why is not None:
            _ended(store, letter, DROPPED, now, why)
        return why is None

    def _written(self, store: Store, letter: Letter, now: datetime) -> Letter | None:
        """A living letter gets its words now: from the rows, for its reader."""
        if letter.payload is not None or letter.person is None or _is_file(letter):
            return letter
        try:
            with store.savepoint():
                if letter.card_message is None and self._is_put_back(store, letter, letter.person, now):
                    return None  # an edit rings nowhere, and goes whenever it likes
                content = self._words(store, letter, letter.person)
        except Exception as error:
            if is_busy(error):
                raise
            # One letter that can't be written must not stop the others.
            _LOG.exception("letter %d can't be written", letter.id)
            _ended(store, letter, FAILED, now, type(error).__name__)
            return None
        if content is None:
            _ended(store, letter, DROPPED, now, "nothing to say any more")
            return None
        if letter.card is not None:
            cards.want(store, letter.card, content_hash(content))
        return letter._replace(payload=content)

    def _is_put_back(self, store: Store, letter: Letter, person: int, now: datetime) -> bool:
        """It was under way until its reader's day was over, for example."""
        back = held_back(store, person, letter.kind, letter.created_at, now)
        if back is None:
            return False
        if back.due_at is None:
            held.skip(store, letter.id, NOT_WANTED, now)
        else:
            held.put_back(store, letter.id, back.due_at, back.deadline, letter.attempts)
        return True

    def _words(self, store: Store, letter: Letter, person: int) -> str | None:
        reader = people.by_id(store, person)
        if reader is None or reader.suspended is not None:
            return None
        screen = self._living[letter.kind](store, translator(reader.language), reader, letter.subject)
        return render(screen, reader.telegram_id, self._keys) if isinstance(screen, Screen) else None

    def _settle(self, store: Store, delivered: Sequence[Delivered], now: datetime) -> None:
        claims.settle(store, [self._outcome(store, each, now) for each in delivered])
        cards.settle(store, [change for each in delivered if (change := _card_change(each)) is not None])
        for each in delivered:
            if each.verdict is Verdict.STOPPED and each.letter.chat:
                people.stop_chat(store, each.letter.chat, each.error or "", now)
                outbox.drop_chat(store, each.letter.chat, "the chat is stopped", now)
            elif each.verdict is Verdict.MOVED:
                people.know_chats(store, {each.moved_to})
                outbox.move_chat(store, each.letter.chat, each.moved_to)

    def _outcome(self, store: Store, each: Delivered, now: datetime) -> Outcome:
        letter, state = each.letter, _STATES.get(each.verdict, WAITING)
        if each.verdict is Verdict.UNKNOWN:
            state = _after_unknown(letter)
        if state == WAITING and claims.is_superseded(store, letter.card, letter.id):
            # While this one was under way, the card changed again: the newer letter says it all.
            return Outcome(letter.id, DROPPED, now, letter.attempts + 1, error="superseded")
        if state == WAITING and now > letter.deadline:
            state = FAILED
        if state in (FAILED, UNCERTAIN):
            _LOG.error("letter %d is %s: %s", letter.id, state, each.error)
        attempts = letter.attempts + (each.verdict not in _UNCOUNTED)
        return Outcome(letter.id, state, now, attempts, each.message_id, each.error)


def _is_file(letter: Letter) -> bool:
    """Whether it is written beside this transaction: the postman sees to it."""
    return letter.kind in KINDS and KINDS[letter.kind].is_file


def _ended(store: Store, letter: Letter, state: str, now: datetime, why: str) -> None:
    """Settle a letter that is not sent at all."""
    claims.settle(store, [Outcome(letter.id, state, now, letter.attempts, error=why)])


_STATES = {Verdict.SENT: SENT, Verdict.FAILED: FAILED, Verdict.STOPPED: DROPPED, Verdict.NOTHING: DROPPED}


def _after_unknown(letter: Letter) -> str:
    kind = KINDS.get(letter.kind)
    again = kind.again if kind else "never"
    if letter.card_message is not None or again == "always":
        return WAITING  # an edit can't be doubled, and an answer is better twice than never
    return WAITING if again == "once" and letter.attempts == 0 else UNCERTAIN


def _before(letter: Letter) -> Letter:
    """As it was when it was claimed: claiming counts an attempt."""
    return letter._replace(attempts=letter.attempts - 1)


def _card_change(each: Delivered) -> tuple[int, int | None, str | None] | None:
    """What the phone shows now; after AGAIN the old message is gone and both are None."""
    if each.letter.card is None or each.verdict not in (Verdict.SENT, Verdict.AGAIN):
        return None
    return each.letter.card, each.message_id, each.shown
