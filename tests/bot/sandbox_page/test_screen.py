"""The page on small screens, by keyboard, over a lost connection, and with a long chat."""

import pytest
from playwright.async_api import expect

from bot.sandbox.server import Sandbox
from tests.bot.sandbox_page.conftest import phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SCROLL_UP = """async (node) => {
  const gaps = [];
  let last = performance.now();
  for (let step = 0; step < 60; step += 1) {
    node.scrollTop -= 90;
    await new Promise(requestAnimationFrame);
    gaps.push(performance.now() - last);
    last = performance.now();
  }
  return gaps.sort((a, b) => a - b)[30];
}"""
"""Scrolls up for 60 frames; the median time of a frame, in milliseconds."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 375, 768])
async def test_the_page_never_scrolls_sideways(exercise, width):
    people = [exercise.person(name) for name in ("Mosana", "Valmora", "Secretariat")]
    page = await exercise.screen(width, 667)
    await exercise.bot.says(people[0], "w" * 400 + " https://example.org/" + "x" * 300)
    await expect(phone(page, "Mosana").locator(".row")).to_have_count(1)
    assert await page.evaluate(OVERFLOW) == 0
    scroller = phone(page, "Mosana").locator(".scroller")
    assert await scroller.evaluate("n => n.scrollWidth - n.clientWidth") == 0
    for button in await page.locator(".tools button:visible").all():
        box = await button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


async def test_tabs_bring_one_phone_after_the_other_on_a_narrow_screen(exercise):
    mosana, valmora = exercise.person("Mosana"), exercise.person("Valmora")
    page = await exercise.screen(375, 667)
    tab = page.get_by_role("navigation", name="Phones").get_by_role("button", name="Valmora")
    await expect(phone(page, "Valmora")).not_to_be_in_viewport()
    await exercise.bot.says(mosana, "seen")
    await exercise.bot.says(valmora, "unseen")
    await expect(tab.locator(".badge")).to_have_text("1")

    await tab.click()
    await expect(phone(page, "Valmora")).to_be_in_viewport(ratio=0.99)
    await expect(tab).to_have_attribute("aria-current", "true")
    await expect(tab.locator(".badge")).to_have_count(0)


async def test_everything_goes_by_keyboard(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    field = phone(page, "Mosana").get_by_label("Message", exact=True)
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await field.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.type("need help")
    await page.keyboard.press("Enter")
    assert (await exercise.bot.hears("message"))["text"] == "need help"

    await exercise.bot.says(mosana, "Sure?", [{"text": "Yes", "callback_data": "yes"}])
    yes = phone(page, "Mosana").get_by_role("button", name="Yes")
    await expect(yes).to_be_visible()
    for _ in range(3):
        await page.keyboard.press("Shift+Tab")
        if await yes.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    assert (await exercise.bot.hears("callback_query"))["data"] == "yes"


async def test_a_lost_connection_is_said_and_made_good(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await exercise.bot.says(mosana, "one")
    await exercise.sandbox.close()
    lost = page.get_by_role("alert").filter(has_text="connection")
    await expect(lost).to_be_visible()
    field = phone(page, "Mosana").get_by_label("Message", exact=True)
    await field.fill("into the void")
    await field.press("Enter")
    await expect(phone(page, "Mosana").locator(".row.waiting")).to_have_count(1)

    exercise.world.post(exercise.world.chats[mosana.id], "text", {"text": "two"})
    async with Sandbox(exercise.world, port=exercise.sandbox.port):
        await expect(phone(page, "Mosana").locator(".row.theirs")).to_have_count(2)
        await expect(lost).to_be_hidden()
        assert (await exercise.bot.hears("message"))["text"] == "into the void"
        await expect(phone(page, "Mosana").locator(".row.waiting")).to_have_count(0)


async def test_a_reader_above_is_not_torn_down_but_told(exercise):
    mosana = exercise.person("Mosana")
    for number in range(40):
        await exercise.bot.says(mosana, f"line {number}")
    page = await exercise.screen()
    scroller = phone(page, "Mosana").locator(".scroller")
    at_end = "n => n.scrollHeight - n.scrollTop - n.clientHeight < 2"
    assert await scroller.evaluate(at_end)

    await exercise.bot.says(mosana, "the newest")
    await expect(phone(page, "Mosana").get_by_text("the newest")).to_be_in_viewport()
    await scroller.evaluate("n => n.scrollTo(0, 0)")
    await exercise.bot.says(mosana, "unseen 1")
    await exercise.bot.says(mosana, "unseen 2")
    pill = phone(page, "Mosana").get_by_role("button", name="2 new messages")
    assert await scroller.evaluate("n => n.scrollTop") == 0
    await pill.click()
    await expect(phone(page, "Mosana").get_by_text("unseen 2")).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_three_hundred_bubbles_scroll_smoothly(exercise):
    mosana = exercise.person("Mosana")
    row = [{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]
    for number in range(300):
        await exercise.bot.says(mosana, f"<b>{number}</b> a need for help", row, parse_mode="HTML")
    page = await exercise.screen()
    await expect(phone(page, "Mosana").locator(".row")).to_have_count(300)
    frame = await phone(page, "Mosana").locator(".scroller").evaluate(SCROLL_UP)
    assert frame < 34
