"""A Telegram that remembers everything any phone ever showed: cards are redrawn, and so forget."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.messages import Message
from bot.sandbox.transcript import shown
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button as it was drawn: its route and what it is about, read without our own keys."""

    route: str
    args: str
    data: str

    @property
    def ref(self) -> str:
        """Which need, match or question it is about."""
        return self.args.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one message of the bot showed at one moment; `is_new` when it had just come.

    `consented` holds for contact cards: whether both sides' yes stood in the rows at that very moment.
    """

    phone: int
    message: int
    is_new: bool
    text: str
    buttons: tuple[Pressable, ...]
    consented: bool = False

    @property
    def routes(self) -> set[str]:
        return {button.route for button in self.buttons}

    @property
    def is_contact(self) -> bool:
        """A contact card, in English or French."""
        return self.text.startswith("Contact")


class Diary(World):
    """`is_agreed(match)` is asked, at once, of every contact card that a phone shows."""

    def __init__(self, **details: Any) -> None:
        super().__init__(**details)
        self.of: defaultdict[int, list[Glimpse]] = defaultdict(list)
        self.is_agreed: Callable[[str], bool] = lambda _match: False
        self._known: set[tuple[int, int]] = set()

    @property
    def glimpses(self) -> list[Glimpse]:
        return [glimpse for all_ in self.of.values() for glimpse in all_]

    @property
    def alerts(self) -> list[tuple[int, str]]:
        """What was said over the chats after taps."""
        answered = [query for query in self.queries.values() if query.answer]
        return [(query.person.id, shown(query.answer.get("text", ""))) for query in answered]

    def touched(self, message: Message) -> None:
        if message.outgoing:
            self.of[message.chat.id].append(self._glimpse(message))
        super().touched(message)

    def _glimpse(self, message: Message) -> Glimpse:
        place = message.chat.id, message.id
        is_new = place not in self._known
        self._known.add(place)
        seen = Glimpse(*place, is_new, shown(message.text), pressables(message))
        if not seen.is_contact:
            return seen
        matches = [button.ref for button in seen.buttons if button.route == "match"]
        return Glimpse(
            *place, is_new, seen.text, seen.buttons, bool(matches) and all(map(self.is_agreed, matches))
        )


def pressables(message: Message) -> tuple[Pressable, ...]:
    """The buttons under a message that come back to the bot."""
    codes = (button.get("callback_data", "") for row in message.rows for button in row)
    parts = ((code, code.split("|")) for code in codes if code.count("|") == 4)
    return tuple(Pressable(part[1], part[2], code) for code, part in parts)
