"""A provider comes in, is asked what is true of its entries, and everybody's cards say what it said."""

from datetime import UTC, datetime

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from handlers.search.actions import find
from knowledge.programmes import Programme, shipped_programmes
from storage import audit, dues, programmes
from storage.programmes import Entry
from tests.support.posts import an_invitation, comes_in, keeps
from tests.support.running import Running, finder, running_bot, utc_now

NEVER = datetime(2100, 1, 1, tzinfo=UTC)
ASKED = "Public sources say this about you"


def a_course(id_: str, name: str, *providers: str, **fields) -> Programme:
    told = {
        "kind": "training",
        "capabilities": ["crowd-management"],
        "source": "the exercise",
        "confidence": "high",
    }
    return Programme.model_validate(
        told | {"id": id_, "name": name, "providers": providers, "summary": "A course."} | fields
    )


def imported(bot: Running, *courses: Programme) -> None:
    with bot.database.transaction() as store:
        for course in courses:
            programmes.put(store, course, "imported", utc_now())


def entry(bot: Running, id_: str) -> Entry:
    with bot.database.reading() as store:
        return programmes.entry(store, id_, utc_now().date())


async def opens_card(phone: Phone, text: str, label: str) -> str:
    """Search, and open the card behind a result's button."""
    await phone.says(text)
    await phone.taps(label, change=True)
    return phone.sees


async def marco_of_italy(bot: Running, world: World, name: str = "Marco") -> Phone:
    marco = world.phone(name, language_code="en")
    await comes_in(bot, marco, "IT", "provider")
    await marco.shows(ASKED)
    return marco


