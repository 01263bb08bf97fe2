"""Settings: from the environment or `.env`, prefix `CLEARINGHOUSE_`. `.env.example` lists them all."""

import hashlib
import hmac
import re
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from knowledge.retention import Retention

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{8,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_HELD_SECRET = re.compile(
    r"^[ \t]*(?:export[ \t]+)?CLEARINGHOUSE_(?:BOT_TOKEN|WEBHOOK_SECRET|BUTTON_KEYS|AUDIT_KEYS)[ \t]*="
    r"[ \t]*[^ \t\r\n#]",
    re.IGNORECASE | re.MULTILINE,
)


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which and how to mend it, in one line."""


class Settings(BaseSettings):
    """What an operator decides. Secrets are never printed: they are `SecretStr`."""

    model_config = SettingsConfigDict(
        env_prefix="CLEARINGHOUSE_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    bot_token: SecretStr | None = None
    bot_username: str | None = None
    api_url: str = "https://api.telegram.org"
    api_file_url: str | None = None
    database_url: str = "sqlite:///clearinghouse.db"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 0
    ready_file: Path | None = None
    clock: Path | None = None
    seed: str | None = None
    flood_limit: Annotated[float, Field(ge=0)] = 30
    deeds_limit: Annotated[int, Field(ge=0, le=10_000)] = 60
    backup_dir: Path | None = None
    button_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    audit_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    operator: str = ""
    keep_updates_days: Annotated[int, Field(ge=1, le=365)] = 7
    keep_letters_days: Annotated[int, Field(ge=1, le=365)] = 7
    keep_searches_days: Annotated[int, Field(ge=1, le=365)] = 30
    keep_drafts_days: Annotated[int, Field(ge=1, le=3_650)] = 30
    keep_closed_needs_months: Annotated[int, Field(ge=1, le=240)] = 24
    keep_backups_days: Annotated[int, Field(ge=1, le=365)] = 35
    log_level: str = "INFO"

    @field_validator("button_keys", "audit_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [key.strip() for key in value.split(",") if key.strip()] if isinstance(value, str) else value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("choose DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("api_url", "api_file_url", "webhook_url")
    @classmethod
    def _safe_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("write it as scheme://host:port")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("plain http is only for this machine; use https")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        wanted = "write it as sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        if not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError(wanted)
        try:
            database = make_url(value).database
        except (ArgumentError, ValueError):
            raise ValueError(wanted) from None
        if not database or database == ":memory:":
            raise ValueError(wanted)
        return value

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("a token looks like 123456:ABC-DEF…; copy it anew from @BotFather")
        return value

    @model_validator(mode="after")
    def _complete_webhook(self) -> Self:
        if self.webhook_secret is not None and not _SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            raise ValueError("WEBHOOK_SECRET: use 1 to 256 of the characters A-Z a-z 0-9 _ -")
        if self.api_file_url is None:
            self.api_file_url = f"{self.api_url}/file"
        return self

    @property
    def token(self) -> str:
        """The bot's token; raises `SettingsError` where none is set."""
        if self.bot_token is None:
            raise SettingsError(
                "CLEARINGHOUSE_BOT_TOKEN is not set: get a token from @BotFather and put it into .env, "
                "or try `clearinghouse demo`, which needs none"
            )
        return self.bot_token.get_secret_value()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed, whatever it looks like."""
        given = [self.bot_token, self.webhook_secret, *self.button_keys, *self.audit_keys]
        return tuple(secret.get_secret_value() for secret in given if secret is not None)

    @property
    def secret_of_webhook(self) -> str:
        """What Telegram must send along; derived from the token where none is set."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return self._derived("webhook").hex()

    @property
    def retention(self) -> Retention:
        """How long things are kept, as the clock applies it and `/privacy` tells it."""
        return Retention(
            updates=self.keep_updates_days,
            letters=self.keep_letters_days,
            searches=self.keep_searches_days,
            drafts=self.keep_drafts_days,
            closed_needs=self.keep_closed_needs_months,
            backups=self.keep_backups_days,
        )

    @property
    def button_key_ring(self) -> tuple[bytes, ...]:
        """Keys for the codes in buttons: the first signs, all of them verify."""
        given = tuple(key.get_secret_value().encode() for key in self.button_keys)
        return given or (self._derived("buttons"),)

    @property
    def audit_key_ring(self) -> tuple[bytes, ...]:
        """Keys of the audit trail's chain: the first seals, all of them verify.

        The token's own comes last: what was sealed before keys were set can still be verified.
        """
        given = tuple(key.get_secret_value().encode() for key in self.audit_keys)
        if given and self.bot_token is None:
            return given
        return (*given, self._derived("audit").hex().encode())

    @property
    def most_deeds(self) -> int:
        """What one person may do within ten seconds; 0 for no limit, as where nothing is limited at all."""
        return self.deeds_limit if self.flood_limit else 0

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self.token.encode(), f"clearinghouse {purpose}".encode(), hashlib.sha256)


def refuse_open_secrets(file: Path = Path(".env")) -> None:
    """Raises `SettingsError` where others on this machine can read a file with secrets in it."""
    if not file.is_file() or not file.stat().st_mode & 0o077:
        return
    if _HELD_SECRET.search(file.read_text(errors="replace")):
        raise SettingsError(f"{file} holds secrets, and others on this machine can read it: chmod 600 {file}")


def load_settings(**overrides: object) -> Settings:
    """Read the settings once; raises `SettingsError` with one line that names what is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"][:1]).upper()
        reason = str(first["msg"]).removeprefix("Value error, ")
        where = f"CLEARINGHOUSE_{name}: " if name else "CLEARINGHOUSE_"
        raise SettingsError(f"{where}{reason}") from None
