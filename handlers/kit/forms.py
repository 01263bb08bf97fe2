"""Questions one after the other. Where a person stands is one row, so a half-done form outlives a crash."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from handlers.kit.access import anybody, demand, has, why_not
from handlers.kit.book import Answer, Book
from handlers.kit.buttons import Code
from handlers.kit.errors import Refused
from handlers.kit.html import clean, escape
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.kit.turn import Incoming, Turn
from knowledge.rights import Right
from storage import audit, dialogs
from storage.dialogs import Dialog

Answers = dict[str, str]


class NoAnswer(Refused):
    """What was typed is no answer but something else: a screen asks what, and the question stays open."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.screen = screen


@dataclass(frozen=True, slots=True)
class Question:
    """What a step may use to ask: the answers so far, and buttons that answer this very question."""

    answers: Answers
    ref: str

    def option(self, label: str, value: str, style: Style | None = None) -> Button:
        """A button that answers as if `value` had been typed."""
        return Button(label, Code("answer", f"{self.ref}.{value}"), style)

    def cancel(self, t: Translator) -> Button:
        return Button(t.label("Cancel"), Code("cancel", self.ref))


Asks = Callable[[Turn, Question], Screen]
Takes = Callable[[Turn, Answers, str], Answers]


@dataclass(frozen=True, slots=True)
class Step:
    """One question. It is open as long as the answers have no `name`.

    `takes` makes new answers of what was typed or tapped, or raises `Refused` (`NoAnswer` where it is
    something else); it may take earlier ones back.
    """

    name: str
    asks: Asks
    takes: Takes


@dataclass(frozen=True, slots=True)
class Form:
    """`ends` does what the form is for, once every step has its answer; `leaves` is where *Cancel* leads."""

    name: str
    steps: tuple[Step, ...]
    ends: Callable[[Turn, Answers], None]
    # Who may answer: asked at every step, for a post can be lost between two answers.
    rights: tuple[Right, ...] = ()
    leaves: Callable[[Turn, Answers], None] = field(default=lambda turn, _answers: turn.go("home"))

    def begin(self, turn: Turn, answers: Answers) -> None:
        """Ask the first question that is open. A form begun before is put aside."""
        if self.rights:
            demand(turn, *self.rights)
        step = self._step(answers)
        if step is None:
            dialogs.close(turn.store, turn.person.id)
            self.ends(turn, answers)
            return
        question = Question(answers, turn.new_ref())
        dialogs.put(turn.store, turn.person.id, self.name, question.ref, answers, turn.now)
        turn.show(step.asks(turn, question))

    def answer(self, turn: Turn, dialog: Dialog, said: str) -> None:
        if self.rights and not has(turn.person, *self.rights):
            dialogs.close(turn.store, turn.person.id)
            tried = {"form": self.name}
            audit.record(turn.store, turn.now, turn.person.id, "was refused", "form", after=tried)
            _turn_away(turn, why_not(turn, self.rights))
            return
        step = self._step(dialog.answers)
        if step is None:
            self.begin(turn, dialog.answers)
            return
        try:
            answers = step.takes(turn, dialog.answers, said)
        except NoAnswer as something_else:
            turn.show(something_else.screen)
            return
        except Refused as refusal:
            _say_no(turn, Question(dialog.answers, dialog.ref), str(refusal))
            return
        self.begin(turn, answers)

    def _step(self, answers: Answers) -> Step | None:
        return next((step for step in self.steps if step.name not in answers), None)


_OWN_ROUTES = ("answer", "cancel", "go-on")


class Forms:
    """All forms of all slices, and what answers people who are in the middle of one."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = {form.name: form for form in forms}

    def register(self, book: Book) -> None:
        book.route("answer", self.tapped)
        book.route("cancel", self.cancel)
        book.route("go-on", self.go_on)

    def instead(self, turn: Turn) -> Answer | None:
        """What answers this in place of whoever would otherwise: a text goes to the form that is open."""
        if turn.person.form is None:
            return None
        incoming = turn.incoming
        if incoming.is_edit:
            return None  # an older message corrected: no answer to what is asked now
        if incoming.deed == "text" and turn.person.form in self._forms:
            return self.typed
        if incoming.deed in ("text", "command") or _leads_elsewhere(incoming):
            # Whoever asks for something else is done with the form: what they type next is no answer to it.
            dialogs.close(turn.store, turn.person.id)
        return None

    @anybody
    def typed(self, turn: Turn) -> None:
        dialog = dialogs.of(turn.store, turn.person.id)
        if dialog is not None:
            self._forms[dialog.form].answer(turn, dialog, clean(turn.incoming.text).strip())

    @anybody
    def tapped(self, turn: Turn) -> None:
        ref, _, value = turn.args.partition(".")
        dialog = dialogs.of(turn.store, turn.person.id)
        if dialog is None or dialog.ref != ref or dialog.form not in self._forms:
            turn.say(_over(turn.t), alert=True)
            return
        self._forms[dialog.form].answer(turn, dialog, value)

    @anybody
    def go_on(self, turn: Turn) -> None:
        """Ask what is open once more: it may have been asked on somebody else's phone."""
        dialog = dialogs.of(turn.store, turn.person.id)
        if dialog is None or dialog.form not in self._forms:
            turn.say(_over(turn.t), alert=True)
            return
        self._forms[dialog.form].begin(turn, dialog.answers)

    @anybody
    def cancel(self, turn: Turn) -> None:
        dialog = dialogs.of(turn.store, turn.person.id)
        if dialog is None or turn.incoming.code is None or dialog.ref != turn.incoming.code.args:
            turn.say(_over(turn.t), alert=True)
            return
        dialogs.close(turn.store, turn.person.id)
        turn.say(_cancelled(turn.t))
        form = self._forms.get(dialog.form)
        if form is None:
            turn.go("home")
        else:
            form.leaves(turn, dialog.answers)


def _leads_elsewhere(incoming: Incoming) -> bool:
    """Whether a button was tapped that belongs to no question."""
    return incoming.deed == "tap" and incoming.code is not None and incoming.code.route not in _OWN_ROUTES


def _say_no(turn: Turn, question: Question, why: str) -> None:
    """After a tap over the chat; after a text below it, with the way out."""
    if turn.incoming.deed == "tap":
        turn.say(why, alert=True)
    else:
        row: Row = (question.cancel(turn.t),)
        turn.show(Screen(escape(why), (row,)))


def _turn_away(turn: Turn, why: str) -> None:
    """For somebody who may not answer any more."""
    if turn.incoming.deed == "tap":
        turn.say(why, alert=True)
    else:
        turn.show(Screen(escape(why)))


def _over(t: Translator) -> str:
    return t.label("This question is closed. Use the newest message, or type what you need.")


def _cancelled(t: Translator) -> str:
    return t.label("Cancelled. Nothing has changed.")
