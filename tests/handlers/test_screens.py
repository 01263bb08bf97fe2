"""Every screen, in every language, with real data, within what a phone and Telegram can show."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.render import render, utf16_length
from bot.sandbox.html import parse_html
from handlers.kit.buttons import KeyRing
from handlers.kit.html import plain
from handlers.kit.i18n import LANGUAGES, Translator, translator
from handlers.kit.screen import Button, Screen
from handlers.onboarding import views as onboarding
from handlers.programmes import views as programmes
from handlers.search import views as search
from handlers.settings import views as settings
from knowledge.programmes import shipped_programmes
from knowledge.search import Finder

KEYS = KeyRing([b"test"])
LONG_NAME = "عبد الرحمن بن محمد <b>&amp; " + "von und zu Hohenstein-Oberberg " * 8
LARGEST_ID = 2**52
QUERIES = [
    "police",
    "formtion d'unité de police constitué avant juin",
    "تدريب وحدة شرطة مشكّلة على حفظ النظام",
    "重型工程机械操作手40人，部署前培训，法语",
    "<b>&" * 64,
    "pizza",
]


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.shipped()


def screens(t: Translator, finder: Finder) -> Iterator[Screen]:
    yield onboarding.welcome(t, LONG_NAME, LONG_NAME)
    yield onboarding.help_(t, "")
    yield onboarding.unknown_command(t, "x" * 64)
    for kind in ("sticker", "voice", "photo", ""):
        yield onboarding.only_text(t, kind)
    yield settings.languages(t)
    yield search.nothing_typed(t)
    for query in QUERIES:
        answer = finder.search(query, limit=20, today=date(2026, 11, 24))
        yield search.results(t, finder, answer, "abcdefgh", 0)
        yield search.results(t, finder, answer, "abcdefgh", 16)
    for programme in shipped_programmes():
        yield programmes.card(t, programme, "abcdefgh.16")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_a_phone_and_telegram(language: str, finder: Finder):
    for screen in screens(translator(language), finder):
        render(screen, LARGEST_ID, KEYS)  # raises on codes over 64 bytes and on over 100 buttons
        assert utf16_length(plain(screen.text)) <= 1_400, screen.text
        assert len(screen.rows) <= 4, screen.text
        assert all(1 <= len(row) <= 8 for row in screen.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_whole_html_and_every_label_is_plain_text(language: str, finder: Finder):
    for screen in screens(translator(language), finder):
        parse_html(screen.text)
        for button in (button for row in screen.rows for button in row):
            assert 1 <= len(button.label) <= 40
            assert "<b>" not in button.label
            assert "&amp;" not in button.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_a_way_on(language: str, finder: Finder):
    for screen in screens(translator(language), finder):
        assert any(isinstance(button, Button) for row in screen.rows for button in row), screen.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_toasts_and_menus_keep_their_limits(language: str):
    t = translator(language)
    assert len(onboarding.stale_button(t)) <= 200
    assert len(search.forgotten(t)) <= 200
    assert len(onboarding.about(t, LONG_NAME)) <= 512
    assert len(onboarding.short_about(t)) <= 120
    assert all(1 <= len(words) <= 256 for words in onboarding.commands(t).values())
