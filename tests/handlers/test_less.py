"""Where the button goes that says why a letter came."""

from handlers.hours.whyviews import with_less
from handlers.kit.buttons import Code
from handlers.kit.html import Html
from handlers.kit.i18n import translator
from handlers.kit.screen import Button, Picker, Screen

T = translator("en")
BUTTON = Button("Yes", Code("yes"))
LESS = Button("Why this? Less of it", Code("why", "need-notice"))


def less(*rows: tuple[Button, ...]) -> tuple[tuple[Button, ...], ...]:
    return with_less(T, Screen(Html("A need"), rows), "need-notice").rows


def test_it_is_the_last_row_while_there_is_room_for_one():
    assert less() == ((LESS,),)
    assert less(*[(BUTTON,)] * 3) == (*[(BUTTON,)] * 3, (LESS,))


def test_it_joins_the_fourth_row_where_that_has_one_or_two_buttons():
    assert less(*[(BUTTON,)] * 3, (BUTTON, BUTTON)) == (*[(BUTTON,)] * 3, (BUTTON, BUTTON, LESS))
    full = (*[(BUTTON,)] * 3, (BUTTON,) * 3)
    assert less(*full) == full


def test_it_stays_away_from_the_list_of_people():
    screen = Screen(Html("Who?"), picker=Picker("Choose"))
    assert with_less(T, screen, "need-notice") == screen
