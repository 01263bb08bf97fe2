"""The form in which a draft names the providers that may see it: ticked, or typed."""

from collections.abc import Sequence

from handlers.kit import pairing
from handlers.kit.errors import Refused
from handlers.kit.forms import Answers, Form, Question, Step
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.needs import actions, asking, viewers, words
from knowledge.delegations import recognise
from storage import addressees, needs
from storage.needs import Need

_DONE = "done"
_BETWEEN = "|"  # codes of organisations may hold blanks


def name_providers(turn: Turn, need: Need) -> None:
    """Begin with those that it names already; beside them, those whose programmes fit."""
    named = addressees.of_need(turn.store, need.id)
    found = pairing.plan(turn.store, need._replace(visibility=needs.MATCHED, is_anonymous=False), turn.now)
    fitting = [each.delegation for each in (*found.told, *found.unreached)]
    offered = list(dict.fromkeys([*named, *fitting]))[: actions.MOST_NAMED]
    turn.ask(NAMED, {"need": need.ref, "offered": _joined(offered), "chosen": _joined(named)})


def _ask(turn: Turn, question: Question) -> Screen:
    asking.need_of(turn, question.answers["need"])  # still there, and still theirs
    offered, chosen = (_split(question.answers[name]) for name in ("offered", "chosen"))
    return viewers.naming(turn.t, question, offered, chosen)


def _take(turn: Turn, answers: Answers, said: str) -> Answers:
    offered, chosen = (_split(answers[name]) for name in ("offered", "chosen"))
    if said == _DONE:
        if not chosen:
            raise Refused(words.name_one(turn.t))
        return answers | {_DONE: _DONE}
    if said.isdecimal() and int(said) < len(offered):
        code = offered[int(said)]
        chosen = [each for each in chosen if each != code] if code in chosen else [*chosen, code]
        return answers | {"chosen": _joined(chosen)}
    typed = _typed(turn, asking.need_of(turn, answers["need"]), said)
    chosen = list(dict.fromkeys([*chosen, *typed]))
    if len(chosen) > actions.MOST_NAMED:
        raise Refused(words.too_many_named(turn.t, actions.MOST_NAMED))
    others = [code for code in offered if code not in chosen]
    return answers | {"offered": _joined([*chosen, *others][: actions.MOST_NAMED]), "chosen": _joined(chosen)}


def _typed(turn: Turn, need: Need, said: str) -> list[str]:
    """The providers that typed words name."""
    found = [code for code in recognise(said, actions.MOST_NAMED) if actions.may_be_named(need, code)]
    if not found:
        raise Refused(words.no_provider_named(turn.t, said))
    return found


def _after(turn: Turn, answers: Answers) -> None:
    need, chosen = asking.need_of(turn, answers["need"]), _split(answers["chosen"])
    done = actions.show_to(turn.store, turn.person, need, needs.NAMED, turn.now, named=chosen)
    if done is None:
        turn.say(words.changed_meanwhile(turn.t), alert=True)
    asking.show(turn, done or need)


def _joined(codes: Sequence[str]) -> str:
    return _BETWEEN.join(codes)


def _split(joined: str) -> list[str]:
    return joined.split(_BETWEEN) if joined else []


NAMED = Form(
    "need-named",
    (Step(_DONE, _ask, _take),),
    _after,
    ("declare",),
    leaves=lambda turn, answers: asking.leave(turn, answers["need"]),
)
