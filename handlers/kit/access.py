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
            if turn.person.role not in roles:
                raise Refused(_only_for(turn.t)[roles[0]])
            answer(turn)

        return checked

    return guard


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


def _only_for(t: Translator) -> dict[Role, str]:
    return {
        "secretariat": t.label("This is for the secretariat only."),
        "provider": t.label("This is for people who speak for a provider."),
        "recipient": t.label("This is for people who speak for a recipient."),
    }
