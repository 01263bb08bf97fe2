"""How much one person may do at once: counted on every clock, told once, and nobody else is concerned."""

from typing import Any

from bot.gate import WAIT, Gate
from storage.inbox import Arrival

ADA, EVE = 1001, 1002


def text(number: int, person: int = ADA, date: int | None = None) -> dict[str, Any]:
    message = {"message_id": number, "from": {"id": person}, "text": "x"}
    return {"update_id": number, "message": message | ({"date": date} if date else {})}


def tap(number: int, person: int = ADA) -> dict[str, Any]:
    return {"update_id": number, "callback_query": {"id": str(number), "from": {"id": person}}}


def fates(gate: Gate, updates: list[Any], domain: float, machine: float = 0) -> list[str]:
    """What becomes of each: "in", "told" or "out"."""
    names = []
    for update in updates:
        arrival = Arrival("telegram", update["update_id"] if isinstance(update, dict) else 0, 0, "")
        kept = gate.sift(update, arrival, domain, machine)
        names.append("out" if kept is None else "told" if kept.source.startswith(WAIT) else "in")
    return names


def officer(gate: Gate, person: int = ADA) -> Gate:
    gate.know(person, holds_post=True)
    return gate


def test_twenty_deeds_within_ten_seconds_come_in_and_the_next_is_told_once():
    gate = officer(Gate(20))
    assert fates(gate, [text(number) for number in range(25)], 0) == ["in"] * 20 + ["told"] + ["out"] * 4
    assert fates(gate, [text(30)], 9.9) == ["out"]
    assert fates(gate, [text(number) for number in range(40, 61)], 10) == ["in"] * 20 + ["told"]


def test_whoever_does_two_a_second_is_never_stopped():
    gate = officer(Gate(20))
    assert [fates(gate, [text(n)], n / 2) for n in range(500)] == [["in"]] * 500


def test_taps_are_told_as_often_as_deeds_are_counted_and_then_no_more():
    gate = officer(Gate(5))
    assert fates(gate, [tap(n) for n in range(12)], 0) == ["in"] * 5 + ["told"] * 5 + ["out"] * 2
    assert fates(gate, [text(20)], 0) == ["told"], "words are told once besides"
    assert fates(gate, [text(21)], 0) == ["out"]


def test_a_flood_of_one_is_nobody_else_s():
    gate = officer(officer(Gate(20)), EVE)
    flood = [text(n, EVE) for n in range(1_000)]
    assert fates(gate, flood, 0).count("in") == 20
    assert fates(gate, [text(n) for n in range(2_000, 2_020)], 0) == ["in"] * 20


def test_a_clock_that_stands_still_stops_nobody_for_good():
    gate = officer(Gate(20))
    assert fates(gate, [text(n) for n in range(21)], 0, machine=0)[-1] == "told"
    assert fates(gate, [text(50)], 0, machine=10) == ["in"]
    assert fates(gate, [text(n) for n in range(60, 80)], 0, machine=10)[-1] == "told"
    assert fates(gate, [text(90)], 3600, machine=10) == ["in"], "nor one that is put forward"


def test_what_was_typed_in_an_hour_and_comes_at_once_comes_in():
    gate = officer(Gate(20))
    assert fates(gate, [text(n, date=1_800_000_000 + 60 * n) for n in range(60)], 0) == ["in"] * 60


def test_the_same_update_delivered_again_counts_once():
    gate = officer(Gate(20))
    again = [text(n) for n in range(20)] * 5
    assert fates(gate, again, 0) == ["in"] * 100
    assert fates(gate, [text(99)], 0) == ["told"]


def test_without_a_post_twenty_texts_in_four_minutes_then_five_a_minute():
    gate = Gate(20)
    assert [fates(gate, [text(n)], n * 2.0)[0] for n in range(22)] == ["in"] * 20 + ["told", "out"]
    assert fates(gate, [tap(100)], 42) == ["in"], "what costs little is not counted here"
    later = [fates(gate, [text(200 + n)], 100.0 + n)[0] for n in range(7)]
    assert later == ["in"] * 5 + ["told", "out"]
    gate.know(ADA, holds_post=True)
    assert fates(gate, [text(300)], 107) == ["in"]


def test_no_limit_lets_everything_in():
    assert set(fates(Gate(0), [text(n) for n in range(1_000)], 0)) == {"in"}


def test_what_is_nobody_s_or_tells_that_somebody_left_is_not_counted():
    gate = Gate(1)
    odd = [
        7,
        None,
        [],
        {"update_id": 1},
        {"update_id": 2, "message": 3},
        {"update_id": 3, "message": {"from": {}}},
    ]
    left = {"update_id": 4, "my_chat_member": {"from": {"id": ADA}}}
    assert set(fates(gate, [*odd, *[left] * 5], 0)) == {"in"}


def test_people_long_gone_are_forgotten():
    gate = Gate(20)
    fates(gate, [text(n, person=n) for n in range(1, 12_000)], 0)
    assert len(gate._senders) == 10_000
