"""What of a sentence was not taken for granted: shown on the draft's card, or offered where it is asked."""

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.kit.html import Html, clip
from handlers.kit.i18n import Translator
from handlers.kit.labels import when
from handlers.kit.needfacts import field_name, names_of
from knowledge.needs import Field, NeedBody
from knowledge.search import Finder
from knowledge.sentence import Draft, Reading, Time, draft_of

_SHOWN = 2
_WORDS_SHOWN = 40


def draft_in(finder: Finder, text: str, today: date) -> Draft:
    """What a sentence tells of a need."""
    return draft_of(finder.search(text, limit=1, today=today), today)


def remarks(t: Translator, body: NeedBody, said: Draft) -> Iterator[Html]:
    """On the draft's card: a line for what may be a misreading, for what was left out, for an unread time."""
    if looked_at := said.to_look_at(body)[:_SHOWN]:
        pairs = [f"{t.label('“{words}”', words=_quoted(each))} = {_names(t, each)}" for each in looked_at]
        yield t("Please check: {readings}", readings=" · ".join(pairs))
    for each in said.left_out(body)[:_SHOWN]:
        yield t(
            "Left out: “{words}” may mean {names}. To add it, tap {field}.",
            words=_quoted(each),
            names=_names(t, each),
            field=field_name(t, each.field),
        )
    for time in said.times_left_out(body)[:1]:
        yield _time(t, time)


def doubts(t: Translator, body: NeedBody, field: Field, said: Draft) -> Html | None:
    """Above the question for a field: what the sentence seems to say about it."""
    if body.is_answered(field):
        return None
    if field == "when":
        return next((_time(t, time) for time in said.times_left_out(body)), None)
    found = meant(body, field, said)
    words = "”, “".join(_quoted(each) for each in found[:_SHOWN])
    return t("You wrote “{words}”. Did you mean …?", words=words) if found else None


def meant(body: NeedBody, field: Field, said: Draft) -> Sequence[Reading]:
    """What the sentence perhaps means for a field that is still to be asked."""
    return [each for each in said.left_out(body) if each.field == field and not body.is_answered(field)]


def _time(t: Translator, time: Time) -> Html:
    if time.when is None:
        return t("“{words}” names no day that I could count to.", words=clip(time.words, _WORDS_SHOWN))
    if time.trouble == "second":
        words = clip(time.words, _WORDS_SHOWN)
        return t("Left out: “{words}”. A need has one time; to change it, tap When.", words=words)
    said = when(t, time.when.relation, time.when.start, time.when.end)
    return t("“{words}” ({when}) has passed.", words=clip(time.words, _WORDS_SHOWN), when=said)


def _quoted(reading: Reading) -> str:
    return clip(reading.words, _WORDS_SHOWN)


def _names(t: Translator, reading: Reading) -> str:
    return " / ".join(names_of(t, reading.field, reading.codes[:_SHOWN]))
