"""Everybody looks at everything once it is quiet: each need and match must have a next step."""

import asyncio
from collections.abc import Iterator

from bot.sandbox import acts
from bot.sandbox.messages import Message
from handlers.kit.buttons import Code, KeyRing
from tests.support.casefile import Casefile, MatchSeen, NeedSeen
from tests.support.dealings import Party
from tests.support.diary import Diary, pressables
from tests.support.running import make_settings

_LISTED = ("draft", "queued", "open", "paused")
_PATIENCE = 30


class Walk:
    """One person of each delegation opens the lists, page by page, and then every card there is."""

    def __init__(self, world: Diary, case: Casefile, parties: list[Party]) -> None:
        self.world, self.case = world, case
        self.keys = KeyRing(make_settings().button_key_ring)
        self.parties = {(party.delegation, party.role): party for party in reversed(parties)}
        self.found: list[str] = []

    async def findings(self) -> list[str]:
        """What has no way on, or can't be found again."""
        walks = [self._walk(party) for (_, role), party in self.parties.items() if role != "secretariat"]
        await asyncio.gather(*walks)
        self.found += self._nobody_can_act()
        return self.found

    async def _walk(self, party: Party) -> None:
        name = f"{party.delegation} ({party.role})"
        needs, matches = self._own_needs(party), self._own_matches(party)
        listed = {need.ref for need in needs if need.state in _LISTED}
        if party.role == "recipient":
            await self._lists(party, "/needs", "needs", "need", listed, name)
        found = self._listed_matches(party, matches)
        card = await self._lists(party, "/matches", "matches", "match", found, name)
        for need in needs:
            await self._opens(party, card, Code("need", need.ref), self._steps_of_need(need))
        for match in matches:
            await self._opens(party, card, Code("match", match.ref), self._steps_of_match(party, match))

    # lists

    async def _lists(
        self, party: Party, command: str, pages: str, entries: str, expected: set[str], name: str
    ) -> Message:
        """The message that the list stands in."""
        card = await self._asks(party, command)
        seen, first = set[str](), 0
        while True:
            codes = pressables(card)
            seen |= {code.ref for code in codes if code.route == entries}
            after = [code for code in codes if code.route == pages and int(code.args) > first]
            if not after:
                break
            first = int(after[0].args)
            card = await self._press(party, card, after[0].data)
        if seen != expected:
            self.found.append(
                f"{command} of {name}: misses {expected - seen}, has {seen - expected} too many"
            )
        return card

    async def _asks(self, party: Party, command: str) -> Message:
        """The list that answers; something else may come first."""
        typed = party.phone.sends(command)

        def answers() -> list[Message]:
            newer = (message for message in party.phone.chat if message.id > typed.id)
            return [each for each in newer if any(code.route == "home" for code in pressables(each))]

        await party.phone.until(lambda: bool(answers()), _PATIENCE)
        return answers()[0]

    # cards

    async def _opens(self, party: Party, card: Message, code: Code, steps: set[str]) -> None:
        card = await self._press(party, card, self.keys.write(code, party.phone.id))
        routes = {button.route for button in pressables(card)}
        if not routes or not steps <= routes:
            self.found.append(
                f"{party.delegation} ({party.role}) opens {code.route} {code.args}, "
                f"expects {steps or 'a button'} and finds {routes}: {card.text!r}"
            )

    async def _press(self, party: Party, card: Message, data: str) -> Message:
        """The message that shows what the tap brought: what has to be protected comes as one of its own."""
        before = len(self.world.of[party.phone.id])
        query = acts.press(self.world, party.phone.person, card, data)

        def brought() -> list[int]:
            newer = (seen.message for seen in self.world.of[party.phone.id][before:])
            return [message for message in newer if message >= card.id]

        if not await party.phone.private_chat.bell.until(lambda: bool(brought()), _PATIENCE):
            self.found.append(f"{party.delegation} ({party.role}) taps {data} and gets {query.answer} only")
            return card
        return party.phone.private_chat.messages[brought()[0]]

    # what there must be

    def _own_needs(self, party: Party) -> list[NeedSeen]:
        own = party.role == "recipient"
        return [
            need
            for need in self.case.needs.values()
            if own and need.delegation == party.delegation and need.state != "discarded"
        ]

    def _own_matches(self, party: Party) -> list[MatchSeen]:
        if party.role == "provider":
            of = [match for match in self.case.matches.values() if match.delegation == party.delegation]
        else:
            of = [match for need in self._own_needs(party) for match in self.case.matches_of(need)]
        return [match for match in of if match.is_told]

    def _listed_matches(self, party: Party, matches: list[MatchSeen]) -> set[str]:
        """A provider finds all again; who asked, those of needs that are not over and all agreed ones."""
        return {
            match.ref
            for match in matches
            if party.role == "provider"
            or match.state == "agreed"
            or self.case.needs[match.need].state in _LISTED
        }

    def _steps_of_need(self, need: NeedSeen) -> set[str]:
        if need.state == "draft":
            return {"need-field" if need.body.to_ask() else "need-out"}
        steps = {"queued": "need-undo", "open": "need-pause", "paused": "need-resume", "withdrawn": "needs"}
        return {steps[need.state]}

    def _steps_of_match(self, party: Party, match: MatchSeen) -> set[str]:
        need = self.case.needs[match.need]
        if match.state == "agreed":
            return {"contact"}
        if party.role == "recipient":
            asked = any(each.match == match.id and each.answer is None for each in self.case.questions)
            return ({"question"} if asked else set()) | (
                {"match-ok", "match-deny"} if match.state == "interested" else set()
            )
        if need.state != "open":
            return set()
        if match.state in ("told", "later"):
            return {"match-yes", "match-no", "match-ask"}
        return {"interested": {"match-back"}, "declined": {"match-yes"}}.get(match.state, set())

    def _nobody_can_act(self) -> Iterator[str]:
        """What is not over waits for somebody who is here, or for the clock."""
        dues = set(self.case.waiting_dues(["need-release", "need-changed"]))
        for need in self.case.needs.values():
            if need.state == "queued" and ("need-release", need.ref) not in dues:
                yield f"need {need.ref} is on its way out, and nothing will send it"
        for match in self.case.matches.values():
            need = self.case.needs[match.need]
            side = (match.delegation, "provider")
            if match.state == "interested" or need.state == "paused":
                side = (need.delegation, "recipient")
            is_over = need.state == "withdrawn" or match.state not in ("told", "later", "interested")
            if not is_over and not self.case.speakers(*side):
                yield f"match {match.ref} is {match.state}, and nobody is here to act"
            if match.state == "unreached" and self.case.speakers(match.delegation, "provider"):
                yield f"match {match.ref} stands as unreached, but {match.delegation} is here"
