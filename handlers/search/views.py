"""placeholder"""

from handlers.kit.buttons import Code
from handlers.kit.screen import Button, Screen

PAGE = 5


def read_place(code):
    ref, _, first = (code.args if code else "").partition(".")
    return ref, int(first) if first.isdecimal() else 0


def results(t, finder, answer, ref, first):
    return Screen(
        t("Results for {q}", q=answer.query), ((Button("x", Code("programme", "us-gpoi~" + ref)),),)
    )


def nothing_typed(t):
    return Screen(t("Type what you need."))


def forgotten(t):
    return t.label("That search is gone. Type it again.")
