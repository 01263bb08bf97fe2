"""What files tell of needs is done by the same actions as what people do in the chat."""

from typing import Literal, NamedTuple, TypeVar, cast

from handlers.kit.errors import Refused
from handlers.kit.html import clean
from handlers.kit.i18n import translator
from handlers.kit.labels import provider, when
from handlers.kit.turn import Moment
from handlers.needs import actions
from handlers.needs.importing import Imported
from handlers.needs.readings import draft_in
from knowledge.needs import NeedBody, When
from storage import addressees, audit, needs, profile
from storage.needs import Need, Visibility

_OVER = (needs.WITHDRAWN, needs.DISCARDED)
_NOTHING = NeedBody()
_Done = TypeVar("_Done")


class NotTaken(Refused):
    """A row that can't be kept; `field` is the one to mend."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


class Taken(NamedTuple):
    """What became of a row, and what should be known about it."""

    outcome: Literal["new", "changed", "same"]
    remark: str | None = None


class _Viewers(NamedTuple):
    """Who may see it: the level, the providers that it names, and whether they read whose it is."""

    visibility: Visibility
    named: tuple[str, ...]
    is_anonymous: bool


_ANYBODY_FITTING = _Viewers(needs.MATCHED, (), is_anonymous=False)


class _Wish(NamedTuple):
    """What a row wants a need to be; `passed` is a time in its words that lies behind us."""

    body: NeedBody
    state: str
    passed: When | None


def take_in(moment: Moment, row: Imported) -> Taken:
    """Keep what a row says; raises `NotTaken`, and what was begun is then the caller's to undo.

    A row that was taken before does nothing, whatever people have done with its need since.
    """
    need, note = needs.known(moment.store, row.id), f"need:{row.id}"
    if need is None:
        taken = _begin(moment, row)
    elif profile.known(moment.store, note) == row.fingerprint:
        is_ended = need.state in _OVER and row.state != needs.WITHDRAWN
        return Taken("same", f"it was {need.state} here: it stays so" if is_ended else None)
    else:
        taken = _change(moment, row, need)
    profile.change(moment.store, note, row.fingerprint)
    return taken


def _begin(moment: Moment, row: Imported) -> Taken:
    wish, viewers = _wish(moment, row, None), _viewers(moment, row, None)
    remark = _checked(moment, wish, None)
    need = _sure(needs.add(moment.store, row.id, row.delegation, None, wish.body, moment.now))
    if viewers != _ANYBODY_FITTING:
        _show_to(moment, need, viewers)
    need = _again(moment, need)
    _record(moment, None, need)
    if wish.state == needs.WITHDRAWN:
        _move(moment, need, needs.WITHDRAWN, "withdrew a need", ended_at=moment.now)
    else:
        _bring_to(moment, need, wish.state)
    return Taken("new", remark)


def _change(moment: Moment, row: Imported, need: Need) -> Taken:
    wish = _wish(moment, row, need)
    seen, viewers = _seen(moment, need), _viewers(moment, row, need)
    wanted = (row.delegation, viewers, wish.body, wish.state)
    if wanted == (need.delegation, seen, need.body, _state(need)):
        return Taken("same")
    _may_change(row, need, wish)
    if viewers != seen and need.state != needs.DRAFT:
        raise NotTaken("visibility", f"it is out already and stays {need.visibility}: people were told so")
    remark = None if wish.state == needs.WITHDRAWN else _checked(moment, wish, need)
    if row.delegation != need.delegation:
        _sure(needs.give_to(moment.store, need, row.delegation, moment.now))
    if viewers != seen:
        _show_to(moment, _again(moment, need), viewers)
    _record(moment, need, _again(moment, need))
    if wish.body != need.body:
        _sure(actions.rewrite(moment.store, _again(moment, need), wish.body, moment.now))
    _bring_to(moment, _again(moment, need), wish.state)
    return Taken("changed", remark)


def _seen(moment: Moment, need: Need) -> _Viewers:
    named = addressees.of_need(moment.store, need.id)
    return _Viewers(cast("Visibility", need.visibility), named, need.is_anonymous)


def _viewers(moment: Moment, row: Imported, need: Need | None) -> _Viewers:
    """Who a row wants to see its need; raises `NotTaken` where that says too little or too much."""
    known = _seen(moment, need) if need is not None else _ANYBODY_FITTING
    visibility = row.visibility or known.visibility
    named = known.named if row.providers is None else tuple(sorted(set(row.providers)))
    if visibility != needs.NAMED and row.providers:
        raise NotTaken("providers", "only a need of the visibility named has them")
    if visibility == needs.NAMED and not 1 <= len(named) <= actions.MOST_NAMED:
        why = f"named needs 1 to {actions.MOST_NAMED} providers, as in providers: [IT, org:EU]"
        raise NotTaken("providers" if row.providers else "visibility", why)
    if row.delegation in named:
        raise NotTaken("providers", "a need names other delegations than its own")
    is_anonymous = known.is_anonymous if row.anonymous is None else row.anonymous
    is_named = visibility == needs.NAMED
    return _Viewers(visibility, named if is_named else (), is_anonymous and visibility != needs.SECRETARIAT)


def _show_to(moment: Moment, need: Need, viewers: _Viewers) -> None:
    visibility, named, is_anonymous = viewers
    _sure(needs.show_to(moment.store, need, visibility, is_anonymous=is_anonymous))
    addressees.put(moment.store, need.id, named, moment.now)


def _wish(moment: Moment, row: Imported, need: Need | None) -> _Wish:
    """What a row leaves out is read from new words; with the words that are there it stays as it is."""
    if need is not None and (not row.has_words or row.words == need.body.words):
        return _Wish(row.body(need.body), row.state or _state(need), None)
    read, passed = _read(moment, row.words)
    state = row.state or (_state(need) if need is not None else needs.OPEN)
    return _Wish(row.body(read), state, passed)


def _read(moment: Moment, words: str) -> tuple[NeedBody, When | None]:
    """The draft that these words make in the chat, and a time in them that has passed."""
    if not words:
        return _NOTHING, None
    finder, today = moment.world.catalogue.finder(moment.store), moment.now.date()
    read = draft_in(finder, words, today).body
    try:
        actions.read_field(finder, "when", words, today)
    except actions.Passed as passed:
        return read, passed.when
    return read, None


def _may_change(row: Imported, need: Need, wish: _Wish) -> None:
    """Raises `NotTaken` for what can't be changed (any more)."""
    if need.state in _OVER:
        raise NotTaken("state", f"it was {need.state} here and stays so: a new need takes a new id")
    is_out = need.state != needs.DRAFT
    if row.delegation != need.delegation and (is_out or need.author is not None):
        whose = provider(need.delegation, "en")
        raise NotTaken("delegation", f"this need is that of {whose}: for another, write another id")
    if wish.state == needs.DRAFT and is_out:
        raise NotTaken("state", "it is out already and can't be a draft again: paused or withdrawn")


