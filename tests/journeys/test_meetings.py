"""The secretariat sets a meeting; everybody is asked in their language, answers with one tap, is reminded."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.wallclock import WallClock
from storage import audit, dues, meetings
from tests.support.clocks import clock_at, set_clock
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot

NOW = datetime(2026, 11, 26, 14, 43, tzinfo=UTC)
STARTS = datetime(2027, 1, 15, 20, 0, tzinfo=UTC)
TITLE = "Police capacity, working level"
BELOW = ["Toutes les réunions", "Texte pour la capitale"]
LESS = ["Pourquoi ? En recevoir moins"]
WHEN = "Friday 15 January 2027, 15:00 New York (20:00 UTC)"


class Stage(NamedTuple):
    """A bot with a clock, and three people: the secretariat, a French recipient, an English provider."""

    bot: Running
    wall: WallClock
    ruth: Phone
    amina: Phone
    daniel: Phone

    @property
    def people(self) -> tuple[Phone, ...]:
        return self.ruth, self.amina, self.daniel


@pytest.fixture
async def stage(world: World, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Stage]:
    wall = clock_at(tmp_path, NOW)
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        ruth = world.phone("Ruth", language_code="en")
        amina = world.phone("Amina", language_code="fr")
        daniel = world.phone("Daniel", language_code="en")
        await comes_in(bot, ruth, "org:EXS", "secretariat")
        await comes_in(bot, amina, "QM", "recipient")
        await comes_in(bot, daniel, "QX", "provider")
        yield Stage(bot, wall, ruth, amina, daniel)


async def sets(ruth: Phone, when: str = "15 January 2027 15:00", title: str = TITLE) -> None:
    await ruth.says("/meetings")
    await ruth.taps("New meeting", change=True)
    await ruth.says(title)
    await ruth.says(when)
    await ruth.taps("Send", change=True)


def letters(phone: Phone, words: str) -> list[str]:
    """The texts of the bot's messages that say this."""
    return [message.text for message in phone.chat if message.outgoing and words in message.text]


async def test_a_meeting_is_told_back_before_it_is_sent_and_then_told_to_all(stage: Stage):
    ruth, amina, daniel = stage.people
    await ruth.says("/desk")
    await ruth.taps("Meetings", change=True)
    assert "No meeting is planned." in ruth.sees
    await ruth.taps("New meeting", change=True)
    await ruth.says(f"  {TITLE}\n")
    assert "For example: 10 December 2026 15:00" in ruth.sees
    await ruth.says("15 January 2027 15:00")
    assert f"{TITLE}\nWhen: {WHEN}\n3 people will be told." in ruth.sees
    assert ruth.buttons == [["Send"], ["Change the title", "Change the time"], ["Cancel"]]
    await ruth.taps("Send", change=True)
    await ruth.shows("3 people are being told.")

    await amina.shows("Réunion\nPolice capacity")
    assert "Date\u202f: vendredi 15 janvier 2027, 15:00 à New York (20:00 UTC)" in amina.sees
    assert "parce que vous parlez au nom de cette délégation\u202f: Mosana." in amina.sees
    assert amina.buttons == [
        ["Je viens", "Je ne viens pas"],
        BELOW,
        LESS,
    ]
    await daniel.shows(f"Meeting\n{TITLE}\nWhen: {WHEN}\nSo far nobody has said that they come.")
    await ruth.shows("Coming: 0 · not coming: 0 · no answer: 3")