async def test_a_provider_is_asked_and_its_yes_stands_on_the_officer_s_card(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    card = await opens_card(amina, "CoESPU", "CoESPU")
    assert "Public sources, as of 2015. Not confirmed by the provider." in card
    assert "Nobody speaks for Italy here yet; the secretariat knows." in card
    marco = await marco_of_italy(bot, world)
    assert "Public sources say this about you (2015), 1 of 1:" in marco.sees
    assert "Center of Excellence for Stability Police Units" in marco.sees
    assert "Is this still true?" in marco.sees
    assert marco.buttons == [["Yes", "Change", "Not ours"], ["Later"], ["Why this? Less of it"]]
    card = await opens_card(amina, "CoESPU", "CoESPU")
    assert "Public sources, as of 2015.\nItaly is aboard and has not confirmed it yet." in card
    bubbles = len(marco.chat)
    tapped = await marco.taps("Yes", change=True)
    assert tapped.toast == "Thank you. It is live."
    assert "Thank you.\nLive now, as confirmed by you:\n• Center of Excellence" in marco.sees
    assert len(marco.chat) == bubbles, "the question becomes the thanks"
    card = await opens_card(amina, "CoESPU", "CoESPU")
    assert "Confirmed by Italy on " in card
    assert "dates not stated" in card
    assert entry(bot, "it-coespu").state == "live"
    with bot.database.reading() as store:
        assert [line.actor for line in audit.of(store, "programme:it-coespu")] == [2]
        assert [due.key for due in dues.due(store, NEVER) if due.kind == "rematch"] == ["rematch:it-coespu:1"]


async def test_of_two_who_tap_at_once_on_either_database_one_answer_counts(
    world: World, sandbox: Sandbox, database_url: str
):
    async with running_bot(world, sandbox, database_url) as bot:
        marco, lucia = await marco_of_italy(bot, world), await marco_of_italy(bot, world, "Lucia")
        marco.press("Yes")
        lucia.press("Yes")
        await marco.shows("Live now, as confirmed by you:")
        await lucia.shows("Live now, as confirmed by you:")
        amina = world.phone("Amina", language_code="en")
        assert "Confirmed by Italy on " in await opens_card(amina, "CoESPU", "CoESPU")
        with bot.database.reading() as store:
            assert [line.verb for line in audit.of(store, "programme:it-coespu")] == ["confirmed programme"]
            assert programmes.newest_change(store) == 1


async def test_not_ours_hides_it_and_the_secretariat_can_put_it_back(bot: Running, world: World):
    ruth, amina = world.phone("Ruth", language_code="en"), world.phone("Amina", language_code="fr")
    await comes_in(bot, ruth, "org:UN", "secretariat")
    await amina.says("CoESPU")
    shown_before = amina.newest
    marco = await marco_of_italy(bot, world)
    tapped = await marco.taps("Not ours", change=True)
    assert tapped.toast == "It is hidden from search. The secretariat is told."
    assert "No programme of yours is live now." in marco.sees
    await ruth.shows("Italy says that this entry is not theirs:")
    assert ruth.buttons == [["Restore", "See the entry"], ["Why this? Less of it"]]
    assert "Center of Excellence" not in (await amina.says("CoESPU")).text
    tapped = await amina.taps("1. CoESPU", message=shown_before)
    assert tapped.alert == "Ce programme n’est plus dans le catalogue."
    letter = ruth.newest
    await ruth.taps("See the entry", change=True)
    assert "Hidden since" in ruth.sees
    await ruth.taps("Restore", message=letter, change=True)
    await ruth.shows("This entry is back in the catalogue.")
    assert "Center of Excellence" in (await amina.says("CoESPU")).text
    await marco.shows(ASKED)
    with bot.database.reading() as store:
        verbs = [line.verb for line in audit.of(store, "programme:it-coespu")]
    assert verbs == ["disowned programme", "restored programme"]


async def test_its_provider_can_take_not_ours_back(bot: Running, world: World):
    marco = await marco_of_italy(bot, world)
    await marco.taps("Not ours", change=True)
    await marco.taps("Our programmes", change=True)
    assert "Center of Excellence for Stability Police Units: hidden, not yours" in marco.sees
    await marco.taps("CoESPU", change=True)
    await marco.taps("It is ours after all", change=True)
    assert "Confirmed by Italy on" in marco.sees


async def test_what_is_not_right_is_corrected_by_a_tap_and_a_line_each(bot: Running, world: World):
    marco, amina = await marco_of_italy(bot, world), world.phone("Amina", language_code="fr")
    await marco.taps("Change", change=True)
    assert marco.buttons[-1] == ["Save: true as of today", "Cancel"]
    await marco.taps("Languages", change=True)
    assert "Languages: English · French" in marco.sees
    await marco.says("французский и العربية, klingon")
    assert "Languages: French · Arabic ✓" in marco.sees
    assert "Not understood: klingon" in marco.sees
    await marco.taps("Period", change=True)
    await marco.says("du 1er mars au 30 juin 2031")
    assert "Period: since 2005 · 1 March 2031 to 30 June 2031 ✓" in marco.sees
    await marco.taps("Seats", change=True)
    await marco.says("<b>many</b>")
    assert marco.sees == "I can't read “<b>many</b>” here. For example: 24"
    await marco.says("24 places")
    await marco.taps("For", change=True)
    await marco.says("Tchad, 尼日尔, Sahel")
    assert "For: Chad · Niger · Sahel ✓" in marco.sees
    await marco.taps("Kind", change=True)
    await marco.taps("training and equipment", change=True)
    await marco.taps("Helps with", change=True)
    await marco.says("crowd control, mine action")
    tapped = await marco.taps("Save: true as of today", change=True)
    assert tapped.toast == "Saved. It is live, as confirmed by you today."
    assert "Live now, as confirmed by you:\n• Center of Excellence" in marco.sees
    card = await opens_card(amina, "formation déminage Tchad places CoESPU", "CoESPU")
    assert "Type : formation et équipement" in card
    assert "Pour : Tchad · Niger · Sahel" in card
    assert "Places : 24" in card
    assert "du 1er mars 2031 au 30 juin 2031" in card
    assert "Confirmé le" in card
    found = entry(bot, "it-coespu")
    assert (found.state, found.programme.seats, found.programme.countries) == ("live", 24, ("TD", "NE"))


async def test_a_correction_half_made_changes_nothing_and_survives_other_people_s_answers(
    bot: Running, world: World
):
    marco, lucia = await marco_of_italy(bot, world), await marco_of_italy(bot, world, "Lucia")
    await marco.taps("Change", change=True)
    await marco.taps("Seats", change=True)
    question = await marco.shows("Type what is right")
    await lucia.taps("Yes", change=True)
    assert "Type what is right" in question.text, "who is just correcting is left in peace"
    await marco.says("24")
    assert entry(bot, "it-coespu").programme.seats is None
    await marco.taps("Save: true as of today", change=True)
    assert entry(bot, "it-coespu").programme.seats == 24


async def test_what_is_typed_before_a_tap_gets_a_sentence_and_a_way_on(bot: Running, world: World):
    marco = await marco_of_italy(bot, world)
    await marco.taps("Change", change=True)
    await marco.says("24")
    assert marco.sees == "Tap what is not right first, then type."
    await marco.taps("Cancel", change=True)
    assert "You speak for Italy" in marco.sees
    await marco.says("/programmes")
    assert "Programmes of Italy: 1" in marco.sees
    assert "waits for your answer" in marco.sees
    await marco.taps("Answer", change=True)
    assert ASKED in marco.sees


async def test_entries_are_asked_one_after_the_other_and_later_leads_on(bot: Running, world: World):
    imported(bot, *(a_course(f"ex-{n}", f"Course {n}", "QX") for n in (1, 2, 3)))
    daniel, eva = world.phone("Daniel", language_code="en"), world.phone("Eva", language_code="fr")
    await comes_in(bot, daniel, "QX", "provider")
    await comes_in(bot, eva, "QX", "provider")
    await eva.shows("Voici ce que les sources publiques disent de vous, 1 sur 3 :")
    await daniel.shows("Public sources say this about you, 1 of 3:\nCourse 1")
    await daniel.taps("Yes", change=True)
    assert "2 of 3:\nCourse 2" in daniel.sees
    await eva.shows("2 sur 3 :\nCourse 2")
    await daniel.taps("Later", change=True)
    assert "3 of 3:\nCourse 3" in daniel.sees
    await daniel.taps("Not ours", change=True)
    assert "• Course 1\n1 still waits for your answer." in daniel.sees
    assert daniel.buttons == [["Answer", "Our programmes"]]
    await daniel.taps("Answer", change=True)
    assert "3 of 3:\nCourse 2" in daniel.sees
    await eva.taps("Oui", change=True)
    assert "En vigueur, puisque vous l’avez confirmé :\n• Course 1\n• Course 2" in eva.sees
    await daniel.shows("• Course 1\n• Course 2")


async def test_a_question_that_a_colleague_answered_is_no_question_any_more(bot: Running, world: World):
    marco, lucia = await marco_of_italy(bot, world), await marco_of_italy(bot, world, "Lucia")
    question, yes = lucia.newest, lucia.newest.rows[0][0]["callback_data"]
    await marco.taps("Yes", change=True)
    await lucia.shows("Live now, as confirmed by you:")
    tapped = await lucia.presses_forged(yes, question)
    assert tapped.toast == "Somebody has answered this already."


async def test_a_provider_that_is_only_named_is_not_asked_and_can_not_answer(bot: Running, world: World):
    imported(bot, a_course("ex-joint", "Joint course", "QX", "QY"))
    freya, daniel = world.phone("Freya", language_code="en"), world.phone("Daniel", language_code="en")
    await comes_in(bot, freya, "QY", "provider")
    await comes_in(bot, daniel, "QX", "provider")
    question = await daniel.shows(ASKED)
    card = await opens_card(freya, "Joint course", "Joint course")
    assert "Offered by: Valmora · Isvik" in card
    assert "Valmora is aboard and has not confirmed it yet." in card
    assert freya.buttons == [["Back to the list"]]
    assert ASKED not in "".join(message.text for message in freya.chat)
    tapped = await freya.presses_forged(question.rows[0][0]["callback_data"], freya.newest)
    assert "not yours" in tapped.alert
    await freya.says("/programmes")
    assert "The catalogue has no programme of Isvik yet." in freya.sees


async def test_who_speaks_for_no_provider_has_no_programmes_of_their_own(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await comes_in(bot, amina, "TD", "recipient")
    await amina.says("/programmes")
    assert amina.sees == "This is for people who speak for a provider."


async def test_what_was_absorbed_says_so_and_leads_to_what_goes_on(bot: Running, world: World):
    amina = world.phone("Amina", language_code="en")
    await amina.says("ACOTA")
    assert "(1997-…, absorbed)" in amina.sees
    await amina.taps("ACOTA", change=True)
    assert "Absorbed into Global Peace Operations Initiative." in amina.sees
    await amina.taps("→ GPOI", change=True)
    assert "Global Peace Operations Initiative" in amina.sees
    assert "Period: since 2005 · dates not stated" in amina.sees


async def test_what_nobody_can_take_up_comes_last_unless_it_is_called_by_name(bot: Running, world: World):
    text, today = "mine action training in East Africa", utc_now().date()
    by_score = finder().search(text, limit=20).results
    assert by_score[0].id == "ke-imatc", "the index itself knows nothing of what is over"
    known = {programme.id: programme for programme in shipped_programmes()}
    offered = [known[hit.id].is_offer(today) for hit in find(finder(), text, today).results]
    assert offered == sorted(offered, reverse=True)
    amina = world.phone("Amina", language_code="en")
    await amina.says(text)
    assert "International Mine Action Training Centre" not in amina.sees
    while any("More" in row for row in amina.buttons):
        await amina.taps("More", change=True)
    assert (
        "International Mine Action Training Centre, Nairobi\nUnited Kingdom, Kenya (2005-2009, absorbed)"
        in (amina.sees)
    )
    await amina.says("G8 Africa Clearinghouse")
    assert "(2004-2013, ended)" in amina.sees.split("2. ")[0]


async def test_people_who_ask_for_access_and_are_granted_it_are_asked_too(bot: Running, world: World):
    ruth, marco = world.phone("Ruth", language_code="en"), world.phone("Marco", language_code="en")
    await comes_in(bot, ruth, "org:UN", "secretariat")
    await marco.starts()
    keeps(bot, marco)
    await marco.taps("Ask for access", change=True)
    await marco.says("Italy, Carabinieri")
    await marco.taps("We offer help", change=True)
    await ruth.shows("Delegation: Italy")
    await ruth.taps("Grant", change=True)
    await marco.shows(ASKED)


async def test_nobody_is_asked_about_what_is_over(bot: Running, world: World):
    imported(
        bot, a_course("ex-old", "Old course", "QX", end_year=2019), a_course("ex-new", "New course", "QX")
    )
    daniel = world.phone("Daniel", language_code="en")
    await daniel.starts(an_invitation(bot, "QX", "provider"))
    keeps(bot, daniel)
    await daniel.taps("Yes", change=True)
    await daniel.shows("1 of 1:\nNew course")
    await daniel.says("/programmes")
    assert "1. New course: waits for your answer\n2. Old course: ended" in daniel.sees
