"""A message to everybody: as people get it, and as its author follows it."""

from collections.abc import Mapping
from datetime import date, datetime

from handlers.broadcasts import emergencyviews
from handlers.broadcasts.actions import LONGEST_TEXT, MOST_ALONE, needs_a_second
from handlers.broadcasts.emergencyviews import named, what_it_does
from handlers.kit.buttons import Code
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, escape, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.screen import Button, Row, Screen
from storage.broadcasts import ASKED, SENT, UNDONE, Broadcast
from storage.outbox import DROPPED, FAILED, HELD, SENDING, SKIPPED, UNCERTAIN, WAITING
from storage.outbox import SENT as ARRIVED
from storage.people import Person

_UNDER_WAY = (WAITING, SENDING)
_NOT_DELIVERED = (FAILED, DROPPED, UNCERTAIN)


def letter(t: Translator, reader: Person, broadcast: Broadcast, day: date) -> Screen:
    """The message as somebody gets it, in words that nobody translates."""
    said = letter_text(t, reader, broadcast.text, broadcast.delegation, day, broadcast.emergency)
    return Screen(said, ((_home(t),),))


def ask_text(t: Translator, question: Question) -> Screen:
    text = lines(
        t("Write the message. Everybody who holds a post gets it, in your words: they are not translated."),
        t("At most {most} characters. You see it once more before it goes out.", most=LONGEST_TEXT),
    )
    return Screen(text, ((question.cancel(t),),))


def nothing_written(t: Translator) -> str:
    return t.label("Please write the message.")


def too_long(t: Translator, length: int) -> str:
    return t.label(
        "This text has {count} characters; at most {most} fit. Please send a shorter one.",
        count=length,
        most=LONGEST_TEXT,
    )


def preview(
    t: Translator, question: Question, author: Person, text: str, day: date, people: int, delegations: int
) -> Screen:
    """Exactly what people get, and how many they are."""
    goes_to = t(
        "Goes to {people} of {delegations}.",
        people=t.many("{count} person", "{count} people", people),
        delegations=t.many("{count} delegation", "{count} delegations", delegations),
    )
    said = lines(
        bold(t("This is what people get:")),
        Html(""),
        letter_text(t, author, text, author.delegation or "", day),
        Html(""),
        bold(goes_to),
        _to_many(t) if needs_a_second(people) else None,
    )
    words = t.label("Ask a colleague") if needs_a_second(people) else t.label("Send in 60 s")
    send = question.option(words, "send", "success")
    change = question.option(t.label("Change the text"), "change")
    when = question.option(t.label("When will they read it?"), "when")
    emergency = question.option(t.label("It is an emergency"), "emergency")
    return Screen(said, ((send,), (when, change), (emergency, question.cancel(t))))


def own(t: Translator, broadcast: Broadcast, fates: Mapping[str, int], now: datetime) -> Screen:
    """What becomes of a message, for its author."""
    text = Html(f"<blockquote>{escape(broadcast.text)}</blockquote>")
    if broadcast.state == UNDONE:
        head = bold(t("Undone. Nobody has got this message."))
        return Screen(lines(head, text), ((_another(t), _desk(t)),))
    undo = Button(t.label("Undo"), Code("undobroadcast", broadcast.ref), "danger")
    if broadcast.state == ASKED:
        head = bold(t("Your colleagues of the secretariat are asked to agree."))
        why = what_it_does(t) if broadcast.emergency is not None else _to_many(t)
        return Screen(lines(head, named(t, broadcast.emergency), why, text), ((undo,), (_desk(t),)))
    if broadcast.state == SENT:
        head = bold(t("This message has gone out."))
        refresh = Button(t.label("Refresh"), Code("ownbroadcast", broadcast.ref))
        said = lines(head, named(t, broadcast.emergency), *_counted(t, fates), text)
        return Screen(said, ((refresh, _another(t)), (_desk(t),)))
    seconds = max(1, round((broadcast.release_at - now).total_seconds()))
    head = bold(t("Goes out in {seconds} s", seconds=seconds))
    buttons: Row = (
        undo,
        Button(t.label("Send now"), Code("sendbroadcast", broadcast.ref), "success"),
    )
    return Screen(lines(head, text), (buttons,))


