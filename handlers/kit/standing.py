"""Whether a provider has said that what is written of its programme is true."""

from handlers.kit.html import Html
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from storage.programmes import Entry


def confirmation(t: Translator, entry: Entry) -> Html:
    """Who confirmed it, and on which day; or that nobody has."""
    if entry.confirmed_at is None:
        return t("Not confirmed by the provider.")
    owner, when = provider(entry.owner, t.language), t.day(entry.confirmed_at.date())
    return t("Confirmed by {provider} on {when}.", provider=owner, when=when)
