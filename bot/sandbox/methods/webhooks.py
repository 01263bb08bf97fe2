"""Setting up the webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.updates import allow
from bot.sandbox.params import Params
from bot.sandbox.webhook import MOST_CONNECTIONS, Settings
from bot.sandbox.world import World

Json = dict[str, Any]

_PORTS = frozenset({443, 80, 88, 8443})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url").strip()
    if not url:
        return delete_webhook(world, params)
    _check_url(url)
    secret = params.text("secret_token")
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(params.integer("max_connections", 40), 1), MOST_CONNECTIONS)
    allow(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.webhook.set(Settings(url, secret, connections))
    world.updates.bell.ring()
    return True


def _check_url(url: str) -> None:
    """Real Telegram wants https and few ports; on this machine plain http will do."""
    parts = urlsplit(url)
    if parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(world: World, params: Params) -> bool:
    world.webhook.unset()
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    info: Json = {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    info |= world.webhook.as_info()
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info
