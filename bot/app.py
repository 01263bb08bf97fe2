"""The one place that wires everything."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from telegram.ext import Application, ApplicationBuilder

from bot.backup_errand import backup_errand
from bot.beats import Beats
from bot.clock import Clock
from bot.dbthread import DatabaseThreads
from bot.delivery import Postman
from bot.dispatch import SliceHandler
from bot.errands import Errands
from bot.fastlane import FastLane
from bot.filing import Filing
from bot.gate import Gate
from bot.handling import Handling
from bot.housekeeping import HOUSE, deeds
from bot.intake import Intake
from bot.lanes import Lanes
from bot.moments import Moments
from bot.outtray import OutTray
from bot.pacer import Pacer
from bot.sealing import Sealer
from bot.sender import Sender
from bot.settings import Settings, SettingsError
from bot.transport import Api, build_api
from bot.turns import Turns
from bot.wallclock import WallClock
from handlers.books import books, forms_of, living
from handlers.kit.buttons import KeyRing
from handlers.kit.links import Links
from handlers.kit.turn import World
from storage.database import Database

_POSTGRES_WORKERS = 4


@dataclass(slots=True)
class Parts:
    """Everything that runs, wired and not yet started."""

    settings: Settings
    database: Database
    threads: DatabaseThreads
    wall: WallClock
    beats: Beats
    api: Api
    application: Application[Any, Any, Any, Any, Any, Any]
    fast_lane: FastLane
    tray: OutTray
    sender: Sender
    handling: Handling
    lanes: Lanes
    intake: Intake
    clock: Clock
    errands: Errands
    leads: asyncio.Event
    revoked: asyncio.Event


def wire(settings: Settings, world: World) -> Parts:
    """Build every part; nothing is opened, connected or started here."""
    database = Database(settings.database_url)
    threads = DatabaseThreads(1 if database.is_sqlite else _POSTGRES_WORKERS)
    wall, beats, keys = _clock(settings), Beats(), KeyRing(settings.button_key_ring)
    api = build_api(settings.token, settings.api_url, settings.api_file_url or "")
    application = ApplicationBuilder().bot(api).updater(None).job_queue(None).build()
    fast_lane, leads, revoked = FastLane(api), asyncio.Event(), asyncio.Event()

    # The bot's own name is known once Telegram has answered, which is before any turn.
    links = Links(settings.button_key_ring, lambda: settings.bot_username or api.username)
    letters = living(wall.now, links)
    world = replace(world, links=links, living=letters)
    tray = OutTray(database, keys, letters, wall.now)
    pacer = Pacer(settings.flood_limit)
    sender = Sender(tray, Postman(api, Filing(database, letters)), threads, pacer, wall, beats, revoked.set)
    errands = Errands(database, threads, wall, _errand_kinds(settings, database, wall), beats)
    shelf = books()
    forms = forms_of(shelf)
    routes = {name: answer for book in shelf for name, answer in book.routes.items()}
    turns = Turns(database, keys, routes, forms, world, settings.seed)
    gate = Gate(settings.most_deeds)
    handling = Handling(
        threads, application, turns, keys, wall, fast_lane, gate, errands.conclude, sender.wake
    )
    lanes = Lanes(database, threads, handling.handle, beats)
    errands.after = lanes.look
    for book in shelf:
        application.add_handler(SliceHandler(book, handling.run_turn))
    intake = Intake(database, threads, lanes, wall, gate, leads.is_set)

    def after_tick() -> None:
        sender.wake()
        errands.wake()

    moments = Moments(keys, world, settings.seed)
    dues = {kind: moments.deed(answer) for book in shelf for kind, answer in book.dues.items()}
    sealer = Sealer(database, settings.audit_key_ring[0])
    every = deeds(settings.retention) | dues
    clock = Clock(database, threads, wall, every, sealer, beats, after_tick, once=HOUSE)
    return Parts(
        settings, database, threads, wall, beats, api, application, fast_lane,
        tray, sender, handling, lanes, intake, clock, errands, leads, revoked,
    )  # fmt: skip


def _clock(settings: Settings) -> WallClock:
    try:
        return WallClock(settings.clock)
    except ValueError:
        raise SettingsError(
            f"CLEARINGHOUSE_CLOCK: {settings.clock} must hold an instant such as 2027-03-01T08:00:00Z"
        ) from None


def _errand_kinds(settings: Settings, database: Database, wall: WallClock) -> dict[str, Any]:
    if settings.backup_dir is None or database.path is None:
        return {}
    return {"backup": backup_errand(database, settings.backup_dir, wall, settings.keep_backups_days)}
