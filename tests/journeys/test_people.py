"""A delegation's people: who sees them, who changes what about them, and what happens then."""

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from handlers.kit.buttons import Code, KeyRing
from storage import audit, delegations, needs, posts
from tests.support.needs import Cast, a_cast, publishes
from tests.support.posts import an_invitation, comes_in
from tests.support.running import Running

SUSPENDED = "Your post for Italy is suspended. Ask your focal point or the secretariat to lift it."


async def a_delegation(bot: Running, world: World) -> tuple[Cast, Phone, Phone]:
    """Italy with Daniel at its head, Elena as a member and Otto, who only looks on."""
    cast = await a_cast(bot, world)
    elena, otto = world.phone("Elena", language_code="en"), world.phone("Otto", language_code="en")
    await comes_in(bot, elena, "IT", "provider", rank="member")
    await comes_in(bot, otto, "IT", "provider", rank="observer")
    return cast, elena, otto


async def opens(phone: Phone, name: str) -> None:
    """The page of somebody in one's own list."""
    phone.sends("/people")
    await phone.shows("People of")
    await phone.taps(name, change=True)


async def does(phone: Phone, label: str, yes: str) -> str:
    """Tap, look at what would happen, and say yes; the word over the chat."""
    await phone.taps(label, change=True)
    return (await phone.taps(yes, change=True)).toast


async def test_a_focal_point_sees_everybody_and_an_observer_sees_no_buttons(bot: Running, world: World):
    cast, _, otto = await a_delegation(bot, world)
    cast.daniel.sends("/people")
    await cast.daniel.shows("People of Italy")
    assert "1. Daniel: focal point, provider, military and police, since" in cast.daniel.sees
    assert "2. Elena: member, provider, military and police, since" in cast.daniel.sees
    assert ", last here on " in cast.daniel.sees
    assert "Each name is what the person calls themself on Telegram. It proves nothing." in cast.daniel.sees
    assert cast.daniel.buttons == [["1. Daniel", "2. Elena"], ["3. Otto"], ["Hand over my post", "Home"]]
    await cast.daniel.taps("2. Elena", change=True)
    assert cast.daniel.buttons == [["Rank", "Remit"], ["Suspend at once", "End the post"], ["Back"]]
    otto.sends("/people")
    await otto.shows("People of Italy")
    assert otto.buttons == [["3. Otto"], ["Home"]]
    await otto.taps("3. Otto", change=True)
    assert otto.buttons == [["End my post"], ["Back"]]


async def test_rank_and_remit_are_changed_with_a_last_look_and_the_person_is_told(bot: Running, world: World):
    cast, elena, _ = await a_delegation(bot, world)
    await opens(cast.daniel, "2. Elena")
    await cast.daniel.taps("Rank", change=True)
    assert "Deputy: may do the same work; is asked when nobody has answered for 24 hours." in cast.daniel.sees
    assert "Focal point:" not in cast.daniel.sees
    assert await does(cast.daniel, "deputy", "Yes, change it") == "The rank is changed. They are told."
    await elena.shows("Your post for Italy is now: deputy, provider (offers help), military and police.")
    await cast.daniel.taps("Remit", change=True)
    assert await does(cast.daniel, "police", "Yes, change it") == "The remit is changed. They are told."
    await elena.shows("Your post for Italy is now: deputy, provider (offers help), police.")
    with bot.database.reading() as store:
        assert [line.actor for line in audit.of_verb(store, "changed rank")] == [2]


async def test_a_suspended_account_reads_and_does_nothing_until_it_is_lifted(bot: Running, world: World):
    cast, elena, _ = await a_delegation(bot, world)
    await publishes(cast.amina)
    notice = await elena.shows("Chad looks for help")
    await opens(cast.daniel, "2. Elena")
    await cast.daniel.taps("Suspend at once", change=True)
    assert "From this moment the account reads and does nothing here" in cast.daniel.sees
    tapped = await cast.daniel.taps("Yes, suspend", change=True)
    assert tapped.toast == "Suspended. The account has no access from now on."
    assert (await elena.taps("Interested", message=notice)).alert == SUSPENDED
    for typed in ("/matches", "formed police unit", "/help", "/people", "/access"):
        await elena.says(typed)
        assert elena.sees == SUSPENDED
    await elena.starts(an_invitation(bot, "TD", "recipient"))
    assert elena.sees == SUSPENDED
    with bot.database.reading() as store:
        assert audit.of_verb(store, "match interested") == []
        assert len(audit.of_verb(store, "was refused")) == 1
    assert await does(cast.daniel, "Lift suspension", "Yes, lift it") == (
        "Lifted. They get what is still open."
    )
    await elena.shows("Your post for Italy is no longer suspended.")
    await elena.taps("Interested", message=notice, change=True)
    await cast.amina.shows("Italy is interested")


async def test_what_was_missed_while_suspended_comes_when_it_is_lifted(bot: Running, world: World):
    cast, elena, _ = await a_delegation(bot, world)
    await opens(cast.daniel, "2. Elena")
    await does(cast.daniel, "Suspend at once", "Yes, suspend")
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    assert not [each for each in elena.chat if "looks for help" in each.text]
    await opens(cast.daniel, "2. Elena")
    await does(cast.daniel, "Lift suspension", "Yes, lift it")
    await elena.shows("Chad looks for help")


async def test_ending_a_post_is_told_and_needs_stay(bot: Running, world: World):
    cast, elena, _ = await a_delegation(bot, world)
    await opens(cast.daniel, "2. Elena")
    assert await does(cast.daniel, "End the post", "Yes, end it") == "The post has ended."
    await elena.shows("Your post for Italy has ended. You have no access to anything of it.")
    await elena.says("/matches")
    assert elena.sees == "This is no longer yours: your post for Italy has ended."
    await elena.says("medical evacuation course")
    assert "Best for" in elena.sees


