"""The calls that the bot made, and how they were answered."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]
KEPT = 20_000
LONGEST_RESULT = 300


@dataclass(slots=True)
class Call:
    """One call: `result` is the whole result, `ms` the time the answer took in milliseconds."""

    seq: int
    method: str
    params: Json
    at: datetime
    ok: bool = True
    error_code: int | None = None
    description: str | None = None
    result: Any = None
    ms: float = 0.0
    warnings: list[str] = field(default_factory=list)

    def as_state(self) -> Json:
        """What the control interface tells of it; a long result is cut."""
        told: Json = {
            "seq": self.seq,
            "method": self.method,
            "params": self.params,
            "ok": self.ok,
            "result": _short(self.result),
            "ms": round(self.ms, 3),
            "at": self.at.isoformat(),
            "warnings": self.warnings,
        }
        if not self.ok:
            told |= {"error_code": self.error_code, "description": self.description}
        return told


class CallLog:
    """The last calls, oldest first."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: deque[Call] = deque(maxlen=KEPT)

    def begin(self, method: str, params: Json, at: datetime) -> Call:
        """A call that is logged only when `add`ed."""
        return Call(0, method, params, at)

    def add(self, call: Call) -> None:
        self.count += 1
        call.seq = self.count
        self._kept.append(call)

    def last(self, number: int) -> list[Call]:
        return list(self._kept)[-number:]

    def of(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self._kept if call.method == method]

    def clear(self) -> None:
        self._kept.clear()


def _short(result: Any) -> str:
    text = str(result)
    return text if len(text) <= LONGEST_RESULT else text[:LONGEST_RESULT] + "…"
