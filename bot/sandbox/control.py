"""The control interface of the phones page: JSON over HTTP, beside the Bot API on the same port."""

import functools
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import acts
from bot.sandbox.errors import ApiError
from bot.sandbox.people import Person
from bot.sandbox.stream import event_stream
from bot.sandbox.transcript import transcript
from bot.sandbox.world import World

Json = dict[str, Any]
Handler = Callable[[Request], Awaitable[Response]]
Forward = Callable[[float], Awaitable[None]]

CALLS_SHOWN = 200
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_OWN_NAMES = _LOOPBACK | {"localhost"}
_CHANGEABLE = frozenset({"first_name", "last_name", "language_code", "blocked", "offline"})


class Control:
    """Everything under `/sandbox/`; only for programs on this machine."""

    def __init__(self, world: World, forward: Forward) -> None:
        self.world = world
        self.forward_clock = forward

    def routes(self) -> list[BaseRoute]:
        person = "/sandbox/people/{id:int}"
        return [
            self._route("/sandbox/ready", self.ready, "GET"),
            self._route("/sandbox/state", self.state, "GET"),
            self._route("/sandbox/events", self.events, "GET"),
            self._route("/sandbox/people", self.add_person, "POST"),
            self._route(person, self.change_person, "POST"),
            self._route(person + "/commands", self.commands, "GET"),
            self._route(person + "/tap", self.tap, "POST"),
            self._route(person + "/{deed}", self.act, "POST"),
            self._route("/sandbox/forward", self.forward, "POST"),
            self._route("/sandbox/faults", self.add_fault, "POST"),
            self._route("/sandbox/faults", self.clear_faults, "DELETE"),
            self._route("/sandbox/transcript/{id:int}", self.transcript, "GET"),
        ]

    def _route(self, path: str, handler: Handler, method: str) -> Route:
        @functools.wraps(handler)
        async def guarded(request: Request) -> Response:
            try:
                _check_origin(request)
                return await handler(request)
            except ApiError as error:
                return JSONResponse({"description": error.description}, error.code)

        return Route(path, guarded, methods=[method])

    async def ready(self, _request: Request) -> Response:
        return PlainTextResponse("ready")

    async def state(self, _request: Request) -> Response:
        world = self.world
        messages = [message for chat in world.chats.values() for message in chat.messages.values()]
        messages.sort(key=lambda message: message.id)
        bot = {key: value for key, value in world.bot_user().items() if key != "is_bot"}
        return JSONResponse(
            {
                "seq": world.events.seq,
                "now": world.now().isoformat(),
                "bot": bot | {"description": world.profile.text("description", "")},
                "people": [person.as_state() for person in world.people.values()],
                "messages": [message.as_bubble() for message in messages],
                "keyboards": {chat.id: chat.keyboard for chat in world.chats.values() if chat.keyboard},
                "calls": [call.as_state() for call in world.calls.last(CALLS_SHOWN)],
            }
        )

    async def events(self, request: Request) -> Response:
        after = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        return event_stream(self.world, int(after) if after.isdigit() else 0)

    async def add_person(self, request: Request) -> Response:
        given = await _body(request)
        details = {key: given[key] for key in ("last_name", "language_code") if given.get(key)}
        person = self.world.person(_name(given.get("first_name")), **details)
        return JSONResponse(person.as_state(), 201)

    async def change_person(self, request: Request) -> Response:
        person, given = self._person(request), await _body(request)
        for key in _CHANGEABLE & given.keys() - {"blocked"}:
            setattr(person, key, _name(given[key]) if key == "first_name" else given[key])
        if "blocked" in given:
            acts.set_blocked(self.world, person, blocked=bool(given["blocked"]))
        self.world.tell(person)
        return JSONResponse(person.as_state())

    async def commands(self, request: Request) -> Response:
        person = self._person(request)
        return JSONResponse(self.world.profile.commands_for(person.id, person.language_code or ""))

    async def tap(self, request: Request) -> Response:
        person, given = self._online(request), await _body(request)
        message = self.world.chats[person.id].messages.get(int(given.get("message_id", 0)))
        try:
            if message is None:
                raise IndexError  # noqa: TRY301 - the same answer as for a button that is gone
            button = message.rows[int(given["row"])][int(given["column"])]
        except (IndexError, KeyError):
            raise ApiError(404, "no such button") from None
        if "callback_data" not in button:
            raise ApiError(400, "this button sends nothing to the bot")
        query = acts.press(self.world, person, message, button["callback_data"])
        return JSONResponse({"query_id": query.id})

    async def act(self, request: Request) -> Response:
        """Start, text, sticker, voice, an account out of the list of people."""
        person, given = self._online(request), await _body(request)
        deed = request.path_params["deed"]
        if deed == "start":
            message = acts.start(self.world, person, given.get("payload"))
        elif deed == "text":
            message = acts.say(self.world, person, _name(given.get("text"), "text"))
        elif deed == "share":
            user = self.world.people.get(int(given.get("user_id", 0)))
            if user is None:
                raise ApiError(404, "no such account")
            message = acts.share_user(self.world, person, int(given.get("request_id", 0)), user)
        elif deed in acts.THINGS:
            message = acts.THINGS[deed](self.world, person)
        else:
            raise ApiError(404, f"nobody can {deed}")
        return JSONResponse(message.as_bubble())

    async def forward(self, request: Request) -> Response:
        await self.forward_clock(float((await _body(request)).get("seconds", 0)))
        now = self.world.now().isoformat()
        self.world.events.emit("clock", now=now)
        return JSONResponse({"now": now})

    async def add_fault(self, request: Request) -> Response:
        given = await _body(request)
        try:
            self.world.faults.add(**given)
        except (TypeError, ValueError) as error:
            raise ApiError(400, str(error)) from None
        return JSONResponse(given, 201)

    async def clear_faults(self, _request: Request) -> Response:
        self.world.faults.clear()
        return Response(status_code=204)

    async def transcript(self, request: Request) -> Response:
        chat = self.world.chats.get(request.path_params["id"])
        if chat is None:
            raise ApiError(404, "no such chat")
        return PlainTextResponse(transcript(chat))

    def _person(self, request: Request) -> Person:
        person = self.world.people.get(request.path_params["id"])
        if person is None:
            raise ApiError(404, "no such person")
        return person

    def _online(self, request: Request) -> Person:
        person = self._person(request)
        if person.offline:
            raise ApiError(409, f"{person.first_name}'s phone is offline")
        return person


def _check_origin(request: Request) -> None:
    """Other machines, and other pages open in the same browser, have no business here."""
    client = request.client
    if client is None or client.host not in _LOOPBACK:
        raise ApiError(403, "the sandbox is controlled from its own machine only")
    if request.url.hostname not in _OWN_NAMES:
        raise ApiError(403, "another name for this machine may not control the sandbox")
    origin = request.headers.get("origin")
    if origin and origin != f"{request.url.scheme}://{request.headers.get('host')}":
        raise ApiError(403, "another page may not control the sandbox")


async def _body(request: Request) -> Json:
    raw = await request.body()
    try:
        given = json.loads(raw) if raw else {}
    except ValueError:
        raise ApiError(400, "the body must be JSON") from None
    if not isinstance(given, dict):
        raise ApiError(400, "the body must be an object")
    return given


def _name(value: object, what: str = "first_name") -> str:
    if not isinstance(value, str) or not value.strip():
        raise ApiError(400, f"{what} is empty")
    return value.strip()
