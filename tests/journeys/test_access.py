"""Without an invitation: search, ask for access, and the secretariat answers with one tap."""

from datetime import timedelta

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from storage import audit, delegations, people
from storage.delegations import Seats
from tests.support.posts import an_invitation, comes_in, let_go
from tests.support.running import Running, file_url, running_bot, utc_now

DESK = [["Who is aboard", "Needs", "Providers not here"], ["Meetings", "Message to all", "Invitations"]]


async def asks(phone: Phone, words: str, role: str = "We look for help") -> None:
    await phone.starts()
    await phone.taps("Ask for access", change=True)
    await phone.says(words)
    await phone.taps(role, change=True)


async def a_secretariat(bot: Running, world: World, *names: str) -> list[Phone]:
    phones = [world.phone(name, language_code="en") for name in names]
    for phone in phones:
        await comes_in(bot, phone, "org:UN", "secretariat")
    return phones


async def test_a_sentence_and_a_tap_ask_and_one_tap_grants(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina = world.phone("Amina", language_code="fr")
    await amina.starts()
    assert amina.buttons == [["Essayer l’exemple"], ["Demander l’accès"], ["English"]]
    await amina.taps("Demander l’accès", change=True)
    assert "Une phrase suffit." in amina.sees
    await amina.says("Tchad, conseiller police")
    assert "Tchad" in amina.sees
    assert amina.buttons == [["Nous cherchons", "Nous offrons"], ["Une autre", "Annuler"]]
    await amina.taps("Nous cherchons", change=True)
    assert "Elle attend le secrétariat." in amina.sees

    letter = await ruth.shows("Request for access")
    assert "Delegation: Chad" in ruth.sees
    assert "Name on Telegram, which everybody chooses freely: Amina" in ruth.sees
    assert "Tchad, conseiller police" in ruth.sees
    tapped = await ruth.taps("Grant", message=letter, change=True)
    assert tapped.toast == "Granted. The person speaks for Chad now."
    assert "Granted by Ruth on" in ruth.sees

    await amina.shows("Le secrétariat a accordé votre demande.")
    assert "Votre délégation : Tchad." in amina.sees
    await amina.taps("Que puis-je faire ?", change=True)
    assert "Bienvenue, Amina." in amina.sees
    with bot.database.reading() as store:
        assert Seats("TD", 1, 0, 0) in delegations.seats(store)
        assert [line.actor for line in audit.of_verb(store, "granted request")] == [1]


async def test_a_refusal_is_told_politely_and_one_may_ask_again(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    eve = world.phone("Eve", language_code="en")
    await asks(eve, "Italy")
    await ruth.shows("Delegation: Italy")
    await ruth.taps("Refuse", change=True)
    await eve.shows("The secretariat has not granted it.")
    assert eve.buttons == [["Ask for access"]]
    await eve.taps("Ask for access", change=True)
    assert "For which state or organisation" in eve.sees


async def test_a_colleague_s_answer_shows_on_everybody_s_card_and_stays(bot: Running, world: World):
    ruth, omar = await a_secretariat(bot, world, "Ruth", "Omar")
    amina = world.phone("Amina", language_code="en")
    await asks(amina, "Chad, adviser")
    hers, his = await ruth.shows("Request for access"), await omar.shows("Request for access")
    old_button = his.rows[1][0]["callback_data"]
    await ruth.taps("Grant", message=hers, change=True)
    await omar.shows("Granted by Ruth")
    assert omar.buttons == [["Back to the desk"], ["Why this? Less of it"]]
    tapped = await omar.presses_forged(old_button, his)
    assert tapped.alert == "This request has been answered already."
    assert "Granted by Ruth" in omar.sees
    assert len([message for message in omar.chat if "Request for access" in message.text]) == 1


async def test_rights_are_asked_of_the_rows_on_every_tap(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina = world.phone("Amina", language_code="en")
    await asks(amina, "Chad, adviser")
    await ruth.shows("Request for access")
    with bot.database.transaction() as store:
        store.connection.exec_driver_sql("UPDATE posts SET ended_at = since")
    tapped = await ruth.taps("Grant")
    assert tapped.alert == "This is no longer yours: your post for United Nations has ended."
    with bot.database.reading() as store:
        assert delegations.seats(store) == []


async def test_others_get_a_polite_no_at_the_desk(bot: Running, world: World):
    eve, daniel = world.phone("Eve", language_code="fr"), world.phone("Daniel", language_code="en")
    await eve.says("/desk")
    assert eve.sees == "Ceci est réservé au secrétariat."
    await comes_in(bot, daniel, "QX", "provider")
    await daniel.says("/desk")
    assert daniel.sees == "This is for the secretariat only."


async def test_asking_twice_shows_the_open_request_which_can_be_withdrawn(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina = world.phone("Amina", language_code="en")
    await asks(amina, "Chad, adviser")
    await ruth.shows("Request for access")
    await amina.says("/access")
    assert "You asked to speak for Chad as recipient (looks for help), on " in amina.sees
    await amina.taps("Withdraw the request", change=True)
    assert "You have withdrawn it." in amina.sees
    await ruth.shows("Withdrawn by the person")
    tapped = await amina.taps("Withdraw the request", message=amina.chat[-3])
    assert tapped.alert == "This request is no longer open."


async def test_an_invitation_settles_an_open_request(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina = world.phone("Amina", language_code="en")
    await asks(amina, "Chad, adviser")
    letter = await ruth.shows("Request for access")
    old_button = letter.rows[0][0]["callback_data"]
    await amina.starts(an_invitation(bot, "TD", "recipient"))
    await amina.taps("Yes, that is me", change=True)
    await ruth.shows("the person came in by an invitation")
    tapped = await ruth.presses_forged(old_button, letter)
    assert tapped.alert == "This request has been answered already."


async def test_nobody_asks_more_than_three_times_a_day(bot: Running, world: World):
    eve = world.phone("Eve", language_code="en")
    for _ in range(3):
        await asks(eve, "Italy")
        await eve.taps("Withdraw the request", change=True)
    await eve.taps("Ask for access", change=True)
    assert "Please wait until tomorrow" in eve.sees


async def test_a_name_nobody_knows_is_asked_again_with_a_way_out(bot: Running, world: World):
    eve = world.phone("Eve", language_code="en")
    await eve.starts()
    await eve.taps("Ask for access", change=True)
    await eve.says("<b>Atlantis</b>, admiral")
    assert "I know no state or organisation named in “<b>Atlantis</b>, admiral”." in eve.sees
    assert eve.buttons == [["Cancel"]]
    await eve.taps("Cancel", change=True)
    assert "Welcome, Eve." in eve.sees
    await eve.says("medical evacuation course")
    assert "Best for" in eve.sees


async def test_several_that_could_be_meant_are_offered(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    await ada.taps("Ask for access", change=True)
    await ada.says("Congo, logistics")
    assert ada.buttons == [["1. Congo", "2. DR Congo"], ["Another one", "Cancel"]]
    assert "2. Democratic Republic of the Congo" in ada.sees
    question = ada.newest
    await ada.taps("2.", change=True)
    assert "You ask to speak for Democratic Republic of the Congo." in ada.sees
    await ada.says("No, Niger")
    assert "You ask to speak for Niger." in ada.sees
    tapped = await ada.presses_forged(question.rows[0][0]["callback_data"], question)
    assert "This question is closed" in tapped.alert
    await ada.taps("Another one", change=True)
    assert "For which state or organisation" in ada.sees


async def test_a_name_that_several_states_bear_is_asked_in_the_reader_s_language_and_order(
    bot: Running, world: World
):
    awa = world.phone("Awa", language_code="fr")
    await awa.starts()
    await awa.taps("Demander l’accès", change=True)
    await awa.says("Guinée, conseillère militaire")
    assert "1. Guinée\n2. Guinée-Bissau\n3. Guinée équatoriale\n4. Papouasie-Nouvelle-Guinée" in awa.sees
    assert awa.buttons[:2] == [
        ["1. Guinée", "2. Guinée-Bissau"],
        ["3. Guinée équatoriale", "4. Papouasie-N.-Guinée"],
    ]
    await awa.says("2")
    assert "Guinée-Bissau" in awa.sees
    assert awa.buttons[0] == ["Nous cherchons", "Nous offrons"]


async def test_a_state_is_found_by_any_name_and_shown_under_the_un_s(bot: Running, world: World):
    ada = world.phone("Ada", language_code="en")
    await ada.starts()
    await ada.taps("Ask for access", change=True)
    for said, shown in {
        "Birmanie, conseiller": "Myanmar.",
        "Сенегл, советник": "Senegal.",
        "South Korea": "Republic of Korea.",
        "坦桑尼亚 警察顾问": "United Republic of Tanzania.",
        "Turkey": "Türkiye.",
        "مستشار، فيتنام": "Viet Nam.",
    }.items():
        await ada.says(said)
        assert f"You ask to speak for {shown}" in ada.sees
    await ada.taps("Another one", change=True)
    await ada.says("Kosovo")
    assert "I know no state or organisation named in “Kosovo”." in ada.sees


async def test_names_written_from_right_to_left_and_tags_stay_apart_from_the_sentence(
    bot: Running, world: World
):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    layla = world.phone("ليلى", last_name="<b>قصرات</b>", language_code="ar")
    await asks(layla, "<i>قصرات</i>، مستشار")
    await ruth.shows("Delegation: Qasrat")
    assert "freely: ليلى <b>قصرات</b>" in ruth.sees
    assert "<i>قصرات</i>، مستشار" in ruth.sees


async def test_the_desk_shows_requests_and_who_is_aboard_page_by_page(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    await ruth.says("/desk")
    assert "No request for access is open." in ruth.sees
    assert "Aboard: 1 delegation, 1 person." in ruth.sees
    for number, name in enumerate(["Chad", "Italy", "Niger", "Mali", "Benin", "Togo"]):
        await asks(world.phone(f"P{number}", language_code="en"), f"{name}, adviser")
    await ruth.shows("Delegation: Togo")
    await ruth.says("/desk")
    assert "6 requests for access are open." in ruth.sees
    assert ruth.buttons == [["1. Chad · P0", "2. Italy · P1"], ["More"], *DESK]
    await ruth.taps("More", change=True)
    assert ruth.buttons == [["3. Niger · P2", "4. Mali · P3"], ["Back", "More"], *DESK]
    await ruth.taps("More", change=True)
    assert ruth.buttons == [["5. Benin · P4", "6. Togo · P5"], ["Back"], *DESK]
    await ruth.taps("6. Togo", change=True)
    card = ruth.newest
    await ruth.taps("Grant", message=card)
    await ruth.until(lambda: "Undo" in str(card.rows))
    await ruth.taps("Back to the desk", message=card)
    await ruth.shows("5 requests for access are open.")
    await ruth.taps("Who is aboard", message=card)
    await ruth.shows("1. Togo: 1 recipient\n2. United Nations: 1 in the secretariat")


async def test_a_half_finished_form_survives_a_restart(world: World, sandbox, tmp_path):
    amina = world.phone("Amina", language_code="en")
    async with running_bot(world, sandbox, file_url(tmp_path)):
        await amina.starts()
        await amina.taps("Ask for access", change=True)
    async with running_bot(world, sandbox, file_url(tmp_path)):
        await amina.says("Chad, adviser")
        await amina.taps("We offer help", change=True)
        assert "You asked to speak for Chad as provider (offers help)" in amina.sees


async def test_the_card_tells_what_is_bound_to_the_account_and_what_is_not(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina = world.phone("Amina", username="amina_td", language_code="en")
    await asks(amina, "Chad, Col. Amina Mahamat, police adviser")
    await ruth.shows("Request for access")
    assert f"Telegram account {amina.id} · @amina_td, first seen here on" in ruth.sees
    assert ruth.buttons == [["Grant as member", "As focal point"], ["Refuse"], ["Why this? Less of it"]]
    await ruth.taps("As focal point", change=True)
    assert "as focal point" in ruth.sees
    with bot.database.reading() as store:
        granted = people.by_telegram_id(store, amina.id)
    assert granted is not None
    assert (granted.delegation, granted.rank) == ("TD", "focal")


async def test_an_answer_can_be_taken_back_within_a_minute_and_given_anew(bot: Running, world: World):
    ruth, omar = await a_secretariat(bot, world, "Ruth", "Omar")
    eve = world.phone("Eve", language_code="en")
    await asks(eve, "Chad, adviser")
    await ruth.shows("Request for access")
    his = await omar.shows("Request for access")
    await ruth.taps("As focal point", change=True)
    await eve.shows("The secretariat has granted your request.")
    await omar.shows("Granted by Ruth")
    assert [button["text"] for row in his.rows for button in row] == [
        "Back to the desk",
        "Why this? Less of it",
    ]
    tapped = await ruth.taps("Undo (1 minute)", change=True)
    assert tapped.toast == "Taken back. The request is open again."
    await eve.shows("It waits for the secretariat.")
    await omar.until(lambda: "Grant as member" in str(his.rows))
    with bot.database.reading() as store:
        assert Seats("TD", 1, 0, 0) not in delegations.seats(store)
    await omar.taps("Refuse", message=his, change=True)
    await eve.shows("The secretariat has not granted it.")
    with bot.database.reading() as store:
        assert [line.actor for line in audit.of_verb(store, "undid answer")] == [1]


async def test_after_a_minute_an_answer_stays(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    eve = world.phone("Eve", language_code="en")
    await asks(eve, "Chad, adviser")
    await ruth.shows("Request for access")
    await ruth.taps("Grant as member", change=True)
    with bot.database.transaction() as store:
        long_ago = (utc_now() - timedelta(minutes=2)).strftime("%Y-%m-%d %H:%M:%S.000000")
        store.connection.exec_driver_sql(f"UPDATE access_requests SET decided_at = '{long_ago}'")
    tapped = await ruth.taps("Undo (1 minute)")
    assert "Too late" in tapped.alert
    with bot.database.reading() as store:
        assert Seats("TD", 1, 0, 0) in delegations.seats(store)


async def test_what_was_typed_before_is_offered_after_the_grant(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina = world.phone("Amina", language_code="fr")
    await amina.says("formation d'unité de police constituée, en français")
    await amina.says("/access")
    await amina.says("Tchad, conseiller police")
    await amina.taps("Nous cherchons", change=True)
    await ruth.shows("Request for access")
    await ruth.taps("Grant as member", change=True)
    await amina.shows("Vous aviez écrit : formation d'unité de police constituée, en français")
    await amina.taps("Déclarer", change=True)
    assert "Jusqu’à quand, ou à partir de quand ?" in amina.sees, "the draft is made and asks on"


async def test_the_focal_point_is_told_of_a_colleague_whom_the_secretariat_lets_in(
    bot: Running, world: World
):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina, saleh = world.phone("Amina", language_code="fr"), world.phone("صالح", language_code="ar")
    await comes_in(bot, amina, "TD", "recipient")
    await asks(saleh, "تشاد، مستشار عسكري")
    await ruth.shows("Request for access")
    await ruth.taps("Grant as member", change=True)
    told = await amina.shows("صالح vient d’entrer pour cette délégation : Tchad")
    assert told.rows[0][0]["text"] == "C’est une erreur"
    await ruth.taps("Undo (1 minute)", change=True)
    await amina.shows("صالح n’a plus de poste ici.")


async def test_nobody_asks_or_is_let_in_for_a_delegation_that_was_let_go(bot: Running, world: World):
    (ruth,) = await a_secretariat(bot, world, "Ruth")
    amina, eve = world.phone("Amina", language_code="en"), world.phone("Eve", language_code="en")
    await asks(amina, "Chad, adviser")
    letter = await ruth.shows("Request for access")
    let_go(bot, "TD")
    tapped = await ruth.taps("Grant as member", message=letter)
    assert "this delegation was removed" in tapped.alert
    await eve.says("/access")
    await eve.says("Chad, adviser")
    assert "Chad no longer takes part here." in eve.sees
    with bot.database.reading() as store:
        assert [each.delegation for each in delegations.seats(store)] == ["org:UN"]
        assert [line.after for line in audit.of_verb(store, "could not grant")] == ['"removed"']
