"""A busy day with everything that can go wrong, and afterwards no secret is anywhere but where it belongs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from bot.settings import Settings
from handlers.kit.buttons import Code, KeyRing
from tests.support.program import Program, free_port
from tests.support.running import TOKEN, Running, file_url, running_bot

WEBHOOK_SECRET = "canary-of-the-webhook-5d1f"  # of this test alone
BUTTON_KEYS = ("canary-of-a-button-81aa", "canary-of-an-old-button-77")
AUDIT_KEY = "canary-of-the-trail-c0de"
WORDS = "zibelline helicopter hangar guards"


@pytest.fixture
def program(world: World, sandbox: Sandbox, tmp_path: Path) -> Iterator[Program]:
    settings = {
        "api_url": sandbox.url,
        "database_url": file_url(tmp_path),
        "webhook_secret": WEBHOOK_SECRET,
        "button_keys": ",".join(BUTTON_KEYS),
        "audit_keys": AUDIT_KEY,
        "log_level": "DEBUG",
        "ready_file": tmp_path / "ready",
    }
    with Program(tmp_path, settings) as program:
        yield program


async def test_no_secret_is_written_anywhere(world: World, program: Program):
    program.start()
    await program.ready()
    code = program.tool("invite", "--delegation", "TD", "--role", "recipient").stdout.splitlines()[0]
    ada, eve = world.phone("Ada", language_code="en"), world.phone("Eve", language_code="en")
    await ada.starts(code, timeout=20)
    await ada.taps(ada.buttons[0][0], change=True, timeout=20)
    await eve.starts(code, timeout=20)
    await _a_bad_day(world, ada)
    assert await program.stop() == 0
    # Then by webhook, where the secret comes with every update.
    port = free_port()
    program.settings |= {"webhook_url": f"http://127.0.0.1:{port}/hook", "http_port": port}
    program.start()
    await program.ready()
    await ada.says(WORDS, timeout=20)
    assert await program.stop() == 0
    tools = [
        program.tool(*words)
        for words in (
            ("status", "--json"),
            ("parked",),
            ("trace", "1"),
            ("doctor",),
            ("backup",),
            ("audit", "verify"),
        )
    ]
    said = "".join(done.stdout + done.stderr for done in tools)
    secrets = {
        "token": TOKEN.partition(":")[2],
        "webhook": WEBHOOK_SECRET,
        "audit": AUDIT_KEY,
        "invitation": code,
    }
    secrets |= {f"button {number}": key for number, key in enumerate(BUTTON_KEYS)}
    for name, secret in secrets.items():
        assert secret not in said, name
        assert [str(file) for file in _files(program.folder) if secret.encode() in file.read_bytes()] == [], (
            name
        )
    assert "zibelline" not in program.said + program.complained + _text(program.folder, "stderr.txt") + said
    log = [json.loads(line) for line in _text(program.folder, "stderr.txt").splitlines()]
    assert {"at", "level", "logger", "message"} <= set(log[0])


async def _a_bad_day(world: World, ada: Phone) -> None:
    """Telegram refuses, stumbles, answers nonsense and hangs up; somebody tries forged and wrong codes."""
    for fault in (
        {"code": 429, "retry_after": 1},
        {"code": 500},
        {"code": 403, "mode": "garbage"},
        {"mode": "drop"},
        {"mode": "truncate"},
    ):
        world.faults.add("sendMessage", times=1, **fault)
        world.faults.add("getUpdates", times=1, **fault)
        ada.sends(f"{WORDS} {len(world.calls.last(1_000))}")
    await ada.says(f"{WORDS} at last", timeout=40)
    await ada.starts("a-wrong-invitation-code", timeout=20)
    await ada.presses_forged(f"1|help||0|{'A' * 8}", ada.newest, timeout=20)


async def test_keys_are_changed_while_old_buttons_go_on_working(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    ada = world.phone("Ada", language_code="en")

    async def with_keys(keys: str) -> Running:
        return running_bot(world, sandbox, file_url(tmp_path), button_keys=keys)

    async with await with_keys("first"):
        await ada.says("/language")
        card = ada.newest
        first = card.rows[0][0]["callback_data"]
    async with await with_keys("second,first"):
        await ada.taps("Français", message=card, change=True)
        await ada.says("/language")
        newer = ada.newest
    async with await with_keys("second"):
        await ada.taps("English", message=newer, change=True)
        assert "not yours" in (await ada.presses_forged(first, ada.newest)).alert


def test_the_token_is_changed_and_buttons_with_keys_of_their_own_go_on_working():
    ada_id, other = 4711, TOKEN.replace("A", "B")
    before = KeyRing(Settings(_env_file=None, bot_token=TOKEN, button_keys="own").button_key_ring)
    after = KeyRing(Settings(_env_file=None, bot_token=other, button_keys="own").button_key_ring)
    assert after.read(before.write(Code("help"), ada_id), ada_id) == Code("help")
    derived = KeyRing(Settings(_env_file=None, bot_token=other).button_key_ring)
    assert derived.read(before.write(Code("help"), ada_id), ada_id) is None


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())


def _text(folder: Path, name: str) -> str:
    return (folder / name).read_text(errors="replace")
