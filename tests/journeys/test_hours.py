"""Nobody is woken: what others do at night comes in the morning, by each reader's own clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from knowledge.rhythm import FOR_GOOD, NO_CAP
from storage import outbox
from tests.support.days import Days, days, living_in
from tests.support.needs import drafts, publishes
from tests.support.posts import always, keeps

# A Friday in winter: 12:00 in New York, 18:00 in N'Djamena, 19:00 in Amman, 23:00 in Dhaka.
FRIDAY = datetime(2027, 1, 15, 17, 0, tzinfo=UTC)
NEW_YORK, NDJAMENA, AMMAN, DHAKA = "America/New_York", "Africa/Ndjamena", "Asia/Amman", "Asia/Dhaka"
A_DAY = timedelta(days=1)
ANOTHER = "formed police unit training in French before April"
RECIPIENT, PROVIDER = ("TD", "recipient"), ("IT", "provider")


def is_asked(phone: Phone) -> bool:
    return any("looks for help" in shown(message.text) for message in phone.chat)


def notices(at: Days, phone: Phone, state: str) -> int:
    """How many notices of needs somebody's letters hold in one state."""
    return at.kinds(phone, state).count("need-notice")


def morning_card(phone: Phone) -> str:
    cards = [shown(each.text) for each in phone.chat if "A number opens it below." in shown(each.text)]
    return cards[-1] if cards else ""


async def test_a_need_published_at_noon_in_new_york_rings_in_each_reader_s_hours(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, FRIDAY) as at:
        amina = await at.comes("Amina", RECIPIENT, living_in(NEW_YORK))
        here = await at.comes("Daniel", PROVIDER, living_in(NEW_YORK))
        evening = await at.comes("Elena", PROVIDER, living_in(NDJAMENA))
        weekend = await at.comes("Layla", PROVIDER, living_in(AMMAN))
        night = await at.comes("Rahim", PROVIDER, living_in(DHAKA))
        await publishes(amina)
        await at.quiet()
        assert [is_asked(each) for each in (here, evening, weekend, night)] == [True, True, False, False]
        # Sunday is a working day in Amman and in Dhaka: 07:30 there is 04:30 and 01:30 UTC.
        await at.it_is(datetime(2027, 1, 17, 1, 29, tzinfo=UTC))
        assert not is_asked(night)
        await at.it_is(datetime(2027, 1, 17, 1, 30, 5, tzinfo=UTC))
        assert is_asked(night)
        assert not is_asked(weekend)
        await at.it_is(datetime(2027, 1, 17, 4, 30, 5, tzinfo=UTC))
        assert is_asked(weekend)


async def test_what_came_at_the_weekend_is_one_card_on_monday_morning(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, FRIDAY) as at:
        amina = await at.comes("Amina", RECIPIENT, living_in(NEW_YORK))
        daniel = await at.comes("Daniel", PROVIDER, living_in(NEW_YORK))
        keeps(at.bot, amina, always(FRIDAY))
        await at.it_is(datetime(2027, 1, 16, 15, 0, tzinfo=UTC))
        await publishes(amina)
        await publishes(amina, ANOTHER)
        await at.quiet()
        assert notices(at, daniel, "held") == 2
        before = len(daniel.chat)
        await at.it_is(datetime(2027, 1, 18, 12, 30, 5, tzinfo=UTC))
        await daniel.shows("A number opens it below.")
        assert len(daniel.chat) == before + 1, "one card, whatever came"
        card = morning_card(daniel)
        assert card.startswith("New for you: 2\n1. Chad looks for help · ")
        assert daniel.buttons[0] == ["1", "2"]
        await daniel.taps("2", change=True)
        notice = await daniel.shows("Chad looks for help")
        assert notice.id > before + 1, "it opens below, and the list stays"
        await daniel.taps("Interested", message=notice, change=True)
        await amina.shows("Italy is interested")


async def test_what_still_waits_for_an_answer_stands_first_on_the_next_morning(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, datetime(2027, 1, 13, 15, 0, tzinfo=UTC)) as at:
        amina = await at.comes("Amina", RECIPIENT, always(FRIDAY))
        daniel = await at.comes("Daniel", PROVIDER, living_in(NEW_YORK))
        await publishes(amina)
        await daniel.shows("Chad looks for help")
        await at.it_is(datetime(2027, 1, 14, 12, 30, 5, tzinfo=UTC))
        assert morning_card(daniel).startswith("Waiting for your answer: 1\n1. Chad looks for help · ")
        await at.it_is(datetime(2027, 1, 15, 12, 30, 5, tzinfo=UTC))
        assert at.kinds(daniel).count("digest") == 1, "not every morning anew"
        await at.it_is(datetime(2027, 1, 17, 12, 0, tzinfo=UTC))
        await publishes(amina, ANOTHER)
        await at.it_is(datetime(2027, 1, 18, 12, 30, 5, tzinfo=UTC))
        card = morning_card(daniel)
        assert card.startswith(
            "Waiting for your answer: 1 · new for you: 1\n\nWaiting for your answer\n1. Chad"
        )
        assert "\n\nNew\n2. Chad looks for help · " in card


