"""What the bot's own rows say, read by other means than its own code's."""

from collections import Counter
from functools import cached_property
from typing import Any

from bot.sandbox.phone import Phone
from storage.database import Database
from tests.support.crowd import Crowd
from tests.support.program import Program

_UNDER_WAY = """
SELECT outbox.key FROM outbox LEFT JOIN cards ON cards.id = outbox.card
WHERE outbox.state = 'sending' AND cards.message_id IS NULL
"""
_SEARCHES = """
SELECT text FROM searches JOIN people ON people.id = searches.person WHERE telegram_id = {}
"""
_CHOICES = """
SELECT audit."before", audit."after" FROM audit JOIN people ON people.id = audit.actor
WHERE telegram_id = {} AND verb = 'chose language' ORDER BY audit.id
"""


class Ledger:
    """Of the program's database, which may not be there before the first question."""

    def __init__(self, program: Program) -> None:
        self._program = program

    @cached_property
    def database(self) -> Database:
        return Database(str(self._program.settings["database_url"]))

    def close(self) -> None:
        self.database.close()

    def rows(self, query: str) -> list[Any]:
        with self.database.reading() as store:
            return [tuple(row) for row in store.connection.exec_driver_sql(query)]

    def states(self, table: str) -> dict[str, int]:
        """How many rows stand in which state."""
        return dict(self.rows(f"SELECT state, count(*) FROM {table} GROUP BY state"))

    def is_quiet(self) -> bool:
        """Whether nothing is left to do."""
        return "new" not in self.states("inbox") and not {"waiting", "sending"} & set(self.states("outbox"))

    def under_way(self) -> int:
        """New messages claimed and not settled: after a kill, those that may come twice."""
        return len(self.letters_under_way())

    def letters_under_way(self) -> list[str]:
        """Their keys."""
        return [key for (key,) in self.rows(_UNDER_WAY)]

    def searches(self, phone: Phone) -> Counter[str]:
        """How often each text (by its first word) was searched for."""
        return Counter(text.split()[0] for (text,) in self.rows(_SEARCHES.format(phone.id)))

    def choices(self, phone: Phone) -> list[tuple[str | None, str]]:
        """The changes of language in the audit trail."""
        return [
            (before and before.strip('"'), after.strip('"'))
            for before, after in self.rows(_CHOICES.format(phone.id))
        ]

    def wrong_searches(self, crowd: Crowd) -> dict[str, int]:
        """Texts that did not have their effect exactly once: how often they had it."""
        wrong = {}
        for phone in crowd.phones:
            found = self.searches(phone)
            examples = sum(count for word, count in found.items() if word not in crowd.typed[phone.id])
            if examples != (asked := crowd.tapped[phone.id].count("example")):
                wrong[f"{asked} examples of {phone.person.first_name}"] = examples
            wrong |= {tag: found[tag] for tag in crowd.typed[phone.id] if found[tag] != 1}
        return wrong

    def wrong_choices(self, crowd: Crowd) -> list[str]:
        """People whose audit trail is not what their taps mean."""
        return [p.person.first_name for p in crowd.phones if self.choices(p) != crowd.choices(p)]
