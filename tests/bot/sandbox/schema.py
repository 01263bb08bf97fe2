"""Calls, answers and updates held against the official schema of the Bot API.

`World(strict=Schema())` notes every breach in `world.violations`.
"""

import functools
import json
import re
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FILE = Path(__file__).parents[2] / "data" / "bot_api_schema.json"
RESULTS = {
    "getMe": "User",
    "getUpdates": "Array of Update",
    "getWebhookInfo": "WebhookInfo",
    "sendMessage": "Message",
    "sendDocument": "Message",
    "sendPhoto": "Message",
    "forwardMessage": "Message",
    "copyMessage": "MessageId",
    "editMessageText": "Message",
    "editMessageCaption": "Message",
    "editMessageReplyMarkup": "Message",
    "getFile": "File",
    "getMyCommands": "Array of BotCommand",
    "getMyName": "BotName",
    "getMyDescription": "BotDescription",
    "getMyShortDescription": "BotShortDescription",
    "getChatMenuButton": "MenuButton",
    "getChat": "ChatFullInfo",
    "getChatMember": "ChatMember",
}
ANY_CONTENT = frozenset({"RichText", "InputRichBlock", "RichBlock"})
TEXTS_OF_FLAGS = frozenset({"true", "false", "True", "False", "1", "0", "yes", "no"})


@functools.cache
def schema() -> Json:
    data: Json = json.loads(FILE.read_text(encoding="utf-8"))
    return data


class Schema:
    """The checker of `World(strict=…)`."""

    def check_call(self, method: str, params: Json) -> list[str]:
        return check_call(method, params)

    def check_result(self, method: str, result: Any) -> list[str]:
        return check_result(method, result)

    def check_update(self, update: Json) -> list[str]:
        return check_update(update)


def check_call(method: str, params: Json) -> list[str]:
    """What is wrong with the parameters, which may be text (forms), JSON values or files."""
    known = schema()["methods"].get(method)
    if known is None:
        return [f"{method}: not in the schema"]
    wrong = [
        f"{method}: unknown parameter {name}"
        for name in params
        if name not in known and not _is_part(params, name)
    ]
    wrong += [
        f"{method}: {name} is missing"
        for name, (_, required, *_) in known.items()
        if required and params.get(name) in (None, "") and name not in _MAY_BE_EMPTY
    ]
    for name, value in params.items():
        if name in known and value is not None:
            wrong += _parameter(value, known[name][0], f"{method}.{name}")
    return wrong


_MAY_BE_EMPTY = frozenset({"text", "url"})


def _is_part(params: Json, name: str) -> bool:
    """Whether another parameter refers to this file."""
    return any(f"attach://{name}" in str(value) for value in params.values() if isinstance(value, str))


def check_result(method: str, result: Any) -> list[str]:
    """What is wrong with an answer."""
    return _value(result, RESULTS.get(method, "Boolean"), method)


def check_update(update: Json) -> list[str]:
    """What is wrong with an update."""
    wrong = _value(update, "Update", "update")
    if len(update) != 2:
        wrong.append(f"update: one kind at a time, not {sorted(update)}")
    return wrong


def _parameter(value: Any, kind: str, where: str) -> list[str]:
    """A parameter; in forms numbers, flags and objects are written as text."""
    if hasattr(value, "data"):
        return [] if "InputFile" in kind else [f"{where}: a file, not {kind}"]
    if not isinstance(value, str) or "String" in kind.split(" or ") or kind == "InputFile":
        return _value(value, kind, where)
    if kind == "Boolean":
        return [] if value in TEXTS_OF_FLAGS else [f"{where}: {value!r} is no Boolean"]
    try:
        return _value(json.loads(value), kind, where)
    except ValueError:
        return [f"{where}: {value!r} is no {kind}"]


def _value(value: Any, kind: str, where: str) -> list[str]:
    if kind.startswith("Array of "):
        return _array(value, kind.removeprefix("Array of "), where)
    kinds = re.split(r" or |, | and ", kind)
    if len(kinds) > 1:
        return _one_of(value, kinds, where)
    if kind in _PLAIN:
        return [] if _PLAIN[kind](value) else [f"{where}: {value!r} is no {kind}"]
    if kind in ANY_CONTENT:
        return []
    described = schema()["types"][kind]
    if "one_of" in described:
        return _one_of(value, described["one_of"], where)
    return _object(value, described["fields"], kind, where)


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_PLAIN = {
    "Integer": _is_int,
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "InputFile": lambda value: isinstance(value, str),
}


def _array(value: Any, kind: str, where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where}: {value!r} is no array"]
    return [wrong for place, one in enumerate(value) for wrong in _value(one, kind, f"{where}[{place}]")]


def _one_of(value: Any, kinds: list[str], where: str) -> list[str]:
    """Right when it is right as one of the kinds; otherwise the complaint of the nearest one."""
    complaints = [_value(value, kind, where) for kind in kinds]
    return min(complaints, key=len)


def _object(value: Any, fields: Json, kind: str, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {kind}"]
    wrong = [f"{where}: {kind} has no field {name}" for name in value if name not in fields]
    wrong += [
        f"{where}: {kind} lacks {name}"
        for name, (_, required, *_) in fields.items()
        if required and name not in value
    ]
    for name, given in value.items():
        if name not in fields:
            continue
        field_kind, _, *constant = fields[name]
        if constant and given != constant[0]:
            wrong.append(f"{where}.{name}: {given!r} instead of {constant[0]!r}")
        wrong += _value(given, field_kind, f"{where}.{name}")
    return wrong
