"""Updates as Telegram writes them, and what a broken proxy, a bug or a new version might make of them."""

import copy
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from bot.sandbox import acts
from bot.sandbox.people import Person
from bot.sandbox.updates import Entry
from bot.sandbox.world import World

Json = dict[str, Any]

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**80, -(2**80), 10**30, 1e308, -0.5,
    "", " ", "0", "\x00", "a\x00b", "\ud800", "x\udfffy", "\u202egnp.exe", "\u2066\u200f", "مرحبا", "😀" * 50,
    "/", "/start\x00", "/start@", "a" * 5_000, "<b>&amp;</i>", "' OR 1=1 --",
    [], {}, [[]], [None], {"id": {}}, {"": ""},
)  # fmt: skip
ODD_UPDATES: tuple[Any, ...] = (None, True, 7, 1.5, "update", [], {}, {"update_id": None}, {"message": {}})
# Never a valid one that is not the server's own: the next offset follows it.
ODD_NUMBERS: tuple[Any, ...] = (None, True, "17", -5, 1.5, 2**64, [], {}, "\x00")
_DEEPEST = 150


def usual_updates(people: int = 40) -> list[Json]:
    """One of each kind from each of many people, as the sandbox makes them."""
    world = World()
    world.updates.allow(["message", "edited_message", "callback_query", "my_chat_member"])
    others = []
    for number in range(people):
        person = world.person(f"Eve {number}", last_name="Okoye", username=f"eve{number}", language_code="fr")
        _does_everything(world, person)
        query = {"from": person.as_user(), "id": "9", "query": "police", "offset": ""}
        others.append({"update_id": 1, "inline_query": query})
    poll = {"id": "5", "question": "?", "options": []}
    return [*(entry.update for entry in world.updates.waiting()), *others, {"update_id": 1, "poll": poll}]


def _does_everything(world: World, person: Person) -> None:
    typed = acts.say(world, person, "formation de police https://example.org #a @b")
    acts.start(world, person, "payload")
    acts.edit(world, typed, "formation de la police")
    buttons = [[{"text": "b", "callback_data": "c"}]]
    card = world.post(typed.chat, "text", {"text": "a card"}, markup={"inline_keyboard": buttons})
    acts.press(world, person, card, "1|help||0|AAAAAAAA")
    acts.set_blocked(world, person, blocked=True)
    acts.send_sticker(world, person)
    acts.send_voice(world, person)
    acts.send_photo(world, person, "a photo")
    acts.send_contact(world, person, person)
    acts.say(world, person, "/start", chat=world.group("a group", person))


def mutated(random: Random, usual: list[Json], number: int) -> Any:
    """One update with one to three things wrong, under this number unless that is what is wrong."""
    if random.random() < 0.03:
        return copy.deepcopy(random.choice(ODD_UPDATES))
    update = copy.deepcopy(random.choice(usual))
    update["update_id"] = number
    for _ in range(random.randint(1, 3)):
        _break(random, update)
    if random.random() < 0.05:
        update["update_id"] = random.choice(ODD_NUMBERS)
    if random.random() < 0.03:
        del update["update_id"]
    return update


def queue(world: World, update: Any) -> None:
    """Let the bot get it, whatever it is."""
    number = world.updates.next_id
    world.updates.next_id += 1
    world.updates._entries.append(Entry(number, update, world.now() + timedelta(hours=24), "fuzz"))
    world.updates.bell.ring()


def _break(random: Random, update: Json) -> None:
    places = list(_places(update))
    if not places:
        return
    holder, key = random.choice(places)
    kind = random.randrange(4)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = copy.deepcopy(random.choice(ODD_VALUES))
    elif kind == 2:
        holder[key] = _deep(random.randint(2, _DEEPEST))
    else:
        holder[f"new_{key}"] = holder.pop(key)


def _places(holder: Any) -> Iterator[tuple[Any, Any]]:
    """Every spot of an update but its number."""
    for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
        if key != "update_id" and isinstance(holder, dict):
            yield holder, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _deep(levels: int) -> Any:
    nested: Any = "bottom"
    for level in range(levels):
        nested = {"message": nested} if level % 2 else [nested]
    return nested
