"""From the first word to a programme's card, on real phones of the sandbox."""

import pytest

from bot.sandbox.world import World
from storage import audit
from tests.support.running import Running


async def test_a_french_phone_is_greeted_in_french_and_told_who_can_read_along(bot: Running, world: World):
    amina = world.phone("Amina", language_code="fr")
    await amina.starts()
    assert "Bienvenue, Amina." in amina.sees
    assert "n’écrivez rien de classifié" in amina.sees
    assert amina.buttons == [["Essayer l’exemple"], ["Demander l’accès"], ["English"]]


async def test_a_phone_in_a_language_not_yet_spoken_is_greeted_in_english(bot: Running, world: World):
    layla = world.phone("ليلى", language_code="ar")
    await layla.starts()
    assert "Welcome, ليلى." in layla.sees


async def test_a_sentence_with_typos_finds_the_programme_and_its_card_and_the_way_back(
    bot: Running, world: World
):
    amina = world.phone("Amina", language_code="fr")
    await amina.says("CoESPU formtion d'unité de police constitué")
    assert "Compris : Unité de police constituée · Formation" in amina.sees
    assert "Lu : formtion → formation" in amina.sees
    results = amina.sees
    await amina.taps("CoESPU")
    assert "Proposé par : Italie · États-Unis" in amina.sees
    assert "Non confirmé par le fournisseur" in amina.sees
    await amina.taps("Retour à la liste")
    assert amina.sees == results
    assert len(amina.chat) == 2, "a tap redraws the message and posts no new one"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("formed police unit training", "Fits: Formed police unit · Training"),
        ("подготовка сформированного полицейского подразделения", "Fits: Formed police unit · Training"),
        ("تدريب وحدة شرطة مشكلة", "Fits: Formed police unit · Training"),
        ("建制警察部队培训", "Fits: Formed police unit · Training"),
        ("MOWIP", "MOWIP"),
        ("Wiederaufbau GPOI", "Global Peace Operations Initiative"),
    ],
)
async def test_any_of_the_languages_finds_it(bot: Running, world: World, query: str, found: str):
    ada = world.phone("Ada", language_code="en")
    await ada.says(query)
    assert found in ada.sees


async def test_a_date_is_told_back_with_its_year_and_not_looked_for_as_a_word(bot: Running, world: World):
    amina = world.phone("Amina", language_code="fr")
    await amina.says("formation UPC avant le 15 juin 2031")
    assert "Compris : Unité de police constituée · Formation · avant le 15 juin 2031" in amina.sees
    assert "“juin”" not in amina.sees


async def test_what_fits_nothing_gets_an_honest_no_and_a_way_on(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("how do I renew my passport")
    assert "Nothing in the catalogue fits" in ada.sees
    await ada.taps("Try the example")
    assert "Best for" in ada.sees


async def test_more_results_are_a_tap_away_and_so_is_the_way_back(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("training")
    await ada.says("police training")
    first_page = ada.sees
    await ada.taps("More")
    assert "5." in ada.sees
    await ada.taps("Back")
    assert ada.sees == first_page


async def test_a_corrected_message_gets_its_answer_corrected_in_place(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    typed = await _types(ada, "pizza")
    assert "Nothing in the catalogue fits" in ada.sees
    ada.edits(typed, "medical evacuation course")
    await ada.shows("Best for medical evacuation course")
    assert len(ada.chat) == 2


async def test_the_language_chosen_is_kept_whatever_the_phone_says(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("/language")
    tapped = await ada.taps("Français")
    assert "Je vous parle désormais en" in tapped.toast
    assert "Ce que je fais" in ada.sees
    await ada.says("/help")
    assert "Ce que je fais" in ada.sees
    with bot.database.reading() as store:
        lines = audit.of(store, "person:1")
    assert [(line.verb, line.before, line.after) for line in lines] == [("chose language", None, '"fr"')]


async def test_people_see_their_own_answers_only(bot: Running, world: World):
    ada, ben = world.phone("Ada", language_code="en"), world.phone("Ben", language_code="fr")
    await ada.says("medical evacuation course")
    await ben.says("déminage")
    assert "medical evacuation" not in ben.sees
    assert "déminage" not in ada.sees


async def _types(phone, text):
    await phone.says(text)
    return phone.chat[-2]
