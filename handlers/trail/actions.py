"""What is done about the trail: taking it away as a file is on it too."""

from handlers.kit.turn import Turn
from storage import audit


def order_file(turn: Turn, ref: str, typed: str) -> None:
    """Owe the person the lines of a search, or all of them, as a file."""
    after = {"search": typed} if typed else None
    audit.record(turn.store, turn.now, turn.person.id, "exported the trail", "audit", after=after)
    turn.tell(turn.person.id, "trail-file", ref, f"trail-file:{turn.new_ref()}")
