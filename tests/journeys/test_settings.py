"""One screen on which a person decides what reaches them and when; a tap or a word changes it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from knowledge.hours import Hours
from knowledge.rhythm import FOR_GOOD, NO_CAP, Rhythm
from storage import audit, people, rhythms
from tests.support.clocks import clock_at
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

NOW = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)  # a Tuesday, 14:05 in New York
TOMORROW = datetime(2027, 1, 13, 12, 30, tzinfo=UTC)


@pytest.fixture
async def bot(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Running]:
    async with running_bot(world, sandbox, file_url(tmp_path), clock=clock_at(tmp_path, NOW).file) as running:
        yield running


@pytest.fixture
async def amina(bot: Running, world: World) -> Phone:
    """She speaks for Chad, and has said nothing of her hours."""
    phone = world.phone("Amina", language_code="en")
    await comes_in(bot, phone, "TD", "recipient", rhythm=Rhythm())
    await phone.says("/settings")
    return phone


def kept(bot: Running, phone: Phone) -> Rhythm:
    with bot.database.reading() as store:
        return rhythms.of(store, people.by_telegram_id(store, phone.id).id)


def deeds(bot: Running, phone: Phone) -> list[tuple[str | None, str | None]]:
    """What the trail says of changes, oldest first."""
    with bot.database.reading() as store:
        person = people.by_telegram_id(store, phone.id).id
        lines = audit.of(store, f"person:{person}")
    return [(line.before, line.after) for line in lines if line.verb == "set hours"]


@pytest.mark.parametrize("command", ["/settings", "/hours", "/horaires", "/reglages"])
async def test_one_screen_says_in_plain_words_what_holds(bot: Running, amina: Phone, command: str):
    await amina.says(command)
    assert "It is 14:05 where you are (New York)." in amina.sees
    assert "Quiet: from 21:00 to 07:30, and all day on Saturday and Sunday." in amina.sees
    assert "At most 12 letters a day; what is above waits for the next morning" in amina.sees
    assert amina.buttons == [
        ["Clock", "Quiet hours"],
        ["Working days", "How many a day"],
        ["What comes, and how", "Pause"],
        ["Language", "Home"],
    ]


async def test_it_is_said_in_french_to_whoever_reads_french(bot: Running, world: World):
    zoe = world.phone("Zoé", language_code="fr")
    await zoe.says("/reglages")
    assert "Il est 14:05 chez vous (New York)." in zoe.sees
    assert "Silence : de 21:00 à 07:30, et toute la journée les samedi et dimanche." in zoe.sees


async def test_the_language_screen_stays_where_it_was(bot: Running, amina: Phone):
    await amina.says("/language")
    assert "In which language shall I speak with you?" in amina.sees


async def test_the_clock_is_chosen_by_the_time_it_shows(bot: Running, amina: Phone):
    await amina.taps("Clock", change=True)
    assert amina.buttons == [
        ["14:05 New York ✓", "20:05 N’Djamena"],
        ["20:05 Geneva"],
        ["Other times", "Back"],
    ]
    await amina.taps("20:05 N’Djamena", change=True)
    assert "It is 20:05 where you are (N’Djamena)." in amina.sees
    assert kept(bot, amina).hours.zone == "Africa/Ndjamena"
    assert deeds(bot, amina) == [('{"zone": "America/New_York"}', '{"zone": "Africa/Ndjamena"}')]


async def test_other_times_lead_to_the_cities_of_that_time_and_another_country_brings_its_week(
    bot: Running, amina: Phone
):
    await amina.taps("Clock", change=True)
    await amina.taps("Other times", change=True)
    assert "What does your clock show?" in amina.sees
    await amina.taps("22:05", change=True)
    await amina.taps("Amman", change=True)
    assert "It is 22:05 where you are (Amman)." in amina.sees
    assert "all day on Friday and Saturday" in amina.sees


async def test_days_chosen_by_hand_stay_in_another_country(bot: Running, amina: Phone):
    await amina.taps("Working days", change=True)
    assert amina.buttons == [["Mon ✓", "Tue ✓", "Wed ✓", "Thu ✓"], ["Fri ✓", "Sat", "Sun"], ["Back"]]
    await amina.taps("Fri ✓", change=True)
    assert amina.buttons[1] == ["Fri", "Sat", "Sun"]
    await amina.says("/settings")
    await amina.taps("Clock", change=True)
    await amina.says("Amman")
    assert kept(bot, amina).hours.days == {0, 1, 2, 3}
    assert kept(bot, amina).hours.zone == "Asia/Amman"


async def test_the_last_working_day_can_t_go(bot: Running, amina: Phone):
    await amina.taps("Working days", change=True)
    for day in ("Mon", "Tue", "Wed", "Thu"):
        await amina.taps(f"{day} ✓", change=True)
    tapped = await amina.taps("Fri ✓")
    assert "One working day has to stay." in tapped.alert
    assert kept(bot, amina).hours.days == {4}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Dhaka", "Asia/Dhaka"),
        ("Tchad", "Africa/Ndjamena"),
        ("00:05", "Asia/Karachi"),
        ("0h05", "Asia/Karachi"),
        ("٠٠:٠٥", "Asia/Karachi"),
    ],
)
async def test_a_city_a_state_or_the_time_on_the_wall_can_be_typed(
    bot: Running, amina: Phone, typed: str, zone: str
):
    await amina.taps("Clock", change=True)
    await amina.says(typed)
    assert "Your hours and limits" in amina.sees
    assert kept(bot, amina).hours.zone == zone


@pytest.mark.parametrize("typed", ["14:05", "Congo"])
async def test_several_places_that_fit_become_buttons(bot: Running, amina: Phone, typed: str):
    await amina.taps("Clock", change=True)
    await amina.says(typed)
    assert amina.sees == "Which of these is yours?"
    first = amina.buttons[0][0]
    await amina.taps(first, change=True)
    assert f"({first.removesuffix(' ✓').split(maxsplit=1)[1]})" in amina.sees


@pytest.mark.parametrize("typed", ["Mars/Phobos", "asdfgh", "25:00", "😀"])
async def test_a_place_that_does_not_exist_gets_a_sentence_and_the_question_stays(
    bot: Running, amina: Phone, typed: str
):
    await amina.taps("Clock", change=True)
    await amina.says(typed)
    assert amina.sees.startswith(
        "I know no such place. Please type a city, a state, or what your clock shows"
    )
    await amina.says("Dhaka")
    assert kept(bot, amina).hours.zone == "Asia/Dhaka"


@pytest.mark.parametrize("typed", ["8", "8h", "٨:٠٠"])
async def test_an_hour_that_no_clock_shows_gets_a_sentence(bot: Running, amina: Phone, typed: str):
    await amina.taps("Clock", change=True)
    await amina.says(typed)
    assert amina.sees.startswith("It is 08:00 now at none of the places I know.")


@pytest.mark.parametrize(
    "typed", ["21:30-7", "21h30 à 7h", "de 21h30 à 7h", "٢١:٣٠ - ٧:٠٠", "from 9:30 pm to 7 am"]
)
async def test_quiet_hours_are_chosen_or_typed(bot: Running, amina: Phone, typed: str):
    await amina.taps("Quiet hours", change=True)
    assert amina.buttons == [
        ["20:00 - 08:00", "21:00 - 07:30 ✓"],
        ["22:00 - 06:00", "23:00 - 07:00"],
        ["Back"],
    ]
    await amina.taps("22:00 - 06:00", change=True)
    assert "Quiet: from 22:00 to 06:00" in amina.sees
    await amina.taps("Quiet hours", change=True)
    await amina.says(typed)
    assert kept(bot, amina).hours == Hours(quiet_from=time(21, 30), quiet_until=time(7))


@pytest.mark.parametrize("typed", ["0-24", "8-8", "8h à 8h"])
async def test_quiet_hours_of_a_whole_day_lead_to_a_pause(bot: Running, amina: Phone, typed: str):
    await amina.taps("Quiet hours", change=True)
    await amina.says(typed)
    assert "Quiet hours can't last all day" in amina.sees
    assert amina.buttons == [["Pause", "Back"]]
    assert kept(bot, amina) == Rhythm()


@pytest.mark.parametrize("typed", ["8", "8h30", "٨:٠٠", "at night", "25-26"])
async def test_one_hour_is_no_span(bot: Running, amina: Phone, typed: str):
    await amina.taps("Quiet hours", change=True)
    await amina.says(typed)
    assert amina.sees == "Please type two hours, from when to when, for example: 21:00-7:30"


async def test_how_many_a_day_and_choosing_again_changes_nothing(bot: Running, amina: Phone):
    await amina.taps("How many a day", change=True)
    assert amina.buttons == [["3", "6", "12 ✓", "No limit"], ["Back"]]
    await amina.taps("No limit", change=True)
    assert kept(bot, amina).a_day == NO_CAP
    await amina.taps("No limit ✓")
    await amina.taps("12", change=True)
    assert deeds(bot, amina) == [('{"a day": 12}', '{"a day": 0}'), ('{"a day": 0}', '{"a day": 12}')]


async def test_each_sort_goes_round_its_ways(bot: Running, amina: Phone):
    await amina.taps("What comes, and how", change=True)
    assert amina.buttons == [
        ["Needs and offers: at once", "Questions and replies: at once"],
        ["News: at once", "Your post: at once"],
        ["Meetings: at once", "Reminders: at once"],
        ["Messages to all: at once", "Back"],
    ]
    await amina.taps("News: at once", change=True)
    await amina.taps("News: in the morning", change=True)
    await amina.taps("Questions and replies: at once", change=True)
    assert kept(bot, amina) == Rhythm(gathered=frozenset({"question"}), muted=frozenset({"news"}))
    await amina.taps("Questions and replies: in the morning", change=True)
    assert amina.buttons[0][1] == "Questions and replies: at once", "they can't be turned off"
    await amina.taps("Back", change=True)
    assert "Turned off: News." in amina.sees


async def test_a_pause_is_a_tap_and_ends_with_one(bot: Running, amina: Phone):
    await amina.taps("Pause", change=True)
    assert amina.buttons == [
        ["Until tomorrow, 07:30", "Until Monday, 07:30"],
        ["For two weeks", "Until I say so"],
        ["Back"],
    ]
    await amina.taps("Until tomorrow, 07:30", change=True)
    assert "Paused until Wednesday 13 January 2027, 07:30: nothing comes, not even emergencies." in amina.sees
    assert kept(bot, amina).paused_until == TOMORROW
    await amina.taps("Resume now", change=True)
    assert kept(bot, amina) == Rhythm()


@pytest.mark.parametrize("typed", ["until 3 February", "jusqu'au 3 février", "3/2/2027"])
async def test_a_pause_until_a_day_is_typed(bot: Running, amina: Phone, typed: str):
    await amina.taps("Pause", change=True)
    await amina.says(typed)
    assert "Paused until Wednesday 3 February 2027, 07:30" in amina.sees


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("until 3 January 2020", "A pause ends tomorrow at the earliest."),
        ("12 January", "A pause ends tomorrow at the earliest."),
        ("3 January 2030", "A pause to a day lasts 366 days at most"),
        ("8", "I find no single day in this."),
        ("٨:٠٠", "I find no single day in this."),
    ],
)
async def test_a_pause_into_the_past_or_without_end_gets_a_sentence(
    bot: Running, amina: Phone, typed: str, why: str
):
    await amina.taps("Pause", change=True)
    await amina.says(typed)
    assert amina.sees.startswith(why)
    assert "Please type a day, for example: 26 January 2027" in amina.sees
    assert kept(bot, amina) == Rhythm()


@pytest.mark.parametrize(
    ("stop", "resume"),
    [
        ("stop", "resume"),
        ("ARRÊTEZ !", "reprendre"),
        ("توقف", "استئناف"),
        ("停止", "继续"),
        ("/stop", "/resume"),
    ],
)
async def test_stop_pauses_everything_in_any_language_also_without_a_post(
    bot: Running, world: World, stop: str, resume: str
):
    nobody = world.phone("Nora", language_code="en")
    await nobody.says(stop)
    assert "Stopped. From now on nothing comes" in nobody.sees
    assert "To be told again, type: resume" in nobody.sees
    assert kept(bot, nobody).paused_until == FOR_GOOD
    await nobody.says(stop)
    assert len(deeds(bot, nobody)) == 1
    await nobody.says(resume)
    assert "You are told again, in your hours." in nobody.sees
    assert kept(bot, nobody) == Rhythm()
    await nobody.says(resume)
    assert "Nothing was paused" in nobody.sees


async def test_a_question_that_is_open_stays_open_whatever_is_stopped_and_resumed(bot: Running, amina: Phone):
    await amina.taps("Quiet hours", change=True)
    await amina.says("Stop.")
    assert "The question from before is still open" in amina.sees
    await amina.taps("Resume", change=True)
    await amina.says("22-6")
    assert kept(bot, amina).hours.quiet_from == time(22)
    assert kept(bot, amina).paused_until is None


async def test_a_longer_text_with_stop_in_it_is_a_search(bot: Running, amina: Phone):
    await amina.says("stop-gap medical team")
    assert "Medical support" in amina.sees
    assert kept(bot, amina) == Rhythm()
