"""Telegram's limits, without a clock: every instant is given."""

import pytest

from bot.pacer import Pacer

ADA, BEN, GROUP = 1, 2, -5


def send(pacer: Pacer, chat: int, priority: int, now: float) -> bool:
    """Try to send at an instant, answered a tenth of a second later."""
    room = pacer.room(now)
    if room <= 0 or not pacer.has_turn(priority, now, room) or not pacer.allows(chat, priority, now):
        return False
    pacer.leave(chat, priority, now)
    pacer.arrive(now + 0.1, 0.1)
    return True


def test_answers_may_use_a_chat_s_burst_and_then_one_a_second():
    pacer = Pacer(30)
    assert [send(pacer, ADA, 0, 0.0) for _ in range(6)] == [True] * 5 + [False]
    assert send(pacer, ADA, 0, 1.01) is True
    assert send(pacer, ADA, 0, 1.02) is False
    assert send(pacer, BEN, 0, 1.02) is True


def test_notices_to_one_chat_keep_a_second_s_distance():
    pacer = Pacer(30)
    assert send(pacer, ADA, 1, 0.0) is True
    assert send(pacer, ADA, 1, 0.5) is False
    assert send(pacer, ADA, 1, 1.1) is True


@pytest.mark.parametrize("priority", [0, 2])
def test_no_second_ever_sees_more_than_the_limit(priority: int):
    pacer, accepted = Pacer(30), []
    for step in range(5_000):
        now, chat = step / 500, step + 1
        if send(pacer, chat, priority, now):
            accepted.append(now + 0.05)
    most = max(sum(1 for other in accepted if at <= other < at + 1) for at in accepted)
    assert most <= 30
    assert len(accepted) >= 200  # of 300 in ten seconds


def test_a_broadcast_leaves_room_for_answers():
    pacer = Pacer(30)
    for step in range(1_000):
        send(pacer, step + 10, 2, step / 500)
    assert send(pacer, ADA, 0, 2.0) is True


def test_a_group_gets_twenty_a_minute():
    pacer = Pacer(30)
    assert sum(send(pacer, GROUP, 0, second) for second in range(59)) == 20
    assert send(pacer, GROUP, 0, 61.0) is True


def test_a_refused_chat_waits_alone_and_two_refused_chats_stop_everything():
    pacer = Pacer(30)
    pacer.refused(ADA, 3, now=0.0)
    assert pacer.allows(ADA, 0, 2.9) is False
    assert pacer.allows(BEN, 0, 0.1) is True
    assert pacer.resting(0.1) == [ADA]
    pacer.refused(BEN, 3, now=0.5)
    assert pacer.room(3.4) == 0
    assert pacer.room(3.6) > 0
    assert pacer.resting(4.0) == []


def test_after_refusals_the_pace_is_slower_and_recovers():
    pacer = Pacer(30)
    pacer.refused(ADA, 1, now=0.0)
    pacer.refused(BEN, 1, now=0.1)
    assert pacer.room(1.2) == 21
    for second in range(11, 120, 10):
        pacer.room(float(second))
    assert pacer.room(120.0) == 30


def test_without_a_limit_everything_may_go():
    pacer = Pacer(0)
    assert all(send(pacer, ADA, 0, 0.0) for _ in range(1_000))


def test_chats_that_were_quiet_cost_no_memory():
    pacer = Pacer(30)
    for chat in range(1, 100):
        send(pacer, chat, 0, float(chat))
    pacer.forget_idle(200.0)
    assert pacer._buckets == {}
