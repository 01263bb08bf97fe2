"""A person with a phone, for tests: says, taps, sees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox import acts
from bot.sandbox.messages import Message
from bot.sandbox.people import Chat, Person
from bot.sandbox.queries import Query
from bot.sandbox.transcript import shown, transcript
from bot.sandbox.world import World

Json = dict[str, Any]

PATIENCE = 5.0
"""Seconds that a person waits for the bot, unless told otherwise."""
AFTERTHOUGHT = 0.25
"""Seconds within which a change of the chat still counts as the result of a tap."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """What a tap brought: the toast or alert (empty when none), a link, and the message it showed."""

    toast: str
    alert: str
    url: str
    message: Message | None


class Phone:
    """One person's private chat with the bot; every wait ends in an AssertionError that shows the chat."""

    def __init__(self, world: World, person: Person) -> None:
        self.world = world
        self.person = person

    # what the person does

    async def says(self, text: str, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109 - no cancelling wanted
        """Send a text and wait for the bot's answer in this chat."""
        return await self._answered(lambda: self.sends(text), f"an answer to {text!r}", timeout)

    async def starts(self, payload: str | None = None, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Press START, or open a deep link, and wait for the answer."""
        return await self._answered(
            lambda: acts.start(self.world, self.person, payload), "an answer to /start", timeout
        )

    def sends(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Send a text without waiting."""
        return acts.say(self.world, self.person, text, reply_to=reply_to)

    async def taps(
        self,
        label: str,
        *,
        message: Message | None = None,
        change: bool | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109
    ) -> Tapped:
        """Press the button with this label (or part of it), on the newest message that has one.

        Waits until the bot answered the tap, and for the message it sent or edited: with `change=True` there
        must be one, with `change=False` none is waited for, and otherwise it is waited for a moment.
        """
        message, button = self._button(label, message)
        if "callback_data" not in button:
            return Tapped("", "", button.get("url", ""), None)
        before = self.world.moment
        query = acts.press(self.world, self.person, message, button["callback_data"])
        return await self._tapped(query, before, label, change, timeout)

    async def presses_forged(
        self,
        data: str,
        message: Message,
        *,
        change: bool | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109
    ) -> Tapped:
        """Send callback data of one's own making, as a tampered client can."""
        before = self.world.moment
        query = acts.press(self.world, self.person, message, data)
        return await self._tapped(query, before, data, change, timeout)

    def press(self, label: str, message: Message | None = None) -> Query:
        """Press a button without waiting for anything."""
        message, button = self._button(label, message)
        return acts.press(self.world, self.person, message, button["callback_data"])

    def edits(self, message: Message, text: str) -> None:
        """Correct a text that was sent."""
        acts.edit(self.world, message, text)

    def sends_sticker(self) -> Message:
        return acts.send_sticker(self.world, self.person)

    def sends_voice(self) -> Message:
        return acts.send_voice(self.world, self.person)

    def sends_photo(self, caption: str = "") -> Message:
        return acts.send_photo(self.world, self.person, caption)

    def sends_contact(self, contact: Person | None = None) -> Message:
        return acts.send_contact(self.world, self.person, contact or self.person)

    async def picks(self, user: "Phone | Person", timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Tap the key that opens Telegram's list of people, pick somebody, and wait for the answer."""
        await self._until(
            lambda: self.private_chat.keyboard is not None, "a key to pick people with", timeout
        )
        chosen = user if isinstance(user, Person) else user.person
        return await self._answered(lambda: self.shares(chosen), f"an answer to {chosen.first_name}", timeout)

    def shares(self, user: Person) -> Message:
        """Name an account as the list of people does, whether it was asked for or not."""
        return acts.share_user(self.world, self.person, 1, user)

    def sends_document(self, name: str, data: bytes, *, caption: str = "", mime: str = "") -> Message:
        return acts.send_document(self.world, self.person, name, data, caption, mime)

    def blocks(self) -> None:
        """Block the bot."""
        acts.set_blocked(self.world, self.person, blocked=True)

    def unblocks(self) -> None:
        acts.set_blocked(self.world, self.person, blocked=False)

    def deletes_account(self) -> None:
        acts.delete_account(self.world, self.person)

    # what the person sees

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def private_chat(self) -> Chat:
        return self.world.chats[self.person.id]

    @property
    def chat(self) -> list[Message]:
        """All bubbles, oldest first."""
        return list(self.private_chat.messages.values())

    @property
    def newest(self) -> Message | None:
        """The newest message of the bot that is still there."""
        bubbles = reversed(self.private_chat.messages.values())
        return next((message for message in bubbles if message.outgoing), None)

    @property
    def sees(self) -> str:
        """The text of the newest message of the bot."""
        return shown(self.newest.text) if self.newest else ""

    @property
    def buttons(self) -> list[list[str]]:
        """The labels under the newest message of the bot."""
        rows = self.newest.rows if self.newest else []
        return [[shown(button["text"]) for button in row] for row in rows]

    @property
    def keys(self) -> list[list[str]]:
        """The labels of the keys that stand in place of the letters' keyboard."""
        rows = (self.private_chat.keyboard or {}).get("keyboard", [])
        return [[shown(key if isinstance(key, str) else key["text"]) for key in row] for row in rows]

    async def shows(self, needle: str, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Wait until a message of the bot shows this; the newest one that does."""
        await self._until(lambda: self._showing(needle) is not None, f"{needle!r} to show", timeout)
        message = self._showing(needle)
        assert message is not None  # noqa: S101 - it was there a moment ago, in the same step
        return message

    async def until(self, holds: Callable[[], bool], timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until something holds that depends on this chat."""
        await self._until(holds, "what the test waits for", timeout)

    def _showing(self, needle: str) -> Message | None:
        bubbles = reversed(self.private_chat.messages.values())
        return next(
            (message for message in bubbles if message.outgoing and needle in shown(message.text)), None
        )

    def _button(self, label: str, message: Message | None) -> tuple[Message, Json]:
        messages = [message] if message else self.chat[::-1]
        for matches in (str.__eq__, str.__contains__):
            for candidate in messages:
                for row in candidate.rows:
                    for button in row:
                        if matches(shown(button["text"]), label):
                            return candidate, button
        raise AssertionError(f"{self._name} sees no button {label!r}:\n{transcript(self.private_chat)}")

    async def _answered(self, act: Callable[[], Message], what: str, seconds: float) -> Message:
        chat, before = self.private_chat, self.world.moment
        act()
        await self._until(lambda: chat.first_shown_after(before) is not None, what, seconds)
        answer = chat.first_shown_after(before)
        assert answer is not None  # noqa: S101 - it was there a moment ago, in the same step
        return answer

    async def _tapped(
        self, query: Query, before: int, label: str, change: bool | None, seconds: float
    ) -> Tapped:
        chat = self.private_chat
        await self._until(lambda: query.answer is not None, f"an answer to the tap on {label!r}", seconds)
        if change is True:
            await self._until(
                lambda: chat.first_shown_after(before) is not None, f"what {label!r} brings", seconds
            )
        elif change is None:
            await chat.bell.until(lambda: chat.first_shown_after(before) is not None, AFTERTHOUGHT)
        answer = query.answer or {}
        text, alert = shown(answer.get("text", "")), answer.get("show_alert")
        return Tapped(
            toast="" if alert else text,
            alert=text if alert else "",
            url=answer.get("url", ""),
            message=chat.first_shown_after(before),
        )

    async def _until(self, holds: Callable[[], bool], what: str, seconds: float) -> None:
        if not await self.private_chat.bell.until(holds, seconds):
            raise AssertionError(
                f"{self._name} waited {seconds:g} s for {what}:\n{transcript(self.private_chat)}"
            )

    @property
    def _name(self) -> str:
        return self.person.first_name
