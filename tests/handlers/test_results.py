"""What a list of results says and offers, by how sure it is and for whom."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.kit.html import plain
from handlers.kit.i18n import translator
from handlers.kit.screen import Screen
from handlers.search import views
from handlers.search.actions import find
from knowledge.conditions import Condition
from knowledge.search import Finder

TODAY = date(2026, 11, 24)
IN_FRENCH = (Condition("language", "fr"),)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.shipped()


def labels(screen: Screen) -> list[list[str]]:
    return [[plain(button.label) for button in row] for row in screen.rows]


def test_a_doubtful_list_asks_which_capability_is_meant_until_one_was_tapped(finder: Finder):
    t, shown = translator("en"), views.Shown("abcdefgh", 0, TODAY, "recipient", may_declare=True)
    answer = find(finder, "police", TODAY)
    doubtful = replace(answer, verdict="unsure")
    screen = views.results(t, finder, doubtful, shown)
    assert "Is it about one of these? One tap narrows it down." in screen.text
    assert labels(screen)[2:] == [
        ["Individual police…", "Formed police unit", "More"],
        ["Declare as a need", "Tell me of new ones"],
    ]
    tapped = shown._replace(conditions=(Condition("capability", "formed-police"),))
    for other in (views.results(t, finder, answer, shown), views.results(t, finder, doubtful, tapped)):
        assert "Is it about one of these?" not in other.text


def test_nothing_fits_offers_a_need_to_recipients_and_access_to_strangers(finder: Finder):
    t, answer = translator("en"), find(finder, "pizza", TODAY)
    shown = views.Shown("abcdefgh", 0, TODAY, None, IN_FRENCH)
    stranger = views.results(t, finder, answer, shown)
    assert "Nothing in the catalogue fits" in stranger.text
    assert labels(stranger)[:2] == [["In \u2068French\u2069 ✕"], ["Ask for access"]]
    officer = views.results(
        t, finder, answer, shown._replace(role="recipient", conditions=(), may_declare=True)
    )
    assert labels(officer)[0] == ["Declare as a need", "Tell me of new ones"]


def test_conditions_are_echoed_though_nothing_fits_and_subjects_are_not(finder: Finder):
    t, shown = translator("en"), views.Shown("abcdefgh", 0, TODAY, "recipient")

    def said(text: str) -> list[str]:
        answer = replace(find(finder, text, TODAY), verdict="none")
        return plain(views.results(t, finder, answer, shown).text).splitlines()

    assert (
        said("pizza in French before March 2027")[1] == "Understood: \u2068French · before 1 March 2027\u2069"
    )
    assert not any("Understood" in line for line in said("best pizza near headquarters"))


def test_a_topic_is_told_where_no_capability_was_named(finder: Finder):
    t, shown = translator("fr"), views.Shown("abcdefgh", 0, TODAY, "recipient")
    text = "formation à l'évacuation avant le 30 février"
    screen = views.results(t, finder, replace(find(finder, text, TODAY), verdict="match"), shown)
    assert plain(screen.text).splitlines()[1] == (
        "Compris : \u2068évacuation · Formation · « avant le 30 février »\u2069"
    )


def test_what_a_condition_belies_is_no_reason(finder: Finder):
    answer = find(finder, "counter-ied training in French for Chad", TODAY)
    screen = views.results(translator("en"), finder, answer, views.Shown("abcdefgh", 0, TODAY, None))
    for item in plain(screen.text).split("\n\n")[1:]:
        fits, _, fails = item.partition("Does not fit:")
        assert not ("French" in fits and "English only" in fails)