async def test_one_tap_answers_and_another_changes_one_s_mind(stage: Stage):
    ruth, amina, daniel = stage.people
    await sets(ruth)
    await amina.shows("Réunion")
    tapped = await amina.taps("Je viens", change=True)
    assert tapped.toast == "C’est noté\u202f: vous venez."
    assert "Vous venez." in amina.sees
    assert "Pour l’instant, peu de personnes viennent." in amina.sees
    assert amina.buttons == [["Je ne viens pas"], BELOW, LESS]
    await ruth.shows("Coming: 1 · not coming: 0 · no answer: 2")

    await amina.taps("Je ne viens pas", change=True)
    assert "Vous ne venez pas." in amina.sees
    await daniel.shows("Meeting")
    await daniel.taps("Coming", change=True)
    own = await ruth.shows("Coming: 1 · not coming: 1 · no answer: 1")
    await ruth.taps("Who comes", message=own)
    await ruth.shows("Exercise secretariat: no answer 1\nMosana: not coming 1\nValmora: coming 1")
    assert "Amina" not in own.text
    await ruth.taps("Back to the meeting", message=own)
    await ruth.until(lambda: "When:" in own.text)
    with stage.bot.database.reading() as store:
        lines = audit.of_verb(store, "answered meeting")
        assert [line.after for line in lines] == ['"coming"', '"not coming"', '"coming"']


async def test_the_list_shows_what_is_to_come_and_one_s_own_answer(stage: Stage):
    ruth, amina, _daniel = stage.people
    for number in range(5):
        await sets(ruth, f"1{number} January 2027 15:00", f"Meeting {number}")
        # Not between a question of the next meeting's and its answer.
        await ruth.shows(f"Meeting\nMeeting {number}")
        await amina.shows(f"Réunion\nMeeting {number}")
    await amina.says("/reunions")
    assert "1. Meeting 0\ndimanche 10 janvier 2027, 15:00" in amina.sees
    assert "Vous n’avez pas encore répondu." in amina.sees
    assert amina.buttons[-2:] == [["Suite"], ["Que puis-je faire ?"]]
    await amina.taps("Suite", change=True)
    await amina.taps("5. Meeting 4", change=True)
    card = amina.newest
    await amina.taps("Je viens", message=card)
    await amina.until(lambda: len([m for m in amina.chat if "Vous venez." in m.text]) == 2)
    await amina.says("/reunions")
    assert "Vous n’avez pas encore répondu." in amina.sees
    await amina.taps("Suite", change=True)
    assert "Vous venez." in amina.sees


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("15 January 2020 15:00", "That time is past."),
        ("15 January 2027", "I find no hour in this."),
        ("at 15:00", "I find no day in this."),
        ("tomorrow 25:00", "There is no such hour on that day."),
        ("<b>soon</b>\0", "I find no day in this."),
        ("15-16 January 15:00", "I find more than one day in this."),
        ("x" * 4_096, "I find no day in this."),
    ],
)
async def test_what_is_no_time_gets_a_sentence_and_nothing_is_lost(stage: Stage, said: str, why: str):
    ruth = stage.ruth
    await ruth.says("/meetings")
    await ruth.taps("New meeting", change=True)
    await ruth.says("اجتماع <b>الشرطة</b>")
    await ruth.says(said)
    assert f"{why} Please write day and hour, for example: 10 December 2026 15:00" in ruth.sees
    assert ruth.buttons == [["Cancel"]]
    await ruth.says("١٥.٠١.٢٠٢٧ ١٥:٠٠")
    assert f"اجتماع <b>الشرطة</b>\nWhen: {WHEN}" in ruth.sees


async def test_a_title_of_over_120_characters_is_asked_again(stage: Stage):
    ruth = stage.ruth
    await ruth.says("/meetings")
    await ruth.taps("New meeting", change=True)
    await ruth.says("A" * 121)
    assert "This title has 121 characters; at most 120 fit." in ruth.sees
    await ruth.says("A" * 120)
    assert "When does it begin?" in ruth.sees


async def test_title_and_time_can_be_changed_before_sending(stage: Stage):
    ruth = stage.ruth
    await ruth.says("/meetings")
    await ruth.taps("New meeting", change=True)
    await ruth.says("Polise")
    await ruth.says("tomorrow 10am")
    assert "Friday 27 November 2026, 10:00 New York (15:00 UTC)" in ruth.sees
    await ruth.taps("Change the title", change=True)
    await ruth.says("Police")
    assert "Police\nWhen: Friday 27" in ruth.sees
    await ruth.taps("Change the time", change=True)
    await ruth.says("15 January 2027 22:00 UTC")
    assert "Friday 15 January 2027, 17:00 New York (22:00 UTC)" in ruth.sees
    await ruth.says("15 January 2027 21:00")
    assert "Friday 15 January 2027, 21:00 New York (Saturday 02:00 UTC)" in ruth.sees
    await ruth.taps("Cancel", change=True)
    with stage.bot.database.reading() as store:
        assert meetings.planned(store, NOW) == []


