"""What a person does with a phone: start, write, go away, come back."""

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_page.conftest import phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def choose(page, name, item):
    """Choose an item of a phone's menu."""
    await phone(page, name).get_by_role("button", name="Phone menu").click()
    await page.get_by_role("menuitem", name=item).click()


async def test_a_new_chat_shows_what_the_bot_is_for_and_starts(exercise):
    await exercise.bot.call("setMyDescription", description="Help for contributors")
    exercise.person("Mosana", started=False)
    page = await exercise.screen()
    mosana = phone(page, "Mosana")
    await expect(mosana.locator(".about")).to_contain_text("Help for contributors")

    await mosana.get_by_role("button", name="START").click()
    assert (await exercise.bot.hears("message"))["text"] == "/start"
    await expect(mosana.get_by_label("Message", exact=True)).to_be_visible()
    await expect(mosana.locator(".about")).to_be_hidden()


async def test_enter_sends_and_shift_enter_breaks_the_line(exercise):
    exercise.person("Mosana")
    page = await exercise.screen()
    field = phone(page, "Mosana").get_by_label("Message", exact=True)
    await field.type("two")
    await field.press("Shift+Enter")
    await field.type("lines")
    await field.press("Enter")
    assert (await exercise.bot.hears("message"))["text"] == "two\nlines"
    await expect(field).to_have_value("")
    await expect(phone(page, "Mosana").locator(".row.mine .text")).to_contain_text("two\nlines")


async def test_the_bot_types_until_it_has_written(exercise):
    mosana = exercise.person("Mosana", "fr")
    page = await exercise.screen()
    subtitle = phone(page, "Mosana").locator(".subtitle")
    await expect(subtitle).to_have_text("Mosana · français")
    await exercise.bot.call("sendChatAction", chat_id=mosana.id, action="typing")
    await expect(subtitle).to_have_text("typing")
    await exercise.bot.says(mosana, "Done")
    await expect(subtitle).to_have_text("Mosana · français")


async def test_commands_are_offered_in_a_menu_and_while_writing(exercise):
    commands = [
        {"command": "need", "description": "Declare a need"},
        {"command": "search", "description": "Search"},
    ]
    await exercise.bot.call("setMyCommands", commands=commands)
    exercise.person("Mosana")
    page = await exercise.screen()
    mosana = phone(page, "Mosana")

    await mosana.get_by_role("button", name="Commands").click()
    await page.get_by_role("menuitem", name="/need Declare a need").click()
    assert (await exercise.bot.hears("message"))["text"] == "/need"

    field = mosana.get_by_label("Message", exact=True)
    await field.type("/se")
    await expect(page.get_by_role("menuitem")).to_have_count(1)
    await field.press("ArrowUp")
    await page.keyboard.press("Enter")
    assert (await exercise.bot.hears("message"))["text"] == "/search"
    await expect(field).to_have_value("")


async def test_an_offline_phone_shows_nothing_new_and_keeps_texts_until_it_is_online(exercise):
    person = exercise.person("Mosana")
    page = await exercise.screen()
    mosana = phone(page, "Mosana")
    await exercise.bot.says(person, "before")
    await expect(mosana.locator(".row.theirs")).to_have_count(1)

    await choose(page, "Mosana", "Go offline")
    await expect(mosana.locator(".strip")).to_contain_text("Offline")
    await exercise.bot.says(person, "meanwhile")
    await mosana.get_by_label("Message", exact=True).fill("written offline")
    await page.keyboard.press("Enter")
    await expect(mosana.locator(".row.waiting")).to_contain_text("written offline")

    await page.reload()
    await expect(mosana.locator(".row.waiting")).to_contain_text("written offline")
    await expect(mosana.locator(".row.theirs")).to_have_count(1)

    await choose(page, "Mosana", "Go online")
    await expect(mosana.locator(".row.theirs")).to_have_count(2)
    assert (await exercise.bot.hears("message"))["text"] == "written offline"
    await expect(mosana.locator(".row.waiting")).to_have_count(0)
    await expect(mosana.locator(".row.mine")).to_have_count(1)


async def test_a_blocked_bot_is_told_so_until_it_is_unblocked(exercise):
    exercise.person("Mosana")
    page = await exercise.screen()
    await choose(page, "Mosana", "Block the bot")
    assert (await exercise.bot.hears("my_chat_member"))["new_chat_member"]["status"] == "kicked"

    await phone(page, "Mosana").get_by_role("button", name="UNBLOCK").click()
    assert (await exercise.bot.hears("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(phone(page, "Mosana").get_by_label("Message", exact=True)).to_be_visible()


@pytest.mark.parametrize(("item", "kind"), [("Send a sticker", "sticker"), ("Send a voice message", "voice")])
async def test_things_are_sent_that_are_not_text(exercise, item, kind):
    exercise.person("Mosana")
    page = await exercise.screen()
    await choose(page, "Mosana", item)
    assert kind in await exercise.bot.hears("message")
    await expect(phone(page, "Mosana").locator(f".kind-{kind}")).to_be_visible()


async def test_an_invitation_is_opened_on_another_phone(exercise):
    exercise.person("Mosana", started=False)
    page = await exercise.screen()
    await choose(page, "Mosana", "Open an invitation link…")
    await page.get_by_label("Link or code").fill(f"t.me/{exercise.world.username}?start=seat_5")
    await page.keyboard.press("Enter")
    assert (await exercise.bot.hears("message"))["text"] == "/start seat_5"


async def test_a_person_is_added_and_speaks_their_language(exercise):
    exercise.person("Mosana")
    page = await exercise.screen()
    await page.get_by_role("button", name="People").click()
    await page.get_by_label("Name").fill("Lanhe 澜河")
    await page.get_by_label("Language").select_option("zh")
    await page.get_by_role("button", name="Add a phone").click()

    await expect(phone(page, "Lanhe 澜河").locator(".subtitle")).to_have_text("Lanhe 澜河 · 中文")
    added = list(exercise.world.people.values())[-1]
    assert (added.first_name, added.last_name, added.language_code) == ("Lanhe", "澜河", "zh")


async def test_name_and_language_change(exercise):
    person = exercise.person("Mosana", "fr")
    page = await exercise.screen()
    await choose(page, "Mosana", "Name and language…")
    await page.get_by_role("combobox", name="Language").select_option("ar")
    await page.get_by_role("button", name="Save").click()
    await expect(phone(page, "Mosana")).to_have_attribute("dir", "rtl")
    assert person.language_code == "ar"


async def test_a_reload_keeps_phones_chats_drafts_and_themes(exercise):
    people = [exercise.person(name) for name in ("Mosana", "Valmora", "Namuna", "Isvik")]
    page = await exercise.screen()
    await exercise.bot.says(people[0], "still here")
    await choose(page, "Valmora", "Hide this phone")
    await choose(page, "Namuna", "Dark theme")
    await phone(page, "Mosana").get_by_label("Message", exact=True).fill("a draft")

    await page.reload()
    await expect(phone(page, "Mosana").locator(".text")).to_contain_text("still here")
    await expect(phone(page, "Mosana").get_by_label("Message", exact=True)).to_have_value("a draft")
    await expect(phone(page, "Namuna")).to_have_attribute("data-theme", "dark")
    await expect(page.locator("section.phone")).to_have_count(2)

    await page.get_by_role("button", name="People").click()
    await page.get_by_label("Isvik").check()
    await expect(page.locator("section.phone")).to_have_count(3)
