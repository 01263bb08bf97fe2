"""What people are told of posts; written when it leaves, from the rows, with its reader's rights."""

from handlers.kit.i18n import Translator
from handlers.kit.screen import Screen
from handlers.people import letterviews as views
from handlers.people.letterviews import Luggage
from knowledge.rights import ROLES
from storage import dialogs, meetings, needs, people, posts, searches
from storage.database import Store
from storage.people import Person
from storage.posts import Post


def post_news(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """What somebody else has done to the reader's post."""
    number, _, what = subject.partition(".")
    post = posts.record(store, int(number))
    if post is None or post.person != reader.id or (what != "ended" and not post.is_held):
        return None
    return views.post_news(t, post, what)


def no_focal_point(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """For the secretariat, as long as it is so."""
    delegation, named, _ = subject.split("~")
    role = next(each for each in ROLES if each == named)
    if reader.role != "secretariat" or posts.leader(store, delegation, role) is not None:
        return None
    left = posts.held(store, delegation, role)
    return views.no_focal_point(t, delegation, role, left[0] if left else None)


def receipt(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """For whoever handed the post over; they have no right to anything else of it."""
    old, new = _change(store, subject)
    if old is None or new is None or old.person != reader.id:
        return None
    return views.receipt(t, new, _luggage(store, new))


def welcome(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """For the successor, as long as the post is theirs."""
    old, new = _change(store, subject)
    if old is None or new is None or new.person != reader.id or not new.is_held:
        return None
    return views.welcome(t, old, new, _luggage(store, new))


def news(store: Store, t: Translator, reader: Person, subject: str) -> Screen | None:
    """For colleagues and the secretariat."""
    old, new = _change(store, subject)
    if old is None or new is None:
        return None
    concerned = reader.role == "secretariat" or reader.delegation == new.delegation
    return views.news(t, old, new, reader) if concerned else None


def _change(store: Store, subject: str) -> tuple[Post | None, Post | None]:
    """The post that was handed over, and the one that came of it."""
    new = posts.record(store, int(subject))
    old = posts.record(store, new.follows) if new is not None and new.follows is not None else None
    return old, new


def _luggage(store: Store, new: Post) -> Luggage:
    """What went along, as it stands now."""
    person = people.by_id(store, new.person)
    if person is None or person.delegation != new.delegation:
        return Luggage(0, 0, 0, 0, has_dialog=False)
    own = needs.of_delegation(store, person) if new.role == "recipient" else []
    return Luggage(
        len(own),
        len(needs.with_matches(store, person)),
        len(meetings.planned(store, new.since)),
        len(searches.saved_by(store, person.id)),
        has_dialog=dialogs.of(store, person.id) is not None,
    )