async def test_a_new_time_is_told_once_and_asks_everybody_anew(stage: Stage):
    ruth, amina, daniel = stage.people
    await sets(ruth)
    first = await daniel.shows("Meeting")
    old_button = first.rows[0][0]["callback_data"]
    await daniel.taps("Coming", message=first, change=True)
    own = await ruth.shows("Coming: 1")
    await ruth.taps("Change the time", message=own, change=True)
    await ruth.says("15 January 2027 15:00")
    assert "begins at that time already" in ruth.sees
    await ruth.says("18 January 2027 9h")
    assert "Everybody is asked again whether they come." in ruth.sees
    await ruth.taps("Send", change=True)

    change = await daniel.shows("A meeting has a new time")
    assert "Monday 18 January 2027, 09:00 New York (14:00 UTC)" in daniel.sees
    assert "Answers to the old time no longer count." in daniel.sees
    await daniel.until(lambda: "18 January" in first.text and "Will you come?" in first.text)
    await amina.shows("Une réunion a changé d’heure")
    tapped = await daniel.presses_forged(old_button, first)
    assert "The time has changed meanwhile." in tapped.alert
    await daniel.taps("Not coming", message=change)
    await daniel.until(lambda: "You are not coming." in first.text and "You are not coming." in change.text)
    await ruth.shows("Coming: 0 · not coming: 1 · no answer: 2")
    assert len(letters(amina, "changé d’heure")) == 1


async def test_a_cancelled_meeting_is_told_and_its_buttons_say_so(stage: Stage):
    ruth, amina, daniel = stage.people
    await sets(ruth)
    first = await daniel.shows("Meeting")
    old_button = first.rows[0][0]["callback_data"]
    own = await ruth.shows("no answer: 3")
    await ruth.taps("Cancel the meeting", message=own)
    await ruth.until(lambda: "Cancel this meeting?" in own.text)
    await ruth.taps("No, keep it", message=own)
    await ruth.until(lambda: "no answer: 3" in own.text)
    await ruth.taps("Cancel the meeting", message=own)
    await ruth.until(lambda: "Cancel this meeting?" in own.text)
    tapped = await ruth.taps("Yes, cancel it", message=own)
    assert tapped.toast == "Cancelled. Everybody is being told."

    await daniel.until(lambda: len(letters(daniel, "This meeting was cancelled.")) == 2)
    assert "This meeting was cancelled." in first.text
    await amina.shows("Cette réunion a été annulée.")
    tapped = await daniel.presses_forged(old_button, first)
    assert tapped.alert == "This meeting was cancelled."
    assert daniel.buttons == [["All meetings"], ["Why this? Less of it"]]
    set_clock(stage.wall, STARTS - timedelta(minutes=58))
    await until_done(stage, "reminder")
    assert letters(daniel, "begins in") == []


async def test_who_takes_a_post_later_is_invited_too(stage: Stage, world: World):
    await sets(stage.ruth)
    await stage.daniel.shows("Meeting")
    isvik = world.phone("Ingrid", language_code="en")
    await comes_in(stage.bot, isvik, "QY", "provider")
    await isvik.shows(f"Meeting\n{TITLE}")
    await isvik.taps("Coming", change=True)
    assert "You are coming." in isvik.sees
    await stage.ruth.shows("Coming: 1 · not coming: 0 · no answer: 3")


