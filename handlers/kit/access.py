"""Who may do what: asked of the rows on every tap, never of the button."""

from collections.abc import Callable
from functools import wraps

from handlers.kit.book import Answer
from handlers.kit.errors import Refused
from handlers.kit.i18n import Translator
from handlers.kit.turn import Moment, Turn
from storage import delegations
from storage.delegations import Role


def needs_role(*roles: Role) -> Callable[[Answer], Answer]:
    """Only a person whose post has one of these roles gets through; everybody else is told so."""

    def guard(answer: Answer) -> Answer:
        @wraps(answer)
        def checked(turn: Turn) -> None:
            demand(turn, *roles)
            answer(turn)

        return checked

    return guard


def demand(turn: Turn, *roles: Role) -> None:
    """The same in the middle of something, such as a form: refuses whoever has none of these roles."""
    if turn.person.role not in roles:
        raise Refused(_only_for(turn.t)[roles[0]] if len(roles) == 1 else _for_posts(turn.t))


def needs_post(answer: Answer) -> Answer:
    """Only somebody who holds a post, whatever its role, gets through; everybody else is told the way."""

    @wraps(answer)
    def checked(turn: Turn) -> None:
        if turn.person.role is None:
            raise Refused(_for_posts(turn.t))
        answer(turn)

    return checked


def tell_role(moment: Moment, role: Role, kind: str, subject: str) -> None:
    """Owe the same letter to everybody who holds a role now."""
    for person in delegations.holders(moment.store, role):
        moment.tell(person, kind, subject, _key(kind, subject, person))


def renew_role(moment: Moment, role: Role, kind: str, subject: str) -> None:
    """Let that letter say on everybody's phone what holds now."""
    for person in delegations.holders(moment.store, role):
        moment.renew(person, kind, subject, _key(kind, subject, person))


def _key(kind: str, subject: str, person: int) -> str:
    return f"{kind}:{subject}:{person}"


def _for_posts(t: Translator) -> str:
    return t.label("This is for people who hold a post here. To ask for one: /access")


def _only_for(t: Translator) -> dict[Role, str]:
    return {
        "secretariat": t.label("This is for the secretariat only."),
        "provider": t.label("This is for people who speak for a provider."),
        "recipient": t.label("This is for people who speak for a recipient."),
    }
