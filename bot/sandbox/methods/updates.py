"""Long polling, and the bot's own account."""

import asyncio
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params
from bot.sandbox.updates import Entry
from bot.sandbox.world import World

Json = dict[str, Any]

MOST_UPDATES = 100
LONGEST_POLL = 50
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


def get_me(world: World, _params: Params) -> Json:
    return {
        **world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "supports_guest_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


async def get_updates(world: World, params: Params) -> list[Json]:
    if world.webhook.url:
        raise ApiError(409, WEBHOOK_ACTIVE)
    allow(world, params)
    _confirm(world, params.integer("offset"))
    limit = min(max(params.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    seconds = min(max(params.integer("timeout"), 0), LONGEST_POLL)
    world.polls += 1
    turn = world.polls
    world.updates.bell.ring()  # an older call that still waits sees that it is no longer the last
    entries = world.updates.head(limit)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not entries and not world.closing and (left := deadline - loop.time()) > 0:
        await world.updates.bell.wait(left)
        if world.polls != turn:
            raise ApiError(409, OTHER_POLL)
        if world.webhook.url:
            raise ApiError(409, WEBHOOK_ACTIVE)
        entries = world.updates.head(limit)
    return _told(entries)


def allow(world: World, params: Params) -> None:
    """`allowed_updates` holds on until another list comes; broken JSON is passed over."""
    try:
        kinds = params.parsed("allowed_updates", "")
    except ApiError:
        return
    if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
        world.updates.allow(kinds)


def _confirm(world: World, offset: int) -> None:
    if offset > 0:
        world.updates.confirm_before(offset)
    elif offset < 0:
        world.updates.keep_last(-offset)


def _told(entries: list[Entry]) -> list[Json]:
    return [entry.update for entry in entries]


def log_out(world: World, _params: Params) -> bool:
    world.updates.bell.ring()
    return True
