"""The side panel and the bar: the clock, faults, and the log of calls."""

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_page.conftest import phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_forward_one_day_moves_the_clock_of_the_exercise(exercise):
    page = await exercise.screen()
    clock = page.get_by_label("Time in the exercise")
    await expect(clock).to_contain_text("2 Mar")
    await page.get_by_role("button", name="Forward one day").click()
    await expect(clock).to_contain_text("3 Mar")
    assert exercise.forwarded == [86_400]


async def test_the_log_shows_calls_and_how_they_were_answered(exercise):
    mosana, valmora = exercise.person("Mosana"), exercise.person("Valmora")
    page = await exercise.screen()
    await page.get_by_role("button", name="Bot API").click()
    await exercise.bot.says(mosana, "<b>hello</b>", parse_mode="HTML")
    await exercise.bot.says(mosana, "")
    await exercise.bot.says(valmora, "hi")

    calls = page.get_by_label("Calls, newest first").locator("li")
    await expect(calls).to_have_count(3)
    await expect(calls.nth(1)).to_contain_text("400")
    await calls.nth(1).locator("summary").click()
    await expect(calls.nth(1)).to_contain_text("message text is empty")

    await page.get_by_label("Refused only").check()
    await expect(calls).to_have_count(1)
    await page.get_by_label("Refused only").uncheck()
    await page.get_by_label("Phone", exact=True).select_option("Valmora")
    await expect(calls).to_have_count(1)
    await expect(calls).to_contain_text("Valmora")


async def test_a_parameter_that_nobody_knows_is_marked(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await page.get_by_role("button", name="Bot API").click()
    await exercise.bot.says(mosana, "hello", parse_mod="HTML")
    await expect(page.locator(".call .warnings")).to_have_text("1 warning")


async def test_a_fault_on_order_meets_the_next_send(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await page.get_by_role("button", name="Bot API").click()
    await page.get_by_role("button", name="429 to the next send").click()
    await expect(page.locator("#panel [role=status]")).to_contain_text("wait for 5 seconds")

    assert await exercise.bot.says(mosana, "refused") is None
    await exercise.bot.says(mosana, "taken")
    await expect(phone(page, "Mosana").locator(".row")).to_have_count(1)

    await page.get_by_role("button", name="500 to the next 3 sends").click()
    await page.get_by_role("button", name="Clear faults").click()
    await expect(page.locator("#panel [role=status]")).to_contain_text("answered as usual")
    await exercise.bot.says(mosana, "taken too")
    await expect(phone(page, "Mosana").locator(".row")).to_have_count(2)
