"""The one judgement of all fault tests: everything answered once and in order, every effect there once."""

from tests.support.crowd import Crowd
from tests.support.ledger import Ledger
from tests.support.program import Program, until


async def everything_is_done(crowd: Crowd, ledger: Ledger, program: Program, patience: float = 120) -> float:
    """Wait until nothing is left to do, in Telegram's queue and in ours; the seconds it took."""

    def is_over() -> bool:
        return not len(crowd.world.updates) and ledger.is_quiet()

    return await until(is_over, patience, "everything to be done", program)


def nothing_is_lost(crowd: Crowd, ledger: Ledger, *, may_be_doubled: int = 0) -> None:
    assert set(ledger.states("inbox")) == {"done"}
    assert crowd.unanswered() == []
    assert crowd.out_of_order() == []
    assert crowd.stale_cards() == []
    assert crowd.doubled() <= may_be_doubled
    assert ledger.wrong_searches(crowd) == {}
    assert ledger.wrong_choices(crowd) == []
    assert set(ledger.states("outbox")) <= {"sent", "dropped"}
