"""A match's *Text for capital*: who looks for what, how it fits, how it stands."""

from handlers.kit.access import note_reading
from handlers.kit.capital import capital_t, for_capital, told_below
from handlers.kit.fits import progress, summary
from handlers.kit.html import Html
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.needfacts import facts, title
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.matches import letters
from storage import matches, needs
from storage.database import Store
from storage.matches import Match
from storage.people import Person


def send(turn: Turn) -> None:
    """As a message of its own, below the card: that one stays."""
    ref = turn.args
    found = needs.of_match(turn.store, turn.person, ref)
    if found is not None and not (turn.person.role == "provider" and found[0].is_restricted):
        note_reading(turn, found[0])
        turn.tell(turn.person.id, "match-capital", ref, f"match-capital:{ref}:{turn.new_ref()}")
        turn.say(told_below(turn.t))


def letter(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """In the language of the reader's own capital; never with the other side's own words."""
    found = needs.of_match(store, reader, subject)
    if found is None or reader.delegation is None:
        return None
    need, match = found
    if reader.role == "provider" and need.is_restricted:
        return None
    t = capital_t(reader.delegation, t)
    names = letters.names_of(store, match)
    best = match.fits[0] if match.fits else None
    programme = names.get(best.programme) if best else None
    return for_capital(
        t,
        t(
            "{asker} looks for help; {provider} could give it.",
            asker=provider(need.delegation, t.language),
            provider=provider(match.delegation, t.language),
        ),
        t("Subject: {title}", title=title(t, need.body)),
        list(facts(t, need.body, with_words=False))[1:5],
        t("Programme: {name}, {fit}.", name=programme.name, fit=summary(t, best))
        if programme and best
        else None,
        _state(t, match) if reader.role == "provider" else t("State: {state}.", state=progress(t, match)),
    )


def _state(t: Translator, match: Match) -> Html:
    """As the provider's capital reads it."""
    words = {
        matches.LATER: t("We have said that we answer later."),
        matches.INTERESTED: t("We have said that we are interested; they have not replied yet."),
        matches.DECLINED: t("We have said no."),
        matches.AGREED: t("Both sides are interested; contacts are exchanged."),
        matches.REFUSED: t("They have thanked and declined."),
        matches.LAPSED: t("It is no longer asked."),
    }
    return words.get(match.state, t("We have not answered yet."))
