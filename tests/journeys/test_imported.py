"""Files brought in while the bot runs: whoever is aboard hears of it on the phone, from another process."""

import asyncio
import subprocess
from datetime import timedelta
from pathlib import Path

from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from bot.wallclock import WallClock
from tests.bot.test_command_line import clearinghouse
from tests.support.needs import a_cast, publishes
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

SOON = 3.0  # seconds; the sender looks once a second
PROGRAMME = """\
programmes:
- id: it-boats-course
  name: Corso di navigazione fluviale
  aliases: [River craft course]
  providers: [IT]
  kind: training
  capabilities: [riverine]
  countries: [TD]
  delivery_languages: [fr]
  summary: Boat crews and engine mechanics, four weeks.
  source: a letter of its provider
  confidence: high
"""
NEED = """\
needs:
- id: td-boats-2027-long-1
  delegation: TD
  words: "équipages de <b>bateaux</b> fluviaux: formation en français avant juin 2097"
  capabilities: [riverine]
"""


async def brings_in(bot: Running, folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """As an operator does: the command, in a process of its own."""
    (folder / "file.yaml").write_text(text, encoding="utf-8")
    settings = {"DATABASE_URL": bot.settings.database_url}
    if bot.settings.clock is not None:
        settings["CLOCK"] = str(bot.settings.clock)
    done = await asyncio.to_thread(clearinghouse, "import", "file.yaml", folder=folder, **settings)
    assert (done.returncode, done.stderr) == (0, "")
    return done


async def test_a_programme_and_a_need_of_one_file_meet_on_two_phones(
    bot: Running, world: World, tmp_path: Path
):
    cast = await a_cast(bot, world, provider="fr")
    await brings_in(bot, tmp_path, NEED + PROGRAMME)
    notice = await cast.daniel.shows("Tchad", timeout=SOON)
    assert "équipages de <b>bateaux</b> fluviaux: formation en français" in shown(notice.text)
    await cast.amina.says("/needs")
    assert "1. Riverine" in cast.amina.sees
    await cast.amina.taps("1. ", change=True)
    card = cast.amina.newest
    assert "1. Italy: " in shown(card.text)
    await cast.daniel.taps("Intéressé", message=notice, change=True)
    offer = await cast.amina.shows("Italy is interested")
    await cast.amina.taps("Yes", message=offer, change=True)
    await cast.daniel.shows("Amina")
    await cast.amina.shows("Daniel")
    await cast.amina.taps("Change", message=card)
    await cast.amina.until(lambda: "Change the need" in card.text)
    await cast.amina.taps("What", message=card)
    await cast.amina.until(lambda: "Now: Riverine" in shown(card.text))


async def test_a_programme_brought_in_finds_the_need_that_waits_for_it(
    bot: Running, world: World, tmp_path: Path
):
    cast = await a_cast(bot, world)
    await publishes(cast.amina, "riverine boat crews training in French before June")
    assert "No provider fits yet" in cast.amina.sees
    await brings_in(bot, tmp_path, PROGRAMME)
    notice = await cast.daniel.shows("Chad looks for help", timeout=SOON)
    assert "River craft course" in shown(notice.text) or "Corso di navigazione" in shown(notice.text)
    await brings_in(bot, tmp_path, PROGRAMME)
    await cast.daniel.says("/matches")
    assert len([each for each in cast.daniel.chat if "looks for help" in each.text]) == 1


async def test_changes_and_the_end_of_an_imported_need_are_told(world: World, sandbox, tmp_path: Path):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(tmp_path), clock=tmp_path / "clock") as bot:
        cast = await a_cast(bot, world)
        await brings_in(bot, tmp_path, NEED + PROGRAMME)
        notice = await cast.daniel.shows("Chad looks for help", timeout=SOON)
        await brings_in(bot, tmp_path, NEED + "  units: [company]\n")
        wall.forward(timedelta(seconds=61))
        await cast.daniel.shows("Chad has changed its need")
        await cast.daniel.until(lambda: "Unit: company" in shown(notice.text))
        await brings_in(bot, tmp_path, NEED + "  state: withdrawn\n")
        await cast.daniel.shows("Chad has withdrawn its need", timeout=SOON)
        await cast.daniel.until(lambda: "The need was withdrawn." in notice.text)


async def test_who_comes_aboard_later_gets_the_imported_need_that_is_still_open(
    bot: Running, world: World, tmp_path: Path
):
    ruth, daniel = world.phone("Ruth", language_code="en"), world.phone("Daniel", language_code="en")
    await comes_in(bot, ruth, "org:UN", "secretariat")
    await brings_in(bot, tmp_path, NEED + PROGRAMME)
    await ruth.says("/desk")
    await ruth.taps("Providers not here", change=True)
    assert "Italy: 1 open need" in ruth.sees
    await comes_in(bot, daniel, "IT", "provider")
    await daniel.shows("Chad looks for help")
