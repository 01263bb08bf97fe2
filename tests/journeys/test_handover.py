"""A post changes hands: two taps, a receipt, and whatever was open is the successor's."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from handlers.kit import handover
from handlers.kit.turn import Moment
from handlers.kit.turn import World as Surroundings
from storage import audit, delegations, meetings, people, posts, searches
from storage.database import Store
from storage.delegations import Seats
from tests.support.needs import Cast, a_cast, drafts, publishes
from tests.support.posts import comes_in, keeps
from tests.support.running import Running

GONE = "This is no longer yours: your post for Italy has ended."


async def opens_hand_over(phone: Phone) -> None:
    phone.sends("/people")
    await phone.shows("People of")
    await phone.taps("Hand over my post", change=True)


async def picks(phone: Phone, successor: object) -> None:
    """From the list of one's people to the question whether one is sure."""
    await opens_hand_over(phone)
    await phone.picks(successor)


async def hands_over(phone: Phone, successor: Phone) -> None:
    """Two taps after the list: pick, and confirm."""
    await picks(phone, successor)
    question = await phone.shows("Hand your post over to")
    await phone.taps("Hand over now", message=question, change=True)


def link_in(phone: Phone) -> str:
    message = next(each for each in phone.chat[::-1] if "?start=" in each.text)
    return message.text.partition("?start=")[2].split()[0].strip("\u2069")


async def a_successor(bot: Running, world: World, name: str = "Elena", language: str = "en") -> Phone:
    phone = world.phone(name, language_code=language)
    await phone.starts()
    keeps(bot, phone)
    return phone


