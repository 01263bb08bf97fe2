"""What stands on one's own contact card, and what the other side then reads."""

from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from storage import audit
from tests.support.needs import a_cast, publishes
from tests.support.posts import comes_in
from tests.support.running import Running


async def types(phone: Phone, field: str, text: str) -> None:
    """Tap a field on the card and type what stands there from now on."""
    await phone.taps(field, message=phone.newest, change=True)
    await phone.says(text)


async def amina_with_her_card(bot: Running, world: World) -> Phone:
    amina = world.phone("Amina", username="amina_td", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    await amina.says("/card")
    return amina


async def test_a_card_begins_with_the_name_on_telegram_alone(bot: Running, world: World):
    amina = await amina_with_her_card(bot, world)
    assert "Amina speaks for Chad." in amina.sees
    assert "amina_td" not in amina.sees
    assert amina.buttons == [["Name", "Function"], ["E-mail", "Telephone"], ["Hide my Telegram", "Privacy"]]


async def test_every_field_is_its_owner_s_choice_and_shown_as_the_other_side_gets_it(
    bot: Running, world: World
):
    amina = await amina_with_her_card(bot, world)
    await types(amina, "Name", "العقيد أمينة <b>محمد</b>")
    await types(amina, "Function", "Police Adviser")
    await types(amina, "E-mail", "amina@mission.td")
    await types(amina, "Telephone", "00235 66 12 34 56")
    assert "العقيد أمينة <b>محمد</b> speaks for Chad." in amina.sees
    assert "Function: Police Adviser\nE-mail: amina@mission.td\nTelephone: +23566123456" in amina.sees
    await amina.taps("Hide my Telegram", message=amina.newest, change=True)
    assert "text_mention" not in {each["type"] for each in amina.newest.content["entities"]}
    await amina.taps("Show my Telegram", message=amina.newest, change=True)
    assert "On Telegram: @amina_td" in amina.sees
    await amina.taps("Telephone", message=amina.newest, change=True)
    await amina.taps("Take it off", message=amina.newest, change=True)
    assert "Telephone:" not in amina.sees


async def test_what_is_no_address_and_no_number_is_asked_again(bot: Running, world: World):
    amina = await amina_with_her_card(bot, world)
    await types(amina, "E-mail", "amina at mission")
    assert amina.sees == "That is no e-mail address. Type it as name@example.org."
    await amina.says("amina@mission.td")
    await types(amina, "Telephone", "66 12 34 56")
    assert amina.sees.startswith("That is no telephone number with a country's code.")
    await amina.taps("Cancel", message=amina.newest, change=True)
    await types(amina, "Name", "x" * 81)
    assert amina.sees == "Please keep to 80 characters."


async def test_a_card_always_names_a_way_to_reach_its_owner(bot: Running, world: World):
    amina = await amina_with_her_card(bot, world)
    refused = await amina.taps("Hide my Telegram", message=amina.newest)
    assert refused.alert == "Your card would name no way to reach you. Add another one first."
    await types(amina, "E-mail", "amina@mission.td")
    await amina.taps("Hide my Telegram", message=amina.newest, change=True)
    await amina.taps("E-mail", message=amina.newest, change=True)
    refused = await amina.taps("Take it off", message=amina.newest)
    assert refused.alert == "Your card would name no way to reach you. Add another one first."


async def test_the_trail_says_that_a_card_changed_and_not_to_what(bot: Running, world: World):
    amina = await amina_with_her_card(bot, world)
    await types(amina, "E-mail", "amina@mission.td")
    with bot.database.reading() as store:
        (line,) = audit.of_verb(store, "changed the contact card")
    assert (line.before, line.after) == (None, '"email"')


async def test_both_sides_get_what_stands_on_the_other_s_card(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await cast.amina.says("/fiche")
    await types(cast.amina, "Function", "Conseillère police")
    await types(cast.amina, "E-mail", "amina@mission.td")
    await cast.amina.taps("Hide my Telegram", message=cast.amina.newest, change=True)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    assert "If both sides say yes, each gets the other's contact card: /card." in notice.text
    await cast.daniel.taps("Interested", message=notice, change=True)
    offer = await cast.amina.shows("Italy is interested")
    await cast.amina.taps("Yes, share contacts", message=offer, change=True)
    contact = await cast.daniel.shows("Contact: Chad")
    assert "Amina speaks for Chad.\nFunction: Conseillère police\nE-mail: amina@mission.td" in shown(
        contact.text
    )
    assert "text_mention" not in {each["type"] for each in contact.content["entities"]}
    theirs = await cast.amina.shows("Contact: Italy")
    assert [each["user"]["id"] for each in theirs.content["entities"] if each["type"] == "text_mention"] == [
        cast.daniel.id
    ]
