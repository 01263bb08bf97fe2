"""What has happened in the exercise world before the visitor comes: typed and tapped on its phones.

Rows of the exercise that can't be true yet (a check-in due, a clearance awaited) are left out.
"""

import asyncio
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.exercise import PATIENCE
from bot.sandbox.messages import Message
from bot.sandbox.phone import Phone
from bot.sandbox.transcript import shown

_AN_HOUR = timedelta(minutes=61)  # so that the reminder comes while the visitor watches
_FRIDAY = 4
_LAST = "karim"  # whose need waits for an answer on the provider's phone


class Wish(NamedTuple):
    """A need as it is typed, then the answers to what is asked, then corrections of fields."""

    who: str
    sentence: str
    answers: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()


_POLICE = "Formation d'une unité de police constituée, 140 personnes, avant juin"
_SEARCH = "C-IED search, 2 engineer coys, train our trainers, Q2"
_MACHINES = "重型工程机械操作手40人，部署前培训，法语"  # noqa: RUF001 -- as it is typed
_ANY = "-"
WISHES = (
    Wish("amina", _POLICE, ("français",)),
    Wish("amina", "Formation déminage, bataillon du génie, avant la relève", ("français", _ANY)),
    Wish(
        "karim",
        "تدريب وحدة شرطة مشكّلة على حفظ النظام قبل نيسان",
        ("العربية",),
        (("capabilities", "crowd-management"),),
    ),
    Wish("grace", _SEARCH, ("English",)),
    Wish(
        "lucia",
        "Hospital de nivel 2: medicina táctica y mantenimiento de equipos",
        ("formación", "español", _ANY),
    ),
    Wish(
        "irina",
        "Обучение 12 операторов БПЛА и запчасти на два года",
        ("русский", _ANY),
        (("capabilities", "uas"),),
    ),
    Wish("min", _MACHINES, ("培训", _ANY), (("capabilities", "engineering"),)),
    Wish("thabo", "Carriers given two years ago: mechanics, spares", ("equipment", "English", _ANY)),
    Wish("juma", "Regional depot and exercise", ("logistics", "training", "English", _ANY)),
    Wish(
        "lucia",
        "Patrullas fluviales: tripulaciones y motores",
        ("formación", "español", _ANY),
        (("capabilities", "riverine"),),
    ),
)


async def happen(phones: dict[str, Phone], now: datetime) -> None:
    """The secretariat sets two meetings, everybody types their needs, providers answer some."""
    await _meet(phones["ruth"], "Police capacity, working level", f"{now + _AN_HOUR:%d %B %Y %H:%M} UTC")
    await _meet(phones["ruth"], "Annual Clearinghouse, chair Namuna", f"{_working_day(now):%d %B %Y} 10:00")
    early = [wish for wish in WISHES if wish.who != _LAST]
    await asyncio.gather(*(_declare_all(phones[name], name) for name in {wish.who: None for wish in early}))
    await asyncio.gather(
        _ask(phones["daniel"], _POLICE, "How many of the 140 have served in a formed unit before?"),
        _introduce(phones["solveig"], phones["grace"]),
    )
    await _tap(phones["solveig"], "match-yes", await phones["solveig"].shows(_MACHINES, PATIENCE))
    await _declare_all(phones[_LAST], _LAST)
    await phones["daniel"].shows("Qasrat", PATIENCE)


async def _declare_all(phone: Phone, name: str) -> None:
    for wish in WISHES:
        if wish.who == name:
            await _declare(phone, wish)


async def _declare(phone: Phone, wish: Wish) -> None:
    await phone.says(wish.sentence, PATIENCE)
    await _tap(phone, "need-new")
    for answer in wish.answers:
        await phone.says(answer, PATIENCE)
    for field, words in wish.corrections:
        await _tap(phone, "need-field", about=f".{field}")
        await phone.says(words, PATIENCE)
    await _tap(phone, "need-out")
    await _tap(phone, "need-now")


async def _ask(phone: Phone, need: str, question: str) -> None:
    await _tap(phone, "match-ask", await phone.shows(need, PATIENCE))
    await phone.says(question, PATIENCE)


async def _introduce(provider: Phone, officer: Phone) -> None:
    """Both say yes."""
    await _tap(provider, "match-yes", await provider.shows(_SEARCH, PATIENCE))
    await _tap(officer, "match-ok")


async def _meet(phone: Phone, title: str, when: str) -> None:
    await phone.says("/meetings", PATIENCE)
    await _tap(phone, "newmeeting")
    await phone.says(title, PATIENCE)
    await phone.says(when, PATIENCE)
    await _tap(phone, "answer")


def _working_day(now: datetime) -> datetime:
    """In 24 days, or the Monday after."""
    day = now + timedelta(days=24)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > _FRIDAY else 0)


async def _tap(phone: Phone, route: str, message: Message | None = None, *, about: str = "") -> None:
    """Tap the newest button with this route, whatever its label says in the person's language."""

    def card() -> Message | None:
        return message or _with(phone, route, about)

    # Letters come at any time: what was typed last may not have been answered yet.
    await phone.until(lambda: card() is not None, PATIENCE)
    found = card()
    label = _button(found, route, about) if found is not None else None
    if label is None:
        raise LookupError(f"{phone.person.first_name} sees no button {route}")
    await phone.taps(shown(label), message=found, change=True, timeout=PATIENCE)


def _with(phone: Phone, route: str, about: str = "") -> Message | None:
    """The newest message with such a button."""
    return next((card for card in phone.chat[::-1] if card.outgoing and _button(card, route, about)), None)


def _button(card: Message, route: str, about: str = "") -> str | None:
    for button in (button for row in card.rows for button in row):
        _, name, args, *_ = button.get("callback_data", "||").split("|")
        if name == route and args.endswith(about):
            return str(button["text"])
    return None
