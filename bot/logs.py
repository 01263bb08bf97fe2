"""Structured logs on stderr: one JSON object a line, and never a secret in it."""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

# The inbox number of the update being handled, so that every line of a turn can be found.
turn_number: ContextVar[int | None] = ContextVar("turn_number", default=None)

_TOKEN = re.compile(r"(?<!\d)\d{1,20}:[A-Za-z0-9_:-]{20,}")
_URL_PASSWORD = re.compile(r"(\b\w{1,20}://[^\s:/@]{1,200}:)[^\s@/]{1,200}(@)")
# What ends a line, moves a terminal's cursor or turns its text round.
_CONTROLS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def redact(text: str) -> str:
    """Take tokens and passwords out of a text."""
    return _URL_PASSWORD.sub(r"\1***\2", _TOKEN.sub("[token]", text))


def one_line(text: str) -> str:
    """What is shown to whoever runs the bot: on one line, moving no cursor, without secrets."""
    return redact(_CONTROLS.sub(" ", text).replace("\n", " "))


class JsonLines(logging.Formatter):
    """A line a record: `at`, `level`, `logger`, `message`; `turn` inside a turn; `error` with traceback."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(_CONTROLS.sub(" ", record.getMessage())),
        }
        if (number := turn_number.get()) is not None:
            line["turn"] = number
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        text = redact(_CONTROLS.sub(" ", json.dumps(line, ensure_ascii=False)))
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return text


def set_up(level: str, secrets: tuple[str, ...] = ()) -> None:
    """Send everything to stderr through the redacting formatter, the libraries' loggers included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These write every request, some of them with the address that holds the token.
    for chatty in ("aiohttp", "apscheduler", "httpcore", "httpx", "telegram", "uvicorn", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # It complains of a tick that takes longer than a second: the next one does what this one left.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    # This one quotes whole answers that were cut short on the way, with people's words; we say it ourselves.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
