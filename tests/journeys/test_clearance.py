"""A second member clears a need, capital gets its text, organisations see what members share."""

import pytest

from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from handlers.kit.buttons import Code, KeyRing
from storage import audit, delegations
from tests.support.needs import SENTENCE, Cast, a_cast, drafts, publishes
from tests.support.posts import comes_in
from tests.support.running import Running


async def _a_careful_delegation(bot: Running, world: World) -> tuple[Cast, Phone]:
    """Chad asks for clearance: Amina leads, Youssouf writes."""
    cast = await a_cast(bot, world)
    youssouf = world.phone("Youssouf", language_code="fr")
    await comes_in(bot, youssouf, "TD", "recipient")
    with bot.database.transaction() as store:
        delegations.let_clear(store, "TD", clears=True)
    return cast, youssouf


async def _saves(phone: Phone, sentence: str = SENTENCE) -> Message:
    await phone.says(sentence)
    await phone.taps("Déclarer ce besoin", change=True)
    card = phone.newest
    await phone.taps("Soumettre pour accord", message=card, change=True)
    return card


async def test_a_need_goes_out_when_a_second_member_has_cleared_it(bot: Running, world: World):
    cast, youssouf = await _a_careful_delegation(bot, world)
    await _saves(youssouf)
    assert youssouf.sees.startswith("En attente d’accord")
    asked = await cast.amina.shows("To be cleared before it goes out")
    assert "“formed police unit training in French before June”" in shown(asked.text)
    assert "Will be told: Italy." in shown(asked.text)
    assert not [each for each in cast.daniel.chat if "looks for help" in each.text]
    await cast.amina.taps("Clear it", message=asked, change=True)
    assert shown(asked.text).startswith("Goes out in 60 s")
    await youssouf.shows("Accord donné")
    await cast.amina.taps("Send now", message=asked, change=True)
    await cast.daniel.shows("Chad looks for help")
    with bot.database.reading() as store:
        assert len(audit.of_verb(store, "saved a need for clearance")) == 1
        assert len(audit.of_verb(store, "cleared a need")) == 1


async def test_nobody_clears_what_they_saved_themselves(bot: Running, world: World):
    cast, youssouf = await _a_careful_delegation(bot, world)
    card = await drafts(cast.amina)
    tapped = await cast.amina.taps("Save for clearance", message=card)
    assert tapped.alert.startswith("A second member has to clear it, and nobody else here may.")
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET rank = 'deputy' WHERE rank = 'member'")
    await cast.amina.taps("Save for clearance", message=card, change=True)
    assert "Clear it" not in str(cast.amina.buttons)
    asked = await youssouf.shows("À approuver avant publication")
    await youssouf.taps("Donner mon accord", message=asked, change=True)
    await cast.amina.shows("Cleared:")


async def test_what_comes_back_says_why_and_is_a_draft_again(bot: Running, world: World):
    cast, youssouf = await _a_careful_delegation(bot, world)
    await _saves(youssouf)
    asked = await cast.amina.shows("To be cleared before it goes out")
    await cast.amina.taps("Send back", message=asked, change=True)
    await cast.amina.says("Not before the rotation in May, please <b>ask</b> the battalion")
    back = await youssouf.shows("C’est de nouveau un brouillon")
    assert "Not before the rotation in May, please <b>ask</b> the battalion" in shown(back.text)
    await youssouf.taps("Ouvrir", message=back, change=True)
    assert "Renvoyé :" in youssouf.sees
    assert youssouf.buttons[0] == ["Soumettre pour accord"]


async def test_the_one_who_saved_it_can_take_it_back_and_the_other_card_says_so(bot: Running, world: World):
    cast, youssouf = await _a_careful_delegation(bot, world)
    card = await _saves(youssouf)
    asked = await cast.amina.shows("To be cleared before it goes out")
    await youssouf.taps("Revenir au brouillon", message=card, change=True)
    await cast.amina.shows("needs no clearance any more")
    assert cast.amina.buttons == [["Open the need"], ["Why this? Less of it"]]
    assert asked is cast.amina.newest


async def test_what_was_cleared_is_not_changed_by_whoever_may_not_clear(bot: Running, world: World):
    cast, youssouf = await _a_careful_delegation(bot, world)
    await _saves(youssouf)
    asked = await cast.amina.shows("To be cleared before it goes out")
    await cast.amina.taps("Clear it", message=asked, change=True)
    await cast.amina.taps("Send now", message=asked, change=True)
    await youssouf.says("/needs")
    await youssouf.taps("1.", change=True)
    tapped = await youssouf.taps("Modifier")
    assert tapped.alert == "L’accord porte sur ce texte. Votre point focal ou un suppléant peut le modifier."


