"""A programme's card, a provider's own entries, and what the secretariat is told of an objection."""

from collections.abc import Sequence
from datetime import date

from handlers.kit.access import has
from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider, short_name
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.kit.standing import confirmation
from handlers.programmes.facts import FIELDS, fact, line
from knowledge.programmes import Programme
from storage.people import Person
from storage.programmes import Entry

OURS_A_PAGE = 6
_QUOTED = 600
_NAME_SHOWN = 120
_LISTED_NAME = 60
_LABEL_SHOWN = 18


def card(
    t: Translator, entry: Entry, place: str, today: date, reader: Person, successor: Programme | None = None
) -> Screen:
    """`place` is where *back* leads: a search and the result that led here, or one's own entries.

    `successor` is the entry that goes on in this one's place.
    """
    programme = entry.programme
    text = lines(
        bold(clip(programme.name, _NAME_SHOWN)),
        italic(clip(", ".join(programme.aliases[:4]), _NAME_SHOWN)) if programme.aliases else None,
        _end(t, programme, today, successor),
        Html(""),
        line(t, t("Offered by"), [provider(code, t.language) for code in programme.providers]),
        *(fact(t, programme, field) for field in FIELDS),
        line(t, t("Standards"), list(programme.standards)),
        Html(""),
        _quoted(programme),
        t("Source: {source}", source=clip(programme.source, 200).rstrip(".")),
        *standing(t, entry, today),
    )
    may_answer = owns(reader, entry) and has(reader, "answer-entries")
    rows: list[Row] = list(_answers(t, entry, place, today)) if may_answer else []
    if successor is not None:
        label = clip(short_name(successor, t.language), _LABEL_SHOWN)
        rows.append((Button(f"→ {label}", Code("p", f"{successor.id}~{place}")),))
    if entry.is_disowned and reader.role == "secretariat":
        rows.append((restore_button(t, entry),))
    return Screen(text, (*rows, _back(t, place)))


def owns(reader: Person, entry: Entry) -> bool:
    """Whether the reader answers for it: a provider's post of the very delegation that is its owner."""
    return reader.role == "provider" and reader.delegation == entry.owner


def standing(t: Translator, entry: Entry, today: date) -> list[Html]:
    """How far the entry can be relied on, and who could say more."""
    owner = provider(entry.owner, t.language)
    if entry.is_disowned and entry.disowned_at is not None:
        when = t.day(entry.disowned_at.date())
        return [t("Hidden since {when}: {provider} says that it is not theirs.", provider=owner, when=when)]
    if entry.confirmed_at is not None:
        return [confirmation(t, entry)]
    if entry.state == "unconfirmed":
        return [_as_of(t, entry), t("{provider} is aboard and has not confirmed it yet.", provider=owner)]
    said = [_as_of(t, entry) + " " + confirmation(t, entry)]
    if not entry.aboard and entry.programme.is_offer(today):
        said.append(t("Nobody speaks for {provider} here yet; the secretariat knows.", provider=owner))
    return said


def gone(t: Translator) -> str:
    return t.label("This programme is no longer in the catalogue.")


def not_yours(t: Translator) -> str:
    return t.label("Only people who speak for its provider can answer for this programme.")


def ours(
    t: Translator, delegation: str, entries: Sequence[Entry], waiting: int, first: int, today: date
) -> Screen:
    """What a delegation answers for, each with its state; `waiting` of them have no answer yet."""
    name = bold(provider(delegation, t.language))
    if not entries:
        nothing = t(
            "The catalogue has no programme of {provider} yet. Ask the secretariat to add it.", provider=name
        )
        return Screen(nothing, (_home(t),))
    first = first if first < len(entries) else 0
    shown = entries[first : first + OURS_A_PAGE]
    heading = t("Programmes of {provider}: {count}", provider=name, count=len(entries))
    listed = [_listed(t, entry, number, today) for number, entry in enumerate(shown, first + 1)]
    buttons = [_opens(t, entry, number, f"ours.{first}") for number, entry in enumerate(shown, first + 1)]
    return Screen(lines(heading, *listed), (*rows_of(buttons), _onwards(t, len(entries), waiting, first)))