async def test_the_clock_reminds_whoever_did_not_say_no_and_tells_the_time_left(stage: Stage):
    ruth, amina, daniel = stage.people
    await sets(ruth)
    await daniel.shows("Meeting")
    await daniel.taps("Not coming", change=True)
    await amina.shows("Réunion")
    set_clock(stage.wall, STARTS - timedelta(minutes=58, seconds=20))
    await amina.shows("Une réunion commence dans 58 minutes.")
    assert amina.buttons[0] == ["Je viens", "Je ne viens pas"]
    await ruth.shows("A meeting begins in 58 minutes.")
    await until_done(stage, "reminder")
    assert letters(daniel, "begins in") == []
    assert len(letters(amina, "commence dans")) == 1


async def test_a_changed_time_moves_the_reminder(stage: Stage):
    ruth, _amina, daniel = stage.people
    await sets(ruth)
    own = await ruth.shows("no answer: 3")
    await ruth.taps("Change the time", message=own, change=True)
    await ruth.says("18 January 2027 15:00")
    await ruth.taps("Send", change=True)
    await daniel.shows("A meeting has a new time")
    set_clock(stage.wall, STARTS - timedelta(minutes=50))
    await until_done(stage, "reminder", left=3)
    assert letters(daniel, "begins in") == []
    set_clock(stage.wall, STARTS + timedelta(days=3) - timedelta(minutes=59))
    await daniel.shows("A meeting begins in 59 minutes.")


async def test_after_the_start_it_is_too_late_to_answer(stage: Stage):
    ruth, _amina, daniel = stage.people
    await sets(ruth)
    await daniel.shows("Meeting")
    set_clock(stage.wall, STARTS + timedelta(minutes=10))
    await daniel.shows("This meeting has begun.")
    first = next(message for message in daniel.chat if message.text.startswith("Meeting"))
    tapped = await daniel.taps("Coming", message=first)
    assert tapped.alert == "This meeting has begun or is over."
    await ruth.says("/meetings")
    assert "No meeting is planned." in ruth.sees


async def test_a_reminder_comes_once_although_the_bot_is_stopped_and_late(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    wall = clock_at(tmp_path, NOW)
    ruth, eve = world.phone("Ruth", language_code="en"), world.phone("Eve", language_code="en")
    async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file) as bot:
        await comes_in(bot, ruth, "org:EXS", "secretariat")
        await comes_in(bot, eve, "QX", "provider")
        await sets(ruth)
        await sets(ruth, "15 January 2027 14:00", "Too late for a word")
        await eve.shows("Too late for a word")
    set_clock(wall, STARTS - timedelta(minutes=12))
    for _ in range(2):
        async with running_bot(world, sandbox, file_url(tmp_path), clock=wall.file):
            await eve.shows("A meeting begins in 12 minutes.")
            await asyncio.sleep(0.3)
    assert len(letters(eve, "begins in")) == 1
    assert letters(eve, "has begun") == []


async def test_only_the_secretariat_sets_meetings_and_only_people_with_a_post_see_them(
    stage: Stage, world: World
):
    await stage.daniel.says("/meetings")
    assert stage.daniel.buttons == [["What I can do now"]]
    stranger = world.phone("Eve", language_code="en")
    await stranger.says("/meetings")
    assert stranger.sees == "This is for people who hold a post here. To ask for one: /access"
    await stage.ruth.says("/meetings")
    await stage.ruth.taps("New meeting", change=True)
    await stage.ruth.says(TITLE)
    await stage.ruth.says("tomorrow 10am")
    with stage.bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET ended_at = since WHERE role = 'secretariat'")
    tapped = await stage.ruth.taps("Send")
    assert tapped.alert == "This is no longer yours: your post for Exercise secretariat has ended."


async def until_done(stage: Stage, kind: str, left: int = 0) -> None:
    """Wait until of what is due of this kind only so much is left, and a breath longer."""

    def waiting() -> int:
        with stage.bot.database.reading() as store:
            later = stage.wall.now() + timedelta(days=400)
            return sum(due.kind == kind for due in dues.due(store, later))

    for _ in range(200):
        if waiting() == left:
            break
        await asyncio.sleep(0.05)
    assert waiting() == left
    await asyncio.sleep(0.3)
