"""From a text to the words and signs that matter to a calendar, each with its place in the text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.datefigures import figures, from_numeral, full_year, number
from knowledge.months import LEAST_LONELY_TYPO, Calendar, Doubt, Mark, calendar
from knowledge.text import QUERY_LIMIT, normalise

LONGEST_HAN = 4
ARTICLE, TWO_LAMS = "ال", "لل"
# Arabic particles are written with the next word: و (and), ب (in), ل (for).
PARTICLES = {"و": "و", "ب": "في", "ل": "لاجل"}
STAMPED = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
LEAST_JOINED = 4  # letters of a month behind a particle, so that باب (a door) is not "in August"
DASHES, COMMAS = "-‐‑‒–—−~", ",،、"  # noqa: RUF001 - all that phones type
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # １５／０３ is 15/03  # noqa: RUF003

Word = tuple[str, int, int]  # a normalised word, and where it stands


def mark(text: str) -> list[Mark]:
    """The marks of the first 256 characters, in order; spaces and apostrophes leave none."""
    text = text[:QUERY_LIMIT].translate(NARROW)
    tokens = [(found.lastgroup or "", *found.span()) for found in _tokens().finditer(text)]
    # All words are normalised in one go: one by one takes three times as long.
    words = iter(normalise("\n".join(text[a:b] for kind, a, b in tokens if kind == "word")).split("\n"))
    marks: list[Mark] = []
    run: list[Word] = []
    for kind, start, end in tokens:
        if kind == "word":
            run.append((next(words), start, end))
            continue
        if run:
            marks += _phrases(run, text)
            run = []
        after = max(start, marks[-1].end) if marks else start  # a Chinese word may have reached further
        if kind == "han":
            marks += _han(text, after, end)
        elif after == start:
            marks += _sign(kind, text, start, end)
    return _one_of_two_names([*marks, *_phrases(run, text)])


def _one_of_two_names(marks: Sequence[Mark]) -> list[Mark]:
    """The UN's Arabic says its months twice: حزيران/يونيو is one month."""
    once: list[Mark] = []
    for each in marks:
        before = once[-2:]
        if [mark.code for mark in before] == ["m", "r"] and (each.code, each.value) == ("m", before[0].value):
            once[-2:] = [before[0]._replace(end=each.end)]
        else:
            once.append(each)
    return once


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
        rf"|(?P<day>{alone}(?!24/7(?!\d))\d{{1,2}}[/.]\d{{1,2}}{ended})"
        # Q3, T3/2027, 3Q27; FY27, 2026/27; 15JUN27 and 151200Z JUN 27 as soldiers write.
        rf"|(?P<part>(?<![^\W_])(?:[QTHS][1-4]|[1-4][QTHS])(?:[/'’-]?(?:\d{{4}}|\d{{2}}))?(?![^\W_]))"  # noqa: RUF001
        rf"|(?P<fiscal>(?<![^\W_])FY[ '’]?(?:\d{{4}}|\d{{2}})(?:[/-]\d{{2,4}})?(?![^\W_])"  # noqa: RUF001
        rf"|{alone}(?:19|20)\d\d/\d\d{ended})"
        rf"|(?P<stamp>(?<![^\W_])\d{{1,2}}(?:\d{{4}} ?[A-Z])? ?(?:{'|'.join(STAMPED)})"
        r" ?(?:\d{4}|\d{2})(?![^\W_]))"
        r"|(?P<short>(?<=\s['’])\d\d(?![^\W_]))"  # noqa: RUF001 - June '27
        r"|(?P<nth>(?<![^\W_])\d{1,2}"
        r"(?:st|nd|rd|th|er|[èe]re|re|[èe]me|nde|do|ra|to|ta|\.?[ºª]|[eoa]|-?(?:го|й|я)|-[ем]|-му)(?![^\W_]))"  # noqa: RUF001 - Russian
        r"|(?P<name>(?<=[A-Za-z/#№$€£°])\d+|\d+(?=[/%€$°])"
        # A militia and a province that are called May.
        r"|(?<![^\W_])ma[iï]s?[ -]+(?:ma[iï]s?|ndombe)(?![^\W_]))"
        r"|(?P<number>\d+(?:[.,]\d{1,3})*(?!\d))"
        r"|(?P<numeral>[〇零一二两兩三四五六七八九十]+)"
        rf"|(?P<han>[{han}]+?(?=[〇零一二两兩三四五六七八九十]|[^{han}]|$))"
        rf"|(?P<word>{letters}+(?:[{marks}]+{letters}*)*)"
        rf"|(?P<sign>[^\s{unseen}'’ʼ`´])",  # noqa: RUF001 - apostrophes as phones type them
        re.IGNORECASE,
    )


