"""Commands, name, descriptions and menu button."""

import re
from typing import Any

from bot.sandbox.detect import utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.common import chat_of
from bot.sandbox.params import Params
from bot.sandbox.profile import DEFAULT_SCOPE, Scope
from bot.sandbox.world import World

Json = dict[str, Any]

MOST_COMMANDS = 100
MOST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_LENGTHS = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(world: World, params: Params) -> bool:
    given = params.parsed("commands", "can't parse commands JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    scope, language = _scope(world, params), _language(params)
    menu = [_command(command) for command in given]
    if len(menu) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if menu:
        world.profile.menus[scope, language] = menu
    else:
        world.profile.menus.pop((scope, language), None)
    world.events.emit("commands")
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.profile.menus.get((_scope(world, params), _language(params)), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.profile.menus.pop((_scope(world, params), _language(params)), None)
    world.events.emit("commands")
    return True


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("expected a BotCommand object")
    command = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description can't be empty")
    if utf16_length(description) > MOST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(world: World, params: Params) -> Scope:
    given = params.parsed("scope", "can't parse BotCommandScope JSON object")
    if given is None:
        return DEFAULT_SCOPE
    if not isinstance(given, dict):
        raise bad_request("BotCommandScope must be an Object")
    kind = given.get("type")
    if kind in _PLAIN_SCOPES:
        return (kind, 0, 0)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("unsupported type specified")
    chat = chat_of(world, Params({"chat_id": given.get("chat_id", "")}))
    member = int(given.get("user_id") or 0) if kind == "chat_member" else 0
    return (kind, chat.id, member)


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def set_my_name(world: World, params: Params) -> bool:
    return _set_text(world, params, "name")


def get_my_name(world: World, params: Params) -> Json:
    return {"name": world.profile.name(_language(params))}


def set_my_description(world: World, params: Params) -> bool:
    return _set_text(world, params, "description")


def get_my_description(world: World, params: Params) -> Json:
    return {"description": world.profile.text("description", _language(params))}


def set_my_short_description(world: World, params: Params) -> bool:
    return _set_text(world, params, "short_description")


def get_my_short_description(world: World, params: Params) -> Json:
    return {"short_description": world.profile.text("short_description", _language(params))}


def _set_text(world: World, params: Params, field: str) -> bool:
    text = params.text(field).strip()
    if utf16_length(text) > _LENGTHS[field]:
        raise bad_request(f"bot {field.replace('_', ' ')} is too long")
    world.profile.set_text(field, _language(params), text)
    return True


def set_chat_menu_button(world: World, params: Params) -> bool:
    button = params.parsed("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("MenuButton has unsupported type")
    if params.text("chat_id"):
        chat = chat_of(world, params)
        chat.menu_button = None if button["type"] == "default" else button
    else:
        world.profile.menu_button = {"type": "commands"} if button["type"] == "default" else button
    world.events.emit("commands")
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    if params.text("chat_id"):
        return chat_of(world, params).menu_button or {"type": "default"}
    return world.profile.menu_button
