"""The program's own clock deeds, scribe and out tray in one process, by a clock that jumps.

Nothing goes over a wire: what the out tray would send stands on a phone at once, and is told to `rang`
unless it only redraws what stands there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import wire
from bot.delivery import Delivered, Verdict
from bot.housekeeping import begin
from bot.moments import Moments
from bot.render import content_hash
from bot.running import prepare_database
from bot.settings import Settings
from handlers.kit.buttons import KeyRing
from handlers.kit.turn import Moment, World
from knowledge.search import Finder
from storage import dues, leader
from storage.catalogue import Catalogue
from storage.claims import Letter
from storage.database import Store

_SEED = "a month"
_TOKEN = "2:bench-ours-ours-ours"
# (letter, what time it is)
Rang = Callable[[Letter, datetime], None]


class Office:
    """The clock stands still, until somebody `goes_on`; `rang` hears of everything that rings."""

    def __init__(self, folder: Path, start: datetime, rang: Rang) -> None:
        file = folder / "clock"
        file.write_text(f"{start.isoformat()} 0\n")
        settings = Settings(  # type: ignore[call-arg]
            _env_file=None,
            bot_token=_TOKEN,  # type: ignore[arg-type]
            database_url=f"sqlite:///{folder}/clearinghouse.db",
            clock=file,
            seed=_SEED,
            operator="the exercise staff",
        )
        prepare_database(settings)
        world = World(Catalogue(Finder.shipped()), settings.operator, settings.retention)
        self.world, self._rang = world, rang
        self._parts = wire(settings, world)
        self._moments = Moments(KeyRing(settings.button_key_ring), world, _SEED)
        self._acts = self._messages = 0
        with self._parts.database.transaction() as store:
            self._parts.tray.epoch = self._parts.clock.epoch = leader.begin_term(store, start)
            begin(store, start, backups=False)

    @property
    def now(self) -> datetime:
        return self._parts.wall.now()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        with self._parts.database.reading() as store:
            yield store

    @contextmanager
    def moment(self) -> Iterator[Moment]:
        """Somebody does something now."""
        self._acts += 1
        origin = f"act:{self._acts}"
        with (
            self._parts.database.transaction() as store,
            self._moments.open(store, self.now, origin) as moment,
        ):
            yield moment

    async def goes_on(self, to: datetime) -> bool:
        """Do what is due by now; go on to an instant, or to the next up to it when more is due (True)."""
        await self._settle()
        with self.reading() as store:
            upcoming = dues.due(store, to, 1)
        self._move(upcoming[0].due_at if upcoming else to)
        return bool(upcoming)

    def close(self) -> None:
        self._parts.threads.close()
        self._parts.database.close()

    def _move(self, to: datetime) -> None:
        step = to - self.now
        if step > timedelta():
            self._parts.wall.forward(step)

    async def _settle(self) -> None:
        """All that is due by now, and all that may leave."""
        while True:
            await self._parts.clock.tick()
            self._send()
            with self.reading() as store:
                if not dues.due(store, self.now, 1):
                    return

    def _send(self) -> None:
        delivered: list[Delivered] = []
        while True:
            claimed, _ = self._parts.tray.turn_over(delivered, self.now, _one_a_chat, [], look=True)
            delivered = [self._deliver(letter) for letter in claimed]
            if not claimed:
                return

    def _deliver(self, letter: Letter) -> Delivered:
        message = letter.card_message
        if message is None:
            self._messages += 1
            message = self._messages
            self._rang(letter, self.now)
        return Delivered(letter, Verdict.SENT, message, content_hash(letter.payload or ""))


def _one_a_chat(letters: list[Letter]) -> list[Letter]:
    return list({letter.chat: letter for letter in reversed(letters)}.values())[::-1]
