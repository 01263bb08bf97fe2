"""The page is served with a strict policy, whole, and nothing outside it."""

import re

import aiohttp
import pytest

from bot.sandbox import pages
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World


@pytest.fixture
async def get():
    async with Sandbox(World()) as sandbox, aiohttp.ClientSession() as http:

        async def get(path):
            async with http.get(f"{sandbox.url}{path}") as response:
                return response.status, await response.text(), response.headers

        yield get


async def test_the_page_allows_nothing_from_elsewhere(get):
    for path in ("/", "/page/app.js", "/page/icons.svg"):
        status, _, headers = await get(path)
        assert status == 200
        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert headers["X-Content-Type-Options"] == "nosniff"


async def test_whatever_the_page_asks_for_is_there(get):
    _, html, _ = await get("/")
    wanted = re.findall(r'(?:href|src)="(/page/[\w.]+)', html)
    scripts = [path for path in wanted if path.endswith(".js")]
    while scripts:
        _, script, _ = await get(scripts.pop())
        found = [f"/page/{name}" for name in re.findall(r'from "\./([\w.]+)"', script)]
        scripts += [path for path in found if path not in wanted]
        wanted += [path for path in found if path not in wanted]
    assert len(wanted) > 20
    for path in wanted:
        status, body, _ = await get(path)
        assert (path, status) == (path, 200)
        assert "innerHTML" not in body
        assert "http:" not in body.replace("http://www.w3.org/", "").replace('"http:"', "")


async def test_nothing_outside_the_page_is_served(get):
    for path in ("/page/../pages.py", "/page/%2e%2e/pages.py", "/page/", "/page/missing.js"):
        status, _, _ = await get(path)
        assert status == 404


def test_every_module_is_short():
    folder = pages.files("bot.sandbox").joinpath("page")
    lengths = {file.name: len(file.read_text().splitlines()) for file in folder.iterdir()}
    assert {name: length for name, length in lengths.items() if name.endswith(".js") and length > 250} == {}
