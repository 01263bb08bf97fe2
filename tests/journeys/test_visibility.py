"""Who sees a need: chosen with a tap, kept in every letter and on every screen."""

import logging

import pytest

from bot.logs import JsonLines
from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown
from bot.sandbox.world import World
from tests.support.needs import SENTENCE, a_cast, drafts
from tests.support.posts import comes_in
from tests.support.running import Running


def is_protected(message: Message) -> bool:
    """Whether it can neither be forwarded nor saved."""
    return bool(message.extra.get("has_protected_content"))


async def sends_out(phone: Phone) -> None:
    await phone.taps("Publish", change=True)
    await phone.taps("Send now", change=True)


async def chooses(phone: Phone, *labels: str) -> Message:
    """A draft, and a tap for each of these under *Who sees it*."""
    card = await drafts(phone)
    await phone.taps("Who sees it", message=card, change=True)
    for label in labels:
        await phone.taps(label, message=card, change=True)
    return card


async def test_only_named_providers_are_told_whether_or_not_a_programme_of_theirs_fits(
    bot: Running, world: World
):
    cast = await a_cast(bot, world)
    nora = world.phone("Nora", language_code="fr")
    await comes_in(bot, nora, "NZ", "provider")
    card = await chooses(cast.amina, "Named providers")
    assert "Which providers shall see it?" in shown(card.text)
    assert "Italy" in [label for row in cast.amina.buttons for label in row]  # its programme fits
    await cast.amina.says("klingon")
    assert cast.amina.sees.startswith("I know no other delegation called “klingon”.")
    await cast.amina.says("New Zealand, and Chad")
    assert "Named: New Zealand" in cast.amina.sees
    await cast.amina.taps("Done", change=True)
    assert "Will be told: New Zealand." in cast.amina.sees
    await sends_out(cast.amina)

    letter = await nora.shows("Un besoin de capacité attend votre réponse.")
    assert SENTENCE not in letter.text
    assert "Tchad" not in letter.text
    assert is_protected(letter)
    await nora.taps("Afficher", message=letter, change=True)
    assert SENTENCE in letter.text
    assert "Nouvelle-Zélande : sollicitation nominative." in shown(letter.text).replace("\u202f", " ")
    await nora.taps("Intéressé", message=letter, change=True)
    answer = await cast.amina.shows("A provider has answered about your need.")
    assert not is_protected(answer)
    await cast.amina.taps("Show", message=answer, change=True)
    assert "New Zealand is interested" in shown(answer.text)
    await cast.daniel.says("/matches")
    assert "Nobody's need fits your programmes yet." in cast.daniel.sees


async def test_a_name_is_read_by_the_provider_only_after_the_delegation_s_yes(bot: Running, world: World):
    cast = await a_cast(bot, world)
    await chooses(cast.amina, "Without our name")
    assert "Without our name ✓" in [label for row in cast.amina.buttons for label in row]
    await cast.amina.taps("Back to the need", change=True)
    assert "They read “a state in Central Africa”" in cast.amina.sees
    await sends_out(cast.amina)
    notice = await cast.daniel.shows("A capability need awaits your reply.")
    await cast.daniel.taps("Show", message=notice, change=True)
    assert shown(notice.text).startswith("A state in Central Africa looks for help\nWhat: Formed police unit")
    assert "open to" not in notice.text
    await cast.daniel.taps("Ask a question", message=notice, change=True)
    await cast.daniel.says("How many officers?")
    assert cast.daniel.sees.startswith("Your question is on its way to a state in Central Africa.")
    question = await cast.amina.shows("A provider asks about your need.")
    await cast.amina.taps("Show", message=question, change=True)
    await cast.amina.taps("Answer the question", message=question, change=True)
    assert "They do not know who you are: write nothing that tells it." in cast.amina.sees
    await cast.amina.says("Forty.")
    await cast.daniel.shows("Your question about a need has been answered.")
    await cast.daniel.says("/matches")
    assert "1. A state in Central Africa" in cast.daniel.sees
    await cast.daniel.taps("1. A state", change=True)
    assert "Answer: Forty." in cast.daniel.sees
    await cast.daniel.taps("Interested", change=True)
    before = [shown(each.text) for each in cast.daniel.chat]
    assert not [text for text in before if "Chad" in text or "Amina" in text or SENTENCE in text]
    await cast.amina.taps("Show", message=await cast.amina.shows("has answered"), change=True)
    await cast.amina.taps("Yes, share contacts", change=True)
    contact = await cast.daniel.shows("Both sides have said yes: the contact card is ready.")
    await cast.daniel.taps("Show", message=contact, change=True)
    assert shown(contact.text).startswith("Contact: Chad\nAmina speaks for Chad.")


