"""From a text to the words and signs that matter to a calendar, each with its place in the text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.months import LEAST_LONELY_TYPO, Calendar, Doubt, Mark, calendar
from knowledge.text import QUERY_LIMIT, normalise

YEARS = range(1990, 2100)
DAYS = range(1, 32)
MONTHS = range(1, 13)
CENTURY = 2000
LONGEST_HAN, LONGEST_NUMBER = 4, 4
HAN_DIGITS = "〇一二三四五六七八九"
ARTICLE, TWO_LAMS = "ال", "لل"
# Arabic particles are written with the next word: و (and), ب (in), ل (for).
PARTICLES = {"و": "و", "ب": "في", "ل": "لاجل"}
LEAST_JOINED = 4  # letters behind a particle, so that باب (a door) is not "in August"
DASHES, COMMAS = "-‐‑‒–—−~～", ",،，、"  # noqa: RUF001 - all that phones type

Word = tuple[str, int, int]  # a normalised word, and where it stands


def mark(text: str) -> list[Mark]:
    """The marks of the first 256 characters, in order; spaces and apostrophes leave none."""
    text = text[:QUERY_LIMIT]
    tokens = [(found.lastgroup or "", found.start(), found.end()) for found in _tokens().finditer(text)]
    # All words are normalised in one go: one by one takes three times as long.
    words = iter(normalise("\n".join(text[a:b] for kind, a, b in tokens if kind == "word")).split("\n"))
    marks: list[Mark] = []
    run: list[Word] = []
    for kind, start, end in tokens:
        if kind == "word":
            run.append((next(words), start, end))
            continue
        marks += _phrases(run, text)
        run = []
        if not marks or marks[-1].end <= start:  # a Chinese word may have taken more than one token
            marks.append(_sign(kind, text, start, end))
    return [*marks, *_phrases(run, text)]


@cache
def _tokens() -> re.Pattern[str]:
    han = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
    unseen = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    marks = f"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed{unseen}"
    letters = rf"[^\W\d_{han}]"
    alone, ended = r"(?<![\dA-Za-z/.\-])", r"(?![\dA-Za-z/]|[.\-]\d)"
    return re.compile(
        rf"(?P<iso>{alone}\d{{4}}(?:[-/.]\d{{1,2}}){{2}}{ended})"
        rf"|(?P<date>{alone}(?:\d{{1,2}}[-/.]){{2}}(?:\d{{4}}|\d{{2}}){ended})"
        rf"|(?P<month>{alone}\d{{1,2}}[-/.]\d{{4}}{ended})"
        rf"|(?P<day>{alone}\d{{1,2}}[/.]\d{{1,2}}{ended})"
        r"|(?P<part>(?<![^\W_])[QTHS][1-4](?![^\W_]))"
        r"|(?P<nth>(?<![^\W_])\d{1,2}"
        r"(?:st|nd|rd|th|er|[èe]re|re|[èe]me|nde|[eoaºª]|-?(?:го|й|я)|-[ем]|-му)(?![^\W_]))"
        r"|(?P<name>(?<=[A-Za-z/#№$€£°])\d+|\d+(?=[/%€$°])"
        # A militia and a province that are called May.
        r"|(?<![^\W_])ma[iï]s?[ -]+(?:ma[iï]s?|ndombe)(?![^\W_]))"
        r"|(?P<number>\d+(?:[.,]\d{1,3})*(?!\d))"
        r"|(?P<numeral>[〇零一二两兩三四五六七八九十]+)"
        rf"|(?P<han>[{han}])"
        rf"|(?P<word>{letters}+(?:[{marks}]+{letters}*)*)"
        rf"|(?P<sign>[^\s{unseen}'’ʼ`´])",  # noqa: RUF001 - apostrophes as phones type them
        re.IGNORECASE,
    )


def _sign(kind: str, text: str, start: int, end: int) -> Mark:
    """The mark of anything but a word."""
    token = text[start:end]
    match kind:
        case "han":
            return _han(text, start)
        case "part":
            return Mark("G" if token[0] in "QqTt" else "h", int(token[1]), start, end)
        case "nth":
            return Mark("j", int(re.sub(r"\D", "", token)), start, end)
        case "number" | "numeral":
            return Mark(*_number(token if kind == "number" else _numeral(token)), start, end)
        case "sign" | "name":
            return Mark(_punctuation(token, text[max(start - 1, 0) : end + 1]), None, start, end)
        case _:
            return _figures(kind, token, start, end)


def _punctuation(sign: str, around: str) -> str:
    """A dash may join two words ("mi-juin") or stand free."""
    if sign in DASHES:
        return "-" if len("".join(around.split())) == len("i-j") else "~"
    return "," if sign in COMMAS else "." if sign == "." else "x"


def _number(digits: str) -> tuple[str, int]:
    """A number may be a year, a day or a month, or only a number."""
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        return "x", 0
    value = int(digits)
    if value in YEARS:
        return "y", value
    return ("d" if value in DAYS else "z"), value


def _numeral(token: str) -> str:
    """Chinese numerals as digits: 十五 is "15", 二〇二七 is "2027"; nothing for what is no number."""
    token = token.replace("零", "〇").replace("两", "二").replace("兩", "二")
    tens, ten, ones = token.partition("十")
    if not ten:
        return "".join(str(HAN_DIGITS.index(digit)) for digit in token)
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return ""
    return f"{HAN_DIGITS.index(tens or '一')}{HAN_DIGITS.index(ones or '〇')}"


def _figures(kind: str, token: str, start: int, end: int) -> Mark:
    """A date in figures as (year, month, day): the day first, unless only the month can be first."""
    first, second, *third = (int(figure) for figure in re.findall(r"\d+", token))
    if kind == "iso":
        return Mark("D", (first, second, third[0]), start, end)
    if kind == "month":
        return Mark("D", (second, first, None), start, end)
    if kind == "day":  # 3.04 is as often a number, and 1/2 a half
        sure = len(token) == len("31/12") and "/" in token
        return Mark("D", (None, second, first), start, end, Doubt.NONE if sure else Doubt.WEAK)
    if second not in MONTHS and second in DAYS:
        first, second = second, first
    year = third[0] if third[0] >= YEARS[0] else third[0] % 100 + CENTURY
    return Mark("D", (year, second, first), start, end)


def _han(text: str, start: int) -> Mark:
    """The longest Chinese word of the tables that begins here."""
    meanings = calendar().meanings
    for end in range(min(start + LONGEST_HAN, len(text)), start, -1):
        meaning = meanings.get(text[start:end])
        if meaning:
            return Mark(*meaning, start, end)
    return Mark("x", None, start, start + 1)


def _phrases(run: Sequence[Word], text: str) -> Iterator[Mark]:
    """Marks of neighbouring words, the longest phrases of the tables first."""
    table = calendar()
    words = [part for word in run for part in _parts(word, table)]
    forms = [form for form, *_ in words]
    position = 0
    while position < len(words):
        last = min(position + table.openings.get(forms[position], 1), len(words))
        while last > position + 1 and " ".join(forms[position:last]) not in table.meanings:
            last -= 1
        start, end = words[position][1], words[last - 1][2]
        opens = not text[:start].strip() and "".join(forms[last : last + 1]) in table.pronouns
        yield _meant(" ".join(forms[position:last]), text[start:end], start, opens=opens)
        position = last


def _parts(word: Word, table: Calendar) -> Iterator[Word]:
    """The word; an Arabic one without its article, and a particle written with it for itself."""
    form, start, end = word
    if form in table.openings or not "\u0600" <= form[:1] <= "\u06ff":
        yield word
    elif form.startswith(ARTICLE) and form.removeprefix(ARTICLE) in table.openings:
        yield form.removeprefix(ARTICLE), start, end
    elif form[0] in PARTICLES:
        rest = form[2:] if form.startswith(TWO_LAMS) else form[1:].removeprefix(ARTICLE)
        known = len(rest) >= LEAST_JOINED and rest in table.openings
        yield from ((PARTICLES[form[0]], start, start + 1), (rest, start + 1, end)) if known else (word,)
    else:
        yield word


def _meant(phrase: str, raw: str, start: int, *, opens: bool) -> Mark:
    """The mark of a phrase of the tables, of a month with a slip in it, or of an unknown word.

    `opens` tells of a first word before a pronoun: in "May I ask" the capital is no proof of a month.
    """
    table, end = calendar(), start + len(raw)
    if phrase in table.meanings:
        proven = (phrase in table.capitalised and raw[0].isupper() and not opens) or "ç" in raw or "آ" in raw
        return Mark(*table.meanings[phrase], start, end, 0 if proven else table.doubts.get(phrase, 0))
    month = table.misspelt(phrase)
    if month is None:
        return Mark("x", None, start, end)
    alone = len(month) >= LEAST_LONELY_TYPO
    return Mark(*table.meanings[month], start, end, Doubt.NONE if alone else Doubt.WEAK)