def objection(t: Translator, entry: Entry) -> Screen:
    """For the secretariat: a provider says that an entry is not theirs; or that it is back."""
    programme = entry.programme
    name = bold(clip(programme.name, _NAME_SHOWN))
    details = Button(t.label("See the entry"), Code("p", f"{programme.id}~"))
    if not entry.is_disowned:
        return Screen(lines(name, t("This entry is back in the catalogue.")), ((details,),))
    text = lines(
        t("{provider} says that this entry is not theirs:", provider=provider(entry.owner, t.language)),
        name,
        t("It is hidden from search now. Put it back if that was a mistake."),
        italic(t("You get this because you are in the secretariat. One answer is enough.")),
    )
    return Screen(text, ((restore_button(t, entry), details),))


def restore_button(t: Translator, entry: Entry) -> Button:
    return Button(t.label("Restore"), Code("undo", f"{entry.programme.id}~{entry.change}"))


def restored(t: Translator) -> str:
    return t.label("It is back in the catalogue.")


def answered_before(t: Translator) -> str:
    return t.label("Somebody has answered this already.")


def _end(t: Translator, programme: Programme, today: date, successor: Programme | None) -> Html | None:
    """That it is over, before anything that might be taken for an offer."""
    if programme.status == "absorbed":
        name = bold(clip(successor.name, _LISTED_NAME)) if successor else None
        return t("Absorbed into {name}.", name=name) if name else t("Absorbed into another programme.")
    return t("It has ended.") if programme.is_over(today) else None


def _as_of(t: Translator, entry: Entry) -> Html:
    year = entry.programme.as_of
    return t("Public sources, as of {year}.", year=year) if year else t("Public sources.")


def _answers(t: Translator, entry: Entry, place: str, today: date) -> Sequence[Row]:
    """What its provider can say about it, from its card."""
    args = f"{entry.programme.id}~{place}"
    change = Button(t.label("Change"), Code("edit", args))
    if entry.is_disowned:
        return ((Button(t.label("It is ours after all"), Code("true", args)),),)
    if entry.state == "live" or not entry.programme.is_offer(today):
        return ((change, Button(t.label("Not ours"), Code("not", args))),)
    confirm = Button(t.label("Confirm"), Code("true", args), "success")
    return ((confirm, change, Button(t.label("Not ours"), Code("not", args))),)


def _back(t: Translator, place: str) -> Row:
    where, _, first = place.partition(".")
    if where == "m":
        return (Button(t.label("Back to the match"), Code("match", first), "primary"),)
    if where == "ours":
        return (Button(t.label("Back"), Code("ours", first)),)
    if where and first:
        return (Button(t.label("Back to the list"), Code("search", place)),)
    return _home(t)


def _home(t: Translator) -> Row:
    return (Button(t.label("What I can do now"), Code("home")),)


def _opens(t: Translator, entry: Entry, number: int, place: str) -> Button:
    label = clip(short_name(entry.programme, t.language), _LABEL_SHOWN)
    return Button(f"{number}. {label}", Code("p", f"{entry.programme.id}~{place}"))


def _listed(t: Translator, entry: Entry, number: int, today: date) -> Html:
    name = clip(entry.programme.name, _LISTED_NAME)
    return Html(f"{number}. ") + t("{name}: {values}", name=bold(name), values=_state(t, entry, today))


def _state(t: Translator, entry: Entry, today: date) -> Html:
    if entry.is_disowned:
        return t("hidden, not yours")
    if entry.state == "live":
        return t("live")
    if entry.state == "unconfirmed":
        return t("waits for your answer")
    return t("ended") if entry.programme.is_over(today) else t("reference")


def _onwards(t: Translator, total: int, waiting: int, first: int) -> Row:
    row = []
    if first:
        row.append(Button(t.label("Back"), Code("ours", str(max(0, first - OURS_A_PAGE)))))
    if total > first + OURS_A_PAGE:
        row.append(Button(t.label("More"), Code("ours", str(first + OURS_A_PAGE))))
    if waiting:
        row.append(Button(t.label("Answer"), Code("ask"), "primary"))
    return tuple(row) if row else _home(t)


def _quoted(programme: Programme) -> Html:
    """In the words and language of the source: a quotation, closed at first to fit a phone."""
    said = " ".join(part for part in (programme.summary, programme.money) if part)
    return Html(f"<blockquote expandable>{escape(clip(said, _QUOTED))}</blockquote>")
