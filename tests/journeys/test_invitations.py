"""From an invitation's link to a post: once, for whoever confirms, and never by guessing."""

import asyncio
from datetime import timedelta

from bot.sandbox.world import World
from handlers.joining import actions
from storage import audit, delegations, people
from storage.delegations import Seats
from tests.support.posts import an_invitation, comes_in, let_go
from tests.support.running import Running, utc_now


async def test_a_link_shows_whom_one_would_speak_for_and_a_tap_makes_it_so(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await amina.starts(an_invitation(bot, "TD", "recipient"))
    assert "You will speak for Chad as recipient" in amina.sees
    assert amina.buttons == [["Yes, that is me", "No"]]
    tapped = await amina.taps("Yes, that is me", change=True)
    assert tapped.toast == "Thank you. You are aboard."
    assert "You speak for Chad as recipient (looks for help)." in amina.sees
    assert len(amina.chat) == 2, "the question becomes the welcome"
    with bot.database.reading() as store:
        assert delegations.seats(store) == [Seats("TD", 1, 0, 0)]
        assert [line.after for line in audit.of_verb(store, "took a post")] == [
            '{"delegation": "TD", "rank": "focal", "remit": "both", "role": "recipient"}'
        ]


async def test_a_provider_and_the_secretariat_are_told_what_they_can_do(bot: Running, world: World):
    daniel, ruth = world.phone("Daniel", language_code="en"), world.phone("Ruth", language_code="fr")
    await comes_in(bot, daniel, "QX", "provider")
    assert "You speak for Valmora as provider" in daniel.sees
    assert "what public sources say about it" in daniel.sees
    await comes_in(bot, ruth, "org:UN", "secretariat")
    assert "Vous êtes au secrétariat : Organisation des Nations Unies." in ruth.sees
    assert ["Ouvrir le bureau", "Notre équipe", "Mes heures"] in ruth.buttons


async def test_no_means_that_it_opens_for_nobody_any_more(bot: Running, world: World):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    code = an_invitation(bot, "TD", "recipient")
    await eve.starts(code)
    await eve.taps("No", change=True)
    assert "This invitation opens for nobody any more, and whoever made it is told." in eve.sees
    assert ["Ask for access", "What I can do now"] in eve.buttons
    await amina.starts(code)
    assert "said that it is not for them" in amina.sees
    with bot.database.reading() as store:
        assert delegations.seats(store) == []
        assert [line.actor for line in audit.of_verb(store, "declined invitation")] == [1]
        assert [line.after for line in audit.of_verb(store, "could not join")] == ['"declined"']


async def test_cancelling_leaves_the_invitation_as_it_was(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    code = an_invitation(bot, "TD", "recipient")
    await amina.starts(code)
    await amina.says("not now")
    await amina.taps("Cancel", change=True)
    await amina.starts(code)
    await amina.taps("Yes, that is me", change=True)
    assert "You speak for Chad" in amina.sees


async def test_an_invitation_works_once(bot: Running, world: World):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    code = an_invitation(bot, "TD", "recipient")
    await amina.starts(code)
    await amina.taps("Yes, that is me", change=True)
    await eve.starts(code)
    assert "has been used already" in eve.sees
    assert eve.buttons == [["Ask for access"]]
    await amina.starts(code)
    assert "You speak for Chad" in amina.sees
    assert "One account holds one post" in amina.sees


async def test_of_two_people_who_both_opened_it_the_first_yes_wins(bot: Running, world: World):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    code = an_invitation(bot, "TD", "recipient")
    await asyncio.gather(amina.starts(code), eve.starts(code))
    await amina.taps("Yes, that is me", change=True)
    await eve.taps("Yes, that is me", change=True)
    assert "has been used already" in eve.sees


async def test_the_button_of_another_s_invitation_opens_nothing(bot: Running, world: World):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    await amina.starts(an_invitation(bot, "TD", "recipient"))
    await eve.starts()
    stolen = amina.newest.rows[0][0]["callback_data"]
    tapped = await eve.presses_forged(stolen, eve.newest)
    assert "not yours" in tapped.alert
    with bot.database.reading() as store:
        assert delegations.seats(store) == []


async def test_an_expired_invitation_says_so(bot: Running, world: World):
    amina = world.phone("Amina", language_code="fr")
    await amina.starts(an_invitation(bot, "TD", "recipient", made_ago=timedelta(hours=73)))
    assert "Cette invitation a expiré." in amina.sees


async def test_a_withdrawn_invitation_says_so(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    code = an_invitation(bot, "TD", "recipient")
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE invites SET revoked_at = created_at")
    await amina.starts(code)
    assert "has been withdrawn" in amina.sees


async def test_an_invitation_for_a_delegation_that_was_let_go_says_so(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    code = an_invitation(bot, "TD", "recipient")
    let_go(bot, "TD")
    await amina.starts(code)
    assert "no longer takes part here" in amina.sees
    with bot.database.reading() as store:
        assert delegations.seats(store) == []
        assert [line.after for line in audit.of_verb(store, "could not join")] == ['"removed"']


async def test_when_the_world_guesses_codes_the_door_is_closed_with_a_friendly_word(
    bot: Running, world: World
):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    await eve.starts("a-wrong-code")
    with bot.database.transaction() as store:
        crowd = [people.add(store, 5_000_000 + n, f"P{n}", "en", utc_now()) for n in range(99)]
        for each in crowd:
            assert actions.open_invite(store, each, f"guess-{each.id}", utc_now()) == "wrong"
    code = an_invitation(bot, "TD", "recipient")
    await amina.starts(code)
    assert "Yours stays good: please open it again in 60 min." in amina.sees
    with bot.database.transaction() as store:
        assert len(audit.of_verb(store, "closed the door to codes")) == 1, "one line a burst"
        store.connection.exec_driver_sql("DELETE FROM invite_guesses")
    await amina.starts(code)
    await amina.taps("Yes, that is me", change=True)
    assert "You speak for Chad" in amina.sees


async def test_five_wrong_codes_an_hour_and_then_even_the_right_one_waits(bot: Running, world: World):
    eve, amina = world.phone("Eve", language_code="en"), world.phone("Amina", language_code="en")
    for number in range(5):
        await eve.starts(f"guess-{number}")
        assert "I don't know this invitation" in eve.sees
    code = an_invitation(bot, "TD", "recipient")
    await eve.starts(code)
    assert "try again in 60 min" in eve.sees
    await amina.starts(code)
    assert "You will speak for Chad" in amina.sees
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("DELETE FROM invite_guesses")
    await eve.starts(code)
    assert "You will speak for Chad" in eve.sees


async def test_a_text_in_place_of_a_tap_is_asked_for_the_tap(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await amina.starts(an_invitation(bot, "TD", "recipient"))
    await amina.says("yes please")
    assert "Please tap Yes or No" in amina.sees
    await amina.taps("Cancel", change=True)
    await amina.says("medical evacuation course")
    assert "Best for" in amina.sees


async def test_characters_that_no_database_takes_are_left_out_of_a_form(bot: Running, world: World):
    eve = world.phone("Eve", language_code="en")
    await eve.starts()
    await eve.taps("Ask for access", change=True)
    await eve.says("Ch\x00ad,\ud800 adviser \u202egnp")
    assert "You ask to speak for Chad." in eve.sees


async def test_a_command_puts_the_question_aside(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await amina.starts(an_invitation(bot, "TD", "recipient"))
    question = amina.newest
    await amina.says("/help")
    await amina.says("medical evacuation course")
    assert "Best for" in amina.sees
    tapped = await amina.taps("Yes, that is me", message=question)
    assert "This question is closed" in tapped.alert
    with bot.database.reading() as store:
        assert delegations.seats(store) == []


async def test_names_of_people_stay_text_wherever_they_stand(bot: Running, world: World):
    odd = world.phone("<b>Eve</b>", last_name="\u202eevE", language_code="en")
    await comes_in(bot, odd, "org:UN Women", "provider")
    assert "Welcome, <b>Eve</b> evE." in odd.sees
    assert "You speak for United Nations Entity for Gender Equality" in odd.sees
