"""The audit trail in the chat: everybody sees their own, administrators search it and take it away."""

import asyncio
import csv
import io
from datetime import timedelta

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from bot.wallclock import WallClock
from handlers.kit.i18n import translator
from handlers.trail.conversation import file_letter
from knowledge.chain import read_head, verify
from storage import audit, people, seals
from tests.support.needs import Cast, a_cast, drafts, publishes
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

READ = "read a restricted need"


@pytest.fixture
async def cast(bot: Running, world: World) -> Cast:
    return await a_cast(bot, world)


async def publishes_for(cast: Cast, viewers: str) -> None:
    """A need that goes to few."""
    card = await drafts(cast.amina)
    await cast.amina.taps("Who sees it", message=card, change=True)
    await cast.amina.taps(viewers, message=card, change=True)
    await cast.amina.taps("Publish", message=card, change=True)
    await cast.amina.taps("Send now", message=card, change=True)


def readers(bot: Running) -> list[int | None]:
    with bot.database.reading() as store:
        return [line.actor for line in audit.of_verb(store, READ)]


async def is_sealed(bot: Running, phone: Phone) -> None:
    def all_of_it() -> bool:
        with bot.database.reading() as store:
            return seals.is_all_sealed(store)

    await phone.until(all_of_it, timeout=20)


async def test_everybody_sees_what_is_on_record_about_themselves(bot: Running, world: World, cast: Cast):
    await publishes(cast.amina)
    await cast.amina.says("/mytrail")
    assert cast.amina.sees.startswith("On record about you")
    assert "You: sent a need out · need " in cast.amina.sees
    assert "You: began a need" in cast.amina.sees
    assert "Chad, recipient (looks for help)" in cast.amina.sees
    assert "formed police unit" not in cast.amina.sees
    assert cast.amina.buttons == [["Language"]]
    await cast.daniel.says("/language")
    await cast.daniel.taps("On record about me", change=True)
    assert "You: gave or took a post" in cast.daniel.sees
    assert "need" not in cast.daniel.sees.partition("can't be changed.")[2]


async def test_what_the_secretariat_decided_about_somebody_is_on_their_record(
    bot: Running, world: World, cast: Cast
):
    amadou = world.phone("Amadou", language_code="fr")
    await amadou.starts()
    await amadou.taps("Demander l’accès", change=True)
    await amadou.says("Mali, conseiller police")
    await amadou.taps("Nous cherchons", change=True)
    await cast.ruth.shows("Request for access")
    await cast.ruth.taps("Grant", change=True)
    await amadou.says("/historique")
    assert "Le secrétariat : acceptation d’une demande d’accès" in amadou.sees
    assert "Le secrétariat : attribution ou prise d’un poste" in amadou.sees
    assert "Ruth" not in amadou.sees


async def test_longer_records_are_read_page_by_page(bot: Running, world: World, cast: Cast):
    for _ in range(5):
        await cast.amina.says("/language")
        await cast.amina.taps("Français", change=True)
        await cast.amina.says("/language")
        await cast.amina.taps("English", change=True)
    await cast.amina.says("/mytrail")
    assert cast.amina.buttons == [["Older"], ["Language"]]
    await cast.amina.taps("Older", change=True)
    assert cast.amina.buttons == [["Newest", "Older"], ["Language"]]
    await cast.amina.taps("Newest", change=True)
    assert cast.amina.buttons == [["Older"], ["Language"]]


async def test_only_administrators_see_the_whole_trail(bot: Running, world: World, cast: Cast):
    await cast.amina.says("/audit")
    assert cast.amina.sees == "This is for the secretariat only."
    omar = world.phone("Omar", language_code="en")
    await comes_in(bot, omar, "org:UN", "secretariat")
    await omar.says("/audit")
    assert omar.sees == "This is for administrators of the secretariat only."
    await omar.says("/mytrail")
    assert omar.buttons == [["Language"]]
    await cast.ruth.says("/mytrail")
    await cast.ruth.taps("The whole trail", change=True)
    assert cast.ruth.sees.startswith("Audit trail\n")
    assert "Daniel: gave or took a post\n" in cast.ruth.sees
    assert "The system: made an invitation" in cast.ruth.sees