async def test_the_secretariat_reaches_any_delegation_and_hears_of_one_without_focal_point(
    bot: Running, world: World
):
    cast, elena, _ = await a_delegation(bot, world)
    await cast.ruth.says("/desk")
    await cast.ruth.taps("Who is aboard", change=True)
    await cast.ruth.taps("2", change=True)
    assert "People of Italy" in cast.ruth.sees
    await cast.ruth.taps("1. Daniel", change=True)
    await does(cast.ruth, "Suspend at once", "Yes, suspend")
    letter = await cast.ruth.shows("Italy is left without a focal point (provider (offers help)).")
    assert "Next in rank: Elena, member." in shown(letter.text)
    await cast.ruth.taps("Appoint Elena", message=letter, change=True)
    await cast.ruth.taps("Yes, change it", message=letter, change=True)
    await elena.shows("Your post for Italy is now: focal point")
    await opens(elena, "1. Daniel")
    refused = await elena.taps("Lift suspension")
    assert refused.alert == (
        "Not done: the delegation has a focal point already. Change that person's rank first."
    )


async def test_the_last_administrator_can_neither_be_removed_nor_demoted(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await opens(cast.ruth, "1. Ruth")
    refused = await cast.ruth.taps("End my post")
    assert refused.alert == (
        "You can't: this is the last administrator. Make somebody else administrator first."
    )
    omar = world.phone("Omar", language_code="en")
    await comes_in(bot, omar, "org:UN", "secretariat", rank="administrator")
    nadia = world.phone("Nadia", language_code="en")
    await comes_in(bot, nadia, "org:UN", "secretariat")
    nadia.sends("/people")
    await nadia.shows("People of United Nations")
    assert nadia.buttons[0] == ["3. Nadia"]
    await opens(cast.ruth, "3. Nadia")
    assert cast.ruth.buttons == [["Suspend at once", "End the post"], ["Back"]]
    await opens(cast.ruth, "1. Ruth")
    await does(cast.ruth, "End my post", "Yes, end it")
    await cast.ruth.says("/desk")
    assert cast.ruth.sees == "This is no longer yours: your post for United Nations has ended."


async def test_a_delegation_is_removed_and_taken_back_in(bot: Running, world: World):
    cast = await a_cast(bot, world)
    card = await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    late, code = world.phone("Late", language_code="en"), an_invitation(bot, "TD", "recipient")
    await cast.ruth.says("/desk")
    await cast.ruth.taps("Who is aboard", change=True)
    await cast.ruth.taps("1", change=True)
    await cast.ruth.taps("Remove delegation", change=True)
    assert "1 person loses access at once." in cast.ruth.sees
    await cast.ruth.taps("Remove", message=cast.ruth.newest, change=True)
    assert "The secretariat has removed this delegation." in cast.ruth.sees
    await cast.daniel.shows("Chad has paused its need")
    await cast.amina.shows("Your post for Chad has ended.")
    gone = "This is no longer yours: your post for Chad has ended."
    assert (await cast.amina.taps("Withdraw", message=card)).alert == gone
    await late.starts(code)
    assert "has been withdrawn" in late.sees
    await cast.ruth.taps("Take it back in", change=True)
    with bot.database.reading() as store:
        assert not delegations.is_removed(store, "TD")
        assert [need.state for need in needs.every(store)] == ["paused"]


@pytest.mark.parametrize("step", ["suspend", "end", "rank.observer", "remit.police", "lift", "rank.admiral"])
async def test_nobody_steps_where_they_may_not_whatever_button_they_make_up(
    bot: Running, world: World, step: str
):
    cast, elena, otto = await a_delegation(bot, world)
    keys = KeyRing(bot.settings.button_key_ring)
    with bot.database.reading() as store:
        numbers = {
            post.name: post.id for code in ("IT", "TD", "org:UN") for post in posts.of_delegation(store, code)
        }
    tries = [(elena, "Daniel"), (otto, "Elena"), (cast.amina, "Elena"), (cast.daniel, "Amina")]
    tries += [(cast.daniel, "Ruth"), (elena, "Ruth")]
    for phone, name in tries:
        for route in ("post-sure", "post-do"):
            code = keys.write(Code(route, f"{numbers[name]}.{step}"), phone.id)
            tapped = await phone.presses_forged(code, phone.newest)
            assert tapped.alert == "There is no such post, or it is not yours to change. Nothing has changed."
    with bot.database.reading() as store:
        assert len(audit.of_verb(store, "could not change a post")) == 12
        assert all(post.is_held for post in posts.of_delegation(store, "IT"))


async def test_an_observer_s_cards_have_no_button_that_would_refuse(bot: Running, world: World):
    cast, _, otto = await a_delegation(bot, world)
    olga = world.phone("Olga", language_code="en")
    await comes_in(bot, olga, "TD", "recipient", rank="observer")
    assert "Your post is that of an observer" in olga.sees
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    otto.sends("/matches")
    await otto.shows("awaiting your reply")
    await otto.taps("1. Chad", change=True)
    await otto.shows("You read this for Italy; your colleagues answer.")
    assert otto.buttons == [["Details", "My matches"]]
    olga.sends("/needs")
    await olga.shows("Needs of your delegation")
    await olga.taps("1.", change=True)
    assert olga.buttons == [["Italy"], ["My needs", "Text for capital"]]
    await olga.taps("Italy", change=True)
    assert olga.buttons == [["Details", "The need"]]
    await olga.says("counter-ied training in French")
    assert not any("Declare as a need" in row for row in olga.buttons)
    assert len([each for each in otto.chat if "looks for help" in each.text]) == 1
