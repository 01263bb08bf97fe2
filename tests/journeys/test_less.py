"""Every letter says why it came and offers less of it; topics turned off are not told, and none is lost."""

from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from knowledge.rhythm import FOR_GOOD, Rhythm
from storage import people, rhythms
from tests.support.needs import a_cast, publishes
from tests.support.posts import always, comes_in, keeps
from tests.support.running import Running, utc_now

LESS = "Why this? Less of it"


def kept(bot: Running, phone: Phone) -> Rhythm:
    with bot.database.reading() as store:
        return rhythms.of(store, people.by_telegram_id(store, phone.id).id)


def labels(message: Message) -> list[str]:
    return [shown(button["text"]) for row in message.rows for button in row]


def asked(phone: Phone) -> list[Message]:
    return [each for each in phone.chat if "looks for help" in each.text]


async def test_a_notice_says_below_itself_why_it_came_and_how_to_get_less(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    assert labels(notice)[-1] == LESS
    before = notice.text
    why = (await cast.daniel.taps(LESS, message=notice, change=True)).message
    assert notice.text == before, "the notice stays"
    assert "You answer for Italy, and a programme of yours may fit what is needed" in shown(why.text)
    assert "Needs and offers: at once, in your hours." in shown(why.text)
    assert labels(why) == [
        "In the morning", "Not at all", "Topics", "Pause everything", "All my hours and limits",
    ]  # fmt: skip
    await cast.daniel.taps("In the morning", message=why, change=True)
    assert "Needs and offers: in the morning, in one card." in shown(why.text)
    assert labels(why)[:2] == ["At once", "Not at all"]
    assert kept(bot, cast.daniel).way("match") == "gathered"


async def test_what_somebody_waits_for_can_t_be_turned_off(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    await cast.daniel.taps("Interested", change=True)
    offer = await cast.amina.shows("Italy is interested")
    await cast.amina.taps(LESS, message=offer, change=True)
    assert "You speak for Chad, and the other side waits for your word" in cast.amina.sees
    assert "They can't be turned off: somebody waits for it." in cast.amina.sees
    assert cast.amina.buttons == [["In the morning"], ["Pause everything"], ["All my hours and limits"]]


async def test_the_reason_is_said_in_french_and_leads_to_all_limits(bot: Running, world: World):
    cast = await a_cast(bot, world, provider="fr")
    await publishes(cast.amina)
    notice = await cast.daniel.shows("Tchad")
    why = (await cast.daniel.taps("Pourquoi ? En recevoir moins", message=notice, change=True)).message
    assert "L’un de ses programmes peut convenir" in shown(why.text)
    await cast.daniel.taps("Toutes mes heures et limites", message=why, change=True)
    assert "Vos heures et limites" in shown(why.text)


async def test_topics_are_ticked_on_one_screen_by_providers_only(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await cast.daniel.says("/settings")
    await cast.daniel.taps("What comes, and how", change=True)
    await cast.daniel.taps("Topics", change=True)
    assert "you are told all the same: none is lost." in cast.daniel.sees
    await cast.daniel.taps("Police and justice ✓", change=True)
    assert "Police and justice" in [label for row in cast.daniel.buttons for label in row]
    assert kept(bot, cast.daniel).topics_off == {"police"}
    await cast.amina.says("/settings")
    await cast.amina.taps("What comes, and how", change=True)
    assert "Topics" not in [label for row in cast.amina.buttons for label in row]


async def test_a_need_goes_to_the_colleague_who_wants_its_topics(bot: Running, world: World):
    cast = await a_cast(bot, world)
    carla = world.phone("Carla", language_code="en")
    await comes_in(bot, carla, "IT", "provider")
    off = always(utc_now()).with_topic("police", on=False).with_topic("training", on=False)
    keeps(bot, carla, off)
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    assert asked(carla) == []


async def test_where_everybody_has_turned_its_topics_off_everybody_is_told(bot: Running, world: World):
    cast = await a_cast(bot, world)
    off = always(utc_now()).with_topic("police", on=False).with_topic("training", on=False)
    keeps(bot, cast.daniel, off)
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")


async def test_whoever_has_said_stop_gets_nothing_and_gets_it_once_they_resume(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await cast.daniel.says("stop")
    await publishes(cast.amina)
    await cast.ruth.says("/desk")
    assert asked(cast.daniel) == []
    assert kept(bot, cast.daniel).paused_until == FOR_GOOD
    await cast.daniel.says("resume")
    await cast.daniel.shows("Chad looks for help")
