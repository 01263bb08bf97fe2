"""A need's *Text for capital*: what was asked, of whom, and how it stands."""

from handlers.kit.capital import capital_t, for_capital, told_below
from handlers.kit.fits import in_order, progress
from handlers.kit.html import Html
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.needfacts import facts, title
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.needs import asking
from storage import matches, needs
from storage.database import Store
from storage.needs import Need
from storage.people import Person

_ANSWERS = 3


def send(turn: Turn) -> None:
    """As a message of its own, below the card: that one stays."""
    need = asking.need_of(turn)
    turn.tell(turn.person.id, "need-capital", need.ref, f"need-capital:{need.ref}:{turn.new_ref()}")
    turn.say(told_below(turn.t))


def letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    need = needs.own(store, reader, subject)
    if need is None:
        return None
    t = capital_t(need.delegation, t)
    return for_capital(
        t,
        t(
            "{delegation}: capability need {ref}",
            delegation=provider(need.delegation, t.language),
            ref=need.ref,
        ),
        t("Subject: {title}", title=title(t, need.body)),
        list(facts(t, need.body, with_words=False))[1:5],
        _state(t, need),
        _answers(store, t, need),
    )


def _state(t: Translator, need: Need) -> Html:
    if need.state in (needs.DRAFT, needs.CLEARING, needs.QUEUED):
        return t("Not published yet: no provider has been told.")
    day = t.day(need.published_at.date()) if need.published_at else ""
    if need.state == needs.WITHDRAWN:
        return t("Published on {day}, withdrawn since.", day=day)
    return t("Published on {day}.", day=day)


def _answers(store: Store, t: Translator, need: Need) -> list[Html]:
    told = in_order([each for each in matches.of_need(store, need.id) if each.told_at])
    if not told:
        return []
    return [
        t("{provider}: {state}", provider=provider(each.delegation, t.language), state=progress(t, each))
        for each in told[:_ANSWERS]
    ]
