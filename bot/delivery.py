"""One letter to Telegram, and what its answer means: the table of errors stands here."""

import base64
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.render import ONLY_SENT, content_hash
from bot.transport import Api, NotSent, retry_seconds
from handlers.kit.html import plain
from knowledge.kinds import KINDS
from storage.claims import Letter
from storage.database import explain, is_busy

_LOG = logging.getLogger(__name__)
_VANISHED = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NOBODY = ("chat not found", "user not found", "peer_id_invalid")

# The content of a letter that is a file, made now; None where there is nothing to say any more.
Files = Callable[[Letter], Awaitable[str | None]]


class Verdict(Enum):
    """What became of a letter."""

    SENT = auto()
    AGAIN = auto()  # to be sent once more at once, as a new message
    LATER = auto()  # a passing fault: wait a little
    NOT_SENT = auto()  # no connection: nothing can be sent now
    REFUSED = auto()  # too many: wait as long as Telegram says
    UNKNOWN = auto()  # it may have arrived
    FAILED = auto()  # it can never be sent
    STOPPED = auto()  # its chat does not want us
    MOVED = auto()  # its chat has another number now
    REVOKED = auto()  # the token is no longer ours
    NOTHING = auto()  # there is nothing to say any more


@dataclass(frozen=True, slots=True)
class Delivered:
    """`message_id` and `shown` are the card's after a success; `moved_to` its chat's new number."""

    letter: Letter
    verdict: Verdict
    message_id: int | None = None
    shown: str | None = None
    error: str | None = None
    retry_after: float = 0.0
    moved_to: int = 0


class Postman:
    """Delivers one claimed letter with one call, and never raises."""

    def __init__(self, api: Api, files: Files) -> None:
        self._api, self._files = api, files

    async def deliver(self, letter: Letter) -> Delivered:
        if letter.kind in KINDS and KINDS[letter.kind].is_file:
            return await self._write_and_upload(letter)
        content = json.loads(letter.payload or "{}")
        shown = content_hash(letter.payload or "")
        if letter.card is None:
            return await self._call(letter, letter.method, content)
        if letter.card_message is None:
            return await self._call(letter, "sendMessage", {"chat_id": letter.chat, **content}, shown)
        if letter.card_shown == shown:
            return Delivered(letter, Verdict.SENT, letter.card_message, shown)
        address = {"chat_id": letter.chat, "message_id": letter.card_message}
        changed = {name: value for name, value in content.items() if name not in ONLY_SENT}
        return await self._call(letter, "editMessageText", {**address, **changed}, shown)

    async def _write_and_upload(self, letter: Letter) -> Delivered:
        """A file is a new message always: there is nothing to redraw."""
        try:
            written = await self._files(letter)
        except Exception as error:
            if not is_busy(error):
                raise
            return Delivered(letter, Verdict.LATER, error=explain(error))
        if written is None:
            return Delivered(letter, Verdict.NOTHING, error="nothing to say any more")
        content = json.loads(written)
        file = content.pop("document")
        inside = file["text"].encode(errors="replace") if "text" in file else base64.b64decode(file["base64"])
        params = {"chat_id": letter.chat, "document": InputFile(inside, filename=file["name"]), **content}
        return await self._call(letter, "sendDocument", params, content_hash(written))

    async def _call(
        self, letter: Letter, method: str, params: dict[str, Any], shown: str | None = None
    ) -> Delivered:
        try:
            result = await self._api.call(method, params)
        except BadRequest as error:
            return await self._bad_request(letter, method, params, shown, error)
        except InvalidToken as error:
            return Delivered(letter, await self._unknown_method_or_token(), error=type(error).__name__)
        except TelegramError as error:
            return _judge(letter, error)
        message_id = result.get("message_id") if isinstance(result, dict) else None
        return Delivered(letter, Verdict.SENT, message_id or letter.card_message, shown)

    async def _bad_request(
        self, letter: Letter, method: str, params: dict[str, Any], shown: str | None, error: BadRequest
    ) -> Delivered:
        why = error.message.lower()
        if "not modified" in why:
            return Delivered(letter, Verdict.SENT, letter.card_message, shown)
        if method == "editMessageText" and any(sign in why for sign in _VANISHED):
            return Delivered(letter, Verdict.AGAIN, error=why)
        if "can't parse entities" in why and "parse_mode" in params and "text" in params:
            _LOG.error("broken formatting, sent as plain text: %s", error)
            bare = {name: value for name, value in params.items() if name != "parse_mode"}
            return await self._call(letter, method, bare | {"text": plain(params["text"])}, shown)
        if any(sign in why for sign in _NOBODY):
            return Delivered(letter, Verdict.STOPPED, error=why)
        _LOG.error("Telegram refuses %s: %s", method, error)
        return Delivered(letter, Verdict.FAILED, error=why)

    async def _unknown_method_or_token(self) -> Verdict:
        """The library has one error for both; asking who we are tells them apart."""
        try:
            await self._api.call("getMe", {})
        except InvalidToken:
            return Verdict.REVOKED
        except TelegramError:
            return Verdict.LATER
        return Verdict.FAILED


def _judge(letter: Letter, error: TelegramError) -> Delivered:
    if isinstance(error, RetryAfter):
        return Delivered(letter, Verdict.REFUSED, error=error.message, retry_after=retry_seconds(error))
    if isinstance(error, ChatMigrated):
        return Delivered(letter, Verdict.MOVED, error=error.message, moved_to=error.new_chat_id)
    verdict = next((verdict for kind, verdict in _ERRORS if isinstance(error, kind)), Verdict.FAILED)
    if verdict is Verdict.LATER and error.__cause__ is not None:
        verdict = Verdict.UNKNOWN  # not an answer of Telegram's, but a connection that broke
    if verdict is Verdict.FAILED:
        _LOG.error("a letter can't be sent: %s", error)
    return Delivered(letter, verdict, error=error.message)


# The first that fits: NotSent, TimedOut and BadRequest are network errors for the library.
_ERRORS: tuple[tuple[type[TelegramError], Verdict], ...] = (
    (Forbidden, Verdict.STOPPED),
    (NotSent, Verdict.NOT_SENT),
    (TimedOut, Verdict.UNKNOWN),
    (NetworkError, Verdict.LATER),
)
