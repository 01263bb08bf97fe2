"""The main job: from a sentence on one phone to a button on another, and to both sides' yes."""

import asyncio
from datetime import timedelta

from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from bot.wallclock import WallClock
from storage import audit, matches, needs
from tests.support.needs import SENTENCE, a_cast, publishes
from tests.support.posts import comes_in
from tests.support.running import Running, file_url, running_bot


def the_notices(phone: Phone) -> list[Message]:
    """Without what calls them to mind in the morning."""
    told = [each for each in phone.chat if "looks for help" in each.text]
    return [each for each in told if "A number opens it below" not in each.text]


async def test_a_sentence_with_typos_in_french_becomes_two_buttons_in_english_and_an_introduction(
    bot: Running, world: World
):
    cast = await a_cast(bot, world, officer="fr")
    await cast.amina.says("formtion d'unité de police constitué avant juin, en français")
    await cast.amina.taps("Déclarer ce besoin", change=True)
    await cast.amina.taps("Publier", change=True)
    await cast.amina.taps("Envoyer", change=True)
    notice = await cast.daniel.shows("Chad looks for help")
    assert "“formtion d'unité de police constitué avant juin, en français”" in cast.daniel.sees
    assert "Center of Excellence for Stability Police Units: fits on 4 of 6 points" in cast.daniel.sees
    assert "Fits: Formed police unit · Training · open to Chad · in French" in cast.daniel.sees
    assert "Not stated: dates" in cast.daniel.sees
    assert "You get this because you speak for Italy. Interest commits nobody." in cast.daniel.sees
    assert cast.daniel.buttons == [
        ["Interested (no commitment)"],
        ["Ask a question", "Not for us"],
        ["Later", "Details"],
        ["Why this? Less of it"],
    ]
    await cast.daniel.taps("Interested", message=notice, change=True)
    offer = await cast.amina.shows("Italie : fournisseur intéressé")
    await cast.amina.taps("Oui, donner ma fiche", message=offer, change=True)
    contact = await cast.daniel.shows("Contact: Chad")
    assert "Amina speaks for Chad." in shown(contact.text)
    mentions = [each for each in contact.content["entities"] if each["type"] == "text_mention"]
    assert [each["user"]["id"] for each in mentions] == [cast.amina.id]
    await cast.amina.shows("Daniel")


