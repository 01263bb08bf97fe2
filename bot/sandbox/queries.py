"""A tap that waits for the bot's answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.messages import Message
from bot.sandbox.people import Person

Json = dict[str, Any]

ANSWERABLE = timedelta(seconds=15)


@dataclass(slots=True)
class Query:
    """A callback query; `answer` is what answerCallbackQuery said (text, show_alert, url)."""

    id: str
    person: Person
    message: Message
    at: datetime
    answer: Json | None = None

    def answerable(self, now: datetime) -> bool:
        return self.answer is None and now - self.at <= ANSWERABLE