async def test_what_is_open_to_all_is_found_by_a_provider_that_was_not_told(bot: Running, world: World):
    cast = await a_cast(bot, world)
    nora = world.phone("Nora", language_code="en")
    await comes_in(bot, nora, "NZ", "provider")
    await chooses(cast.amina, "All providers")
    assert "Every other provider can find it under /needs." in cast.amina.sees
    await sends_out(cast.amina)
    await cast.daniel.shows("Chad looks for help")
    await nora.says("/needs")
    assert "1. Chad · Formed police unit · open" in nora.sees
    assert not is_protected(nora.newest)
    await nora.taps("1. Formed police", change=True)
    assert SENTENCE in nora.sees
    await nora.taps("We could help", change=True)
    await nora.taps("Interested", change=True)
    offer = await cast.amina.shows("New Zealand is interested")
    await cast.amina.taps("Yes, share contacts", message=offer, change=True)
    await nora.shows("Contact: Chad")


async def test_a_restricted_need_opened_from_an_open_list_comes_as_a_message_that_can_be_protected(
    bot: Running, world: World
):
    """An edit can't protect: the list stays, and what is behind its button stands below."""
    cast = await a_cast(bot, world)
    home = await cast.daniel.says("/help")
    await chooses(cast.amina, "Without my words")
    await sends_out(cast.amina)
    notice = await cast.daniel.shows("Chad looks for help")
    assert is_protected(notice)
    assert SENTENCE not in notice.text
    await cast.daniel.starts()
    home = cast.daniel.newest
    assert not is_protected(home)
    await cast.daniel.taps("My matches", message=home, change=True)
    below = await cast.daniel.shows("Your matches")
    assert below.id > home.id
    assert is_protected(below)
    await cast.daniel.taps("1. Chad", message=below, change=True)
    assert cast.daniel.newest.id == below.id  # what is protected stays so, and is redrawn


async def test_a_code_signed_for_one_person_opens_nothing_for_another(bot: Running, world: World):
    cast = await a_cast(bot, world)
    eve = world.phone("Eve", language_code="en")
    await chooses(cast.amina, "Named providers", "Italy", "Done")
    await sends_out(cast.amina)
    letter = await cast.daniel.shows("A capability need awaits your reply.")
    code = letter.rows[0][0]["callback_data"]
    await eve.starts()
    changed = code.replace("|match|", "|match-more|")
    for phone, data in ((eve, code), (cast.ruth, code), (cast.daniel, changed), (eve, changed)):
        tapped = await phone.presses_forged(data, phone.newest, change=False)
        assert tapped.alert.startswith("This button is not yours or no longer in use.")
    await eve.starts(code.split("|")[2])
    assert "Chad" not in eve.sees


async def test_no_log_holds_what_was_typed_searched_or_needed(
    bot: Running, world: World, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    cast = await a_cast(bot, world)
    eve = world.phone("Eve", language_code="en")
    await eve.says("zqsearched zqword")
    await drafts(cast.amina, "formed police unit training in French before June zqneeded")
    await cast.amina.taps("Who sees it", change=True)
    await cast.amina.taps("Secretariat only", change=True)
    await sends_out(cast.amina)
    await cast.ruth.shows("A need for the secretariat only was published.")
    ours = [each for each in caplog.records if each.name.startswith(("bot", "handlers", "storage", "root"))]
    logged = "\n".join(JsonLines().format(record) for record in ours)
    assert not [word for word in ("zqsearched", "zqword", "zqneeded") if word in logged]


async def test_a_programme_for_admitted_people_is_found_with_a_post_alone(bot: Running, world: World):
    cast = await a_cast(bot, world)
    eve = world.phone("Eve", language_code="en")
    await eve.says("Center of Excellence for Stability Police Units")
    code = next(
        button["callback_data"] for row in eve.newest.rows for button in row if "CoESPU" in button["text"]
    )
    found = eve.newest
    await cast.daniel.says("/programmes")
    await cast.daniel.taps("CoESPU", change=True)
    await cast.daniel.taps("Change", change=True)
    await cast.daniel.taps("Who sees it", change=True)
    await cast.daniel.taps("People who hold a post here", change=True)
    assert "Who sees it: people who hold a post here ✓" in cast.daniel.sees
    await cast.daniel.taps("Save", change=True)
    assert "Who sees it: people who hold a post here" in cast.daniel.sees
    tapped = await eve.presses_forged(code, found, change=False)
    assert tapped.alert == "This programme is no longer in the catalogue."
    await eve.says("Center of Excellence for Stability Police Units")
    assert "CoESPU" not in str(eve.newest.rows)
    await cast.amina.says("Center of Excellence for Stability Police Units")
    assert "CoESPU" in str(cast.amina.newest.rows)
