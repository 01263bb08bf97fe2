"""People in the middle of the main job, brought there as people come there."""

from dataclasses import dataclass

from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from tests.support.posts import comes_in
from tests.support.running import Running

SENTENCE = "formed police unit training in French before June"


@dataclass
class Cast:
    """Chad looks for help; Italy's CoESPU could give it; the secretariat sees to both."""

    amina: Phone
    daniel: Phone
    ruth: Phone


async def a_cast(bot: Running, world: World, *, officer: str = "en", provider: str = "en") -> Cast:
    cast = Cast(
        world.phone("Amina", language_code=officer),
        world.phone("Daniel", language_code=provider),
        world.phone("Ruth", language_code="en"),
    )
    await comes_in(bot, cast.amina, "TD", "recipient")
    await comes_in(bot, cast.daniel, "IT", "provider")
    await comes_in(bot, cast.ruth, "org:UN", "secretariat")
    return cast


async def drafts(phone: Phone, sentence: str = SENTENCE) -> Message:
    """A sentence and a tap; the draft's card."""
    await phone.says(sentence)
    await phone.taps("Declare as a need", change=True)
    return phone.newest


async def publishes(phone: Phone, sentence: str = SENTENCE) -> Message:
    """From nothing to a need that is out; its card."""
    card = await drafts(phone, sentence)
    await phone.taps("Publish", message=card, change=True)
    await phone.taps("Send now", message=card, change=True)
    return card