async def a_notice(bot: Running, world: World) -> Cast:
    cast = await a_cast(bot, world)
    await publishes(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    return cast


async def test_two_taps_and_what_was_open_is_the_successor_s(bot: Running, world: World):
    cast = await a_notice(bot, world)
    elena = await a_successor(bot, world, "إيلينا", "fr")
    await picks(cast.daniel, elena)
    question = await cast.daniel.shows("Hand your post over to إيلينا?")
    assert "Italy: focal point, provider (offers help)" in shown(question.text)
    assert f"number {elena.id}" in shown(question.text)
    assert "Holds no other post here" in shown(question.text)
    assert cast.daniel.keys == []
    await cast.daniel.taps("Hand over now", message=question, change=True)

    await elena.shows("Daniel vous a transmis ce poste :")
    notice = await elena.shows("Tchad")
    await elena.taps("Intéressé", message=notice, change=True)
    await cast.amina.shows("Italy is interested")
    receipt = await cast.daniel.shows("Receipt: your post is handed over")
    assert f"To: إيلينا, account number {elena.id}" in shown(receipt.text)
    assert "Went along: 1 match" in shown(receipt.text)
    await cast.ruth.shows("Daniel has handed the post over to إيلينا:")
    with bot.database.reading() as store:
        (new,) = posts.of_delegation(store, "IT")
        assert (new.name, new.rank, new.remit) == ("إيلينا", "focal", "both")
        assert [line.actor for line in audit.of_verb(store, "handed over a post")] == [2]


async def test_the_predecessor_s_buttons_are_no_longer_theirs(bot: Running, world: World):
    cast = await a_notice(bot, world)
    notice = await cast.daniel.shows("Chad looks for help")
    await hands_over(cast.daniel, await a_successor(bot, world))
    await cast.daniel.shows("Receipt")
    for label in ("Interested", "Details", "Not for us"):
        assert (await cast.daniel.taps(label, message=notice)).alert == GONE
    await cast.daniel.says("/people")
    assert cast.daniel.sees == GONE
    await cast.daniel.says("/matches")
    assert cast.daniel.sees == GONE
    with bot.database.reading() as store:
        assert audit.of_verb(store, "match interested") == []
        refused = [line.after for line in audit.of_verb(store, "was refused")]
        assert len(refused) == 3
        assert '"button": "match-yes"' in refused[0]


async def test_drafts_questions_meetings_and_saved_searches_go_along(bot: Running, world: World):
    cast = await a_notice(bot, world)
    await cast.ruth.says("/meetings")
    await cast.ruth.taps("New meeting", change=True)
    await cast.ruth.says("Police capacity, working level")
    await cast.ruth.says("15 January 2028 10:00")
    await cast.ruth.taps("Send", change=True)
    invitation = await cast.amina.shows("Police capacity")
    await cast.amina.taps("Coming", message=invitation, change=True)
    await drafts(cast.amina, "engineering equipment")
    await cast.amina.says("/search counter-ied training in French")
    await cast.amina.taps("Tell me of new ones", change=True)
    await cast.daniel.taps("Ask a question", change=True)
    await cast.daniel.says("How many speak French?")
    await cast.amina.shows("Italy asks about your need")

    idriss = await a_successor(bot, world, "Idriss")
    await hands_over(cast.amina, idriss)
    welcome = await idriss.shows("Amina has handed this post over to you:")
    assert "Went along: 2 needs, 1 match, 1 meeting to come, 1 saved search" in shown(welcome.text)
    question = await idriss.shows("Italy asks about your need")
    await idriss.taps("Answer", message=question, change=True)
    await idriss.says("A hundred.")
    await cast.daniel.shows("A hundred.")
    meeting = await idriss.shows("You are coming.")
    assert "Police capacity" in meeting.text
    idriss.sends("/needs")
    await idriss.shows("draft, nobody has been told")
    with bot.database.reading() as store:
        new = posts.of_delegation(store, "TD")[0]
        assert len(searches.saved_by(store, new.person)) == 1
        planned = meetings.planned(store, new.since)
        assert list(meetings.answers_of(store, new.person, planned).values()) == ["coming"]


async def test_the_successor_gets_the_other_card_and_shares_their_own_by_their_own_yes(
    bot: Running, world: World
):
    cast = await a_notice(bot, world)
    await cast.daniel.taps("Interested", change=True)
    offer = await cast.amina.shows("Italy is interested")
    await cast.amina.taps("Yes, share contacts", message=offer, change=True)
    contact = await cast.amina.shows("Contact: Italy")
    assert "Daniel" in contact.text
    elena = await a_successor(bot, world)
    await hands_over(cast.daniel, elena)
    theirs = await elena.shows("Contact: Chad")
    assert "Amina" in theirs.text
    await cast.amina.until(lambda: "no longer speaks for Italy" in shown(contact.text))
    assert not [each for each in cast.amina.chat if "Elena" in each.text and "Contact" in each.text]
    tapped = await elena.taps("Share my card", message=theirs, change=True)
    assert tapped.toast == "Shared. The other side gets your contact card now."
    await cast.amina.shows("Elena")


async def test_somebody_new_gets_an_invitation_and_the_post_changes_hands_when_they_say_yes(
    bot: Running, world: World
):
    cast = await a_notice(bot, world)
    elena = world.phone("Elena", language_code="en", username="elena_it")
    await picks(cast.daniel, elena)
    offer = await cast.daniel.shows("Elena has not opened this bot yet.")
    assert f"account number {elena.id} alone" in shown(offer.text)
    await cast.daniel.taps("Make the invitation", message=offer, change=True)
    await cast.daniel.shows("Invitation to take over a post: focal point of Italy.")
    code = link_in(cast.daniel)
    assert len(code) == 22
    assert (await cast.daniel.taps("Details", message=await cast.daniel.shows("looks for help"))).alert == ""

    eve = world.phone("Elena", language_code="en", username="elena_it2")
    await eve.starts(code)
    assert "This invitation opens for another Telegram account only." in eve.sees
    await elena.starts(code)
    assert "You take over a post" in elena.sees
    keeps(bot, elena)
    await elena.taps("Yes, that is me", change=True)
    await elena.shows("Daniel has handed this post over to you:")
    await elena.shows("Chad looks for help")
    await cast.daniel.shows("Receipt: your post is handed over")
    assert (await cast.daniel.taps("Take it back")).alert == GONE


async def test_a_hand_over_under_way_can_be_taken_back(bot: Running, world: World):
    cast = await a_notice(bot, world)
    elena = world.phone("Elena", language_code="en")
    await picks(cast.daniel, elena)
    await cast.daniel.taps("Make the invitation", message=await cast.daniel.shows("not opened"), change=True)
    await cast.daniel.shows("?start=")
    code = link_in(cast.daniel)
    await opens_hand_over(cast.daniel)
    status = await cast.daniel.shows("Your hand-over is under way")
    tapped = await cast.daniel.taps("Take it back", message=status, change=True)
    assert tapped.toast == "Taken back. You keep your post, and the invitation is dead."
    await elena.starts(code)
    assert "has been withdrawn" in elena.sees
    with bot.database.reading() as store:
        assert [post.name for post in posts.of_delegation(store, "IT")] == ["Daniel"]


async def test_by_a_link_whoever_opens_it_is_shown_and_the_holder_has_the_last_word(
    bot: Running, world: World
):
    cast = await a_notice(bot, world)
    await opens_hand_over(cast.daniel)
    await cast.daniel.taps("By a link instead", change=True)
    await cast.daniel.shows("?start=")
    eve = world.phone("Elena", language_code="en")
    await eve.starts(link_in(cast.daniel))
    await eve.taps("Yes, that is me", change=True)
    assert "Whoever hands the post over is asked now" in eve.sees
    asked = await cast.daniel.shows("Elena has opened the link of your hand-over.")
    assert f"number {eve.id}" in shown(asked.text)
    with bot.database.reading() as store:
        assert [post.name for post in posts.of_delegation(store, "IT")] == ["Daniel"]
    await cast.daniel.taps("No, stop it", message=asked, change=True)
    await eve.says("/matches")
    assert "This is for people who hold a post here." in eve.sees


async def test_a_link_that_the_right_person_opened_ends_with_the_holder_s_yes(bot: Running, world: World):
    cast = await a_notice(bot, world)
    await opens_hand_over(cast.daniel)
    await cast.daniel.taps("By a link instead", change=True)
    await cast.daniel.shows("?start=")
    elena = world.phone("Elena", language_code="en")
    await elena.starts(link_in(cast.daniel))
    await elena.taps("Yes, that is me", change=True)
    asked = await cast.daniel.shows("Elena has opened the link of your hand-over.")
    await cast.daniel.taps("Hand over now", message=asked, change=True)
    await elena.shows("Daniel has handed this post over to you:")


async def test_to_oneself_a_bot_a_post_holder_or_somebody_suspended_nothing_changes(
    bot: Running, world: World
):
    cast = await a_notice(bot, world)
    weather = world.person("Weather", username="WeatherNowBot", is_bot=True)
    await picks(cast.daniel, cast.daniel)
    await cast.daniel.shows("That is your own account: a post can't be handed over to oneself.")
    await picks(cast.daniel, weather)
    await cast.daniel.shows("That is a bot: only a person can hold a post.")
    await picks(cast.daniel, cast.amina)
    await cast.daniel.shows("That account holds a post here already")
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET suspended_at = since WHERE delegation = 'TD'")
    await picks(cast.daniel, cast.amina)
    await cast.daniel.shows("That account's post is suspended.")
    with bot.database.reading() as store:
        assert [post.name for post in posts.of_delegation(store, "IT")] == ["Daniel"]
        lines = audit.of_verb(store, "could not hand over")
    whys = ("oneself", "bot", "holds a post", "suspended")
    assert all(f'"why": "{why}"' in (line.after or "") for why, line in zip(whys, lines, strict=True))


async def test_the_second_tap_looks_again(bot: Running, world: World):
    cast = await a_notice(bot, world)
    elena = await a_successor(bot, world)
    await picks(cast.daniel, elena)
    question = await cast.daniel.shows("Hand your post over to Elena?")
    await comes_in(bot, elena, "FR", "provider")
    await cast.daniel.taps("Hand over now", message=question, change=True)
    await cast.daniel.shows("That account holds a post here already")
    with bot.database.reading() as store:
        assert Seats("IT", 0, 1, 0) in delegations.seats(store)


async def test_a_colleague_moves_up_and_their_own_post_ends(bot: Running, world: World):
    cast = await a_notice(bot, world)
    elena = world.phone("Elena", language_code="en")
    await comes_in(bot, elena, "IT", "provider")
    await picks(cast.daniel, elena)
    question = await cast.daniel.shows("Hand your post over to Elena?")
    assert "Now member of your delegation; that post ends." in shown(question.text)
    await cast.daniel.taps("Hand over now", message=question, change=True)
    await elena.shows("Daniel has handed this post over to you:")
    with bot.database.reading() as store:
        assert [(post.name, post.rank) for post in posts.of_delegation(store, "IT")] == [("Elena", "focal")]


async def test_cancelling_changes_nothing_and_takes_the_key_away(bot: Running, world: World):
    cast = await a_notice(bot, world)
    await opens_hand_over(cast.daniel)
    await cast.daniel.until(lambda: cast.daniel.keys == [["Pick my successor"]])
    await cast.daniel.taps("Cancel", change=True)
    await cast.daniel.shows("Nothing has changed. You keep your post.")
    assert cast.daniel.keys == []


async def test_a_question_that_was_open_goes_on_with_the_successor(bot: Running, world: World):
    cast = await a_cast(bot, world)
    idriss = world.phone("Idriss", language_code="en")
    await picks(cast.amina, idriss)
    await cast.amina.taps("Make the invitation", message=await cast.amina.shows("not opened"), change=True)
    await cast.amina.shows("?start=")
    await cast.amina.says("engineering training in French")
    await cast.amina.taps("Declare as a need", change=True)
    assert "Until when, or from when?" in cast.amina.sees
    await idriss.starts(link_in(cast.amina))
    await idriss.taps("Yes, that is me", change=True)
    await idriss.taps("Go on with it", message=await idriss.shows("A question was open"), change=True)
    await idriss.shows("Until when, or from when?")
    await idriss.says("before June")
    await idriss.shows("Draft of your capability need")


async def test_what_waited_for_the_predecessor_is_dropped_in_the_same_moment(bot: Running, world: World):
    cast = await a_notice(bot, world)
    elena = await a_successor(bot, world)
    await picks(cast.daniel, elena)
    question = await cast.daniel.shows("Hand your post over to Elena?")
    with bot.database.reading() as store:
        daniel = people.by_telegram_id(store, cast.daniel.id)
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql(
            "INSERT INTO outbox (key, chat, person, kind, subject, method, priority, state, attempts, epoch, "
            "created_at, due_at, deadline) SELECT 'late', chat, person, kind, subject, method, priority, "
            "'waiting', 0, 0, created_at, '2999-01-01 00:00:00.000000', deadline FROM outbox "
            f"WHERE kind = 'need-notice' AND person = {daniel.id} LIMIT 1"
        )
    await cast.daniel.taps("Hand over now", message=question, change=True)
    with bot.database.reading() as store:
        row = store.connection.exec_driver_sql("SELECT state, error FROM outbox WHERE key = 'late'").one()
    assert tuple(row) == ("dropped", handover.WHY_DROPPED)


async def test_a_hand_over_cut_short_leaves_everything_as_it_was(
    bot: Running, world: World, monkeypatch: pytest.MonkeyPatch
):
    cast = await a_notice(bot, world)
    elena = await a_successor(bot, world)
    await picks(cast.daniel, elena)
    question = await cast.daniel.shows("Hand your post over to Elena?")

    def cut(*_args: object) -> None:
        raise RuntimeError("as if the power went")

    with bot.database.reading() as store:
        before = _everything(store)
        post = posts.of_delegation(store, "IT")[0]
        successor = people.by_telegram_id(store, elena.id)

    def hand_over() -> None:
        with bot.database.transaction() as store:
            handover.hand_over(_moment(store), post, successor.id, post.person)

    with monkeypatch.context() as patched:
        patched.setattr(handover, "_tell", cut)
        with pytest.raises(RuntimeError):
            hand_over()
    with bot.database.reading() as store:
        assert _everything(store) == before
    await cast.daniel.taps("Hand over now", message=question, change=True)
    await elena.shows("Daniel has handed this post over to you:")


def _moment(store: Store) -> Moment:
    return Moment(
        store=store, now=datetime.now(UTC), world=Surroundings(None, ""), new_ref=lambda: "abcdefgh"
    )


def _everything(store: Store) -> list[object]:
    tables = ("posts", "attendance", "searches", "needs", "matches", "invites", "audit", "dialogs")
    return [
        sorted(map(tuple, store.connection.exec_driver_sql(f"SELECT * FROM {table}"))) for table in tables
    ]
