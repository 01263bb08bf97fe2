"""What is typed under a question and does not answer it: a whole new sentence goes where a tap sends it."""

from datetime import date

from handlers.kit.buttons import Code
from handlers.kit.errors import Refused
from handlers.kit.forms import NoAnswer
from handlers.kit.html import clip, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.needfacts import field_name
from handlers.kit.screen import Button, Screen
from handlers.kit.turn import Turn
from handlers.needs import words
from knowledge.needs import Field
from knowledge.search import Finder
from knowledge.text import normalise
from knowledge.text import words as words_of
from storage import searches
from storage.needs import Need

_WORDS_SHOWN = 60


def not_an_answer(turn: Turn, need: Need, field: Field, said: str) -> Refused:
    """Why it is none; what asks for something itself is kept, to be taken up by a tap."""
    if not asks_for_something(turn.world.catalogue.finder(turn.store), said, turn.now.date()):
        return Refused(words.not_read(turn.t, field, said))
    ref = turn.new_ref()
    searches.add(turn.store, ref, turn.person.id, said, turn.now)
    return NoAnswer(something_new(turn.t, need, field, said, ref))


def asks_for_something(finder: Finder, said: str, today: date) -> bool:
    """Whether a few words name a capability or a programme that there is."""
    answer = finder.search(said, limit=1, today=today)
    is_named = any(reason.kind == "name" for hit in answer.results for reason in hit.reasons)
    asks = is_named or answer.understood.capabilities or answer.understood.topics
    return answer.verdict == "match" and bool(asks) and len(words_of(normalise(said))) > 1


def something_new(t: Translator, need: Need, field: Field, said: str, ref: str) -> Screen:
    """Where it goes is a tap; `ref` is the search that it may be."""
    text = lines(
        t(
            "{words} does not answer the question “{field}”.",
            words=italic(clip(said, _WORDS_SHOWN)),
            field=field_name(t, field),
        ),
        t("What is it?"),
    )
    new = Button(t.label("A new need"), Code("need-new", ref))
    search = Button(t.label("A search"), Code("search", f"{ref}.0"))
    back = Button(t.label("Ask me again"), Code("need-field", f"{need.ref}.{field}"))
    return Screen(text, ((new, search, back),))
