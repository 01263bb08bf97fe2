"""Bubbles show formatted text as real elements, and nothing that a message says becomes markup."""

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_page.conftest import phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_entities_become_elements_nested_as_they_overlap(exercise):
    mosana = exercise.person("Mosana", "fr")
    page = await exercise.screen()
    await exercise.bot.says(
        mosana, "🙂 <b>un <i>besoin <u>vite</u></i></b> <s>non</s> <code>x()</code>", parse_mode="HTML"
    )

    text = phone(page, "Mosana").locator(".text")
    await expect(text.locator("strong em u")).to_have_text("vite")
    assert "".join(await text.locator("strong").all_text_contents()) == "un besoin vite"
    assert "".join(await text.locator("em").all_text_contents()) == "besoin vite"
    await expect(text.locator("s")).to_have_text("non")
    await expect(text.locator("code")).to_have_text("x()")
    await expect(text).to_contain_text("🙂 un besoin vite non x()")


async def test_a_person_who_is_mentioned_by_name_stands_out(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await exercise.bot.says(mosana, f'<a href="tg://user?id={mosana.id}">Amina</a> speaks', parse_mode="HTML")
    await expect(phone(page, "Mosana").locator(".text .person")).to_have_text("Amina")


async def test_entities_that_cross_each_other_show_every_letter_once(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    crossing = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    content = {"text": "abcdefgh", "entities": crossing}
    exercise.world.post(exercise.world.chats[mosana.id], "text", content)

    text = phone(page, "Mosana").locator(".text")
    await expect(text).to_contain_text("abcdefgh")
    assert await text.locator("strong").all_text_contents() == ["abcd"]
    assert await text.locator("em").all_text_contents() == ["cd", "ef"]


async def test_blocks_show_no_empty_lines_around_them(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    pre = '<pre><code class="language-python">x = 1</code></pre>'
    html = f"before\n<blockquote>said</blockquote>\n{pre}\nafter"
    await exercise.bot.says(mosana, html, parse_mode="HTML")

    text = phone(page, "Mosana").locator(".text")
    await expect(text.locator("blockquote")).to_have_text("said")
    await expect(text.locator("pre[data-language=python] > code")).to_have_text("x = 1")
    pieces = await text.evaluate(
        "node => [...node.childNodes].map((one) => one.textContent).slice(0, -1)",
    )
    assert pieces == ["before\n", "said", "x = 1", "after"]


async def test_markup_in_a_text_stays_text(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    evil = '<img src=x onerror="window.hurt = 1"><script>window.hurt = 1</script>'
    await exercise.bot.says(mosana, evil, [{"text": evil[:60], "callback_data": "x"}])
    await phone(page, "Mosana").locator(".key").click()
    query = await exercise.bot.hears("callback_query")
    await exercise.bot.call("answerCallbackQuery", callback_query_id=query["id"], text=evil)

    await expect(phone(page, "Mosana").locator(".row .text")).to_contain_text(evil)
    await expect(phone(page, "Mosana").locator(".toast.shown")).to_have_text(evil)
    assert await phone(page, "Mosana").locator("img, script").count() == 0
    assert await page.evaluate("window.hurt") is None


async def test_links_open_outside_and_only_where_a_page_may_lead(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    text = "site evil"
    entities = [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a"},
        {"type": "text_link", "offset": 5, "length": 4, "url": "https://example.org/b"},
    ]
    await exercise.bot.says(mosana, text, entities=entities)
    message = exercise.world.chats[mosana.id].messages[max(exercise.world.chats[mosana.id].messages)]
    message.content["entities"] = [entities[0], {**entities[1], "url": "javascript:alert(1)"}]
    exercise.world.touched(message)

    links = phone(page, "Mosana").locator(".text a")
    await expect(links).to_have_count(1)
    await expect(links).to_have_attribute("href", "https://example.org/a")
    await expect(links).to_have_attribute("target", "_blank")
    await expect(links).to_have_attribute("rel", "noopener noreferrer")


async def test_a_spoiler_opens_by_keyboard(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    await exercise.bot.says(mosana, "it is <tg-spoiler>forty</tg-spoiler>", parse_mode="HTML")

    spoiler = phone(page, "Mosana").get_by_role("button", name="Hidden text, press to show")
    await spoiler.press("Enter")
    await expect(phone(page, "Mosana").locator(".spoiler.shown")).to_have_text("forty")


async def test_a_long_quote_opens_and_a_short_one_needs_not(exercise):
    mosana = exercise.person("Mosana")
    page = await exercise.screen()
    long = "one\ntwo\nthree\nfour\nfive"
    for words in (long, "short"):
        html = f"<blockquote expandable>{words}</blockquote>"
        await exercise.bot.says(mosana, html, parse_mode="HTML")

    more = phone(page, "Mosana").get_by_role("button", name="Show more")
    await expect(more).to_have_count(1)
    await more.click()
    less = phone(page, "Mosana").get_by_role("button", name="Show less")
    await expect(less).to_have_attribute("aria-expanded", "true")


async def test_arabic_runs_from_right_to_left_in_a_mirrored_phone(exercise):
    qasrat = exercise.person("Qasrat", "ar")
    exercise.person("Namuna", "en")
    page = await exercise.screen()
    await exercise.bot.says(qasrat, "أهلاً بكم", [{"text": "بحث", "callback_data": "x"}])

    theirs = phone(page, "Qasrat")
    direction = "node => getComputedStyle(node).direction"
    await expect(theirs).to_have_attribute("dir", "rtl")
    assert await theirs.locator(".text").evaluate(direction) == "rtl"
    assert await theirs.locator(".key-label").evaluate(direction) == "rtl"
    assert await phone(page, "Namuna").evaluate(direction) == "ltr"
    send = await theirs.get_by_role("button", name="Send", exact=True).bounding_box()
    field = await theirs.get_by_label("Message", exact=True).bounding_box()
    assert send["x"] < field["x"]
