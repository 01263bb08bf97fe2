"""`clearinghouse trace`: what became of one update, in lines to read."""

from collections.abc import Iterator

from storage import inbox, outbox
from storage.database import Database, Store
from storage.inbox import InboxRow


def trace_update(database: Database, number: int) -> Iterator[str]:
    """`number` is Telegram's, or our own: the reference that a person was given."""
    with database.reading() as store:
        for row in inbox.find(store, number):
            yield from _lines(store, row)


def _lines(store: Store, row: InboxRow) -> Iterator[str]:
    yield f"update {row.update_id} from {row.source}, our number {row.seq}: {row.state}"
    yield f"  received {row.received_at}, done {row.done_at or 'not yet'}, {row.attempts} failed attempts"
    if row.error:
        yield f"  {row.error}"
    for letter in outbox.of_update(store, row.seq or 0):
        yield f"  letter {letter.id}: {letter.kind}, {letter.state}, {letter.attempts} attempts"
        if letter.message_id:
            yield f"    message {letter.message_id}"
        if letter.error:
            yield f"    {letter.error}"