async def test_nobody_gets_a_contact_before_both_have_said_yes(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", message=notice, change=True)
    offer = await cast.amina.shows("Italy is interested")
    for phone in (cast.amina, cast.daniel):
        assert not [each for each in phone.chat if "Contact:" in each.text]
    await cast.amina.taps("No, thank you", message=offer, change=True)
    await cast.amina.taps("Already served", message=offer, change=True)
    await cast.daniel.shows("Chad thanks you and will not go further this time: already served.")
    assert not [each for each in cast.daniel.chat if "Contact:" in each.text]


async def test_not_for_us_takes_one_more_tap_and_ends_politely(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Not for us", message=notice, change=True)
    assert [row[0]["text"] for row in notice.rows][:2] == ["Not this year", "Outside this programme"]
    tapped = await cast.daniel.taps("No seats", message=notice, change=True)
    assert tapped.toast == "Noted, with thanks. The other side is told politely."
    await cast.amina.shows("Italy can't help this time: no seats")
    await cast.daniel.taps("Interested after all", message=notice, change=True)
    await cast.amina.shows("Italy is interested")


async def test_a_yes_can_be_taken_back_until_the_other_side_has_said_yes(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", message=notice, change=True)
    offer = await cast.amina.shows("Italy is interested")
    accept = offer.rows[0][0]["callback_data"]
    await cast.daniel.taps("Withdraw our answer", message=notice, change=True)
    await cast.amina.until(lambda: "has been told" in offer.text)
    tapped = await cast.amina.presses_forged(accept, offer)
    assert "has been answered already, or has changed" in tapped.alert
    assert not [each for each in cast.amina.chat if "Contact:" in each.text]


async def test_a_colleague_s_answer_shows_on_the_others_cards(bot: Running, world: World):
    cast = await a_cast(bot, world)
    elena = world.phone("Elena", language_code="fr")
    await comes_in(bot, elena, "IT", "provider")
    await publishes(cast.amina)
    hers, his = await elena.shows("Tchad"), await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", message=his, change=True)
    await elena.until(lambda: "Daniel" in hers.text)
    tapped = await cast.daniel.taps("Details", message=his, change=True)
    assert tapped.alert == ""


async def test_a_question_goes_there_and_its_answer_comes_back(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Ask a question", message=notice, change=True)
    await cast.daniel.says("How many speak <b>French</b>?")
    question = await cast.amina.shows("Italy asks about your need “Formed police unit”:")
    assert "How many speak <b>French</b>?" in question.text
    await cast.amina.taps("Answer", message=question, change=True)
    await cast.amina.says("مئة من أصل 140")
    answer = await cast.daniel.shows("Chad answers:")
    assert "مئة من أصل 140" in answer.text
    await cast.amina.until(lambda: "Answer: " in question.text)
    tapped = await cast.amina.taps("The match", message=question, change=True)
    assert "Answer: مئة من أصل 140" in shown(tapped.message.text)


async def test_later_is_asked_again_after_three_days_and_can_be_answered_then(
    world: World, sandbox, tmp_path
):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(tmp_path), clock=tmp_path / "clock") as bot:
        cast = await a_cast(bot, world)
        await publishes(cast.amina)
        notice = await cast.daniel.shows("Chad looks for help")
        tapped = await cast.daniel.taps("Later", message=notice, change=True)
        assert tapped.toast == "You will be asked again in three days."
        wall.forward(timedelta(days=3, seconds=1))
        await cast.daniel.until(lambda: len(the_notices(cast.daniel)) == 2)
        await cast.daniel.taps("Interested", message=the_notices(cast.daniel)[1], change=True)
        await cast.amina.shows("Italy is interested")


async def test_too_long_a_question_is_asked_to_be_shorter(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Ask a question", change=True)
    await cast.daniel.says("x" * 501)
    assert cast.daniel.sees == "That is too long: please keep to 500 characters."
    assert cast.daniel.buttons == [["Cancel"]]


async def test_two_donors_and_the_officer_tap_in_the_same_second(bot: Running, world: World):
    cast = await a_cast(bot, world)
    elena = world.phone("Elena", language_code="en")
    await comes_in(bot, elena, "IT", "provider")
    card = await publishes(cast.amina)
    hers, his = await elena.shows("looks for help"), await cast.daniel.shows("looks for help")
    await cast.amina.taps("Withdraw", message=card, change=True)
    await asyncio.gather(
        cast.amina.taps("Withdraw", message=card),
        cast.daniel.taps("Interested", message=his),
        elena.taps("Not for us", message=hers),
    )
    await cast.daniel.shows("Chad has withdrawn its need")
    await elena.shows("Chad has withdrawn its need")
    with bot.database.reading() as store:
        (match,) = matches.of_provider(store, "IT")
        assert match.state == matches.LAPSED
        assert needs.by_id(store, match.need).state == needs.WITHDRAWN
    assert not [each for phone in (cast.amina, cast.daniel) for each in phone.chat if "Contact:" in each.text]


async def test_providers_nobody_speaks_for_stand_at_the_desk_and_get_what_is_open_when_they_come(
    bot: Running, world: World
):
    cast = await a_cast(bot, world)
    card = await publishes(cast.amina)
    assert "Fits too, but nobody speaks for them here yet: Cameroon" in shown(card.text)
    await cast.ruth.says("/desk")
    assert "could help with open needs, but nobody speaks for them here." in cast.ruth.sees
    await cast.ruth.taps("Providers not here", change=True)
    assert "Cameroon: 1 open need" in cast.ruth.sees
    assert "Italy" not in cast.ruth.sees
    estelle = world.phone("Estelle", language_code="en")
    await comes_in(bot, estelle, "CM", "provider")
    await estelle.shows("Chad looks for help")
    await cast.ruth.taps("Back to the desk", change=True)
    await cast.ruth.taps("Providers not here", change=True)
    assert "Cameroon" not in cast.ruth.sees


async def test_a_colleague_who_joins_later_gets_what_is_still_open(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    elena = world.phone("Elena", language_code="en")
    await comes_in(bot, elena, "IT", "provider")
    await elena.shows("Chad looks for help")
    assert len([each for each in cast.daniel.chat if "looks for help" in each.text]) == 1


async def test_matches_are_listed_on_both_sides(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    await cast.daniel.says("/matches")
    assert "1. Chad\nFormed police unit · awaiting your reply" in cast.daniel.sees
    await cast.daniel.taps("1. Chad", change=True)
    assert "looks for help" in cast.daniel.sees
    await cast.amina.says("/matches")
    assert "1. Italy\nFormed police unit · told on" in cast.amina.sees


async def test_the_secretariat_reads_what_is_out_and_changes_nothing(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    await cast.ruth.says("/desk")
    await cast.ruth.taps("Needs", change=True)
    assert "1. Chad · Formed police unit · open" in cast.ruth.sees
    await cast.ruth.taps("1. Chad", change=True)
    assert SENTENCE in cast.ruth.sees
    assert cast.ruth.buttons == [["Italy"], ["All needs"]]
    await cast.ruth.taps("Italy", change=True)
    assert cast.ruth.buttons == [["Details", "The need"]]


async def test_somebody_who_left_the_post_gets_nothing_more_and_opens_nothing(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET ended_at = since WHERE delegation = 'IT'")
    tapped = await cast.daniel.taps("Interested", message=notice)
    assert tapped.alert == "This is no longer yours: your post for Italy has ended."
    with bot.database.reading() as store:
        assert audit.of_verb(store, "match interested") == []


async def test_later_asks_again_three_days_after_it_was_last_said(world: World, sandbox, tmp_path):
    wall = WallClock(tmp_path / "clock")
    wall.forward(timedelta())
    async with running_bot(world, sandbox, file_url(tmp_path), clock=tmp_path / "clock") as bot:
        cast = await a_cast(bot, world)
        await publishes(cast.amina)
        notice = await cast.daniel.shows("Chad looks for help")
        await cast.daniel.taps("Later", message=notice, change=True)
        wall.forward(timedelta(days=2))
        await asyncio.sleep(1.5)
        await cast.daniel.taps("Interested", message=notice, change=True)
        await cast.daniel.taps("Withdraw our answer", message=notice, change=True)
        await cast.daniel.taps("Later", message=notice, change=True)
        wall.forward(timedelta(days=2))
        await asyncio.sleep(1.5)
        assert len(the_notices(cast.daniel)) == 1
        wall.forward(timedelta(days=1, minutes=1))
        await cast.daniel.until(lambda: len(the_notices(cast.daniel)) == 2)


async def test_what_both_agreed_on_is_found_again_after_the_need_is_withdrawn(bot: Running, world: World):
    cast = await a_cast(bot, world)
    card = await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", message=notice, change=True)
    offer = await cast.amina.shows("Italy is interested")
    await cast.amina.taps("Yes, share contacts", message=offer, change=True)
    await cast.amina.shows("Contact: Italy")
    await cast.amina.taps("Withdraw", message=card, change=True)
    await cast.amina.taps("Withdraw", message=card, change=True)
    await cast.daniel.shows("has withdrawn its need")
    for phone, other in ((cast.amina, "Italy"), (cast.daniel, "Chad")):
        await phone.says("/matches")
        assert f"1. {other}\nFormed police unit · contacts exchanged" in phone.sees
        await phone.taps(f"1. {other}", change=True)
        await phone.taps("Contact card", change=True)
        assert phone.sees.startswith(f"Contact: {other}")


async def test_who_came_while_a_need_was_paused_is_told_when_it_opens_again(bot: Running, world: World):
    cast = await a_cast(bot, world)
    card = await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    await cast.amina.taps("Pause", message=card, change=True)
    elena = world.phone("Elena", language_code="en")
    await comes_in(bot, elena, "IT", "provider")
    await asyncio.sleep(1.5)
    assert the_notices(elena) == []
    await cast.amina.taps("Resume", message=card, change=True)
    notice = await elena.shows("Chad looks for help")
    assert notice.rows[0][0]["text"] == "Interested (no commitment)"
    await cast.daniel.shows("looks for help again")
    assert len([each for each in elena.chat if "again" in each.text]) == 0
    assert len([each for each in cast.daniel.chat if each.text.endswith("commits nobody.")]) == 1
