"""Focal points and the secretariat invite in the chat: a link to forward, a QR code for paper, one use."""

import re

import pytest

from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from handlers.kit.qr import qr_png
from storage import audit, delegations, invites, people
from storage.delegations import Seats
from tests.support.posts import comes_in, let_go
from tests.support.running import Running, utc_now

SALEH = "العقيد محمد صالح، المستشار العسكري"
LONG = (
    "Général de division (2S) Jean-Baptiste Ngarlejy Mbaïlemdana Koumakoye, conseiller militaire, "
    "chef de la cellule des OMP"
)


def code_in(message: Message) -> str:
    """What the link in a message brings to the bot; nothing invisible may cling to it."""
    (line,) = [line for line in message.text.splitlines() if line.startswith("https://t.me/")]
    found = re.fullmatch(r"https://t\.me/\w+\?start=([A-Za-z0-9_-]{22})", line)
    assert found is not None, line
    return found[1]


async def invites_as_focal(phone: Phone, rank: str, name: str, remit: str = "Military") -> str:
    """A colleague of one's own delegation; the code in the link that comes of it."""
    before = len(phone.chat)
    await phone.says("/invite")
    await phone.taps(rank, change=True)
    await phone.taps(remit, change=True)
    await phone.says(name)
    await phone.taps("New York", change=True)
    await phone.until(lambda: any("https://t.me/" in each.text for each in phone.chat[before:]))
    return code_in(await phone.shows("https://t.me/"))


