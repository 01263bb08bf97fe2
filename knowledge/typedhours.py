"""An hour and a span of hours as people type them when asked for one: "8", « 8h30 », "21-7", "٨:٣٠", "8点半".

In a free sentence bare digits are no hour (`knowledge.appointments.read_hour`); as an answer they are.
"""

import re
from datetime import time
from functools import cache

from knowledge.text import clip, normalise

_LONGEST = 60  # signs
_DIGITS = "零一二三四五六七八九"
_NOON, _DAY = 12, 24
_LAST_AFTERNOON, _SMALL_HOURS = 11, 4

# All normalised: small letters, without accents.
_WORDS = {
    "midnight": time(0), "minuit": time(0), "medianoche": time(0), "meia noite": time(0), "полночь": time(0),
    "полночи": time(0), "منتصف الليل": time(0), "午夜": time(0), "零点": time(0),
    "noon": time(12), "midday": time(12), "midi": time(12), "mediodia": time(12), "meio dia": time(12),
    "полдень": time(12), "полудня": time(12), "الظهر": time(12), "正午": time(12), "中午": time(12),
}  # fmt: skip
_BEFORE = (
    "at", "by", "around", "about", "from", "between", "to", "until", "till",
    "a", "vers", "les", "de", "du", "des", "entre", "jusqu'a", "jusqu’a", "la", "las", "el", "al", "desde",
    "hasta", "as", "ao", "da", "das", "ate", "в", "с", "со", "до", "к", "около", "от",
    "الساعه", "في", "من", "الي", "حتي", "بين", "从", "在", "到", "至",
)  # fmt: skip
_MORNING = (
    r"a\.?\s?m\.?", "in the morning", "du matin", "de la manana", "da manha", "утра", "صباحا", "ص",
    "上午", "早上", "凌晨", "清晨",
)  # fmt: skip
_AFTERNOON = (
    r"p\.?\s?m\.?", "in the (?:afternoon|evening)", "du soir", "de l['’]apres[- ]midi", "de la tarde",
    "da tarde", "вечера", "дня", "مساء", "م", "下午", "傍晚",
)  # fmt: skip
_NIGHT = ("at night", "de la noche", "da noite", "ночи", "ليلا", "晚上", "夜里")
_HOURS = (
    r"h\.?", r"hrs?\.?", "hours?", "heures?", "horas?", "uhr", r"o['’]clock", "ч", "час(?:а|ов)?",
    "点钟?", "点整", "时",
)  # fmt: skip
_HALF = ("et demie?", "y media", "e meia", "с половиной", "والنصف", "ونصف", "半")
_TO = (
    "-", "–", "—", "−", "‒", "~", "→", r"\bto\b", r"\buntil\b", r"\btill?\b", r"\band\b", r"\ba\b", r"\bau\b",
    r"\bet\b", r"\bjusqu['’]a\b", r"\by\b", r"\bal?\b", r"\bhasta\b", r"\be\b", r"\bas\b", r"\bate\b",
    r"\bдо\b", r"\bпо\b", r"\bи\b", r"\bالي\b", r"\bحتي\b", r"\bو", "到", "至", "和",
)  # fmt: skip


def hour_typed(text: str) -> time | None:
    """The one hour that an answer gives, bare digits included; None for anything else. 24:00 is midnight."""
    return _hour(_folded(text))


def hours_typed(text: str) -> tuple[time, time] | None:
    """The two ends of a span, as they stand: equal ends too, which the caller has to judge."""
    folded = _folded(text)
    for parting in _parting().finditer(folded):
        start, end = _hour(folded[: parting.start()]), _hour(folded[parting.end() :])
        if start is not None and end is not None:
            return start, end
    return None


def _folded(text: str) -> str:
    """Normalised text without the space around it; too long a text is no hour."""
    if len(text) > _LONGEST:
        return ""
    spaced = " ".join(normalise(clip(text)).split())
    return re.sub(f"[{_DIGITS[1:]}两十]+", _chinese, spaced.replace("两", "二")).strip(" .,;!?。،")


def _hour(folded: str) -> time | None:
    bare = _spoken().sub("", folded.strip(), count=1)
    if bare.replace("-", " ") in _WORDS:
        return _WORDS[bare.replace("-", " ")]
    told = _shape().fullmatch(bare)
    if told is None:
        return None
    hours = int(told["hour"] or told["joined"][:-2])
    minutes = 30 if told["half"] else int(told["minute"] or (told["joined"] or "00")[-2:])
    part = told["before"] or told["after"]
    turned = _by_part(hours, part) if part else hours
    if turned == _DAY and not minutes:
        return time(0)
    return time(turned, minutes) if turned < _DAY and minutes < 60 else None  # noqa: PLR2004 - an hour has 60


def _by_part(hours: int, part: str) -> int:
    """The hour of the day that "8 in the evening" is; hours above twelve say so by themselves."""
    if hours > _NOON:
        return hours
    if re.fullmatch("|".join(_MORNING), part):
        return hours % _NOON
    if re.fullmatch("|".join(_AFTERNOON), part):
        return hours % _NOON + _NOON
    late = _SMALL_HOURS < hours <= _LAST_AFTERNOON
    return hours + _NOON if late else hours % _NOON


def _chinese(told: re.Match[str]) -> str:
    """Digits for a Chinese number up to 59."""
    number = re.fullmatch(rf"(?:([二三四五]?)(十))?([{_DIGITS}]?)", told.group())
    if number is None:
        return told.group()
    tens, ten, ones = number.groups(default="")
    return str(10 * (_DIGITS.index(tens or "一") if ten else 0) + _DIGITS.index(ones or "零"))


@cache
def _spoken() -> re.Pattern[str]:
    """Words before an hour that add nothing: "at", « à », "до"."""
    before = "|".join(sorted(_BEFORE, key=len, reverse=True))
    return re.compile(rf"^(?:(?:{before})(?:\s+|(?=\d))|[从在到至]\s?)*")


@cache
def _parting() -> re.Pattern[str]:
    return re.compile("|".join(_TO))


@cache
def _shape() -> re.Pattern[str]:
    part = "|".join((*_MORNING, *_AFTERNOON, *_NIGHT))
    hours, half = "|".join(_HOURS), "|".join(_HALF)
    minute = rf"\s?(?:[:.٫]|{hours}|(?<=\d)\s)\s?(?P<minute>\d{{2}})(?:\s?(?:分|мин(?:ут)?|min|mn|{hours}))?"
    return re.compile(
        rf"(?:(?P<before>{part})\s?)?"
        rf"(?:(?P<joined>\d{{3,4}})(?:\s?(?:{hours}))?"
        rf"|(?P<hour>\d{{1,2}})(?:{minute}|(?:\s?(?:{hours}))?(?:\s?(?P<half>{half}))?))"
        rf"(?:\s?(?P<after>{part}))?"
    )
