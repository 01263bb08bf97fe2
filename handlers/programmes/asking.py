"""A provider is asked about its entries, one after the other, and corrects what is not right: the screens."""

from collections.abc import Sequence
from typing import get_args

from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import begin, kind
from handlers.kit.screen import Button, Row, Screen, rows_of
from handlers.programmes.facts import FIELDS, Field, audience, fact, field_name, line, stated
from knowledge.programmes import Audience, Programme
from storage.programmes import Entry

KINDS = ("training", "equipment", "train-and-equip", "advisory", "funding", "centre")
_CLEARABLE: tuple[Field, ...] = ("recipients", "languages", "period", "seats")
_A_ROW = 3
_NAME_SHOWN = 120
_SAID_SHOWN = 60
_LIVE_LISTED = 8


def ask(t: Translator, entry: Entry, number: int, total: int) -> Screen:
    """One entry in a few lines, and whether it is true."""
    programme = entry.programme
    said = (
        t("Public sources say this about you ({year}), {number} of {total}:",
          year=programme.as_of, number=number, total=total)
        if programme.as_of
        else t("Public sources say this about you, {number} of {total}:", number=number, total=total)
    )  # fmt: skip
    text = lines(
        said,
        bold(clip(programme.name, _NAME_SHOWN)),
        *(fact(t, programme, field) for field in FIELDS),
        Html(""),
        t("Is this still true?"),
    )
    args = f"{programme.id}~ask"
    answers: Row = (
        Button(t.label("Yes"), Code("true", args), "success"),
        Button(t.label("Change"), Code("edit", args)),
        Button(t.label("Not ours"), Code("not", args)),
    )
    return Screen(text, (answers, (Button(t.label("Later"), Code("ask", programme.id)),)))


def asked(t: Translator, live: Sequence[Entry], waiting: int) -> Screen:
    """All questions were put: thanks, what is live now, and what is still open."""
    names = [
        Html("• ") + escape(clip(entry.programme.name, _NAME_SHOWN // 2)) for entry in live[:_LIVE_LISTED]
    ]
    text = lines(
        t("Thank you."),
        t("Live now, as confirmed by you:") if live else t("No programme of yours is live now."),
        *names,
        t("and {count} more", count=len(live) - len(names)) if len(live) > len(names) else None,
        t.many("{count} still waits for your answer.", "{count} still wait for your answer.", waiting)
        if waiting
        else None,
    )
    row: Row = (Button(t.label("Our programmes"), Code("ours", "0")),)
    return Screen(text, ((Button(t.label("Answer"), Code("ask")), *row) if waiting else row,))


def overview(
    t: Translator, question: Question, programme: Programme, changed: Sequence[str], unread: str
) -> Screen:
    """All that can be corrected, as it would be saved."""
    text = lines(
        bold(clip(programme.name, _NAME_SHOWN)),
        *(_corrected(t, programme, field, is_changed=field in changed) for field in FIELDS),
        Html(""),
        t("Not understood: {words}", words=clip(unread, _SAID_SHOWN)) if unread else None,
        t("Tap what is not right; then save.") if not changed else t("Look once more, and save."),
    )
    buttons = [question.option(str(field_name(t, field)), field) for field in FIELDS]
    save = question.option(t.label("Save: true as of today"), "save", "success")
    return Screen(text, (*rows_of(buttons, _A_ROW), (save, question.cancel(t))))


def ask_field(t: Translator, question: Question, programme: Programme, field: Field) -> Screen:
    """One field: what it says now, and how to say it anew."""
    now = line(t, field_name(t, field), stated(t, programme, field) or [t.label("not stated")])
    back = [question.option(t.label("Back"), "back")]
    if field == "kind":
        kinds = [question.option(kind(t, code), code) for code in KINDS]
        return Screen(lines(now, t("What kind of help is it?")), (*rows_of(kinds), tuple(back)))
    if field == "audience":
        choices = [question.option(begin(audience(t, code)), code) for code in get_args(Audience)]
        return Screen(lines(now, t("Who shall find it?")), (*((each,) for each in choices), tuple(back)))
    if field in _CLEARABLE:
        back.insert(0, question.option(t.label("Not stated"), "none"))
    how = t("Type what is right, for example: {example}", example=italic(_example(t, field)))
    return Screen(lines(now, how), (tuple(back),))


def not_understood(t: Translator, field: Field, said: str) -> str:
    """Nothing of what was typed fits the field; how to say it."""
    return t.label(
        "I can't read “{words}” here. For example: {example}",
        words=clip(said, _SAID_SHOWN),
        example=_example(t, field),
    )


def tap_first(t: Translator) -> str:
    return t.label("Tap what is not right first, then type.")


def saved(t: Translator) -> str:
    return t.label("Saved. It is live, as confirmed by you today.")


def saved_as_over(t: Translator) -> str:
    return t.label("Saved. It is over, so nobody is matched with it.")


def confirmed(t: Translator) -> str:
    return t.label("Thank you. It is live.")


def disowned(t: Translator) -> str:
    return t.label("It is hidden from search. The secretariat is told.")


def _corrected(t: Translator, programme: Programme, field: Field, *, is_changed: bool) -> Html | None:
    values = stated(t, programme, field) or [t.label("not stated")]
    said = line(t, field_name(t, field), values)
    return said + " ✓" if said is not None and is_changed else said


def _example(t: Translator, field: Field) -> Html:
    examples = {
        "capabilities": t("mine action, medical evacuation"),
        "kind": t("training"),
        "recipients": t("Chad, Niger and West Africa"),
        "languages": t("French and Arabic"),
        "period": t("1 March to 30 June 2027"),
        "seats": t("24"),
        "audience": t("everybody"),
    }
    return examples[field]
