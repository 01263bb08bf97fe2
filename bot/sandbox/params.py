"""The parameters of a call, read as leniently as the official server reads them."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad_request

Json = dict[str, Any]


@dataclass(slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Params:
    """`values` come as text (query, form) or as JSON values; `files` by the name of their part."""

    values: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.files

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return json.dumps(value) if isinstance(value, dict | list) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A number; what is none counts as 0, as with the official server."""
        if self.values.get(name) is None:
            return default
        try:
            return int(self.text(name).strip())
        except ValueError:
            return 0

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def parsed(self, name: str, complaint: str) -> Any:
        """The value of JSON text or of an object sent as such; None when absent; a 400 when broken."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def upload(self, name: str) -> Upload | None:
        """The file sent as this parameter, directly or as `attach://part`."""
        if name in self.files:
            return self.files[name]
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return None

    def as_state(self) -> Json:
        """As the log of calls shows them."""
        shown = dict(self.values)
        for name, file in self.files.items():
            shown[name] = f"<file {file.name}, {len(file.data)} bytes>"
        return shown
