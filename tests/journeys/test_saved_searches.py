"""Somebody saves a search and hears of what is new for it, once, and of nothing after saying stop."""

from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from handlers.kit.i18n import translator
from handlers.programmes.actions import take_in
from handlers.search import news
from handlers.search.saving import news_letter
from knowledge.programmes import Programme
from storage import dues, outbox, people
from tests.journeys.test_catalogue import a_course, entry
from tests.journeys.test_imported import PROGRAMME, brings_in
from tests.support.posts import comes_in
from tests.support.running import Running, utc_now

SOON = 3.0  # seconds; the clock ticks once a second
NEVER = datetime(2100, 1, 1, tzinfo=UTC)
NEWS = "New or changed"


async def amina_of_chad(bot: Running, world: World, language: str = "en") -> Phone:
    amina = world.phone("Amina", language_code=language)
    await comes_in(bot, amina, "TD", "recipient")
    return amina


async def saves(phone: Phone, text: str) -> None:
    await phone.says(text)
    tapped = await phone.taps("Tell me of new ones", change=True)
    assert "You are told when something new fits." in phone.sees
    assert tapped.toast.startswith("Saved.")


def comes_new(bot: Running, *courses: Programme, confirmed: bool = False) -> None:
    with bot.database.transaction() as store:
        now = utc_now()
        for course in courses:
            take_in(store, course, now, now if confirmed else None)


async def nothing_is_due(bot: Running, phone: Phone) -> None:
    """The clock has done what there was to do."""

    def is_done() -> bool:
        with bot.database.reading() as store:
            return not [due for due in dues.due(store, NEVER) if due.kind in ("searches", "rematch")]

    await phone.until(is_done)


def heard(phone: Phone) -> list[str]:
    return [shown(message.text) for message in phone.chat if NEWS in message.text]


async def test_a_misspelt_search_is_narrowed_saved_and_told_of_what_another_delegation_brings(
    bot: Running, world: World, tmp_path: Path
):
    amina, marco = await amina_of_chad(bot, world), world.phone("Marco", language_code="en")
    await amina.says("rivernie boat crews trainning")
    assert "Read as: " in amina.sees
    await amina.taps("Narrow", change=True)
    await amina.taps("Training", change=True)
    await amina.taps("✕", change=True)
    await amina.taps("Tell me of new ones", change=True)
    await brings_in(bot, tmp_path, PROGRAMME)
    letter = await amina.shows(NEWS, timeout=SOON)
    said = shown(letter.text)
    assert "New or changed, and it fits rivernie boat crews trainning:\nCorso di navigazione fluviale" in said
    assert "Not confirmed by the provider." in said
    assert said.endswith("You get this because you saved this search; nobody else sees it.")
    await amina.taps("Open the programme", message=letter, change=True)
    assert "River craft course" in letter.text
    await amina.taps("Back to the list", message=letter, change=True)
    assert "Corso di navigazione fluviale" in letter.text
    await comes_in(bot, marco, "IT", "provider")
    await marco.shows("Public sources say this about you")
    while "Corso di navigazione" not in marco.sees:
        await marco.taps("Later", change=True)
    await marco.taps("Yes", change=True)
    assert entry(bot, "it-boats-course").state == "live"
    await nothing_is_due(bot, amina)
    assert len(heard(amina)) == 0, "the letter has become the list, and there is no second one"
    await amina.says("/searches")
    assert "You are told when something new fits:\n1. rivernie boat crews trainning" in shown(amina.sees)


async def test_what_does_not_fit_is_closed_over_or_narrowed_away_is_not_told(bot: Running, world: World):
    amina = await amina_of_chad(bot, world)
    await saves(amina, "riverine boat crews training")
    comes_new(
        bot,
        a_course("ex-visa", "Visa office", "QX"),
        a_course("ex-far", "Riverine boat crews training", "QX", capabilities=["riverine"], countries=["PE"]),
        a_course("ex-past", "Riverine boat crews training", "QX", capabilities=["riverine"], end_year=2020),
    )
    await nothing_is_due(bot, amina)
    assert heard(amina) == []
    comes_new(bot, a_course("ex-river", "Riverine boat crews training", "QX", capabilities=["riverine"]))
    await amina.shows(NEWS, timeout=SOON)


async def test_who_says_stop_hears_no_more_and_can_begin_again(bot: Running, world: World):
    amina = await amina_of_chad(bot, world, "fr")
    await amina.says("formation des équipages de bateaux fluviaux")
    await amina.taps("M’avertir des nouveaux", change=True)
    comes_new(bot, a_course("ex-river", "Riverine boat crews", "QX", capabilities=["riverine"]))
    letter = await amina.shows("Nouveau ou modifié", timeout=SOON)
    tapped = await amina.taps("Ne plus m’avertir", message=letter, change=True)
    assert tapped.toast == "C’est arrêté. Vous ne serez plus averti."
    assert ["Déclarer ce besoin", "M’avertir des nouveaux"] in [
        [button["text"] for button in row] for row in letter.rows
    ]
    comes_new(bot, a_course("ex-river-2", "Riverine boat crews", "QX", capabilities=["riverine"]))
    await nothing_is_due(bot, amina)
    assert len([message for message in amina.chat if "Riverine boat crews 2" in message.text]) == 0
    await amina.says("/recherches")
    assert "Vous n’avez gardé aucune recherche." in amina.sees