async def test_a_focal_point_invites_a_colleague_who_confirms_their_official_name(bot: Running, world: World):
    amina, saleh = world.phone("Amina", language_code="en"), world.phone("MS", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    code = await invites_as_focal(amina, "Member", SALEH)
    card = await amina.shows(f"Invitation: {SALEH}")
    assert "forwarded on after that, it opens nothing" in card.text
    await saleh.starts(code)
    assert f"Are you {SALEH}?" in saleh.sees
    assert "You will speak for Chad as recipient (looks for help)." in saleh.sees
    assert "Your post: member (military)." in saleh.sees
    assert "Invited by Amina." in saleh.sees
    await saleh.taps("Yes, that is me", change=True)
    told = await amina.shows(
        f"{SALEH} has come in for Chad as recipient (looks for help): member (military)."
    )
    assert "Name on Telegram, which everybody chooses freely: MS" in shown(told.text)
    await amina.until(lambda: "Used on" in card.text)
    with bot.database.reading() as store:
        joined = people.by_telegram_id(store, saleh.id)
        assert joined is not None
        assert (joined.delegation, joined.rank, joined.remit) == ("TD", "member", "military")
        lines = audit.of_verb(store, "invited")
    assert lines[-1].actor == 1
    assert "العقيد" in (lines[-1].after or "")


async def test_a_link_that_is_forwarded_on_opens_nothing_a_second_time(bot: Running, world: World):
    amina, saleh, eve = (world.phone(name, language_code="en") for name in ("Amina", "Saleh", "Eve"))
    await comes_in(bot, amina, "TD", "recipient")
    code = await invites_as_focal(amina, "Deputy focal point", LONG)
    await saleh.starts(code)
    await saleh.taps("Yes, that is me", change=True)
    await eve.starts(code)
    assert "has been used already" in eve.sees
    with bot.database.reading() as store:
        assert delegations.seats(store) == [Seats("TD", 2, 0, 0)]


async def test_the_qr_code_is_a_png_of_the_very_link(bot: Running, world: World):
    amina = world.phone("Amina", language_code="fr")
    await comes_in(bot, amina, "TD", "recipient")
    code = await invites_as_focal(amina, "Observateur", "Mme Zara Issa, deuxième conseillère", "Police")
    link = next(line for line in (await amina.shows("https://t.me/")).text.splitlines() if code in line)
    await amina.taps("Code QR")
    picture = await amina.shows("Imprimez-le ou montrez-le")
    file = world.files.by_id(picture.content["document"]["file_id"])
    assert file is not None
    assert file.mime == "image/png"
    assert file.data == qr_png(link)


async def test_the_code_stands_in_no_row_once_its_message_has_left(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    code = await invites_as_focal(amina, "Member", "Lt. Col. Abakar Adoum, Police Adviser")
    await amina.taps("QR code")
    await amina.shows("Print it, or show it")
    with bot.database.reading() as store:
        for table in ("outbox", "inbox", "invites", "audit", "dialogs", "cards"):
            found = store.connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            assert not [row for row in found if code in str(row)], table


async def test_no_tells_the_inviter_and_shows_on_the_card(bot: Running, world: World):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    code = await invites_as_focal(amina, "Member", "Col. Mahamat Saleh, Military Adviser")
    card = await amina.shows("Forward the message below")
    await eve.starts(code)
    await eve.taps("No", change=True)
    await amina.shows("Was it sent to the right person?")
    await amina.until(lambda: "Whoever opened it said that it is not for them." in card.text)


async def test_withdrawn_in_the_chat_it_opens_nothing(bot: Running, world: World):
    amina, saleh = world.phone("Amina", language_code="en"), world.phone("Saleh", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    code = await invites_as_focal(amina, "Member", "Col. Mahamat Saleh, Military Adviser")
    tapped = await amina.taps("Withdraw", change=True)
    assert tapped.toast == "Withdrawn. The link opens nothing any more."
    await saleh.starts(code)
    assert "has been withdrawn" in saleh.sees
    with bot.database.reading() as store:
        assert [line.actor for line in audit.of_verb(store, "revoked invitation")] == [1]


async def test_a_deputy_gives_no_more_than_a_deputy_has_and_the_focal_point_sees_and_ends_it(
    bot: Running, world: World
):
    amina, idriss, eve = (world.phone(name, language_code="en") for name in ("Amina", "Idriss", "Eve"))
    await comes_in(bot, amina, "TD", "recipient")
    await comes_in(bot, idriss, "TD", "recipient", "deputy")
    await idriss.says("/invite")
    assert idriss.buttons == [["Deputy focal point", "Member"], ["Observer"], ["Cancel"]]
    question = idriss.newest
    forged = re.sub(r"\.deputy", ".focal", question.rows[0][0]["callback_data"])
    tapped = await idriss.presses_forged(forged, question)
    assert "not yours" in tapped.alert
    code = await invites_as_focal(idriss, "Member", "Col. Mahamat Saleh, Military Adviser")
    await amina.says("/start")
    await amina.says("/invite")
    await amina.taps("Cancel", change=True)
    assert "1 invitation is open." in amina.sees
    await amina.taps("1", change=True)
    assert "Made by Idriss." in amina.sees
    assert not [label for row in amina.buttons for label in row if "Link" in label or "QR" in label]
    await amina.taps("Withdraw", change=True)
    await eve.starts(code)
    assert "has been withdrawn" in eve.sees


async def test_what_somebody_made_who_holds_no_post_any_more_opens_nothing(bot: Running, world: World):
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    code = await invites_as_focal(amina, "Member", "Eve Harper, Adviser")
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET suspended_at = since")
    await eve.starts(code)
    assert "has been withdrawn" in eve.sees


@pytest.mark.parametrize("rank", ["member", "observer"])
async def test_others_are_told_who_can_invite(bot: Running, world: World, rank):
    amina = world.phone("Amina", language_code="en")
    await comes_in(bot, amina, "TD", "recipient", rank)
    await amina.says("/invite")
    assert "focal point" in amina.sees or "observer" in amina.sees
    assert amina.newest.rows == []


async def test_an_official_name_is_cleaned_and_one_that_is_none_is_asked_again(bot: Running, world: World):
    amina, saleh = world.phone("Amina", language_code="en"), world.phone("Saleh", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    await amina.says("/invite")
    await amina.taps("Member", change=True)
    await amina.taps("Military and police", change=True)
    await amina.says("1234")
    assert "Please type a name and a function, at most 120 characters" in amina.sees
    await amina.says("x" * 121)
    assert "Please type a name and a function" in amina.sees
    await amina.says("Col.\u202e  Mahamat\u200f\n<b>Saleh</b>,\u2066 Adviser\u200b\u00ad")
    await amina.taps("New York", change=True)
    await saleh.starts(code_in(await amina.shows("https://t.me/")))
    assert "Are you Col. Mahamat <b>Saleh</b>, Adviser?" in saleh.sees


async def test_the_secretariat_invites_for_any_delegation_by_its_name_in_any_language(
    bot: Running, world: World
):
    ruth, layla = world.phone("Ruth", language_code="en"), world.phone("ليلى", language_code="fr")
    await comes_in(bot, ruth, "org:UN", "secretariat", "officer")
    await ruth.says("/invite")
    await ruth.says("Congo")
    assert ruth.buttons == [["1. Congo", "2. DR Congo"], ["Cancel"]]
    await ruth.says("المغرب")
    assert "What will they do for Morocco?" in ruth.sees
    await ruth.taps("Offer help", change=True)
    assert ruth.buttons == [["Focal point", "Deputy focal point"], ["Member", "Observer"], ["Cancel"]]
    await ruth.taps("Focal point", change=True)
    await ruth.taps("Military and police", change=True)
    await ruth.taps("Without a name", change=True)
    await ruth.taps("New York", change=True)
    link = await ruth.shows("https://t.me/")
    assert "You are invited to speak for Morocco" in shown(link.text)
    await ruth.taps("Link in Français", change=True)
    french = await ruth.shows("Vous êtes invité(e) à représenter cette délégation, Maroc")
    assert code_in(french) == code_in(link)
    await layla.starts(code_in(link))
    assert "Invitation faite par Ruth, du secrétariat." in layla.sees
    await layla.taps("Oui", change=True)
    await ruth.shows("ليلى has come in for Morocco as provider (offers help): focal point")


async def test_nobody_is_invited_for_a_delegation_that_was_let_go(bot: Running, world: World):
    ruth = world.phone("Ruth", language_code="en")
    await comes_in(bot, ruth, "org:UN", "secretariat")
    let_go(bot, "TD")
    await ruth.says("/invite")
    await ruth.says("Chad")
    assert "Chad no longer takes part here: nobody can be invited for it." in ruth.sees
    with bot.database.reading() as store:
        assert invites.still_open(store, utc_now()) == []
