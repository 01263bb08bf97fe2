"""Deliveries to a webhook to a real server on this machine."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from aiohttp import web


class Hook:
    """A webhook that records, and answers as it is told: a status, or a call."""

    def __init__(self):
        self.got = []
        self.secrets = []
        self.answers = []
        self.rung = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.inside = self.most_inside = 0

    async def receive(self, request):
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.gate.wait()
        self.inside -= 1
        answer = self.answers.pop(0) if self.answers else 200
        update = await request.json()
        if isinstance(answer, dict) or answer == 200:
            self.got.append(update["message"]["text"])
            self.rung.set()
        if isinstance(answer, dict):
            return web.json_response(answer)
        return web.Response(status=answer)

    async def has(self, number):
        async with asyncio.timeout(5):
            while len(self.got) < number:
                self.rung.clear()
                await self.rung.wait()
        return self.got


@asynccontextmanager
async def served(hook):
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/hook"
    finally:
        await runner.cleanup()


@pytest.fixture
async def hook(world):
    world.webhook.first_pause = 0.02
    hook = Hook()
    async with served(hook) as hook.url:
        yield hook


@pytest.fixture
def ada(world):
    return world.phone("Ada", language_code="en")


async def test_updates_are_delivered_with_the_secret_those_that_waited_too(client, ada, hook):
    ada.sends("before")
    await client.ok("setWebhook", url=hook.url, secret_token="s3cret")
    ada.sends("after")
    assert await hook.has(2) == ["before", "after"]
    assert hook.secrets == ["s3cret", "s3cret"]
    info = await client.ok("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 40)


async def test_a_failed_delivery_is_repeated_before_the_next_of_the_chat(client, ada, hook):
    hook.answers = [500, 502, 200]
    await client.ok("setWebhook", url=hook.url)
    ada.sends("one")
    ada.sends("two")
    assert await hook.has(2) == ["one", "two"]
    info = await client.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 502 Bad Gateway"
    assert info["last_error_date"] > 0


async def test_an_update_may_be_delivered_twice_on_order(client, ada, hook, world):
    world.faults.add("webhook", mode="duplicate")
    await client.ok("setWebhook", url=hook.url)
    ada.sends("one")
    assert await hook.has(2) == ["one", "one"]


async def test_a_chat_waits_for_its_own_delivery_only(client, ada, hook, world):
    hook.gate.clear()
    await client.ok("setWebhook", url=hook.url)
    bo = world.phone("Bo")
    for phone in (ada, bo):
        phone.sends("one")
        phone.sends("two")
    await asyncio.sleep(0.1)
    assert hook.inside == 2
    assert (await client.ok("getWebhookInfo"))["pending_update_count"] == 4
    hook.gate.set()
    assert sorted(await hook.has(4)) == ["one", "one", "two", "two"]


async def test_no_more_connections_than_allowed(client, hook, world):
    hook.gate.clear()
    await client.ok("setWebhook", url=hook.url, max_connections=2)
    for number in range(6):
        world.phone(f"P{number}").sends("hello")
    await asyncio.sleep(0.1)
    hook.gate.set()
    await hook.has(6)
    assert hook.most_inside == 2


async def test_a_webhook_outlives_the_server(client, ada, hook, sandbox):
    await client.ok("setWebhook", url=hook.url)
    await sandbox.close()
    ada.sends("while it was down")
    async with sandbox:
        assert await hook.has(1) == ["while it was down"]


async def test_a_call_in_the_answer_is_done(client, ada, hook):
    hook.answers = [{"method": "sendMessage", "chat_id": ada.id, "text": "by return"}]
    await client.ok("setWebhook", url=hook.url)
    await ada.says("hello")
    assert ada.sees == "by return"


async def test_what_was_not_delivered_waits_for_polling(client, ada, hook, world):
    hook.answers = [500] * 100
    world.webhook.first_pause = 10
    await client.ok("setWebhook", url=hook.url)
    ada.sends("one")
    await asyncio.sleep(0.1)
    await client.ok("deleteWebhook")
    assert [update["message"]["text"] for update in await client.ok("getUpdates")] == ["one"]
    await client.ok("setWebhook", url=hook.url, drop_pending_updates=True)
    assert (await client.ok("getWebhookInfo"))["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"secret_token": "no spaces"}, "secret token contains unallowed characters"),
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.org:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
    ],
)
async def test_a_webhook_is_refused(client, params, refusal):
    assert (
        await client.refusal("setWebhook", **({"url": "http://127.0.0.1:1/"} | params))
        == f"Bad Request: {refusal}"
    )
