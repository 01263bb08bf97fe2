"""What the other side of a match gets: the same lines in its owner's preview and in the letter."""

from handlers.kit.html import Html, bold, clean, clip, escape, lines, mention
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.turn import Turn
from storage import contacts
from storage.contacts import Contact
from storage.people import Person

_NAME_SHOWN = 80


def contact_lines(t: Translator, owner: Person, card: Contact, delegation: str) -> Html:
    """Who it is, for whom they speak, and the ways to reach them that they chose."""
    name = clip(card.name or clean(owner.name), _NAME_SHOWN)
    who = mention(name, owner.telegram_id) if card.on_telegram else escape(name)
    speaks = t(
        "{person} speaks for {delegation}.", person=who, delegation=bold(provider(delegation, t.language))
    )
    return lines(
        speaks,
        t("Function: {function}", function=card.function) if card.function else None,
        t("E-mail: {email}", email=card.email) if card.email else None,
        t("Telephone: {phone}", phone=card.phone) if card.phone else None,
        t("On Telegram: {username}", username=f"@{card.username}")
        if card.on_telegram and card.username
        else None,
    )


def refresh(turn: Turn) -> None:
    """Let somebody's card have their @name of today, where they chose that it has one."""
    card = contacts.of(turn.store, turn.person.id)
    if card.on_telegram and card.username and card.username != turn.incoming.username:
        fresh = card._replace(username=turn.incoming.username or None)
        contacts.put(turn.store, turn.person.id, fresh, turn.now)
