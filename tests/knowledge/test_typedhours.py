"""Hours and spans of hours as people type them when asked."""

from datetime import time

import pytest

from knowledge.typedhours import hour_typed, hours_typed

HOURS = {
    "00:00": """
        0 | 00:00 | 0h | 24:00 | 24h | midnight | Minuit | à minuit | полночь | 午夜 | 12 am |
        منتصف الليل | meia-noite | medianoche | 12 at night
    """,
    "00:30": """
        12:30 am
    """,
    "01:00": """
        1 ночи
    """,
    "02:00": """
        两点
    """,
    "03:00": """
        3 ночи
    """,
    "08:00": """
        8 | 08 | 8h | 8 h | 8:00 | 08.00 | 0800 | 800 | at 8 | 8 am | 8 a.m. | 8 heures | à 8h |
        8 heures du matin | vers 8h | a las 8 | às 8h | 8 horas | в 8 | к 8 | 8 ч | 8 часов |
        8 утра | 8 o'clock | 8 o’clock | 8AM | 8. | ٨:٠٠ | ٨ | الساعة ٨ | ٨ صباحًا | 8点 | 八点 |
        上午8点 | 8时 | ８：００
    """,
    "08:30": """
        8h30 | 8 h 30 | 8:30 | 0830 | 830 | 8.30 | 8 30 | 8:30 am | 8h30 min | 8 heures et demie |
        8h et demie | 8 y media | 8 e meia | 8点半 | 八点半 | ۸:۳۰ | ８：３０ | 8点30分 | 8 ч 30 мин |
        ٨ والنصف | 08h30 | 八点三十分
    """,
    "12:00": """
        noon | midi | à midi | 12 pm | 12 | полдень | 正午 | meio-dia | mediodía | 十二点
    """,
    "20:00": """
        8 pm | 8 p.m. | 8PM | 20 | 20h | 20:00 | les 20h | 2000 | 20 heures | 8 du soir |
        8 heures du soir | 8 вечера | 8 de la noche | 8 da noite | 8 de la tarde | 晚上8点 | 下午八点 |
        二十点 | ٨ مساءً | 8 in the evening | 8 at night
    """,
    "20:30": """
        20.30
    """,
    "21:00": """
        二十一点
    """,
    "21:15": """
        9:15 pm
    """,
    "23:00": """
        11 ночи
    """,
}
NO_HOURS = """
    25 | 8:75 | soon | -8 | 8:3 | 24:01 | 2475 | 12345 | 8 9 | 8 or 9 | 8-9 | banana | a |
    am | pm | 8 bananas | eight | 8:30:15 | 8,5 | 8.5 | h | h30 | :30 | 半 | 点 | 十十 | 九十 |
    8 pmm | 8 am pm | à | من | tomorrow | 1/2 | ½
"""
SPANS = {
    ("21:00", "07:30"): """
        21:00–07:30 | 21:00-7:30 | 21h - 7h30 | de 21h à 7h30 | from 9 pm to 7:30 | 9pm-7:30am |
        2100-0730 | ٢١:٠٠ - ٧:٣٠ | من ٢١:٠٠ إلى ٧:٣٠ | с 21 до 7:30 |
        desde las 21 hasta las 7:30 | das 21h às 7h30 | 从21点到7点半 | 21:00 ~ 7:30 |
        21:00 until 7:30 | 21h00 → 07h30 | between 21:00 and 7:30 | entre 21h et 7h30 |
        晚上9点至早上7点半 | de 9 de la noche a 7:30 | from 21.00 till 7.30 | 21 à 7 h 30
    """,
    ("21:00", "07:00"): """
        21-7
    """,
    ("08:00", "05:00"): """
        8 a.m. to 5
    """,
    ("08:30", "09:00"): """
        8 et demie à 9
    """,
    ("00:00", "12:00"): """
        midnight to noon
    """,
    ("00:00", "08:00"): """
        de minuit à 8h
    """,
    ("08:00", "08:00"): """
        8-8
    """,
}


def each(block: str) -> list[str]:
    return [typed.strip() for typed in block.split("|")]


@pytest.mark.parametrize(("hour", "typed"), [(hour, typed) for hour in HOURS for typed in each(HOURS[hour])])
def test_an_hour_is_read_in_every_language(hour, typed):
    assert hour_typed(typed) == time.fromisoformat(hour)


@pytest.mark.parametrize("typed", ["", "  ", "8" * 300, *each(NO_HOURS)])
def test_what_is_no_hour_is_none(typed):
    assert hour_typed(typed) is None


@pytest.mark.parametrize(("ends", "typed"), [(ends, typed) for ends in SPANS for typed in each(SPANS[ends])])
def test_a_span_is_read_in_every_language(ends, typed):
    assert hours_typed(typed) == tuple(map(time.fromisoformat, ends))


@pytest.mark.parametrize(
    "typed", ["", "8", "20-30", "8:75-9", "21 7", "2026-11-27", "8-9-10", "soon", "-", "to", "8 -"]
)
def test_what_is_no_span_is_none(typed):
    assert hours_typed(typed) is None
