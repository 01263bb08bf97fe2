"""Numbers and dates in figures: 2027, 十五, 15/03/2027, 2027-03-15."""

import re

from knowledge.months import Doubt, Mark

YEARS = range(1990, 2100)
DAYS = range(1, 32)
MONTHS = range(1, 13)
CENTURY = 2000
LONGEST_NUMBER = 4
HAN_DIGITS = "零一二三四五六七八九"


def number(digits: str) -> tuple[str, int]:
    """The code and value of a number: a year, a day or a month ("d"), or only a number."""
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        return "x", 0
    value = int(digits)
    if value in YEARS:
        return "y", value
    return ("d" if value in DAYS else "z"), value


def from_numeral(token: str) -> str:
    """Chinese numerals as digits: 十五 is "15", 三 is "3"; nothing for what is no number."""
    token = token.replace("〇", "零").replace("两", "二").replace("兩", "二")  # noqa: RUF001 - a Chinese zero
    tens, ten, ones = token.partition("十")
    if not ten:
        return "".join(str(HAN_DIGITS.index(digit)) for digit in token)
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return ""
    return f"{HAN_DIGITS.index(tens or '一')}{HAN_DIGITS.index(ones or '零')}"


def full_year(digits: str) -> int:
    """The year that two or four figures stand for."""
    value = int(digits)
    return value if value >= YEARS[0] else value % 100 + CENTURY


def figures(kind: str, token: str, start: int, end: int) -> Mark:
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
    return Mark("D", (full_year(str(third[0])), second, first), start, end)
