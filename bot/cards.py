"""What a turn or a tick shows and tells → cards and letters, inside its own transaction."""

from datetime import datetime

from bot.render import content_hash, render
from handlers.kit.buttons import KeyRing
from handlers.kit.screen import Screen
from handlers.kit.turn import Notice
from handlers.kit.waking import told_today, wake_by, why_never
from knowledge.kinds import KINDS, Kind
from storage import cards, held, outbox, people, rhythms
from storage.database import Store

_ANSWER = KINDS["answer"]


class Scribe:
    """Writes letters for one turn or tick; `origin` names it (`turn:7`) and makes every key unique."""

    def __init__(self, store: Store, keys: KeyRing, now: datetime, origin: str) -> None:
        self._store, self._keys, self._now, self._origin = store, keys, now, origin
        self._written = 0

    def answer_text(self, screen: Screen, chat: int, holder: int, message_id: int, key: str = "") -> None:
        """A new message under the typed one; the same text corrected later redraws it."""
        subject = key or f"answer:{message_id}:{self._written}"
        self._put(cards.find(self._store, chat, subject), subject, screen, chat, holder)

    def answer_tap(self, screen: Screen, chat: int, holder: int, message_id: int, key: str = "") -> None:
        """Redraw the tapped message, which is from now on the card of that key, if there is one."""
        card = outbox.adopt(self._store, chat, message_id)
        if key and cards.find(self._store, chat, key) is None:
            cards.name(self._store, card, key)
        self._put(card, "", screen, chat, holder)

    def tell(self, notice: Notice) -> None:
        """A living letter: what it says is written when it leaves, with its reader's rights and language.

        It leaves in its reader's hours and within their limits; what is redrawn in place rings nowhere.
        """
        reader = people.by_id(self._store, notice.person)
        card = cards.find(self._store, reader.telegram_id, notice.key) if reader is not None else None
        if reader is None or (card is None and notice.renews):
            return
        if card is not None and not notice.renews and not outbox.was_dropped(self._store, card):
            return  # told already
        key = notice.key
        if card is None:
            card = cards.add(self._store, reader.telegram_id, notice.key, wanted="")
        elif (notice.renews and held.lies(self._store, card)) or self._revive(card, notice, reader.id):
            return  # what waits there is written when it leaves, and says the newest by itself
        else:
            key = f"{notice.key}:{self._origin}"
        kind = KINDS[notice.kind]
        values = self._letter(kind, key, reader.telegram_id, card)
        when = {} if notice.renews else self._when(kind, reader.id)
        outbox.add_new(self._store, values | {"subject": notice.subject, "person": reader.id} | when)

    def _when(self, kind: Kind, reader: int) -> dict[str, object]:
        """What becomes of a letter that rings: it waits for its reader's hours, or is not wanted at all."""
        if kind.sort == "answer":
            return {}  # whatever their hours are
        rhythm, now = rhythms.of(self._store, reader), self._now
        told = told_today(self._store, reader, rhythm, now) if kind.rule.counts else 0
        at = rhythm.arrives(kind, now, told)
        opening = rhythm.hours.next_opening(now)
        wake_by(self._store, reader, min(opening, at) if at is not None and at > now else opening)
        if (never := why_never(kind, now, at)) is not None:
            return {"state": outbox.SKIPPED, "error": never, "done_at": now}
        if at is None or at <= now:
            return {}
        return {"state": outbox.HELD, "due_at": at, "deadline": kind.deadline(now, at)}

    def _revive(self, card: int, notice: Notice, reader: int) -> bool:
        # The sender may just be putting back what it could not send: one letter at most waits per card.
        cards.lock(self._store, card)
        return outbox.revive(self._store, card, notice.kind, notice.subject, reader)

    def _put(self, card: int | None, subject: str, screen: Screen, chat: int, holder: int) -> None:
        content = render(screen, holder, self._keys)
        wanted = content_hash(content)
        if card is None:
            card = cards.add(self._store, chat, subject, wanted=wanted)
        else:
            cards.want(self._store, card, wanted)
            # At most one update waits per card: the newer content takes the older one's place.
            if outbox.redraw(self._store, card, content, _ANSWER, self._now):
                return
        key = f"{self._origin}:{self._written}"
        self._written += 1
        outbox.add_new(self._store, self._letter(_ANSWER, key, chat, card) | {"payload": content})

    def _letter(self, kind: Kind, key: str, chat: int, card: int) -> dict[str, object]:
        return {
            "key": key,
            "chat": chat,
            "card": card,
            "kind": kind.name,
            "subject": "",
            "method": "",
            "priority": kind.priority,
            "state": outbox.WAITING,
            "attempts": 0,
            "epoch": 0,
            "created_at": self._now,
            "due_at": self._now,
            "deadline": self._now + kind.lives,
        }
