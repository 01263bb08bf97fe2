"""An administrator of the secretariat is only made by two."""

from bot.sandbox.phone import Phone
from bot.sandbox.world import World
from storage import audit, invites, people, proposals
from tests.support.posts import comes_in
from tests.support.running import Running, utc_now


async def a_secretariat(bot: Running, world: World) -> tuple[Phone, Phone, Phone]:
    """Ruth, an administrator; Omar and Noor, officers."""
    found = tuple(world.phone(name, language_code="en") for name in ("Ruth", "Omar", "Noor"))
    for phone, rank in zip(found, ("administrator", "officer", "officer"), strict=True):
        await comes_in(bot, phone, "org:UN", "secretariat", rank)
    return found  # type: ignore[return-value]


async def proposes_a_newcomer(phone: Phone, name: str) -> None:
    await phone.says("/invite")
    await phone.says("United Nations")
    await phone.taps("Secretariat", change=True)
    await phone.taps("Administrator", change=True)
    await phone.says(name)
    await phone.taps("New York", change=True)
    await phone.shows("It waits for one of your colleagues.")


def rank_of(bot: Running, phone: Phone) -> str | None:
    with bot.database.reading() as store:
        person = people.by_telegram_id(store, phone.id)
    return person.rank if person else None


async def test_an_invitation_of_an_administrator_waits_for_a_second_person(bot: Running, world: World):
    ruth, omar, noor = await a_secretariat(bot, world)
    lena = world.phone("Lena", language_code="en")
    await proposes_a_newcomer(ruth, "Ms. Lena Þórsdóttir, Political Affairs Officer")
    assert ["Approve", "Refuse"] not in ruth.buttons
    with bot.database.reading() as store:
        assert invites.still_open(store, utc_now()) == []
    card = await omar.shows("Ms. Lena Þórsdóttir, Political Affairs Officer, to be invited for")
    tapped = await omar.taps("Approve", message=card, change=True)
    assert tapped.toast == "Approved."
    await noor.shows("Approved by Omar.")
    await ruth.until(lambda: len([each for each in ruth.chat if "Approved by" in each.text]) == 2)
    await ruth.taps("Open the invitation", change=True)
    await ruth.shows("Good until")
    await ruth.taps("Link in English")
    link = await ruth.shows("https://t.me/")
    await lena.starts(link.text.partition("?start=")[2].split()[0])
    assert "Are you Ms. Lena Þórsdóttir, Political Affairs Officer?" in lena.sees
    assert "Your post: administrator." in lena.sees
    await lena.taps("Yes, that is me", change=True)
    assert rank_of(bot, lena) == "administrator"


async def test_nobody_else_sees_the_link_of_that_invitation(bot: Running, world: World):
    ruth, omar, _noor = await a_secretariat(bot, world)
    await proposes_a_newcomer(ruth, "Ms. Lena Berg, Officer")
    await omar.shows("Ms. Lena Berg")
    await omar.taps("Approve", change=True)
    await omar.says("/desk")
    await omar.taps("Invitations", change=True)
    await omar.taps("1", change=True)
    assert "Its link is known to whoever made it." in omar.sees
    assert omar.buttons == [["Withdraw"], ["All invitations", "New invitation"]]


async def test_whoever_proposed_and_whom_it_is_about_can_t_approve(bot: Running, world: World):
    ruth, omar, noor = await a_secretariat(bot, world)
    await ruth.says("/invite")
    await ruth.taps("Cancel", change=True)
    await ruth.taps("Administrators", change=True)
    assert "It takes two" in ruth.sees
    await ruth.taps("Propose Omar", change=True)
    assert ruth.buttons == [["Withdraw"], ["Back to the desk"]]
    his, hers = await omar.shows("It is about you"), await noor.shows("New administrator")
    # Codes are bound to their holder: the button of one opens nothing for another.
    stolen = hers.rows[0][0]["callback_data"]
    for phone, message in ((omar, his), (ruth, ruth.newest)):
        tapped = await phone.presses_forged(stolen, message)
        assert "not yours" in tapped.alert
    assert rank_of(bot, omar) == "officer"
    await noor.taps("Approve", message=hers, change=True)
    await omar.shows("You are an administrator of the secretariat now.")
    assert rank_of(bot, omar) == "administrator"
    with bot.database.reading() as store:
        assert [line.actor for line in audit.of_verb(store, "changed rank")] == [3]


async def test_a_refusal_says_why_and_changes_nothing(bot: Running, world: World):
    ruth, omar, noor = await a_secretariat(bot, world)
    await proposes_a_newcomer(ruth, "Ms. Lena Berg, Officer")
    card = await omar.shows("Ms. Lena Berg, Officer, to be invited for")
    await noor.says("/desk")
    assert "1 new administrator waits for a second person." in noor.sees
    await noor.taps("Administrators", change=True)
    assert "1 proposal waits." in noor.sees
    await omar.taps("Refuse", message=card, change=True)
    await omar.says("She joins in June; <b>too early</b>.")
    told = await ruth.shows("Your proposal of a new administrator was refused by")
    assert "She joins in June; <b>too early</b>." in told.text
    await noor.shows("Refused by Omar")
    with bot.database.reading() as store:
        assert invites.still_open(store, utc_now()) == []
        assert proposals.waiting(store) == []
        assert [line.actor for line in audit.of_verb(store, "refused administrator")] == [2]


async def test_one_alone_is_told_that_nobody_can_approve(bot: Running, world: World):
    ruth = world.phone("Ruth", language_code="en")
    await comes_in(bot, ruth, "org:UN", "secretariat", "administrator")
    await ruth.says("/invite")
    await ruth.says("United Nations")
    await ruth.taps("Secretariat", change=True)
    await ruth.taps("Administrator", change=True)
    await ruth.says("Ms. Lena Berg, Officer")
    await ruth.taps("New York", change=True)
    assert "the operator can make an administrator on the command line" in ruth.sees
    await ruth.taps("Withdraw", change=True)
    assert "Withdrawn by Ruth." in ruth.sees
