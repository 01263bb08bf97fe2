"""A week of four people in four zones: what rings when, by each of their clocks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox.phone import Phone
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.support.days import days, living_in
from tests.support.needs import publishes
from tests.support.posts import always

# A Thursday in March, before the clocks change in New York on the 14th.
STARTS = datetime(2027, 3, 11, 14, 0, tzinfo=UTC)
STEP = timedelta(hours=2, minutes=30)
ZONES = ("America/New_York", "Africa/Ndjamena", "Asia/Dhaka", "Asia/Amman")
# Hours after the start at which Chad publishes a need: in the evening, at the weekend, at night …
PUBLISHED = {2, 20, 40, 55, 90, 120}
SENTENCE = "formed police unit training in French before {}"
MONTHS = ("May", "June", "July", "August", "September", "October")


def rung(phone: Phone) -> set[int]:
    """The messages that have come so far; what is redrawn rings nowhere."""
    return {message.id for message in phone.chat if message.outgoing}


async def test_everything_rings_in_somebody_s_hours_and_within_their_next_morning(
    world: World, sandbox: Sandbox, tmp_path: Path
):
    async with days(world, sandbox, tmp_path, STARTS) as at:
        amina = await at.comes("Amina", ("TD", "recipient"), always(STARTS))
        officers = {
            zone: await at.comes(zone.partition("/")[2], ("IT", "provider"), living_in(zone))
            for zone in ZONES
        }
        seen = {zone: rung(phone) for zone, phone in officers.items()}
        rings: list[tuple[str, datetime]] = []
        months, told = iter(MONTHS), at.wall.now()
        for step in range(int(timedelta(days=7) / STEP)):
            moment = STARTS + step * STEP
            await at.it_is(max(moment, at.wall.now()))
            if any(told <= STARTS + timedelta(hours=hour) <= moment for hour in PUBLISHED) and (
                month := next(months, None)
            ):
                await publishes(amina, SENTENCE.format(month))
                await at.quiet()
            told = at.wall.now()
            for zone, phone in officers.items():
                rings += [(zone, told)] * len(rung(phone) - seen[zone])
                seen[zone] = rung(phone)
        for zone, moment in rings:
            assert living_in(zone).hours.is_open(moment), f"{zone} rings at {moment}"
        counts = {zone: sum(each == zone for each, _ in rings) for zone in ZONES}
        assert all(3 <= count <= 12 for count in counts.values()), counts
        waiting = [kind for phone in officers.values() for kind in at.kinds(phone, "held")]
        assert waiting == [], "nothing waits for ever"
        told_of = {zone: at.told_of(phone, "need-notice") for zone, phone in officers.items()}
        assert told_of == dict.fromkeys(ZONES, len(MONTHS))
