"""Twelve ways of passing for an officer. A number counts; names, usernames and cards count for nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from handlers.kit.buttons import Code, KeyRing
from storage import audit, posts
from storage.delegations import Seats, seats
from tests.journeys.test_handover import link_in, opens_hand_over, picks
from tests.support.needs import Cast, a_cast, publishes
from tests.support.posts import an_invitation
from tests.support.running import Running


@dataclass
class Scene:
    """Chad and Italy at work, and Eve, who looks and is called exactly like Daniel of Italy."""

    bot: Running
    world: World
    cast: Cast
    eve: Phone

    async def tries(self, data: str, about: Phone) -> None:
        await about.starts()
        await about.presses_forged(data, about.newest)


Script = Callable[[Scene], Awaitable[None]]


async def copies_the_name_and_asks_for_the_lists(scene: Scene) -> None:
    for command in ("/matches", "/people", "/programmes", "/needs"):
        await scene.eve.says(command)


async def takes_over_the_username(scene: Scene) -> None:
    scene.cast.daniel.person.username, scene.eve.person.username = "someone_else", "daniel_it"
    await scene.eve.says("/matches")


async def shares_the_officer_s_contact_card(scene: Scene) -> None:
    scene.eve.sends_contact(scene.cast.daniel.person)
    await scene.eve.shows("I can only read text.")


async def shares_a_card_of_its_own(scene: Scene) -> None:
    scene.eve.sends_contact()
    await scene.eve.shows("I can only read text.")


async def presses_a_button_of_the_officer_s(scene: Scene) -> None:
    notice = await scene.cast.daniel.shows("Chad looks for help")
    await scene.tries(notice.rows[0][0]["callback_data"], scene.eve)


async def makes_up_a_button(scene: Scene) -> None:
    keys = KeyRing([b"guessed"])
    await scene.tries(keys.write(Code("match-yes", "abcdefgh"), scene.eve.id), scene.eve)


async def presses_a_button_made_for_itself(scene: Scene) -> None:
    """As if our own key had been tricked into signing: the rows still say no."""
    keys = KeyRing(scene.bot.settings.button_key_ring)
    with scene.bot.database.reading() as store:
        post = posts.of_delegation(store, "IT")[0]
    for route, args in (("handover-now", str(scene.eve.id)), ("post-do", f"{post.id}.end"), ("handover", "")):
        await scene.tries(keys.write(Code(route, args), scene.eve.id), scene.eve)


async def names_itself_as_the_successor(scene: Scene) -> None:
    """What Telegram's list of people would send, without having been asked."""
    await scene.eve.starts()
    scene.eve.shares(scene.eve.person)
    await scene.eve.shows("This is for people who hold a post here.")


async def opens_an_invitation_of_another_account(scene: Scene) -> None:
    elena = scene.world.phone("Elena", language_code="en")
    await picks(scene.cast.daniel, elena)
    offer = await scene.cast.daniel.shows("not opened this bot yet")
    await scene.cast.daniel.taps("Make the invitation", message=offer, change=True)
    await scene.cast.daniel.shows("?start=")
    await scene.eve.starts(link_in(scene.cast.daniel))
    await scene.eve.shows("opens for another Telegram account only")


async def opens_a_link_that_leaked(scene: Scene) -> None:
    await opens_hand_over(scene.cast.daniel)
    await scene.cast.daniel.taps("By a link instead", change=True)
    await scene.cast.daniel.shows("?start=")
    await scene.eve.starts(link_in(scene.cast.daniel))
    await scene.eve.taps("Yes, that is me", change=True)
    asked = await scene.cast.daniel.shows("has opened the link of your hand-over.")
    await scene.cast.daniel.taps("No, stop it", message=asked, change=True)


async def uses_an_invitation_twice(scene: Scene) -> None:
    code, first = an_invitation(scene.bot, "FR", "provider"), scene.world.phone("Claire", language_code="en")
    await first.starts(code)
    await first.taps("Yes, that is me", change=True)
    await scene.eve.starts(code)
    await scene.eve.shows("has been used already")


async def comes_with_an_account_that_was_deleted_and_made_anew(scene: Scene) -> None:
    """The officer's account is gone; somebody takes the name and the username that became free."""
    scene.cast.daniel.deletes_account()
    again = scene.world.phone("Daniel", language_code="en", username="daniel_it")
    await again.says("/matches")
    assert "This is for people who hold a post here." in again.sees


SCRIPTS: list[Script] = [
    copies_the_name_and_asks_for_the_lists,
    takes_over_the_username,
    shares_the_officer_s_contact_card,
    shares_a_card_of_its_own,
    presses_a_button_of_the_officer_s,
    makes_up_a_button,
    presses_a_button_made_for_itself,
    names_itself_as_the_successor,
    opens_an_invitation_of_another_account,
    opens_a_link_that_leaked,
    uses_an_invitation_twice,
    comes_with_an_account_that_was_deleted_and_made_anew,
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
async def test_nobody_passes_for_an_officer(bot: Running, world: World, script: Script):
    cast = await a_cast(bot, world)
    cast.daniel.person.username = "daniel_it"
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    eve = world.phone("Daniel", language_code="en")
    await script(Scene(bot, world, cast, eve))
    for message in eve.chat:
        assert not message.outgoing or "looks for help" not in message.text
    with bot.database.reading() as store:
        assert Seats("IT", 0, 1, 0) in seats(store)
        assert [post.telegram_id for post in posts.of_delegation(store, "IT")] == [cast.daniel.id]
        assert audit.of_verb(store, "match interested") == []
        assert audit.of_verb(store, "handed over a post") == []
