"""Sentences in the reader's language. The message id is the English sentence."""

import gettext
from datetime import date
from functools import lru_cache
from importlib import resources
from io import BytesIO

from handlers.kit.html import Html, isolate, plain

# Languages that every screen speaks, with the name each gives itself.
LANGUAGES = {"en": "English", "fr": "Français"}
DEFAULT = "en"


class Translator:
    """`t("… {name} …", name=x)` gives safe `Html`: every argument is escaped and isolated."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else DEFAULT
        self._catalogue = _catalogue(self.language)

    def __call__(self, sentence: str, /, **values: object) -> Html:
        return _filled(self._catalogue.gettext(sentence), values)

    def many(self, one: str, several: str, count: int, /, **values: object) -> Html:
        """The sentence for this number of things; `{count}` is the number."""
        return _filled(self._catalogue.ngettext(one, several, count), {"count": count, **values})

    def day(self, day: date, *, weekday: bool = False) -> str:
        """A day as people write it: `1 June 2027`, or `Tuesday 1 June 2027`."""
        from babel.dates import format_date

        number = "'1er'" if self.language == "fr" and day.day == 1 else "d"
        pattern = f"EEEE {number} MMMM y" if weekday else f"{number} MMMM y"
        return format_date(day, pattern, locale=self.language)

    def label(self, sentence: str, /, **values: object) -> str:
        """For button labels and toasts: plain text, not HTML."""
        return plain(self(sentence, **values))


@lru_cache(maxsize=16)
def translator(language: str) -> Translator:
    """Catalogues are read once, when somebody first needs their language."""
    return Translator(language)


def supported(code: str | None) -> str | None:
    """A language of ours for a phone's language code (`fr-CA` → `fr`); None when we don't speak it."""
    base = (code or "").lower().replace("_", "-").partition("-")[0]
    return base if base in LANGUAGES else None


def _filled(sentence: str, values: dict[str, object]) -> Html:
    if not values:
        return Html(sentence)
    return Html(sentence.format_map({name: isolate(value) for name, value in values.items()}))


def _catalogue(language: str) -> gettext.NullTranslations:
    file = resources.files("handlers") / "locales" / f"{language}.po"
    if language == DEFAULT or not file.is_file():
        return gettext.NullTranslations()
    return _compiled(file.read_bytes())


def _compiled(catalogue: bytes) -> gettext.GNUTranslations:
    # Read from the source, so that there is no compiled copy that could be out of date.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(catalogue)))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