def asked(t: Translator, broadcast: Broadcast, people: int) -> Screen:
    """For the colleagues of its author: what would go out, and the two answers to it."""
    text = Html(f"<blockquote>{escape(broadcast.text)}</blockquote>")
    if broadcast.state == ASKED and broadcast.emergency is not None:
        return emergencyviews.asked(t, broadcast, people)
    if broadcast.state == ASKED:
        head = bold(t("A colleague wants to send this to all. Do you agree?"))
        goes_to = t("Goes to {people}.", people=t.many("{count} person", "{count} people", people))
        agree = Button(t.label("Agree: send in 60 s"), Code("agreebroadcast", broadcast.ref), "success")
        return Screen(lines(head, goes_to, text), ((agree,), (_decline(t, broadcast),)))
    if broadcast.state == UNDONE:
        return Screen(lines(bold(t("Undone. Nobody has got this message.")), text), ((_desk(t),),))
    if broadcast.state == SENT:
        return Screen(lines(bold(t("This message has gone out.")), text), ((_desk(t),),))
    head = bold(t("Agreed. It goes out within a minute."))
    return Screen(lines(head, text), ((_decline(t, broadcast),), (_desk(t),)))


def agreed(t: Translator) -> str:
    return t.label("Agreed. It goes out within a minute.")


def not_alone(t: Translator) -> str:
    return t.label("You wrote this message: somebody else of the secretariat has to agree.")


def no_colleague(t: Translator) -> str:
    return t.label(
        "It goes to more than {most} people: a colleague of the secretariat has to agree, and there is none.",
        most=MOST_ALONE,
    )


def undone(t: Translator) -> str:
    return t.label("Undone. Nobody has got this message.")


def going_out(t: Translator) -> str:
    return t.label("It goes out now.")


def settled_before(t: Translator, broadcast: Broadcast) -> str:
    """Why *Undo* or *Send now* comes too late."""
    if broadcast.state == SENT:
        return t.label("This message has gone out already.")
    if broadcast.state == UNDONE:
        return t.label("This message was undone already.")
    if broadcast.state == ASKED:
        return t.label("Somebody else of the secretariat has to agree first.")
    return t.label("A colleague has agreed already. It goes out within a minute.")


def gone(t: Translator) -> str:
    return t.label("There is no such message.")


def letter_text(
    t: Translator, reader: Person, text: str, sender: str, day: date, emergency: str | None = None
) -> Html:
    """What somebody reads."""
    mine = provider(reader.delegation or "", t.language)
    return lines(
        named(t, emergency) or bold(t("Message from the secretariat")),
        Html(f"<blockquote>{escape(text)}</blockquote>"),
        t("{delegation}, {date}", delegation=provider(sender, t.language), date=t.day(day)),
        italic(t("You get this because you speak for {delegation}.", delegation=mine)),
    )


def _counted(t: Translator, fates: Mapping[str, int]) -> list[Html]:
    """How many have it, and why others have not."""
    held, off = fates.get(HELD, 0), fates.get(SKIPPED, 0)
    said = [_delivered(t, fates)] if sum(fates.values()) > held + off or not fates else []
    if held:
        said.append(t("Waiting for the hours of their readers: {count}", count=held))
    if off:
        said.append(t("Turned off by their readers: {count}", count=off))
    return said


def _delivered(t: Translator, fates: Mapping[str, int]) -> Html:
    sent = fates.get(ARRIVED, 0)
    waiting = sum(fates.get(state, 0) for state in _UNDER_WAY)
    failed = sum(fates.get(state, 0) for state in _NOT_DELIVERED)
    if not sent + waiting + failed:
        return t("The letters are being written.")
    if failed:
        return t(
            "Delivered: {sent} · waiting: {waiting} · not delivered: {failed}",
            sent=sent,
            waiting=waiting,
            failed=failed,
        )
    return t("Delivered: {sent} · waiting: {waiting}", sent=sent, waiting=waiting)


def _to_many(t: Translator) -> Html:
    return t(
        "It goes to more than {most} people: a colleague has to agree, then it goes out in a minute.",
        most=MOST_ALONE,
    )


def _decline(t: Translator, broadcast: Broadcast) -> Button:
    return Button(t.label("Don't send it"), Code("declinebroadcast", broadcast.ref), "danger")


def _another(t: Translator) -> Button:
    return Button(t.label("Write another"), Code("broadcast"))


def _desk(t: Translator) -> Button:
    return Button(t.label("Back to the desk"), Code("desk", "0"))


def _home(t: Translator) -> Button:
    return Button(t.label("What I can do now"), Code("home"))
