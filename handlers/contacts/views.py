"""One's own contact card, as the other side would get it, and the questions for its fields."""

from handlers.kit.buttons import Code
from handlers.kit.contactcard import contact_lines
from handlers.kit.forms import Question
from handlers.kit.html import Html, bold, italic, lines
from handlers.kit.i18n import Translator
from handlers.kit.screen import Button, Screen, rows_of
from storage.contacts import CONTACT_FIELDS, Contact, ContactField
from storage.people import Person


def card(t: Translator, person: Person, contact: Contact) -> Screen:
    """The preview; a button for every field, and one for the way to Telegram."""
    if person.delegation is None:
        shown = t("You hold no post now: nobody gets your card.")
    else:
        shown = contact_lines(t, person, contact, person.delegation)
    text = lines(
        bold(t("Your contact card")),
        t("When both sides of a match have said yes, the other side gets this and no more:"),
        Html(""),
        shown,
        Html(""),
        italic(t("It is read when it leaves: what you change here holds for every card sent after it.")),
    )
    fields = [
        Button(
            f"{label} ✓" if getattr(contact, field) else label,
            Code("card-field", field),
        )
        for field in CONTACT_FIELDS
        for label in (field_label(t, field),)
    ]
    telegram = Button(
        t.label("Hide my Telegram") if contact.on_telegram else t.label("Show my Telegram"),
        Code("card-telegram", "0" if contact.on_telegram else "1"),
    )
    privacy = Button(t.label("Privacy"), Code("privacy"))
    return Screen(text, (*rows_of(fields), (telegram, privacy)))


def ask_field(t: Translator, question: Question, field: ContactField, contact: Contact) -> Screen:
    ask = {
        "name": t("Type your name as the other side shall read it. At most 80 characters."),
        "function": t("Type your function, such as “Police Adviser”. At most 80 characters."),
        "email": t("Type the e-mail address that the other side may write to."),
        "phone": t("Type the telephone number with its country's code, such as +39 06 1234 5678."),
    }
    row = [question.cancel(t)]
    if getattr(contact, field):
        row.insert(0, question.option(t.label("Take it off"), "-", "danger"))
    return Screen(ask[field], (tuple(row),))


def field_label(t: Translator, field: ContactField) -> str:
    words = {
        "name": t.label("Name"),
        "function": t.label("Function"),
        "email": t.label("E-mail"),
        "phone": t.label("Telephone"),
    }
    return words[field]


def not_understood(t: Translator, field: ContactField) -> str:
    if field == "email":
        return t.label("That is no e-mail address. Type it as name@example.org.")
    if field == "phone":
        return t.label("That is no telephone number with a country's code. Type it as +39 06 1234 5678.")
    return t.label("Please keep to 80 characters.")


def unreachable(t: Translator) -> str:
    return t.label("Your card would name no way to reach you. Add another one first.")


def kept(t: Translator) -> str:
    return t.label("Your card is changed.")
