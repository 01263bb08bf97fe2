"""Updates by webhook: the secret first, stored before 200."""

import io
import json
from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from storage import inbox
from tests.support.running import Running, file_url, running_bot

SECRET = "a-secret-of-the-test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def hooked(world: World, sandbox: Sandbox, tmp_path: Path, unused_port: int):
    url = f"http://127.0.0.1:{unused_port}/telegram"
    settings = {"webhook_url": url, "webhook_secret": SECRET, "http_port": unused_port}
    async with running_bot(world, sandbox, file_url(tmp_path), **settings) as running:
        yield running


async def test_a_text_by_webhook_is_answered(hooked: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.says("medical evacuation course")
    assert "Best for" in ada.sees


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "é"])
async def test_without_the_secret_nothing_is_taken(hooked: Running, secret: str | None):
    headers = {} if secret is None else {HEADER: secret}
    assert await post(hooked, b'{"update_id": 1}', headers) == 403
    assert received(hooked) == []


async def test_what_is_no_json_or_too_large_is_refused(hooked: Running):
    assert await post(hooked, b"not json", {HEADER: SECRET}) == 400
    assert await post(hooked, io.BytesIO(b"x" * (2 << 20)), {HEADER: SECRET}) == 413


async def test_an_update_that_can_t_be_understood_is_stored_all_the_same(hooked: Running):
    """Telegram would bring it again and again, and let everything else of that chat wait behind it."""
    assert await post(hooked, json.dumps({"update_id": 5, "message": 7}).encode(), {HEADER: SECRET}) == 200
    assert received(hooked) == [5]


async def test_the_same_update_twice_is_taken_once(hooked: Running):
    for _ in range(2):
        assert await post(hooked, b'{"update_id": 6}', {HEADER: SECRET}) == 200
    assert received(hooked) == [6]


async def test_the_pages_tell_health_readiness_and_status(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{bot.http}/healthz") as answer:
            loops = (await answer.json())["loops"]
            assert answer.status == 200
        async with session.get(f"{bot.http}/readyz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ready": True})
        async with session.get(f"{bot.http}/statusz") as answer:
            status = await answer.json()
    assert set(loops) == {"clock", "errands", "intake", "sender", "turns"}
    assert set(status) == {"now", "inbox", "outbox", "due", "errands", "audit"}
    assert status["inbox"] == {"new": 0, "done": 1, "parked": 0}


async def post(running: Running, body: bytes | io.BytesIO, headers: dict[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(running.settings.webhook_url, data=body, headers=headers) as answer,
    ):
        return answer.status


def received(running: Running) -> list[int | None]:
    with running.database.reading() as store:
        return [
            row.update_id
            for number in (1, 5, 6)
            for row in inbox.find(store, number)
            if row.update_id == number
        ]
