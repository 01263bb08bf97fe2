"""One call from its name and parameters to its envelope: faults, limits, checks, the method, the log."""

import asyncio
import inspect
import json
import logging
import time
from dataclasses import dataclass
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault
from bot.sandbox.methods.table import ANSWERS, OFFICIAL_NAME, PARAMETERS
from bot.sandbox.methods.updates import OTHER_POLL
from bot.sandbox.params import Params
from bot.sandbox.world import World

Json = dict[str, Any]

log = logging.getLogger(__name__)

GARBAGE = b"<html><body><h1>Bad Gateway</h1></body></html>"


@dataclass(slots=True)
class Reply:
    """What goes back over the wire; nothing but a closed connection when `lost`."""

    status: int
    body: bytes
    lost: bool = False
    retry_after: int | None = None
    content_type: str = "application/json"


async def answer(world: World, name: str, params: Params) -> Reply:
    """Carry out a call and log it."""
    began = time.perf_counter()
    method = OFFICIAL_NAME.get(name.lower())
    call = world.calls.begin(method or name, params.as_state(), world.now())
    fault = world.faults.take(call.method, params.values)
    if fault and fault.delay:
        await asyncio.sleep(fault.delay)
    try:
        if fault:
            _refuse(fault)
        call.result = await _result(world, method, params, call)
        envelope: Json = {"ok": True, "result": call.result}
    except ApiError as error:
        envelope = _refused(call, error)
    if method == "getUpdates" and fault and fault.mode == "duplicate" and call.ok:
        world.updates.repeated = world.updates.head(len(call.result))
    call.ms = (time.perf_counter() - began) * 1000
    if method != "getUpdates" or call.result or not call.ok:
        world.calls.add(call)
        world.events.emit("call", call=call.as_state())
    return _reply(call, envelope, fault)


async def execute(world: World, name: str, values: Json) -> Any:
    """A call that came in the answer of a webhook: done and logged, its result goes nowhere."""
    return await answer(world, name, Params(values))


async def _result(world: World, method: str | None, params: Params, call: Call) -> Any:
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    function = ANSWERS.get(method)
    if function is None:
        log.error("the sandbox does not model %s: the bot gets a 501", method)
        raise ApiError(501, f"Not Implemented: the sandbox does not model {method}")
    given = set(params.values) | (set(params.files) - _attached(params))
    unknown = sorted(given - PARAMETERS[method])
    call.warnings += [f"{method}: unknown parameter {name}" for name in unknown]
    if world.strict:
        call.warnings += world.strict.check_call(method, {**params.values, **params.files})
    world.violations += call.warnings
    if world.limits:
        world.limits.check(method, params.integer("chat_id"))
    result = function(world, params)
    if inspect.isawaitable(result):
        result = await result
    if world.strict:
        world.violations += world.strict.check_result(method, result)
    return result


def _attached(params: Params) -> set[str]:
    """The parts that another parameter refers to."""
    return {
        name
        for name in params.files
        if any(f"attach://{name}" in str(value) for value in params.values.values())
    }


def _refuse(fault: Fault) -> None:
    if fault.mode in {"refuse", "garbage"} and fault.code:
        details = {"retry_after": fault.retry_after} if fault.retry_after else {}
        raise ApiError(fault.code, fault.description or _usual(fault), **details)
    if fault.mode == "drop":
        raise ApiError(502, "Bad Gateway")


def _usual(fault: Fault) -> str:
    """What Telegram says with such a code."""
    return {
        400: "Bad Request: chat not found",
        401: "Unauthorized",
        403: "Forbidden: bot was blocked by the user",
        404: "Not Found",
        409: OTHER_POLL,
        429: f"Too Many Requests: retry after {fault.retry_after}",
        500: "Internal Server Error",
        502: "Bad Gateway",
    }.get(fault.code, "Internal Server Error")


def _refused(call: Call, error: ApiError) -> Json:
    call.ok, call.error_code, call.description = False, error.code, error.description
    envelope: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        envelope["parameters"] = error.parameters
    return envelope


def _reply(call: Call, envelope: Json, fault: Fault | None) -> Reply:
    body = json.dumps(envelope, separators=(",", ":")).encode()
    retry_after = envelope.get("parameters", {}).get("retry_after")
    reply = Reply(call.error_code or 200, body, retry_after=retry_after)
    if fault and fault.mode in {"drop", "lose"}:
        reply.lost = True
    elif fault and fault.mode == "truncate":
        reply.body = body[: len(body) // 2]
    elif fault and fault.mode == "garbage":
        reply.status, reply.body, reply.content_type = fault.code or 502, GARBAGE, "text/html"
    return reply
