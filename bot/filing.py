"""Letters that are files: written as they leave, in a read of their own, and kept nowhere."""

import asyncio
from collections.abc import Mapping

from bot.render import render_document
from handlers.kit.i18n import translator
from handlers.kit.screen import Document
from handlers.kit.turn import Living
from storage import people
from storage.claims import Letter
from storage.database import Database


class Filing:
    """Called by the postman; no turn waits while a file is written, however long it is."""

    def __init__(self, database: Database, living: Mapping[str, Living]) -> None:
        self._database, self._living = database, living

    async def __call__(self, letter: Letter) -> str | None:
        return await asyncio.to_thread(self._written, letter)

    def _written(self, letter: Letter) -> str | None:
        with self._database.reading() as store:
            reader = people.by_id(store, letter.person) if letter.person is not None else None
            if reader is None:
                return None
            said = self._living[letter.kind](store, translator(reader.language), reader, letter.subject)
        return render_document(said) if isinstance(said, Document) else None
