"""A need that waits for a second member, as each of the two sees it."""

from handlers.kit import forms
from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.needfacts import facts, title
from handlers.kit.pairing import Plan
from handlers.kit.screen import Button, Row, Screen
from handlers.needs.reach import reach
from storage.needs import Need

_WORDS_SHOWN = 300


def waiting(t: Translator, need: Need, plan: Plan, *, may_clear: bool, may_take_back: bool) -> Screen:
    """What would go out and to whom; who may clear it decides with one tap."""
    heading = t("To be cleared before it goes out") if may_clear else t("Waits for clearance")
    text = lines(bold(heading), *facts(t, need.body), Html(""), reach(t, need, plan))
    rows: list[Row] = []
    if may_clear:
        rows.append((Button(t.label("Clear it"), Code("need-clear", need.ref, need.rev), "success"),))
        rows.append((Button(t.label("Send back"), Code("need-back", need.ref)),))
    if may_take_back:
        rows.append((Button(t.label("Back to draft"), Code("need-unclear", need.ref)),))
    capital = Button(t.label("Text for capital"), Code("need-capital", need.ref))
    return Screen(text, (*rows, (Button(t.label("My needs"), Code("needs", "0")), capital)))


def ask_why(t: Translator, question: forms.Question, need: Need) -> Screen:
    text = lines(
        bold(title(t, need.body)),
        t("What should be different? Your colleague reads it. Write one message, or send it back without."),
    )
    return Screen(text, ((question.option(t.label("Without words"), "-"), question.cancel(t)),))


def answered(t: Translator, need: Need, *, cleared: bool) -> Screen:
    """For whoever saved it."""
    name = bold(title(t, need.body))
    if cleared:
        said = t("Cleared: “{title}”. It goes out within a minute.", title=name)
    else:
        said = t("Sent back to you: “{title}”. It is a draft again; nobody was told.", title=name)
    why = italic(t("“{words}”", words=clip(need.sent_back, _WORDS_SHOWN))) if need.sent_back else None
    open_it = Button(t.label("Open the need"), Code("need", need.ref), "primary")
    return Screen(lines(said, None if cleared else why), ((open_it,),))


def decided(t: Translator, need: Need) -> Screen:
    """On the phones of those who were asked too: somebody has answered."""
    said = t("“{title}” needs no clearance any more.", title=bold(title(t, need.body)))
    return Screen(said, ((Button(t.label("Open the need"), Code("need", need.ref)),),))
