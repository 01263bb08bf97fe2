"""What posts are called, and the people who hold them."""

from handlers.kit.html import Html, bold, clip
from handlers.kit.i18n import Translator
from handlers.kit.labels import remit
from knowledge.rights import Rank, Remit
from storage import invites
from storage.database import Store
from storage.people import Person

_NAME_SHOWN = 60


def rank(t: Translator, code: str) -> str:
    """What a post may do, in a word or two."""
    names = {
        "focal": t.label("focal point"),
        "deputy": t.label("deputy focal point"),
        "member": t.label("member"),
        "observer": t.label("observer"),
        "administrator": t.label("administrator"),
        "officer": t.label("officer"),
    }
    return names.get(code, code)


def post(t: Translator, role: str, rank_: Rank, remit_: Remit) -> Html:
    """A post in words: what it may do and, of a delegation's people, what its notices are about."""
    if role == "secretariat":
        return Html(bold(rank(t, rank_)))
    return t("{rank} ({remit})", rank=bold(rank(t, rank_)), remit=remit(t, remit_))


def known_as(store: Store, person: Person) -> str:
    """The official name under which somebody was invited; else what they call themselves on Telegram."""
    invite = invites.came_by(store, person.id)
    is_of_this_post = invite is not None and invite.delegation == person.delegation
    return clip((invite.name if invite is not None and is_of_this_post else None) or person.name, _NAME_SHOWN)