def _checked(moment: Moment, wish: _Wish, need: Need | None) -> str | None:
    """Raises `NotTaken` for what can't go out; a remark for a draft that could not."""
    body, is_draft = wish.body, wish.state == needs.DRAFT
    if not (is_draft or body.capabilities):
        why = "none is given, and none can be read from the words: without one it can only be a draft"
        raise NotTaken("capabilities", why)
    is_known = need is not None and need.body.when == body.when
    late = body.when or (None if body.is_answered("when") else wish.passed)
    if late is None or is_known or wish.state == needs.WITHDRAWN or not late.is_over(moment.now.date()):
        return None
    said = clean(when(translator("en"), late.relation, late.start, late.end))
    if is_draft:
        return f"“{said}” has passed: write a later time before it goes out"
    raise NotTaken("when" if body.when else "words", f"“{said}” has passed: write a later time")


def _bring_to(moment: Moment, need: Need, state: str) -> None:
    """Take the steps that people take in the chat; what waits for its minute is left to the clock."""
    if state == _state(need):
        return
    if state == needs.OPEN and need.state == needs.DRAFT:
        _sure(needs.move(moment.store, need, needs.QUEUED, release_at=moment.now))
        _sure(actions.release(moment, _again(moment, need), None))
    elif state == needs.OPEN:
        _sure(actions.resume(moment, None, need))
    elif state == needs.PAUSED and need.state == needs.OPEN:
        _sure(actions.pause(moment, None, need))
    elif state == needs.PAUSED:  # nobody was told of it yet
        _move(moment, need, needs.PAUSED, "paused a need", published_at=moment.now)
    else:
        _sure(actions.withdraw(moment, None, need))


def _state(need: Need) -> str:
    """As a file calls it: what goes out within a minute is open."""
    return needs.OPEN if need.state == needs.QUEUED else need.state


def _move(moment: Moment, need: Need, state: str, verb: str, **values: object) -> None:
    _sure(needs.move(moment.store, need, state, **values))
    audit.record(moment.store, moment.now, None, verb, f"need:{need.ref}")


def _again(moment: Moment, need: Need) -> Need:
    return _sure(needs.by_id(moment.store, need.id))


def _sure(done: _Done | None) -> _Done:
    """On a server somebody may change the same need in the same moment."""
    if not done:
        raise NotTaken("id", "somebody changed this need in the same moment: import again")
    return done


def _record(moment: Moment, before: Need | None, after: Need) -> None:
    audit.record(
        moment.store,
        moment.now,
        None,
        "imported a need",
        f"need:{after.ref}",
        before=_summary(before) if before else None,
        after=_summary(after),
    )


def _summary(need: Need) -> dict[str, object]:
    names: dict[str, object] = {
        "delegation": need.delegation,
        "visibility": need.visibility,
        "state": need.state,
    }
    names |= {"anonymous": True} if need.is_anonymous else {}
    return names | {"body": need.body.model_dump(mode="json", exclude_defaults=True)}
