"""A real sandbox, a real Chromium on its page, and a bot that does what each test tells it to."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class ScriptedBot:
    """A bot as far from ours as can be: bare calls over HTTP, and the updates one by one."""

    def __init__(self, http: ClientSession, url: str, token: str) -> None:
        self.http = http
        self.base = f"{url}/bot{token}"
        self.offset = 0

    async def call(self, method: str, **params: Any) -> Any:
        async with self.http.post(f"{self.base}/{method}", json=params) as response:
            return (await response.json()).get("result")

    async def says(self, person: Any, text: str, *rows: list[dict[str, Any]], **params: Any) -> Any:
        """Send a text with rows of inline buttons."""
        if rows:
            params["reply_markup"] = {"inline_keyboard": list(rows)}
        return await self.call("sendMessage", chat_id=person.id, text=text, **params)

    async def hears(self, kind: str) -> Any:
        """The next update of this kind; others are passed over."""
        while True:
            updates = await self.call("getUpdates", offset=self.offset, limit=1, timeout=5)
            assert updates, f"no {kind} came"
            self.offset = updates[0]["update_id"] + 1
            if kind in updates[0]:
                return updates[0][kind]


class Exercise:
    """The world, its bot, and as many screens on it as a test opens."""

    def __init__(self, browser: Browser, world: World, stack: AsyncExitStack) -> None:
        self.browser = browser
        self.world = world
        self.stack = stack
        self.later = timedelta()
        self.forwarded: list[float] = []
        self.problems: list[str] = []
        self.sandbox = Sandbox(world, on_forward=self.forward)
        world.now = lambda: START + self.later

    def forward(self, seconds: float) -> None:
        self.forwarded.append(seconds)
        self.later += timedelta(seconds=seconds)

    async def begin(self) -> None:
        await self.stack.enter_async_context(self.sandbox)
        http = await self.stack.enter_async_context(ClientSession())
        self.bot = ScriptedBot(http, self.sandbox.url, self.world.token)

    def person(self, name: str, language: str = "en", *, started: bool = True) -> Any:
        """Somebody who has talked to the bot before, unless told otherwise."""
        return self.world.person(name, language_code=language, started=started)

    async def screen(self, width: int = 1440, height: int = 900, **options: Any) -> Page:
        """The page in a browser window of its own, with everything shown that there is so far."""
        context = await self.browser.new_context(
            viewport={"width": width, "height": height}, timezone_id="UTC", **options
        )
        self.stack.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: "Content Security" in line.text and self.problems.append(line.text))
        await page.goto(self.sandbox.url)
        await page.locator("body.ready").wait_for()
        return page


def phone(page: Page, name: str) -> Locator:
    """The phone of this person."""
    return page.locator(f"section.phone[aria-label^='Phone of {name},']")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def exercise(browser: Browser) -> AsyncIterator[Exercise]:
    async with AsyncExitStack() as stack:
        exercise = Exercise(browser, World(), stack)
        await exercise.begin()
        yield exercise
    assert exercise.problems == []
