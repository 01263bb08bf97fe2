"""*Text for capital*: a few plain lines to forward, in the language in which a state's capital reads."""

from collections.abc import Iterable

from handlers.kit.html import Html, lines
from handlers.kit.i18n import Translator, supported, translator
from handlers.kit.screen import Screen
from knowledge.programmes import ORGANISATION

MOST_LINES = 10


def capital_t(delegation: str, otherwise: Translator) -> Translator:
    """The translator of a state's official language; the reader's own where we speak none of its."""
    if delegation.startswith(ORGANISATION):
        return otherwise
    from babel.languages import get_official_languages

    official = (supported(code) for code in get_official_languages(delegation, de_facto=True))
    return translator(next((code for code in official if code), otherwise.language))


def for_capital(t: Translator, *parts: Html | Iterable[Html] | None) -> Screen:
    """Ten lines at most, without buttons: it is forwarded as it stands. The last says what it is not."""
    said: list[Html] = []
    for part in parts:
        if isinstance(part, Html):
            said.append(part)
        elif part is not None:
            said.extend(part)
    last = t("Clearinghouse. Commits nobody: agreements are made by note verbale. Not classified.")
    return Screen(lines(*said[: MOST_LINES - 1], last))


def told_below(t: Translator) -> str:
    return t.label("Below: a text that you can forward.")
