"""The state of this Telegram: its people, chats, messages, updates, and what the bot set up."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from bot.sandbox.calls import CallLog
from bot.sandbox.events import EventLog
from bot.sandbox.faults import Faults
from bot.sandbox.files import FileStore
from bot.sandbox.messages import Message
from bot.sandbox.people import Chat, Person
from bot.sandbox.profile import Profile
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhook import Webhook

if TYPE_CHECKING:
    from bot.sandbox.limits import Limits
    from bot.sandbox.phone import Phone
    from bot.sandbox.queries import Query

Json = dict[str, Any]

FIRST_PERSON = 1_000_001
FIRST_GROUP = -1_001_000_000_001


class Checker(Protocol):
    """Compares with the official schema what goes to and fro; each answers with what is wrong."""

    def check_call(self, method: str, params: Json) -> list[str]: ...
    def check_result(self, method: str, result: Any) -> list[str]: ...
    def check_update(self, update: Json) -> list[str]: ...


def _utc_now() -> datetime:
    return datetime.now(UTC)


class World:
    """One bot's Telegram. Everything in it happens in the thread of one event loop.

    `now` gives the aware time of this world; with `limits` calls beyond them are refused (429);
    with a `strict` checker every breach of the official schema is noted in `violations`;
    `first_update_id` must grow from one world to the next while the same bot runs.
    """

    def __init__(
        self,
        token: str = "4200042:sandbox-token-of-the-clearinghouse",  # noqa: S107 - opens nothing but this sandbox
        username: str = "clearinghouse_demo_bot",
        *,
        now: Callable[[], datetime] = _utc_now,
        limits: "Limits | None" = None,
        strict: Checker | None = None,
        first_update_id: int = 1,
    ) -> None:
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.username = username
        self.now = now
        self.limits = limits
        self.strict = strict
        self.violations: list[str] = []
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(now, first_update_id)
        self.faults = Faults()
        self.webhook = Webhook(self.updates, self.faults)
        self.profile = Profile()
        self.files = FileStore()
        self.calls = CallLog()
        self.events = EventLog()
        self.queries: dict[str, Query] = {}
        self.moment = 0  # counts the changes of messages, so that "after this" has a meaning
        self.closing = False
        self.polls = 0  # counts getUpdates; only the last one may wait
        self._last_message_id = 0

    # people and chats

    def person(self, first_name: str, **details: Any) -> Person:
        """A new account that has not yet written to the bot."""
        person = Person(FIRST_PERSON + len(self.people), first_name, **details)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", person=person)
        self.tell(person)
        return person

    def phone(self, first_name: str, **details: Any) -> "Phone":
        """A new account in the hands of a test."""
        from bot.sandbox.phone import Phone

        return Phone(self, self.person(first_name, **details))

    def user_of(self, user_id: int) -> Json | None:
        """The account of this id, as the Bot API tells it."""
        person = self.people.get(user_id)
        return person.as_user() if person else None

    def group(self, title: str, *members: Person) -> Chat:
        """A new supergroup with the bot in it."""
        groups = sum(not chat.private for chat in self.chats.values())
        chat = Chat(FIRST_GROUP - groups, "supergroup", title=title)
        chat.members = {person.id: person for person in members}
        self.chats[chat.id] = chat
        return chat

    def tell(self, person: Person) -> None:
        """Somebody's account changed: the phones page wants to know."""
        self.events.emit("person", person=person.as_state())

    # messages

    def bot_user(self) -> Json:
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.name(""),
            "username": self.username,
        }

    def post(
        self,
        chat: Chat,
        kind: str,
        content: Json,
        *,
        sender: Person | None = None,
        markup: Json | None = None,
        reply_to: Message | None = None,
        extra: Json | None = None,
    ) -> Message:
        """A new message in `chat`: of the bot, unless a person sent it."""
        self._last_message_id += 1
        message = Message(
            chat=chat,
            id=self._last_message_id,
            date=self.seconds(),
            sender=sender.as_user() if sender else self.bot_user(),
            outgoing=sender is None,
            kind=kind,
            content=content,
            markup=markup,
            reply_to=reply_to,
            extra=extra or {},
        )
        chat.messages[message.id] = message
        self.touched(message)
        return message

    def touched(self, message: Message) -> None:
        """The message is new or changed: whoever looks at this chat sees it."""
        self.moment += 1
        if message.outgoing:
            message.chat.shown.append((self.moment, message))
        self.events.emit("message", message=message.as_bubble())
        message.chat.bell.ring()

    def remove(self, message: Message) -> None:
        chat = message.chat
        del chat.messages[message.id]
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        self.events.emit("deleted", chat_id=chat.id, message_id=message.id)
        chat.bell.ring()

    def show_keyboard(self, chat: Chat, keyboard: Json | None) -> None:
        """What stands in place of the letters' keyboard from now on."""
        if keyboard == chat.keyboard:
            return
        chat.keyboard = keyboard
        self.events.emit("keyboard", chat_id=chat.id, keyboard=keyboard)
        chat.bell.ring()

    def seconds(self) -> int:
        """The time of this world as the Bot API writes it."""
        return int(self.now().timestamp())

    # updates and checks

    def update(self, kind: str, payload: Json, lane: str) -> None:
        """Queue an update for the bot."""
        entry = self.updates.add(kind, payload, lane)
        if entry and self.strict:
            self.violations += self.strict.check_update(entry.update)

    def reset(self) -> None:
        """Forget people, chats, calls and faults; ids go on growing, because the bot still runs."""
        for kept in (self.people, self.chats, self.queries):
            kept.clear()
        self.updates.clear()
        self.calls.clear()
        self.faults.clear()
        self.events.emit("reset")