def _sign(kind: str, text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks of anything but a word."""
    token = text[start:end]
    match kind:
        case "part":
            letter, figure = sorted(token[:2].upper(), reverse=True)
            yield Mark("G" if letter in "QT" else "h", int(figure), start, start + 2)
            if year := re.sub(r"\D", "", token[2:]):
                yield Mark("y", full_year(year), start + 2, end)
        case "short":
            yield Mark("y", full_year(token), start, end)
        case "fiscal":
            yield Mark("w", None, start, end)
        case "stamp":
            yield _stamp(token.upper(), start, end)
        case "nth":
            yield Mark("j", int(re.sub(r"\D", "", token)), start, end)
        case "number" | "numeral":
            yield Mark(*number(token if kind == "number" else from_numeral(token)), start, end)
        case "sign" | "name":
            yield Mark(_punctuation(token, text[max(start - 1, 0) : end + 1]), None, start, end)
        case _:
            yield figures(kind, token, start, end)


def _stamp(token: str, start: int, end: int) -> Mark:
    """A day as soldiers write it; the hour in it is left out."""
    month = next(name for name in STAMPED if name in token)
    before, _, year = token.partition(month)
    day = re.sub(r"\D", "", before)[:2]  # after it stands the hour
    return Mark("D", (full_year(year), STAMPED.index(month) + 1, int(day)), start, end)


def _punctuation(sign: str, around: str) -> str:
    """A dash may join two words ("mi-juin") or stand free."""
    if sign in DASHES:
        return "-" if len("".join(around.split())) == len("i-j") else "~"
    return {".": ".", "/": "r"}.get(sign, "," if sign in COMMAS else "x")


def _han(text: str, start: int, end: int) -> Iterator[Mark]:
    """Chinese words of the tables, the longest first, and one mark for each stretch of other characters."""
    table = calendar()
    unknown = start
    while start < end:
        word = _han_word(text, start) if text[start] in table.openings else ""
        if word and unknown < start:
            yield Mark("x", None, unknown, start)
        if word:
            yield Mark(*table.meanings[word], start, start + len(word))
            unknown = start + len(word)
        start += len(word) or 1
    if unknown < end:
        yield Mark("x", None, unknown, end)


def _han_word(text: str, start: int) -> str:
    """The longest word of the tables that begins here, if any does."""
    longest = (text[start : start + length] for length in range(LONGEST_HAN, 0, -1))
    return next((word for word in longest if word in calendar().meanings), "")


def _phrases(run: Sequence[Word], text: str) -> Iterator[Mark]:
    """Marks of neighbouring words, the longest phrases of the tables first."""
    table = calendar()
    words = [part for word in run for part in _parts(word, table)]
    forms = [form for form, *_ in words]
    position = 0
    while position < len(words):
        form, start, end = words[position]
        last = min(position + table.openings.get(form, 1), len(words))
        while last > position + 1 and " ".join(forms[position:last]) not in table.meanings:
            last -= 1
        if last > position + 1:
            form, end = " ".join(forms[position:last]), words[last - 1][2]
        if form in table.meanings:
            doubt = table.doubts.get(form, Doubt.NONE)
            believed = doubt and _believed(form, text[:end], start, forms[last : last + 1])
            yield Mark(*table.meanings[form], start, end, Doubt.NONE if believed else doubt)
        else:
            yield _unknown(form, start, end)
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
        month = rest in table.meanings and table.meanings[rest].code == "m"
        known = rest in table.openings and (not month or len(rest) >= LEAST_JOINED)
        # بنهاية آذار is "by the end of March".
        late = form[0] == "ب" and known and rest in table.meanings and table.meanings[rest].code == ">"
        particle = "بحلول" if late else PARTICLES[form[0]]
        yield from ((particle, start, start + 1), (rest, start + 1, end)) if known else (word,)
    else:
        yield word


def _believed(form: str, text: str, start: int, following: Sequence[str]) -> bool:
    """Whether the spelling of the last word of `text` proves that the doubtful month is one."""
    raw = text[start:]
    if "ç" in raw or "آ" in raw:  # março is no marco, and آب no أب
        return True
    # The capital of a first word proves nothing in "May I ask".
    pronoun = not text[:start].strip() and not calendar().pronouns.isdisjoint(following)
    return form in calendar().capitalised and raw[0].isupper() and not pronoun


def _unknown(word: str, start: int, end: int) -> Mark:
    """The mark of a month with a slip in it, or of any word that says nothing about time."""
    table = calendar()
    month = table.misspelt(word)
    if month is None:
        return Mark("x", None, start, end)
    alone = len(month) >= LEAST_LONELY_TYPO
    return Mark(*table.meanings[month], start, end, Doubt.NONE if alone else Doubt.SLIP)