async def test_only_who_leads_sets_the_rules_and_not_when_nobody_else_could_clear(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await cast.amina.says("/rules")
    assert "Clearance: none." in cast.amina.sees
    tapped = await cast.amina.taps("Ask for clearance")
    assert tapped.alert.startswith("Nobody else could clear yet")
    deputy = world.phone("Youssouf", language_code="en")
    await comes_in(bot, deputy, "TD", "recipient")
    await deputy.says("/rules")
    assert "Your focal point can change this." in deputy.sees
    assert "Ask for clearance" not in str(deputy.buttons)
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET rank = 'deputy' WHERE rank = 'member'")
    tapped = await cast.amina.taps("Ask for clearance", change=True)
    assert tapped.alert.startswith("From now on a second member clears each need.")
    await cast.amina.shows("a second member clears each need")


async def test_an_organisation_sees_what_a_member_shares_until_it_no_longer_does(bot: Running, world: World):
    cast = await a_cast(bot, world)
    kofi = world.phone("Kofi", language_code="en")
    await comes_in(bot, kofi, "org:ECOWAS", "recipient")
    await publishes(cast.amina)
    await kofi.says("/needs")
    assert kofi.buttons == [["Rules", "Home"]]
    await cast.amina.says("/rules")
    await cast.amina.taps("ECOWAS", change=True)
    assert "with your name and words?" in cast.amina.sees
    await cast.amina.taps("Yes, show them", change=True)
    assert "Organisations that see your published needs: Economic Community" in cast.amina.sees
    await kofi.says("/needs")
    await kofi.taps("Members' needs", change=True)
    assert "1. Chad" in kofi.sees
    await kofi.taps("1. Chad", change=True)
    assert "You see this because Chad shares its needs with you." in kofi.sees
    assert kofi.buttons == [["Members' needs"]]
    await cast.amina.taps("ECOWAS", change=True)
    await cast.amina.taps("Stop showing them", change=True)
    await kofi.taps("Members' needs", change=True)
    assert kofi.sees.startswith("No member shares a need.")


async def test_an_organisation_manages_nothing_of_a_member(bot: Running, world: World):
    """Its own buttons, with a member's reference in them, lead nowhere."""
    cast = await a_cast(bot, world)
    kofi = world.phone("Kofi", language_code="en")
    await comes_in(bot, kofi, "org:ECOWAS", "recipient")
    await publishes(cast.amina)
    await cast.amina.says("/rules")
    await cast.amina.taps("ECOWAS", change=True)
    await cast.amina.taps("Yes, show them", change=True)
    with bot.database.reading() as store:
        (ref,) = store.connection.exec_driver_sql("SELECT ref FROM needs").scalars()
        told = "SELECT ref FROM matches WHERE told_at IS NOT NULL"
        (match,) = store.connection.exec_driver_sql(told).scalars()
    keys = KeyRing(bot.settings.button_key_ring)
    for route in ("need-edit", "need-pause", "need-gone", "need-drop", "need-capital", "need-view"):
        tapped = await kofi.presses_forged(keys.write(Code(route, ref), kofi.id), kofi.newest)
        assert tapped.alert == "This need is gone, or not your delegation's. See /needs."
    tapped = await kofi.presses_forged(keys.write(Code("match", match), kofi.id), kofi.newest)
    assert "Italy" not in kofi.sees
    with bot.database.reading() as store:
        assert store.connection.exec_driver_sql("SELECT state FROM needs").scalars().all() == ["open"]


@pytest.mark.parametrize(("language", "said"), [("en", "Below: a text"), ("fr", "Ci-dessous : un texte")])
async def test_the_text_for_capital_is_in_the_language_of_capital(
    bot: Running, world: World, language: str, said: str
):
    cast = await a_cast(bot, world, officer=language)
    await cast.amina.says(SENTENCE)
    await cast.amina.taps("Declare" if language == "en" else "Déclarer", change=True)
    await cast.amina.taps("Publish" if language == "en" else "Publier", change=True)
    await cast.amina.taps("Send now" if language == "en" else "Envoyer", change=True)
    tapped = await cast.amina.taps("Text for capital" if language == "en" else "Texte pour la capitale")
    assert tapped.toast.startswith(said)
    text = await cast.amina.shows("Tchad : besoin en capacités")
    written = shown(text.text).splitlines()
    assert len(written) <= 10
    assert written[-1].startswith("Clearinghouse. N’engage personne")
    assert "formed police unit training" not in shown(text.text), "the words stay in the chat"
    assert text.rows == []


async def test_a_provider_has_a_text_for_its_capital_too(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Details", message=notice, change=True)
    await cast.daniel.taps("Text for capital", message=notice)
    text = await cast.daniel.shows("Chad looks for help; Italy could give it.")
    assert "We have not answered yet." in shown(text.text)
    assert "Center of Excellence for Stability Police Units, fits on 4 of 6 points" in shown(text.text)
