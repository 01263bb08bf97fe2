"""What comes of the letters that waited for their reader's hours, and what is said of those unanswered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from handlers.kit.i18n import translator
from handlers.kit.screen import Button, Screen
from handlers.kit.turn import Living, Moment
from knowledge.kinds import KINDS
from knowledge.rhythm import Rhythm
from storage import digests, held, people, rhythms
from storage.database import Store
from storage.digests import Digest
from storage.held import Held
from storage.people import Person

_FORGOTTEN_AFTER = timedelta(days=14)
# On these mornings after it was told, what still waits for an answer is called to mind.
_RECALLED_AFTER = (1, 3, 7)
# The button without which a letter needs no answer any more.
_ANSWERED_BY = {
    "need-notice": "match-no",
    "match-answer": "match-ok",
    "question": "question",
    "need-clearing": "need-clear",
    "access-request": "grant",
    "proposal": "approve",
    "broadcast-asked": "declinebroadcast",
}


class Said(NamedTuple):
    """A letter, and what it says by now."""

    letter: Held
    screen: Screen


def wake(moment: Moment, subject: str) -> datetime | None:
    """A working day begins, or a pause is over: what was held comes now, several in one card."""
    reader = people.by_id(moment.store, int(subject))
    if reader is None:
        return None
    rhythm = rhythms.of(moment.store, reader.id)
    opens = rhythm.hours.opens(max(moment.now, rhythm.paused_until or moment.now))
    if opens == moment.now and reader.suspended is None and not reader.is_stopped:
        _bring(moment, reader, rhythm)
        return rhythm.hours.next_opening(moment.now)
    if opens == moment.now:
        opens = rhythm.hours.next_opening(moment.now)
    for letter in held.held(moment.store, reader.id, moment.now):
        held.hold_until(moment.store, letter.id, opens)
    return opens


def _bring(moment: Moment, reader: Person, rhythm: Rhythm) -> None:
    fresh: list[Said] = []
    for letter in held.held(moment.store, reader.id, moment.now):
        if not (kind := KINDS[letter.kind]).rule.merges and not letter.is_withheld:
            held.release(moment.store, letter, moment.now, kind.lives)
        elif (said := says(moment.world.living, moment.store, reader, letter)) is None:
            held.skip(moment.store, letter.id, "nothing to say any more", moment.now)
        else:
            fresh.append(said)
    missed = _missed(moment, reader)
    fresh = list(_still_news(moment, [*missed, *fresh]))
    waiting = _waiting(moment, reader, rhythm, {said.letter.subject for said in fresh})
    if len(fresh) == 1 and not waiting and not missed:
        held.release(moment.store, fresh[0].letter, moment.now, KINDS[fresh[0].letter.kind].lives)
    elif fresh or waiting:
        _gather(moment, reader, rhythm, fresh, waiting)


def _still_news(moment: Moment, fresh: Sequence[Said]) -> Iterator[Said]:
    """Without what was answered or over before its reader heard of it, and what became of it meanwhile."""
    unheard = {said.letter.subject for said in fresh if said.letter.kind == "need-notice"}
    for said in fresh:
        about = said.letter.subject.partition(".")[0]
        is_over = said.letter.kind in _ANSWERED_BY and not awaits(said) and not said.screen.is_protected
        if is_over or (said.letter.kind == "need-change" and about in unheard):
            held.skip(moment.store, said.letter.id, "over before it was read", moment.now)
        else:
            yield said


def says(living: Mapping[str, Living], store: Store, reader: Person, letter: Held) -> Said | None:
    """What a letter says by now; None where there is nothing to say any more."""
    if letter.is_withheld:
        return None
    screen = living[letter.kind](store, translator(reader.language), reader, letter.subject)
    return Said(letter, screen) if isinstance(screen, Screen) else None


def _missed(moment: Moment, reader: Person) -> list[Said]:
    """What was new on the last card, where that never came; what waited comes to mind again by itself."""
    last = digests.unheard(moment.store, reader.id, moment.now)
    return contents(moment.world.living, moment.store, reader, last)[0] if last is not None else []


def _gather(
    moment: Moment, reader: Person, rhythm: Rhythm, fresh: Sequence[Said], waiting: Sequence[Said]
) -> None:
    """One card for all of it; what awaits an answer first, then as it came."""
    first = sorted(fresh, key=lambda said: not awaits(said))
    today, ref = rhythm.hours.local(moment.now).date(), moment.new_ref()
    ids = tuple(said.letter.id for said in first), tuple(said.letter.id for said in waiting)
    digests.add(moment.store, Digest(ref, reader.id, today, *ids))
    for said in fresh:
        held.gather(moment.store, said.letter.id, ref, moment.now)
    moment.tell(reader.id, "digest", ref, f"digest:{ref}")


def awaits(said: Said) -> bool:
    """Whether a letter still asks its reader for an answer."""
    route = _ANSWERED_BY.get(said.letter.kind)
    buttons = (button for row in said.screen.rows for button in row if isinstance(button, Button))
    return any(button.code.route == route for button in buttons)


def _waiting(moment: Moment, reader: Person, rhythm: Rhythm, but: set[str]) -> list[Said]:
    """What was told before and still waits for the reader's answer, if this is a morning to say so.

    `but`: what comes today anyway, by its subject.
    """
    store, today = moment.store, rhythm.hours.local(moment.now).date()
    if digests.had_on(store, reader.id, today):
        return []
    kinds = tuple(kind for kind in _ANSWERED_BY if KINDS[kind].sort not in rhythm.muted)
    told = held.told(store, reader.id, kinds, moment.now - _FORGOTTEN_AFTER)
    latest = {letter.subject: letter for letter in told if letter.subject not in but}
    days = {subject: _local_day(rhythm, letter) for subject, letter in latest.items()}
    due = [letter for subject, letter in latest.items() if is_recalled(rhythm, days[subject], today)]
    if not any(_open(moment, reader, due)):
        return []
    return list(_open(moment, reader, [each for each in latest.values() if days[each.subject] < today]))


def _open(moment: Moment, reader: Person, letters: Sequence[Held]) -> Iterator[Said]:
    """Those of them that still ask for an answer."""
    for letter in letters:
        said = says(moment.world.living, moment.store, reader, letter)
        if said is not None and awaits(said):
            yield said


def _local_day(rhythm: Rhythm, letter: Held) -> date:
    return rhythm.hours.local(letter.sent_at or letter.created_at).date()


def is_recalled(rhythm: Rhythm, told_on: date, today: date) -> bool:
    """Whether this working day is the first since one of the days on which it is called to mind."""
    before = next(
        day for back in range(1, 8) if (day := today - timedelta(back)).weekday() in rhythm.hours.days
    )
    return any(before < told_on + timedelta(after) <= today for after in _RECALLED_AFTER)


def contents(
    living: Mapping[str, Living], store: Store, reader: Person, digest: Digest
) -> tuple[list[Said], list[Said]]:
    """What the letters of such a card say by now: those that came, and those that still wait."""
    fresh, waiting = (
        [
            said
            for letter in held.by_ids(store, reader.id, ids)
            if (said := says(living, store, reader, letter)) is not None
        ]
        for ids in (digest.fresh, digest.waiting)
    )
    return fresh, [said for said in waiting if awaits(said)]
