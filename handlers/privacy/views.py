"""What is kept, in plain words; the file; the way out and back."""

from datetime import date

from handlers.kit.buttons import Code
from handlers.kit.html import Html, bold, clip, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Screen
from knowledge.retention import UNDO, Retention

_OPERATOR_SHOWN = 80


def privacy(t: Translator, operator: str) -> Screen:
    """What is kept, why, and who sees it."""
    text = lines(
        bold(t("What is kept about you, and who sees it")),
        t(
            "Your name and number on Telegram, your language and your post: so that nobody else can speak "
            "in your place. Your delegation's people and the secretariat may see your name and post."
        ),
        t(
            "What you do for your delegation (needs, answers, attendance) is its record, with an audit trail "
            "of who did what and when. The secretariat reads it."
        ),
        t("What you search for is for you alone."),
        t("Another delegation gets your contact card only when both sides have said yes: /card."),
        Html(""),
        _run_by(t, operator),
        t(
            "Telegram carries every message and can technically read chats with bots. What stands in this "
            "chat is kept by Telegram and on your phone: you delete it there."
        ),
        Html(""),
        t("You can see all that is kept about you, correct your card, and be erased."),
    )
    return Screen(
        text,
        (
            (
                Button(t.label("How long it is kept"), Code("privacy-periods")),
                Button(t.label("On record about me"), Code("trail")),
            ),
            (
                Button(t.label("Export my data"), Code("my-data")),
                Button(t.label("Erase me"), Code("erase-me"), "danger"),
            ),
            (Button(t.label("My contact card"), Code("card")), Button(t.label("Help"), Code("help"))),
        ),
    )


def periods(t: Translator, keep: Retention) -> Screen:
    """The periods that hold here: they are the settings that the clock goes by."""
    text = lines(
        bold(t("How long it is kept")),
        t("Texts of your messages: {period}", period=_days(t, keep.updates)),
        t("Texts of what I send: {period}", period=_days(t, keep.letters)),
        t("Searches that you have not saved: {period}", period=_days(t, keep.searches)),
        t("Half-finished forms and wrong invitation codes: {period}", period=_days(t, 1)),
        t("Drafts that nobody goes on with: {period}", period=_days(t, keep.drafts)),
        t(
            "What a need said, and the questions about it, once it is over: {period}",
            period=t.many("{count} month", "{count} months", keep.closed_needs),
        ),
        t("Backups: at most {period}", period=_days(t, keep.backups)),
        t(
            "Your name, posts, requests for access and contact card: until you ask to be erased, "
            "and {period} more in which you can take it back",
            period=_days(t, UNDO.days),
        ),
        t("Your delegation's open needs, its matches and meetings: its record, for good."),
        t("The audit trail: for good. After you are erased it has a number there, and no name."),
    )
    return Screen(text, (_back(t),))


def sure_to_export(t: Translator) -> Screen:
    text = lines(
        bold(t("Export my data")),
        t(
            "You get one file (JSON) in this chat with all that is kept about you. Telegram can technically "
            "read it, and so can whoever holds your phone."
        ),
    )
    send = Button(t.label("Send me the file"), Code("my-data-yes"), "primary")
    return Screen(text, ((send,), _back(t)))


def file_comes(t: Translator) -> Screen:
    return Screen(t("The file comes in a moment."), (_back(t),))


def caption(t: Translator, day: date) -> Html:
    return t("All that is kept about you, as of {day}.", day=t.day(day))


def enough_files(t: Translator) -> str:
    return t.label("You have had this file three times today. Please ask again tomorrow.")


def sure_to_erase(t: Translator, *, role: str | None, leads_alone: bool) -> Screen:
    """What goes, what stays, and what it means for those who stay."""
    text = lines(
        bold(t("Erase me")),
        _if_alone(t, role) if leads_alone else None,
        t("At once: your access ends, and a yes of yours that nobody has answered is taken back."),
        t(
            "After {period}: your name, your number on Telegram, contact card, searches, attendance, and the "
            "texts of your messages and mine are gone. Until then you can take it back here.",
            period=_days(t, UNDO.days),
        ),
        t(
            "What stays, without your name: your delegation's needs, matches and meetings, and the audit "
            "trail, in which you are a number."
        ),
        t("What others have on their phones, I can't take back. Backups are gone a little later: /privacy."),
    )
    yes = Button(t.label("Yes, erase me"), Code("erase-me-yes"), "danger")
    return Screen(text, ((yes,), _back(t)))


def leaving(t: Translator, day: date) -> Screen:
    """All that somebody sees who asked to be erased, until they are or take it back."""
    text = lines(
        bold(t("Your access has ended")),
        t(
            "What is kept about you is erased on {day}. Until then one tap brings everything back.",
            day=t.day(day),
        ),
    )
    undo = Button(t.label("Undo: keep my place"), Code("erase-undo"), "success")
    export = Button(t.label("Export my data"), Code("my-data"))
    return Screen(text, ((undo,), (export, Button(t.label("Privacy"), Code("privacy")))))


def welcome_back(t: Translator) -> str:
    return t.label("Nothing is erased. Everything is as it was.")


def _if_alone(t: Translator, role: str | None) -> Html:
    if role == "secretariat":
        return bold(
            t(
                "You are the only administrator: nobody could then look after the posts. "
                "Name another one first."
            )
        )
    return bold(
        t(
            "You are the only focal point of your delegation: nobody could then let colleagues in. "
            "Hand over first."
        )
    )


def _run_by(t: Translator, operator: str) -> Html:
    if not operator:
        return t("Who runs this bot has not said so here: ask whoever gave you the link.")
    return t("Run by {operator}; they answer for your data.", operator=clip(operator, _OPERATOR_SHOWN))


def _days(t: Translator, count: int) -> Html:
    return t.many("{count} day", "{count} days", count)


def _back(t: Translator) -> tuple[Button, ...]:
    return (Button(t.label("Back"), Code("privacy")),)