@pytest.mark.parametrize(
    ("typed", "seen", "unseen"),
    [
        ("Amina", "Amina: gave or took a post", "Daniel"),
        ("Chad", "Amina: published a need", "Daniel"),
        ("published", "Amina: published a need", "took a post"),
        ("2 March 2027", "Nothing on record fits.", "Amina"),
        ("=cmd' OR 1=1 --", "Nothing on record fits.", "Amina"),
        ("%", "Nothing on record fits.", "Amina"),
        ("formed police unit", "Nothing on record fits.", "Amina"),
    ],
)
async def test_administrators_find_lines_by_name_delegation_deed_and_day(
    bot: Running, world: World, cast: Cast, typed: str, seen: str, unseen: str
):
    await publishes(cast.amina)
    await cast.ruth.says("/audit")
    await cast.ruth.taps("Look for something", change=True)
    await cast.ruth.says(typed)
    assert seen in cast.ruth.sees
    assert unseen not in cast.ruth.sees.replace(f"Search: {typed}", "")
    assert cast.ruth.buttons[-2:] == [["Look for something", "As a file", "Everything"], ["Back to the desk"]]


async def test_today_s_lines_are_found_by_the_day(bot: Running, world: World, cast: Cast):
    await cast.ruth.says("/audit")
    await cast.ruth.taps("Look for something", change=True)
    await cast.ruth.says(f"Daniel {WallClock().now():%d.%m.%Y}")
    assert "Daniel: gave or took a post" in cast.ruth.sees


async def test_the_trail_comes_as_a_file_with_the_head_of_its_chain(bot: Running, world: World, cast: Cast):
    await publishes(cast.amina)
    await is_sealed(bot, cast.ruth)
    await cast.ruth.says("/audit")
    tapped = await cast.ruth.taps("As a file")
    assert tapped.toast == "The file comes in a moment."
    await cast.ruth.until(lambda: cast.ruth.newest.kind == "document")
    sent = cast.ruth.newest.content
    file = world.files.by_id(sent["document"]["file_id"])
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    began = next(row for row in rows if row["verb"] == "began a need")
    assert (began["name"], began["before"], began["after"]) == ("Amina", "", ""), "no words of needs"
    assert rows[0]["verb"] == "exported the trail"
    head = read_head(sent["caption"].rpartition("\n")[2])
    with bot.database.reading() as store:
        assert verify(seals.chain(store), bot.settings.audit_key_ring, [head]).wrong is None


async def test_opening_a_need_for_the_secretariat_alone_is_on_record_once_a_day(
    world: World, sandbox, tmp_path
):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(tmp_path), clock=tmp_path / "clock") as bot:
        cast = await a_cast(bot, world)
        await publishes_for(cast, "Secretariat only")
        for _ in range(2):
            await opens_newest_need(cast.ruth)
        assert readers(bot) == [3]
        wall.forward(timedelta(days=1))
        await asyncio.sleep(0.3)  # the bot looks at its clock's file every 100 ms
        await opens_newest_need(cast.ruth)
        assert readers(bot) == [3, 3]
        await cast.amina.says("/needs")
        await cast.amina.taps("1.", change=True)
        assert readers(bot) == [3, 3], "its own delegation reads it without a word"


async def test_a_provider_that_opens_a_need_without_its_words_is_on_record(
    bot: Running, world: World, cast: Cast
):
    await publishes_for(cast, "Without my words")
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Details", message=notice, change=True)
    assert readers(bot) == [2]


async def test_a_need_that_every_match_may_see_is_read_without_a_word(bot: Running, world: World, cast: Cast):
    await publishes(cast.amina)
    await opens_newest_need(cast.ruth)
    assert readers(bot) == []


async def test_who_is_no_administrator_when_the_file_leaves_gets_none(bot: Running, world: World, cast: Cast):
    with bot.database.transaction() as store:
        amina = people.by_id(store, 1)
        assert file_letter(store, translator("en"), amina, "", WallClock().now()) is None


async def opens_newest_need(phone: Phone) -> None:
    await phone.says("/desk")
    await phone.taps("Needs", change=True)
    await phone.taps("1.", change=True)


async def test_a_newcomer_s_record_is_short(bot: Running, world: World):
    zoe = world.phone("Zoé", language_code="fr")
    await zoe.starts()
    await zoe.says("/mytrail")
    assert zoe.sees.endswith("Rien pour l’instant.")
    await comes_in(bot, zoe, "org:AU", "provider")
    await zoe.says("/mytrail")
    assert "Vous : attribution ou prise d’un poste" in zoe.sees
