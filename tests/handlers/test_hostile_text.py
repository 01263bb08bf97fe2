"""Whatever people type, every screen stays what it is: no tag, no link and no line of theirs becomes ours."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import Phase, given, settings

from bot.render import MAX_UNITS, render, utf16_length, within
from bot.sandbox.html import parse_html
from handlers.joining.actions import Trouble
from handlers.kit.html import clean, escape, mention
from handlers.kit.i18n import LANGUAGES, Translator, translator
from handlers.kit.screen import Screen
from handlers.programmes import asking
from handlers.programmes import views as programmes
from handlers.programmes.facts import FIELDS
from knowledge.needs import When
from knowledge.search import Finder
from tests.handlers import test_screens as usual
from tests.handlers.test_locales import arguments, catalogue, sentences
from tests.support import hostile, match_screens

_QUICKLY = tuple(phase for phase in Phase if phase is not Phase.shrink)
_UNSEEN = {
    *range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x61C, 0x115F, 0x1160, 0x200B, 0x200E, 0x200F,
    *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0200),
}  # fmt: skip


@cache
def shipped() -> Finder:
    return Finder.shipped()


def tags(html: str) -> list[tuple[str, str]]:
    """Each tag of a text, and the address or the person it leads to, in order."""
    found = parse_html(html)[1]
    return [(entity["type"], str(entity.get("url") or entity.get("user_id") or "")) for entity in found]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=15, deadline=None)
@given(hostile.texts)
def test_no_sentence_gets_a_tag_from_what_stands_in_it(language: str, text: str):
    """Every sentence that people are told, with the same text for each of its arguments."""
    t, translated = translator(language), catalogue(language) if language != "en" else {}
    for sentence in sentences():
        names = {name[1:-1] for name in arguments(sentence) if name.startswith("{")}
        harmless = t(sentence, **dict.fromkeys(names, "x"))
        assert tags(t(sentence, **dict.fromkeys(names, text))) == tags(harmless), translated.get(sentence)


@settings(max_examples=1_000, deadline=None)
@given(hostile.texts)
def test_what_is_cleaned_hides_reorders_and_piles_up_nothing(text: str):
    cleaned = clean(text)
    assert _UNSEEN.isdisjoint(map(ord, cleaned))
    cleaned.encode()
    assert clean(cleaned) == cleaned
    pile = 0
    for character in cleaned:
        pile = pile + 1 if unicodedata.category(character) in ("Mn", "Me") or character == "\u200d" else 0
        assert pile <= 4
    assert parse_html(escape(text)) == (cleaned, [])


@settings(max_examples=300, deadline=None)
@given(hostile.texts)
def test_a_name_that_opens_a_profile_opens_that_one_only(text: str):
    assert set(tags(mention(text, 5))) <= {("text_mention", "5")}


@settings(max_examples=200, deadline=None)
@given(hostile.texts)
def test_a_text_cut_to_telegram_s_length_stays_whole(text: str):
    cut = within(f"<blockquote><b>{escape(text * 200)}</b></blockquote>", MAX_UNITS)
    assert {kind for kind, _ in tags(cut)} <= {"blockquote", "bold"}
    assert utf16_length(parse_html(cut)[0]) <= MAX_UNITS


def test_letters_of_real_languages_pass_as_they_are():
    for text in ("مُدَرِّبَةٌ", "می‌خواهم", "ਸਿਖਲਾਈ", "huấn luyện", "👩🏽‍🚒 ❤️", "déminage", "建制警察"):
        assert clean(text) == text


@settings(max_examples=40, deadline=None, phases=_QUICKLY)
@given(hostile.texts)
def test_every_screen_has_no_link_but_ours_and_no_preview(text: str):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _with(text).items():
            module, _, attribute = name.rpartition(".")
            patch.setattr({"usual": usual, "match": match_screens}[module], attribute, value)
        for screen in _screens(translator("fr"), text):
            content = render(screen, usual.LARGEST_ID, usual.KEYS)
            assert '"link_preview_options": {"is_disabled": true}' in content
            found = tags(screen.text)
            assert "text_link" not in {kind for kind, _ in found}
            assert ("text_mention", "777") not in found
            for row in json.loads(content).get("reply_markup", {}).get("inline_keyboard", []):
                for label in (button["text"] for button in row):
                    assert label.strip()
                    assert _UNSEEN.isdisjoint(map(ord, label))
                    assert "\n" not in label


def _with(text: str) -> dict[str, Any]:
    """The people, needs and programmes of the usual screens, with this text wherever a person's can stand."""
    someone = usual.NOBODY._replace(name=text)
    full = match_screens.FULL.model_copy(update={"words": text, "when": When(relation="by", end=usual.TODAY)})
    asked = match_screens.ANSWERED._replace(words=text, answer=text)
    return {
        "usual.LONG_NAME": text,
        "usual.A_TEXT": text,
        "usual.NOBODY": someone,
        "usual.SECRETARY": usual.SECRETARY._replace(name=text),
        "usual.PROVIDER": usual.PROVIDER._replace(name=text),
        "usual.A_REQUEST": usual.A_REQUEST._replace(name=text, words=text),
        "usual.A_MEETING": usual.A_MEETING._replace(title=text),
        "usual.BUSY": usual.BUSY.model_copy(
            update={"name": text, "aliases": (text,), "summary": text, "source": text}
        ),
        "match.LONG_WORDS": text,
        "match.FULL": full,
        "match.ANSWERED": asked,
        "match.OPEN": asked._replace(answer=None),
        "match.READER": match_screens.READER._replace(name=text),
    }


def _screens(t: Translator, text: str) -> Iterator[Screen]:
    for person in (usual.NOBODY, usual.SECRETARY, usual.PROVIDER):
        yield usual.onboarding.welcome(t, person, text)
        for why in get_args(Trouble):
            yield usual.joining.trouble(t, person, why, timedelta(minutes=50))
    yield usual.onboarding.help_(t, text)
    yield usual.onboarding.unknown_command(t, text)
    yield from usual.joining_screens(t)
    for state in usual.STATES:
        yield usual.desk.request_card(t, usual.A_REQUEST._replace(state=state))
    meeting = usual.A_MEETING
    yield usual.listviews.coming_up(t, usual.NOBODY, [meeting] * 3, {}, 0, "UTC")
    yield usual.meetings.meeting(t, usual.SECRETARY, meeting, None, [], usual.NOON, "UTC")
    yield usual.meetings.reminder(t, usual.NOBODY, meeting, None, usual.NOON, "UTC")
    yield from usual.meeting_form_screens(t)
    yield from usual.broadcast_screens(t, text)
    yield from usual.saved_screens(t)
    entry = usual.entry_of(usual.BUSY)
    yield programmes.card(t, entry, "abcdefgh.16", usual.TODAY, usual.NOBODY, usual.BUSY)
    yield asking.ask(t, entry, 1, 2)
    yield asking.overview(t, usual.QUESTION, usual.BUSY, FIELDS, text)
    yield from match_screens._matches(t)
    yield from match_screens._questions(t)
    for state in match_screens.STATES:
        need = match_screens.a_need(state, match_screens.FULL)
        yield match_screens.need_views.live(t, match_screens.ASKER, need, [], match_screens.CANDIDATES)
        yield match_screens.clearviews.answered(t, need._replace(sent_back=text), cleared=False)
    yield match_screens.need_lists.all_needs(t, [need], 0)
    finder = shipped()
    yield usual.search.results(
        t,
        finder,
        finder.search(text, limit=5, today=usual.TODAY),
        usual.search.Shown("abcdefgh", 0, usual.TODAY, None),
    )
