"""Which function answers what: each slice writes its own lines into the book."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from handlers.kit.turn import Deed, Incoming, Moment, Turn

if TYPE_CHECKING:
    from handlers.kit.forms import Form

Answer = Callable[[Turn], None]
Means = Callable[[str], bool]
# (moment, subject of the due row) → when it is due again, or None when it is done.
DueAnswer = Callable[[Moment, str], datetime | None]


@dataclass(slots=True)
class Book:
    """Filled once at the start by every slice's `register(book)`."""

    commands: dict[str, Answer] = field(default_factory=dict)
    routes: dict[str, Answer] = field(default_factory=dict)
    deeds: dict[str, Answer] = field(default_factory=dict)
    whole: list[tuple[Means, Answer]] = field(default_factory=list)
    forms: list["Form"] = field(default_factory=list)
    dues: dict[str, DueAnswer] = field(default_factory=dict)

    def command(self, names: Iterable[str], answer: Answer) -> None:
        for name in names:
            _once(self.commands, name, _governed(answer))

    def route(self, name: str, answer: Answer) -> None:
        _once(self.routes, name, _governed(answer))

    def deed(self, deed: Deed, answer: Answer) -> None:
        """What answers a deed that no command or route names: free text, a sticker, a departure."""
        _once(self.deeds, deed, _governed(answer))

    def words(self, means: Means, answer: Answer) -> None:
        """What answers a text that, as a whole, says what `means` knows: "stop", and nothing else."""
        self.whole.append((means, _governed(answer)))

    def due(self, kind: str, answer: DueAnswer) -> None:
        """What the clock does when a row of this kind is due (see `storage.dues`)."""
        _once(self.dues, kind, answer)

    def form(self, form: "Form") -> None:
        self.forms.append(form)

    def find(self, incoming: Incoming) -> Answer | None:
        """The function of this slice that answers, if one does."""
        if incoming.deed == "command" and incoming.command in self.commands:
            return self.commands[incoming.command]
        if incoming.deed == "tap" and incoming.code is not None and incoming.code.route in self.routes:
            return self.routes[incoming.code.route]
        if incoming.deed == "text":
            said = next((answer for means, answer in self.whole if means(incoming.text)), None)
            return said or self.deeds.get("text")
        return self.deeds.get(incoming.deed)


def _governed(answer: Answer) -> Answer:
    """The same, once somebody has said who may: by `access.may` or `access.anybody`."""
    if not hasattr(answer, "rights"):
        raise ValueError(f"nobody has said who may {answer.__module__}.{answer.__qualname__}")
    return answer


def _once(shelf: dict[str, Any], name: str, answer: Any) -> None:
    if name in shelf:
        raise ValueError(f"two slices answer {name!r}")
    shelf[name] = answer
