"""Which delegation is meant by a code that an operator typed, on the command line or in a file."""

from handlers.kit.labels import provider
from knowledge.delegations import STATE, nearest, readings
from knowledge.nameplates import states

_MOST_NAMED = 3


class NotOne(ValueError):  # noqa: N818 -- an answer, not a fault
    """No delegation has the code, or a state and an organisation have it; the text says how to write it."""

    def __init__(self, why: str, *, is_two: bool) -> None:
        super().__init__(why)
        self.is_two = is_two


def delegation_meant(typed: str) -> str:
    """The code of the one delegation that was typed; raises `NotOne`."""
    found = readings(typed)
    if len(found) == 1:
        return found[0]
    if found:
        state, organisation = found
        raise NotOne(
            f"{typed} is two: write {STATE}{state} for {provider(state, 'en')}, "
            f"{organisation} for the {provider(organisation, 'en')}",
            is_two=True,
        )
    near = ", ".join(f"{code} ({provider(code, 'en')})" for code in _elsewhere(typed) or nearest(typed))
    hint = f"the nearest: {near}" if near else "write a state as TD, an organisation as org:ECOWAS"
    raise NotOne(f"no delegation has the code {typed!r}; {hint}", is_two=False)


def _elsewhere(typed: str) -> tuple[str, ...]:
    """The states that have a code in other lists, of three letters (`TCD`) or of the past (`TP`)."""
    from babel.core import get_global

    named = get_global("territory_aliases").get(typed.strip().upper(), ())
    return tuple(code for code in named if code in states())[:_MOST_NAMED]


def written(code: str) -> str:
    """A delegation's code as `delegation_meant` reads it back: `state:AU` where `AU` could be two."""
    return code if len(readings(code)) == 1 else STATE + code