async def test_many_at_once_are_one_letter(bot: Running, world: World):
    amina = await amina_of_chad(bot, world)
    await saves(amina, "riverine boat crews training")
    boats = [
        a_course(f"ex-river-{n}", f"Riverine boat crews training {n}", "QX", capabilities=["riverine"])
        for n in range(5)
    ]
    comes_new(bot, *boats)
    letter = await amina.shows(NEWS, timeout=SOON)
    assert "5 programmes are new or have changed." in letter.text
    await amina.taps("See the list", message=letter, change=True)
    assert "Riverine boat crews training 0" in letter.text
    await nothing_is_due(bot, amina)
    assert len([message for message in amina.chat if "You get this because" in message.text]) == 0


async def test_ten_searches_and_no_more_and_each_is_stopped_by_a_tap(bot: Running, world: World):
    amina = await amina_of_chad(bot, world)
    for number in range(10):
        await saves(amina, f"police training {number}")
    await saves(amina, "police training 9")
    await amina.says("police training 11")
    tapped = await amina.taps("Tell me of new ones")
    assert tapped.alert == "You have 10 saved searches already. Stop one first: /searches"
    await amina.says("/searches")
    assert [row[-1] for row in amina.buttons] == ["Stop 1", "Stop 2", "Stop 3", "Home"]
    await amina.taps("More", change=True)
    await amina.taps("Stop 4", change=True)
    assert "4. police training 4" in shown(amina.sees)


async def test_strangers_save_nothing_and_nobody_stops_another_one_s_search(bot: Running, world: World):
    amina, eve = await amina_of_chad(bot, world), world.phone("Eve", language_code="en")
    await saves(amina, "police training")
    stop = next(
        button["callback_data"]
        for row in amina.newest.rows
        for button in row
        if button["text"] == "No longer tell me"
    )
    await eve.says("police training")
    assert eve.buttons[-1] == ["Ask for access"]
    await eve.presses_forged(stop, eve.newest)
    await amina.says("/searches")
    assert "1. police training" in shown(amina.sees)


async def test_a_provider_is_not_told_of_what_it_has_confirmed_itself(bot: Running, world: World):
    marco = world.phone("Marco", language_code="en")
    await comes_in(bot, marco, "IT", "provider")
    question = await marco.shows("Public sources say this about you")
    await saves(marco, "formed police units stability police Italy")
    await marco.taps("Yes", message=question, change=True)
    await nothing_is_due(bot, marco)
    assert heard(marco) == []


async def test_the_words_of_a_search_stand_in_no_key_and_no_subject(bot: Running, world: World):
    amina = await amina_of_chad(bot, world)
    await saves(amina, "riverine boat crews training")
    comes_new(bot, a_course("ex-river", "Riverine boat crews training", "QX", capabilities=["riverine"]))
    await amina.shows(NEWS, timeout=SOON)
    with bot.database.reading() as store:
        rows = store.connection.exec_driver_sql("SELECT key, subject FROM outbox WHERE kind = 'search-news'")
        assert [key.split(":")[0] for key, _ in rows] == ["search-news"]
        assert outbox.counts(store)["failed"] == 0
        assert "boat" not in str(store.connection.exec_driver_sql("SELECT key, subject FROM outbox").all())
        assert "boat" not in str(store.connection.exec_driver_sql("SELECT key, subject FROM dues").all())


async def test_a_letter_dies_with_its_reader_s_post(bot: Running, world: World):
    amina = await amina_of_chad(bot, world)
    await saves(amina, "riverine boat crews training")
    course = a_course("ex-river", "Riverine boat crews training", "QX", capabilities=["riverine"])
    comes_new(bot, course)
    await amina.shows(NEWS, timeout=SOON)
    with bot.database.reading() as store:
        (subject,) = store.connection.exec_driver_sql(
            "SELECT subject FROM outbox WHERE kind = 'search-news'"
        ).scalars()
        reader = people.by_telegram_id(store, amina.id)
        t = translator("en")
        assert news_letter(store, t, reader, subject, utc_now()) is not None
        assert news_letter(store, t, reader._replace(role=None), subject, utc_now()) is None
        assert news_letter(store, t, reader._replace(id=reader.id + 1), subject, utc_now()) is None


async def test_the_rounds_go_through_everybody_s_searches(bot: Running, world: World, monkeypatch):
    monkeypatch.setattr(news, "SEARCHES_A_ROUND", 1)
    amina, marco = await amina_of_chad(bot, world), world.phone("Marco", language_code="en")
    await comes_in(bot, marco, "SN", "recipient")
    await saves(amina, "riverine boat crews training")
    await saves(marco, "boat crews on rivers, riverine training")
    comes_new(bot, a_course("ex-river", "Riverine boat crews training", "QX", capabilities=["riverine"]))
    await amina.shows(NEWS, timeout=SOON)
    await marco.shows(NEWS, timeout=2 * SOON)
