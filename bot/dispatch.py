"""Between python-telegram-bot's Application and the slices."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, BaseHandler

from bot.reading import Reading
from bot.turns import Done
from handlers.kit.book import Answer, Book
from storage.inbox import Waiting


@dataclass(slots=True)
class Passage:
    """An update on its way through the Application, and what became of it."""

    row: Waiting
    reading: Reading
    is_answered: bool = False
    done: Done | None = None
    error: BaseException | None = None


RunTurn = Callable[[Waiting, Reading, Answer], Awaitable[Done | None]]


class SliceHandler(BaseHandler[Any, Any, None]):
    """Answers what one slice wrote into its book.

    It keeps an exception for the turn's runner: the Application swallows what a handler raises, and a
    failed update would look handled.
    """

    def __init__(self, book: Book, run: RunTurn) -> None:
        super().__init__(_unused)
        self._book, self._run = book, run

    def check_update(self, update: object) -> Answer | None:
        return self._book.find(update.reading.incoming) if isinstance(update, Passage) else None

    async def handle_update(  # type: ignore[override]
        self,
        update: Passage,
        application: Application[Any, Any, Any, Any, Any, Any],
        check_result: Answer,
        context: Any,
    ) -> None:
        del application, context
        update.is_answered = True
        try:
            update.done = await self._run(update.row, update.reading, check_result)
        except Exception as error:  # noqa: BLE001 -- kept, and raised again by the runner
            update.error = error


async def _unused(_update: object, _context: object) -> None:
    """The library wants a callback; ours are found in the book."""
