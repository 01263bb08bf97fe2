from handlers.kit.buttons import Code
from handlers.kit.screen import Button, Screen


def card(t, finder, programme, search):
    return Screen(t("Card {n}", n=programme.name), ((Button("back", Code("search", f"{search}.0")),),))


def gone(t):
    return "gone"
