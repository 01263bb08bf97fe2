"""Inline keyboards: what a tap shows until the bot answers, and what the answer shows."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_page.conftest import phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

YES = {"text": "Yes", "callback_data": "yes"}
NO = {"text": "No", "callback_data": "no"}


async def test_a_tap_spins_until_the_bot_answers_with_a_toast(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await exercise.bot.says(mosana, "Sure?", [YES, NO])
    yes = phone(page, "Mosana").get_by_role("button", name="Yes")

    await yes.click()
    await expect(yes).to_have_attribute("aria-busy", "true")
    query = await exercise.bot.hears("callback_query")
    assert query["data"] == "yes"
    await exercise.bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")

    await expect(yes).to_have_attribute("aria-busy", "false")
    await expect(phone(page, "Mosana").locator(".toast.shown")).to_have_text("Noted")


async def test_an_alert_waits_for_ok_and_gives_the_focus_back(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await exercise.bot.says(mosana, "Sure?", [YES])
    yes = phone(page, "Mosana").get_by_role("button", name="Yes")

    await yes.click()
    query = await exercise.bot.hears("callback_query")
    await exercise.bot.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="Too late", show_alert=True
    )

    alert = phone(page, "Mosana").get_by_role("alertdialog")
    await expect(alert).to_contain_text("Too late")
    await alert.get_by_role("button", name="OK").press("Enter")
    await expect(alert).to_have_count(0)
    await expect(yes).to_be_focused()


async def test_an_edit_happens_in_place_and_the_focus_stays(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    sent = await exercise.bot.says(mosana, "Page 1", [YES, NO])
    await exercise.bot.says(mosana, "Below")
    rows = phone(page, "Mosana").locator(".row")
    await phone(page, "Mosana").get_by_role("button", name="No").focus()

    exercise.later = timedelta(minutes=1)
    await exercise.bot.call(
        "editMessageText",
        chat_id=mosana.id,
        message_id=sent["message_id"],
        text="Page 2",
        reply_markup={"inline_keyboard": [[YES, {"text": "Back", "callback_data": "b"}]]},
    )

    await expect(rows.nth(0).locator(".text")).to_contain_text("Page 2")
    await expect(rows.nth(0).locator(".edited")).to_have_text("edited")
    await expect(rows.nth(0)).to_contain_class("changed")
    await expect(rows).to_have_count(2)
    await expect(phone(page, "Mosana").get_by_role("button", name="Back")).to_be_focused()


async def test_a_deleted_bubble_goes(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    sent = await exercise.bot.says(mosana, "Not for long")
    await expect(phone(page, "Mosana").locator(".bubble")).to_have_count(1)
    await exercise.bot.call("deleteMessage", chat_id=mosana.id, message_id=sent["message_id"])
    await expect(phone(page, "Mosana").locator(".bubble")).to_have_count(0)


async def test_a_link_button_leads_outside_with_an_arrow(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await exercise.bot.says(mosana, "Read", [{"text": "Programme", "url": "https://example.org/p"}])
    link = phone(page, "Mosana").get_by_role("link", name="Programme")
    await expect(link).to_have_attribute("href", "https://example.org/p")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(link.locator(".icon-out")).to_be_visible()


async def test_a_button_copies_its_text(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen(permissions=["clipboard-read", "clipboard-write"])
    await exercise.bot.says(mosana, "Code", [{"text": "Copy", "copy_text": {"text": "QM-17"}}])
    await phone(page, "Mosana").get_by_role("button", name="Copy").click()
    await expect(phone(page, "Mosana").locator(".toast.shown")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "QM-17"


async def test_a_start_link_of_this_bot_is_followed_on_the_phone(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    url = f"https://t.me/{exercise.world.username}?start=invite-7"
    await exercise.bot.says(mosana, "Join", [{"text": "Accept", "url": url}])
    await phone(page, "Mosana").get_by_role("link", name="Accept").click()
    message = await exercise.bot.hears("message")
    assert message["text"] == "/start invite-7"
    assert len(page.context.pages) == 1


async def test_a_command_in_a_text_is_sent_by_a_tap(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await exercise.bot.says(mosana, "Try /search now")
    await phone(page, "Mosana").get_by_role("button", name="/search").click()
    message = await exercise.bot.hears("message")
    assert message["text"] == "/search"
