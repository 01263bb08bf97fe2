"""Lines of the audit trail as people read them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, clip, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import moment
from handlers.kit.screen import Button, Document, Row, Screen
from handlers.trail.content import as_csv, in_words, may_be_read, short, without_sensitive
from handlers.trail.deeds import deeds, subject_kind
from knowledge.chain import Head
from storage.seals import Tail
from storage.trail import Line

LINES_A_PAGE = 5
MOST_IN_A_FILE = 5_000
_READ_OTHERS = "read a restricted need"
_NAME_SHOWN = 32
_REF_SHOWN = 36
_CONTENT_SHOWN = 40
_SEARCH_SHOWN = 60
_BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take the file for one of another century


def own(t: Translator, person: int, found: Sequence[Line], before: int | None, *, is_admin: bool) -> Screen:
    """What a person did, and what was done about them; newest first."""
    shown = found[:LINES_A_PAGE]
    text = lines(
        bold(t("On record about you")),
        italic(t("What you did, and what was done to your post and your requests. It can't be changed.")),
        *[_line(t, line, _own_name(t, line, person), {}, is_own=True) for line in shown],
        None if shown else t("Nothing yet."),
    )
    all_of_it = (Button(t.label("The whole trail"), Code("audit")),) if is_admin else ()
    back = Button(t.label("Language"), Code("languages"))
    return Screen(text, (*_pages(t, "trail", "", found, before), (*all_of_it, back)))


def everything(
    t: Translator,
    found: Sequence[Line],
    names: Mapping[str, str],
    before: int | None,
    search: tuple[str, str],
    state: tuple[Head, Tail],
) -> Screen:
    """The whole trail, or what a search (its reference and its words) found in it."""
    ref, typed = search
    shown = found[:LINES_A_PAGE]
    looked_for = t("Search: {words}", words=clip(typed, _SEARCH_SHOWN)) if typed else _state(t, *state)
    text = lines(
        bold(t("Audit trail")),
        italic(looked_for),
        *[_line(t, line, line.name or _system(t, line), names) for line in shown],
        None if shown else t("Nothing on record fits."),
    )
    tools = [
        Button(t.label("Look for something"), Code("audit-find")),
        Button(t.label("As a file"), Code("audit-file", ref)),
    ]
    if typed:
        tools.append(Button(t.label("Everything"), Code("audit")))
    desk = (Button(t.label("Back to the desk"), Code("desk", "0")),)
    return Screen(text, (*_pages(t, "audit", ref, found, before), tuple(tools), desk))


def ask_words(t: Translator, question: Question) -> Screen:
    text = t(
        "What are you looking for? Type a name, a delegation, a reference, a day such as 3 March 2027, "
        "or words such as “withdrew”."
    )
    return Screen(text, ((question.cancel(t),),))


def document(t: Translator, found: Sequence[Line], typed: str, head: Head, now: datetime) -> Document:
    """The lines as a table, and under it the head of the chain: so it stands in this chat as well."""
    caption = lines(
        bold(t("Audit trail")),
        italic(t("Search: {words}", words=clip(typed, _SEARCH_SHOWN))) if typed else None,
        t.many("{count} line, the newest first.", "{count} lines, the newest first.", len(found)),
        t("The file holds no more than {most} lines; the operator can export all.", most=MOST_IN_A_FILE)
        if len(found) == MOST_IN_A_FILE
        else None,
        t("What delegations wrote in their needs is not in it."),
        *((t("Head of the chain, to be kept:"), Html(f"<code>{head}</code>")) if head.length else ()),
    )
    rows = as_csv(without_sensitive(line) for line in found)
    return Document(f"audit-{now:%Y-%m-%d}.csv", _BYTE_ORDER_MARK + "".join(rows), caption)


def nothing_typed(t: Translator) -> str:
    return t.label("Type a few words, please.")


def file_comes(t: Translator) -> str:
    return t.label("The file comes in a moment.")


def search_forgotten(t: Translator) -> str:
    return t.label("This search is too old. Look for it once more.")


def _line(t: Translator, line: Line, who: str, names: Mapping[str, str], *, is_own: bool = False) -> Html:
    said = t(
        "{who}: {deed}",
        who=bold(clip(who, _NAME_SHOWN)),
        deed=deeds(t).get(line.verb, line.verb),
    )
    # Somebody else's need is called by no reference: one from a file may say whose it is.
    about = None if is_own and line.verb == _READ_OTHERS else _about(t, line, names)
    return lines(
        Html(""),
        italic(moment(line.at, t.language)),
        Html(f"{said} · {about}") if about else said,
        _change(t, line, is_own=is_own),
    )


def _about(t: Translator, line: Line, names: Mapping[str, str]) -> Html | None:
    kind, colon, ref = line.subject.partition(":")
    if kind == "person" and (line.subject == f"person:{line.actor}" or not names):
        return None
    if not colon:
        return escape(clip(kind, _REF_SHOWN))
    ref = names.get(line.subject) or ref  # of somebody erased there is a number
    return t("{kind} {ref}", kind=subject_kind(t, kind), ref=clip(ref, _REF_SHOWN))


def _change(t: Translator, line: Line, *, is_own: bool) -> Html | None:
    """Before and after: one's own in plain words, where there are any; as they stand for administrators."""
    if line.is_erased:
        return t("What it was about has been erased.")
    if not may_be_read(line):
        return None
    told = (
        in_words(t, line.verb, value) or ("" if is_own else short(value))
        for value in (line.before, line.after)
    )
    before, after = (clip(each, _CONTENT_SHOWN) for each in told)
    if not (before or after):
        return None
    return t("{before} → {after}", before=before, after=after) if before else escape(after)


def _own_name(t: Translator, line: Line, person: int) -> str:
    if line.actor == person:
        return t.label("You")
    return t.label("The secretariat") if line.actor is not None else t.label("The system")


def _system(t: Translator, line: Line) -> str:
    """Nobody in person: the clock or the command line; or somebody whose row is gone."""
    if line.actor is None:
        return t.label("The system")
    return t.label("Person {number}", number=line.actor)


def _state(t: Translator, head: Head, tail: Tail) -> Html:
    sealed = t.many("{count} line is sealed.", "{count} lines are sealed.", head.length)
    if not tail.lines:
        return sealed
    waiting = t.many("{count} is not sealed yet.", "{count} are not sealed yet.", tail.lines)
    return Html(f"{sealed} {waiting}")


def _pages(t: Translator, route: str, ref: str, found: Sequence[Line], before: int | None) -> tuple[Row, ...]:
    row = []
    if before is not None:
        row.append(Button(t.label("Newest"), Code(route, ref)))
    if len(found) > LINES_A_PAGE:
        oldest = found[LINES_A_PAGE - 1].id
        row.append(Button(t.label("Older"), Code(route, f"{ref}.{oldest}")))
    return (tuple(row),) if row else ()
