"""Troubles on order: what the next calls of a method shall meet instead of an answer."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

Mode = Literal["refuse", "delay", "drop", "lose", "truncate", "garbage", "duplicate"]
MODES: tuple[str, ...] = get_args(Mode)


@dataclass(slots=True)
class Fault:
    """One trouble, for the next `times` calls of `method` (`*`: of any) whose text contains `contains`.

    refuse     answer `code` with `description` (and `retry_after`); nothing is done
    delay      wait `delay` seconds, then do and answer as ever (every mode waits `delay` first)
    drop       close the connection; nothing is done
    lose       do it, then close the connection: the answer is lost
    truncate   do it, and answer with half of the JSON
    garbage    answer `code` with a page of HTML, as a proxy on the way does; nothing is done
    duplicate  the updates of one getUpdates are delivered a second time, confirmed or not; with the method
               `webhook` (which knows only this mode and `delay`) one delivery is made twice
    """

    method: str = "*"
    code: int = 0
    description: str = ""
    retry_after: int | None = None
    times: int = 1
    delay: float = 0.0
    mode: Mode = "refuse"
    contains: str = ""
    chat_id: int | None = None

    def meets(self, method: str, params: dict[str, Any]) -> bool:
        if self.method != "*" and self.method.lower() != method.lower():
            return False
        if self.chat_id is not None and str(params.get("chat_id")) != str(self.chat_id):
            return False
        return not self.contains or self.contains in str(params.get("text", params))


class Faults:
    """The troubles still to come, in the order in which they were ordered."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, method: str = "*", code: int = 0, **details: Any) -> Fault:
        """Order a trouble; without a code and a mode it is a delay."""
        if not code and "mode" not in details:
            details["mode"] = "delay"
        fault = Fault(method=method, code=code, **details)
        if fault.mode not in MODES:
            raise ValueError(f"no such mode of fault: {fault.mode}")
        self.waiting.append(fault)
        return fault

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The first trouble that this call meets, used up by one."""
        for fault in self.waiting:
            if fault.meets(method, params):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self.waiting.clear()
