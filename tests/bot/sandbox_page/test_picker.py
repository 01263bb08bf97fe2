"""A key of the bot's opens the list of people, and the bot is told who was picked."""

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_page.conftest import phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def keyboard(**wishes):
    request = {"request_id": 1, "max_quantity": 1, "request_name": True, **wishes}
    key = {"text": "Pick my successor", "request_users": request}
    return {"keyboard": [[key]], "one_time_keyboard": True}


async def test_somebody_is_picked_out_of_everybody_with_a_phone(exercise):
    mosana = exercise.person("Mosana")
    layla = exercise.person("ليلى", "ar")
    exercise.world.person("Weather", username="WeatherNowBot", is_bot=True)
    page = await exercise.screen()
    await exercise.bot.call(
        "sendMessage", chat_id=mosana.id, text="Who?", reply_markup=keyboard(user_is_bot=False)
    )
    await phone(page, "Mosana").get_by_role("button", name="Pick my successor").click()
    listed = page.get_by_role("dialog", name="Pick somebody")
    await expect(listed.get_by_role("button", name="Weather")).to_have_count(0)
    await listed.get_by_role("button", name="ليلى").click()
    message = await exercise.bot.hears("message")
    assert message["users_shared"]["users"] == [{"user_id": layla.id, "first_name": "ليلى"}]
    await expect(phone(page, "Mosana").locator(".service-note")).to_have_text("You shared ليلى with the bot")
    await expect(phone(page, "Mosana").get_by_role("button", name="Pick my successor")).to_have_count(0)


async def test_a_bot_s_account_has_no_phone_and_is_offered_where_the_key_allows_it(exercise):
    weather = exercise.world.person("Weather", username="WeatherNowBot", is_bot=True)
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await expect(phone(page, "Weather")).to_have_count(0)
    await exercise.bot.call("sendMessage", chat_id=mosana.id, text="Who?", reply_markup=keyboard())
    await page.reload()
    await page.locator("body.ready").wait_for()
    await phone(page, "Mosana").get_by_role("button", name="Pick my successor").click()
    await page.get_by_role("dialog", name="Pick somebody").get_by_role("button", name="Weather").click()
    message = await exercise.bot.hears("message")
    assert message["users_shared"]["users"][0]["user_id"] == weather.id
