"""Who may do what: the table of `knowledge.rights`, asked of the rows on every tap, never of the button."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from handlers.kit.book import Answer
from handlers.kit.errors import Denied
from handlers.kit.i18n import Translator
from handlers.kit.labels import provider
from handlers.kit.turn import Moment, Turn
from knowledge.rights import Right, Role, holders
from knowledge.rights import may as may_post
from storage import audit, delegations, posts
from storage.needs import Need
from storage.people import Person

_Any = TypeVar("_Any", bound=Callable[..., None])


def may(*rights: Right) -> Callable[[Answer], Answer]:
    """Only somebody whose post has one of these rights gets through; everybody else is told why not."""

    def guard(answer: Answer) -> Answer:
        @wraps(answer)
        def checked(turn: Turn) -> None:
            demand(turn, *rights)
            answer(turn)

        checked.rights = rights  # type: ignore[attr-defined]  # the book asks for it
        return checked

    return guard


def anybody(answer: _Any) -> _Any:
    """Said of what needs no post: the book takes nothing of which nobody has said who may."""
    answer.rights = ()  # type: ignore[attr-defined]
    return answer


def even_leaving(answer: _Any) -> _Any:
    """Said of what also somebody may who asked to be erased; all else waits until they take it back."""
    answer.even_leaving = True  # type: ignore[attr-defined]
    return answer


def beside_forms(answer: _Any) -> _Any:
    """Said of what leaves a question that is open as it is: it neither answers nor ends it."""
    answer.beside_forms = True  # type: ignore[attr-defined]
    return answer


def demand(turn: Turn, *rights: Right) -> None:
    """The same in the middle of something, such as a form: refuses whoever has none of these rights."""
    if not has(turn.person, *rights):
        raise Denied(why_not(turn, rights))


def while_suspended(turn: Turn) -> Answer | None:
    """What answers a person whose post is suspended, whatever they do; None for everybody else."""
    if turn.person.suspended is None or turn.incoming.deed in ("group", "left", "returned"):
        return None
    return _is_suspended


def has(person: Person, *rights: Right) -> bool:
    """Whether a person's post has one of these rights."""
    return any(may_post(person.role, person.rank, right) for right in rights)


def note_reading(turn: Turn, need: Need) -> None:
    """Put on record who opens a need that not everybody may see: once a person, need and day.

    Its own delegation reads it without a word.
    """
    if need.is_restricted and need.delegation != turn.person.delegation:
        day = turn.now.replace(hour=0, minute=0, second=0, microsecond=0)
        subject = f"need:{need.ref}"
        audit.record_once(turn.store, turn.now, turn.person.id, "read a restricted need", subject, day)


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


def why_not(turn: Turn, rights: tuple[Right, ...]) -> str:
    """What to tell somebody without these rights, by what is missing.

    That is a post at all, one of another role, or one that may do more.
    """
    t, person = turn.t, turn.person
    roles = {role for right in rights for role, _ in holders(right)}
    if person.role is None and (last := posts.last_of(turn.store, person.id)) is not None:
        name = provider(last.delegation, t.language)
        return t.label("This is no longer yours: your post for {delegation} has ended.", delegation=name)
    if person.role is None and len(roles) > 1:
        return t.label("This is for people who hold a post here. To ask for one: /access")
    if person.role not in roles:
        return _only_for(t, roles)
    if person.role == "secretariat":
        return t.label("This is for administrators of the secretariat only.")
    if person.rank == "observer":
        return t.label("Your post is that of an observer: you can read, your colleagues act.")
    return t.label("This is for the focal point of your delegation.")


@anybody
def _is_suspended(turn: Turn) -> None:
    t, name = turn.t, provider(turn.person.suspended or "", turn.t.language)
    raise Denied(
        t.label(
            "Your post for {delegation} is suspended. Ask your focal point or the secretariat to lift it.",
            delegation=name,
        )
    )


def _only_for(t: Translator, roles: set[str | None]) -> str:
    if roles == {"secretariat"}:
        return t.label("This is for the secretariat only.")
    if roles == {"provider"}:
        return t.label("This is for people who speak for a provider.")
    if roles == {"recipient"}:
        return t.label("This is for people who speak for a recipient.")
    return t.label("This is not for your post.")