async def test_nothing_is_said_on_a_morning_on_which_there_is_nothing_to_say(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, FRIDAY) as at:
        amina = await at.comes("Amina", RECIPIENT, living_in(NEW_YORK))
        before = len(amina.chat)
        for day in range(1, 6):
            await at.it_is(FRIDAY + day * A_DAY)
        assert len(amina.chat) == before


async def test_what_is_over_by_the_morning_is_not_told(world: World, sandbox: Sandbox, tmp_path: Path):
    async with days(world, sandbox, tmp_path, FRIDAY) as at:
        amina = await at.comes("Amina", RECIPIENT, always(FRIDAY))
        rahim = await at.comes("Rahim", PROVIDER, living_in(DHAKA))
        card = await publishes(amina)
        await amina.taps("Withdraw", message=card, change=True)
        await amina.taps("Withdraw", message=card, change=True)
        before = len(rahim.chat)
        await at.it_is(datetime(2027, 1, 17, 1, 30, 5, tzinfo=UTC))
        assert [shown(each.text).split("\n")[0] for each in rahim.chat[before:]] == [
            "Public sources say this about you (2015), 1 of 1:"
        ]


async def test_one_above_the_limit_of_the_day_waits_for_the_next_morning(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, datetime(2027, 1, 14, 15, 0, tzinfo=UTC)) as at:
        amina = await at.comes("Amina", RECIPIENT, always(FRIDAY))
        daniel = await at.comes("Daniel", PROVIDER, living_in(NEW_YORK, a_day=2))
        await publishes(amina)
        await daniel.shows("Chad looks for help")
        await publishes(amina, ANOTHER)
        await at.quiet()
        assert notices(at, daniel, "held") == 1
        await at.it_is(datetime(2027, 1, 15, 12, 30, 5, tzinfo=UTC))
        assert notices(at, daniel, "held") == 0
        assert morning_card(daniel).startswith("Waiting for your answer: 1 · new for you: 1")


async def test_who_paused_everything_hears_nothing_but_answers(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, FRIDAY) as at:
        amina = await at.comes("Amina", RECIPIENT, always(FRIDAY))
        daniel = await at.comes("Daniel", PROVIDER, living_in(NEW_YORK, paused_until=FOR_GOOD))
        await publishes(amina)
        await at.quiet()
        assert notices(at, daniel, "held") == 1
        await at.it_is(FRIDAY + 30 * A_DAY)
        assert not is_asked(daniel)
        await daniel.says("/matches")
        assert "Chad" in daniel.sees


async def test_what_is_turned_off_never_comes_and_is_still_found(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, FRIDAY) as at:
        amina = await at.comes("Amina", RECIPIENT, always(FRIDAY))
        daniel = await at.comes("Daniel", PROVIDER, living_in(NEW_YORK, muted=frozenset({"match"})))
        await publishes(amina)
        await at.quiet()
        assert notices(at, daniel, "skipped") == 1
        assert not is_asked(daniel)
        await daniel.says("/matches")
        assert "Chad" in daniel.sees


async def test_what_is_gathered_comes_in_the_morning(world: World, sandbox: Sandbox, tmp_path: Path):
    async with days(world, sandbox, tmp_path, datetime(2027, 1, 14, 15, 0, tzinfo=UTC)) as at:
        amina = await at.comes("Amina", RECIPIENT, always(FRIDAY))
        gathers = living_in(NEW_YORK, gathered=frozenset({"match"}), a_day=NO_CAP)
        daniel = await at.comes("Daniel", PROVIDER, gathers)
        await publishes(amina)
        await at.quiet()
        assert not is_asked(daniel)
        await at.it_is(datetime(2027, 1, 15, 12, 30, 5, tzinfo=UTC))
        notice = await daniel.shows("Chad looks for help")
        assert notice.rows[0][0]["text"] == "Interested (no commitment)", "one alone is as it is by day"


async def test_a_letter_that_was_under_way_when_night_fell_waits_for_the_morning(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    """Telegram refuses for as long as it takes until the reader's day is over."""
    async with days(world, sandbox, tmp_path, FRIDAY) as at:
        amina = await at.comes("Amina", RECIPIENT, always(FRIDAY))
        daniel = await at.comes("Daniel", PROVIDER, living_in(NEW_YORK))
        draft = await drafts(amina)
        await amina.taps("Publish", message=draft, change=True)
        with at.bot.database.transaction() as store:
            store.connection.exec_driver_sql("UPDATE dues SET due_at = due_at WHERE kind = 'need-release'")
        # The minute in which it can be taken back ends while the clock is moved past nine in the evening.
        await at.it_is(datetime(2027, 1, 16, 2, 30, tzinfo=UTC))
        assert not is_asked(daniel)
        with at.bot.database.reading() as store:
            assert outbox.counts(store)[outbox.HELD] == 1
        await at.it_is(datetime(2027, 1, 18, 12, 30, 5, tzinfo=UTC))
        assert is_asked(daniel)
