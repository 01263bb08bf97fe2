"""People who type and tap without end, and a plain model of what must come of it."""

import asyncio
import re
from collections import Counter
from itertools import pairwise
from random import Random

from bot.sandbox import acts
from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.world import World

_TAG = re.compile(r"\bq\d+x\b")
_LANGUAGES = {"en": "English", "fr": "Français"}
_SUBJECTS = ("police training", "déminage", "medical evacuation", "hélicoptère", "pizza")
MOST_WAITING = 150


class Crowd:
    """Everybody types texts that are told apart by their tag, so that each has one answer to look for."""

    def __init__(self, world: World, random: Random, size: int = 8, per_second: float = 20) -> None:
        self.world, self.random, self.per_second = world, random, per_second
        self.phones = [world.phone(f"P{number}", language_code="en") for number in range(size)]
        self.typed: dict[int, list[str]] = {phone.id: [] for phone in self.phones}
        self.tapped: dict[int, list[str]] = {phone.id: [] for phone in self.phones}
        self._cards: dict[int, tuple[Message, dict[str, str]]] = {}

    async def gets_cards(self) -> None:
        """A card with buttons for everybody, to be tapped later."""
        for phone in self.phones:
            choice = await phone.says("/language", timeout=30)
            buttons = [button for row in choice.rows for button in row]
            codes = {code: button["callback_data"] for button in buttons if (code := _language(button))}
            card = await phone.says("/help", timeout=30)
            self._cards[phone.id] = card, codes | {"example": card.rows[0][0]["callback_data"]}

    def types(self) -> None:
        """Somebody types a text that nobody typed before."""
        phone = self.random.choice(self.phones)
        tag = f"q{sum(len(tags) for tags in self.typed.values())}x"
        self.typed[phone.id].append(tag)
        phone.sends(f"{tag} {self.random.choice(_SUBJECTS)}")

    def taps(self) -> None:
        """Somebody taps a button of their card."""
        phone = self.random.choice(self.phones)
        card, codes = self._cards[phone.id]
        button = self.random.choice(sorted(codes))
        self.tapped[phone.id].append(button)
        acts.press(self.world, phone.person, card, codes[button])

    async def keeps_on(self) -> None:
        """Until cancelled: a steady trickle with bursts, held back only when very much waits for the bot."""
        while True:
            await asyncio.sleep(self.random.expovariate(self.per_second))
            burst = self.random.randint(5, 30) if self.random.random() < 0.03 else 1
            for _ in range(burst if len(self.world.updates) < MOST_WAITING else 0):
                if self._cards and self.random.random() < 0.2:
                    self.taps()
                else:
                    self.types()

    # what came of it

    @property
    def count(self) -> int:
        return sum(len(each) for deeds in (self.typed, self.tapped) for each in deeds.values())

    @property
    def answered(self) -> int:
        """How many answers have come, doubled ones included."""
        return sum(len(self.answers(phone)) for phone in self.phones)

    def answers(self, phone: Phone) -> list[str]:
        """The tags of the answers on a phone, in the order of the bubbles."""
        bubbles = (_TAG.search(message.text) for message in phone.chat if message.outgoing)
        return [found.group() for found in bubbles if found]

    def unanswered(self) -> list[str]:
        return [tag for p in self.phones for tag in set(self.typed[p.id]) - set(self.answers(p))]

    def doubled(self) -> int:
        """How many answers came more than once."""
        return sum(count - 1 for p in self.phones for count in Counter(self.answers(p)).values())

    def out_of_order(self) -> list[tuple[str, str]]:
        """Of each person whose answers did not first come in the order of their texts: expected, found."""
        wrong = []
        for phone in self.phones:
            found = list(dict.fromkeys(self.answers(phone)))
            expected = [tag for tag in self.typed[phone.id] if tag in found]
            wrong += [pair for pair in zip(expected, found, strict=True) if pair[0] != pair[1]][:1]
        return wrong

    def stale_cards(self) -> list[str]:
        """People whose card does not show what their last tap asked for."""
        return [p.person.first_name for p in self.phones if not self._shows_last_tap(p)]

    def choices(self, phone: Phone) -> list[tuple[str | None, str]]:
        """The changes of language that the taps mean: from what to what."""
        chosen: list[str | None] = [None]
        for button in self.tapped[phone.id]:
            if button not in ("example", chosen[-1]):
                chosen.append(button)
        return list(pairwise(chosen))

    def _shows_last_tap(self, phone: Phone) -> bool:
        if not self.tapped[phone.id]:
            return True
        text = self._cards[phone.id][0].text
        shown = "en" if "What I do" in text else "fr" if "Ce que je fais" in text else "example"
        return shown == self.tapped[phone.id][-1]


def _language(button: dict[str, str]) -> str | None:
    """The language that a button chooses, if it chooses one."""
    return next((code for code, name in _LANGUAGES.items() if name in button["text"]), None)
