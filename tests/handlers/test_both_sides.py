"""Who needs and who offers read the same points of a match."""

from hypothesis import given, settings

from handlers.kit.fits import reasons_of, summary
from handlers.kit.html import plain
from handlers.kit.i18n import translator
from handlers.matches import views
from knowledge.matching import fit
from knowledge.taxonomy import shipped_taxonomy
from storage import matches, needs
from tests.knowledge.test_matching_properties import NEEDS, programmes
from tests.support.match_screens import ASKER, READER, a_match, a_need


@settings(max_examples=60, deadline=None)
@given(NEEDS, programmes())
def test_both_sides_read_the_same_points(body, programme):
    found = fit(body, "CD", programme, shipped_taxonomy())
    if found is None:
        return
    t, names = translator("en"), {programme.id: programme}
    need, match = a_need(needs.OPEN, body), a_match(matches.TOLD, (found,))
    told = [str(line) for line in reasons_of(t, found, "CD")]
    for screen in (
        views.notice(t, need, match, names, [], "", READER),
        views.offer(t, need, match, names, [], ASKER),
    ):
        assert all(line in screen.text for line in told)
        assert summary(t, found) in plain(screen.text)
