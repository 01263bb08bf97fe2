"""What is wrong after the dealings: each judgement returns its findings, and none means that all is well.

The rows are read with plain SQL, the phones by what they showed. Only *who fits a need* is asked of the
product (`pairing.plan`): other tests judge the matching, these judge who was told, and when.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from handlers.kit import pairing
from knowledge.needs import NeedBody
from storage import needs
from tests.support.casefile import Casefile, MatchSeen, NeedSeen, Seat
from tests.support.diary import Diary, Glimpse

_TAG = re.compile(r"\bq\d+x\b")
_ASKED = ("told", "later", "interested")
_TROUBLE = ("Traceback", "Something went wrong", "n’a pas pu être traité")


@dataclass
class Judge:
    """`early` are the phones that were there before the first need.

    `doubts` counts for each letter's key how often its message was under way when the bot was killed: it
    may have come that much more often, and, after two kills, not at all.
    """

    world: Diary
    case: Casefile
    early: set[int]
    typed: dict[str, int]
    doubts: Counter[str] = field(default_factory=Counter)
    _fits: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def findings(self) -> list[str]:
        judgements = (self.matches, self.notices, self.contacts, self.consents, self.secrets, self.machine)
        return [finding for judgement in judgements for finding in judgement()]

    # who was told of what

    def matches(self) -> Iterator[str]:
        """Of each need that is out, all who fit and are here are told, and nobody else."""
        for need in self.case.needs.values():
            bodies, found = self.case.bodies(need), self.case.matches_of(need)
            told = {match.delegation for match in found if match.is_told}
            if not bodies or not need.is_told_to_providers:
                if found:
                    yield f"need {need.ref} ({need.state}, {need.visibility}) has matches"
                continue
            could = set().union(*(self._fitting(need, body) for body in bodies))
            for delegation in self._must_know(need, bodies) - told:
                yield f"{delegation} fits need {need.ref} and was not told"
            for delegation in {match.delegation for match in found} - could:
                yield f"{delegation} never fitted need {need.ref} and has a match"

    def notices(self) -> Iterator[str]:
        """One for each person who speaks for a provider that is told of a need; never two, never none."""
        count = self.counted_notices()
        owed = {(seat.phone, match.ref): bounds for match, seat, bounds in self._owed()}
        for (phone, ref), (least, most) in owed.items():
            if not least <= count[phone, ref] <= most:
                steps = " ".join(line.verb.split()[1] for line in self.case.answers(ref))
                yield (
                    f"{count[phone, ref]} notices of match {ref} on phone {phone}, owed {least} to {most} "
                    f"({steps or 'no answer'})"
                )
        yield from (
            f"phone {phone} was told of match {ref} for no reason" for phone, ref in count.keys() - owed
        )

    def counted_notices(self) -> Counter[tuple[int, str]]:
        """How many came to which phone about which match."""
        return Counter((seen.phone, ref) for seen in self.world.glimpses for ref in self._notice(seen))

    def contacts(self) -> Iterator[str]:
        """One card for each of the two who said yes, and for nobody before both had."""
        cards = [(seen, seen.buttons[0].ref) for seen in self.world.glimpses if seen.is_contact]
        count = Counter((seen.phone, ref) for seen, ref in cards if seen.is_new)
        for seen, ref in cards:
            if not seen.consented:
                yield f"phone {seen.phone} showed a contact of match {ref} before both had said yes"
        owed = set()
        for match in self.case.matches.values():
            for person in (match.answered_by, match.decided_by) if match.state == "agreed" else ():
                (seat,) = (seat for seat in self.case.seats if seat.person == person)
                least, most = self._once(f"contact:{match.ref}:{person}")
                owed.add((seat.phone, match.ref))
                if not least <= count[seat.phone, match.ref] <= most:
                    yield f"{count[seat.phone, match.ref]} contact cards of match {match.ref} on {seat.phone}"
        yield from (f"phone {phone} got a contact of match {ref}" for phone, ref in count.keys() - owed)

    def consents(self) -> Iterator[str]:
        """An agreed match has the provider's yes and then the officer's on the audit trail, in a row."""
        for match in self.case.matches.values():
            verbs = [line.verb for line in self.case.answers(match.ref)]
            agreed = verbs.count("match agreed")
            if agreed != (match.state == "agreed"):
                yield f"match {match.ref} is {match.state}, agreed {agreed} times"
            elif agreed and not self.case.is_agreed(match.ref):
                yield f"match {match.ref} is agreed without both sides' yes: {verbs}"

    # who saw what

    def secrets(self) -> Iterator[str]:
        """Whose words and matches stood on which phone."""
        allowed, seats = self._readers(), {seat.phone: seat for seat in self.case.seats}
        for seen in self.world.glimpses:
            yield from self._words(seen.phone, seen.text, allowed)
            if (seat := seats.get(seen.phone)) is not None:
                yield from self._buttons(seen, seat)
        for phone, said in self.world.alerts:
            yield from self._words(phone, said, allowed)

    def machine(self) -> Iterator[str]:
        """Nothing parked, nothing left to do, no excuse on any phone."""
        if (inbox := self.case.states("inbox")).keys() != {"done"}:
            yield f"inbox: {dict(inbox)}"
        for key, state in self.case.letters.items():
            uncertain = state == "uncertain" and self.doubts[key] > 1
            # After days that passed at once, a morning's card is taken over by the next one.
            is_taken_over = state == "skipped" and key.startswith("digest:")
            if state not in ("sent", "dropped") and not uncertain and not is_taken_over:
                yield f"letter {key} is {state}"
        said = [(seen.phone, seen.text) for seen in self.world.glimpses] + self.world.alerts
        for phone, text in said:
            if any(trouble in text for trouble in _TROUBLE):
                yield f"phone {phone} shows {text!r}"

    # how that is known

    def _fitting(self, need: NeedSeen, body: NeedBody) -> set[str]:
        """The delegations whose programmes fit, whether they have somebody here or not."""
        asked = body.model_dump_json(exclude={"words", "settled", "units", "missions"})
        key = need.delegation, need.visibility, asked
        if key not in self._fits:
            with self.case.database.reading() as store:
                row = needs.by_id(store, need.id)._replace(body=body)
                found = pairing.plan(store, row, datetime.now(UTC))
            self._fits[key] = {each.delegation for each in (*found.told, *found.unreached)}
        return self._fits[key]

    def _must_know(self, need: NeedSeen, bodies: list[NeedBody]) -> set[str]:
        """Who fitted and was here when it went out; of one that is open, whoever fits and is here now."""
        out = self.case.released(need) or 0
        here = {seat.delegation for seat in self.case.seats if seat.role == "provider" and seat.took < out}
        must = self._fitting(need, bodies[0]) & here
        if need.state == "open":
            here_now = {seat.delegation for seat in self.case.seats if seat.role == "provider"}
            must |= self._fitting(need, bodies[-1]) & here_now
        return must

    def _owed(self) -> Iterator[tuple[MatchSeen, Seat, tuple[int, int]]]:
        """How many notices each provider's person must and may have got of each match."""
        for match in self.case.matches.values():
            need = self.case.needs[match.need]
            is_asked = match.state in _ASKED and need.state == "open"
            steps = self.case.answers(match.ref)
            for seat in self.case.speakers(match.delegation, "provider") if match.is_told else ():
                key = f"need:{need.ref}:{match.delegation}:{seat.person}"
                bounds = [self._once(key), *map(self._once, self._reminders[key])]
                least, most = sum(least for least, _ in bounds), sum(most for _, most in bounds)
                # Who came later gets what was still asked then; what was over by then may be missing.
                over = [step.id < seat.took for step in steps if step.verb.split()[1] not in _ASKED]
                is_due = seat.phone in self.early or (is_asked and not any(over))
                yield match, seat, (least if is_due else 0, most)

    def _once(self, key: str) -> tuple[int, int]:
        """The fewest and the most messages that a letter may have become."""
        is_doubtful = self.case.letters.get(key) == "uncertain" and self.doubts[key] > 1
        return 0 if is_doubtful else 1, 1 + self.doubts[key]

    @cached_property
    def _reminders(self) -> defaultdict[str, list[str]]:
        """The keys of notices that came once more because somebody had asked for it, by the first one's."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key, state in self.case.letters.items():
            parts = key.split(":")
            if key.startswith("need:") and "later" in parts and state != "dropped":
                place = parts.index("later")
                if len(parts) == place + 2:
                    found[":".join(parts[:place])].append(key)
        return found

    def _notice(self, seen: Glimpse) -> list[str]:
        """The match that a message is the notice of: on a provider's phone it came with *Details*."""
        if not seen.is_new or seen.phone not in self._providers:
            return []
        return [button.ref for button in seen.buttons if button.route == "match-more"]

    @cached_property
    def _needs(self) -> dict[str, NeedSeen]:
        return {need.ref: need for need in self.case.needs.values()}

    @cached_property
    def _providers(self) -> set[int]:
        return {seat.phone for seat in self.case.seats if seat.role == "provider"}

    def _readers(self) -> dict[str, set[int]]:
        """The phones on which each tagged text may stand."""
        allowed = defaultdict(set, {tag: {phone} for tag, phone in self.typed.items()})
        by_id = {match.id: match for match in self.case.matches.values()}
        secretariat = {seat.phone for seat in self.case.seats if seat.role == "secretariat"}
        for need in self.case.needs.values():
            for tag in _TAG.findall(self.case.words(need)):
                allowed[tag] |= self._phones(need.delegation, "recipient")
            phones = set(secretariat)
            if need.visibility in ("matched", "all"):
                told = (match for match in self.case.matches_of(need) if match.is_told)
                phones |= set().union(*(self._phones(match.delegation, "provider") for match in told))
            for tag in _TAG.findall(" ".join(body.words for body in self.case.bodies(need))):
                allowed[tag] |= phones  # what it said since it went out
        for asked in self.case.questions:
            match = by_id[asked.match]
            phones = self._phones(match.delegation, "provider") | secretariat
            phones |= self._phones(self.case.needs[match.need].delegation, "recipient")
            for tag in _TAG.findall(f"{asked.words} {asked.answer or ''}"):
                allowed[tag] |= phones
        return allowed

    def _phones(self, delegation: str, role: str) -> set[int]:
        return {seat.phone for seat in self.case.speakers(delegation, role)}

    def _words(self, phone: int, text: str, allowed: dict[str, set[int]]) -> Iterator[str]:
        for tag in _TAG.findall(text):
            if phone not in allowed[tag]:
                yield f"phone {phone} shows {tag}, which is none of its business: {text!r}"

    def _buttons(self, seen: Glimpse, seat: Seat) -> Iterator[str]:
        """A match's buttons are for its two sides, a need's for those who asked, and the secretariat's."""
        if seat.role == "secretariat":
            return
        for button in seen.buttons:
            match, need = self.case.matches.get(button.ref), self._needs.get(button.ref)
            if match is not None and seat.role == "provider":
                is_theirs = match.delegation == seat.delegation and match.is_told
                if self.case.needs[match.need].visibility == "codes":
                    yield from self._own_words(seen, self.case.needs[match.need])
            elif match is not None:
                is_theirs = self.case.needs[match.need].delegation == seat.delegation
            else:
                is_theirs = need is None or (seat.role, seat.delegation) == ("recipient", need.delegation)
            if not is_theirs:
                yield f"phone {seen.phone} ({seat.delegation}) has a button {button.route} of {button.ref}"

    def _own_words(self, seen: Glimpse, need: NeedSeen) -> Iterator[str]:
        for tag in _TAG.findall(self.case.words(need)):
            if tag in seen.text:
                yield f"phone {seen.phone} shows the words of need {need.ref}, which are not for providers"
