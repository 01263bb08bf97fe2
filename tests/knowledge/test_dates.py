"""When something is wanted, as people write it in seven languages, on 24 November 2026."""

from datetime import date, timedelta

import pytest

from knowledge.dates import DateFound, read_dates, without_dates

TODAY = date(2026, 11, 24)


def read(text, today=TODAY):
    """What is found, in one line: "before 2027-06-01", "from .. to ..", with the phrase it stands for."""
    return [(said(found), text[slice(*found.span)]) for found in read_dates(text, today)]


def said(found: DateFound):
    if found.start == found.end:
        return f"{found.relation} {found.start or '?'}"
    return f"{found.relation} {' to '.join(str(day) for day in (found.start, found.end) if day)}"


BEFORE_JUNE = "before 2027-06-01"


@pytest.mark.parametrize(
    "text",
    [
        "before June", "before june 2027", "prior to June", "avant juin", "avant le mois de juin",
        "avant le 1er juin", "AVANT JUIN 2027", "antes de junio", "antes del 1 de junio", "antes de junho",
        "antes do dia 1 de junho", "до июня", "до 1 июня 2027 г", "перед июнем", "قبل حزيران", "قبل يونيو",
        "قبل يونيه", "قبل جوان", "قبل شهر حزيران", "قبل ١ حزيران ٢٠٢٧", "6月前", "六月之前", "６月份以前",
        "2027年6月前", "明年6月前", "before 01/06/2027", "before 2027-06-01", "до 01.06",
        "before June next year", "avant juin de l'année prochaine",
    ],
)  # fmt: skip
def test_before_june_is_before_the_first_of_next_june(text):
    assert read(text) == [(BEFORE_JUNE, text)]


@pytest.mark.parametrize(
    "text",
    [
        "by the end of March", "before the end of March", "until 31 March 2027", "no later than 31 March",
        "d'ici fin mars", "avant la fin du mois de mars", "au plus tard le 31 mars", "pour fin mars",
        "antes de fin de marzo", "hasta finales de marzo", "hasta marzo", "até ao fim de março",
        "até março", "к концу марта", "до конца марта", "не позднее 31 марта", "к 31 марта", "по март",
        "بنهاية آذار", "قبل نهاية مارس", "حتى نهاية آذار", "3月底前", "三月末之前", "最迟3月底",
        "截至3月31日", "до конца 1 квартала", "by the end of Q1",
    ],
)  # fmt: skip
def test_the_end_of_march_includes_its_last_day(text):
    assert read(text) == [("by 2027-03-31", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 15 March", "by 2027-03-15"),
        ("к 15 марта", "by 2027-03-15"),
        ("pour le 15 mars", "by 2027-03-15"),
        ("بحلول ١٥/٠٣/٢٠٢٧", "by 2027-03-15"),
        ("by mid-March", "by 2027-03-15"),
        ("by June", "by 2027-06-01"),
        ("d'ici juin", "by 2027-06-01"),
        ("к июню", "by 2027-06-01"),
        ("by year-end", "by 2026-12-31"),
        ("d'ici la fin de l'année", "by 2026-12-31"),
        ("до конца года", "by 2026-12-31"),
        ("年底前", "by 2026-12-31"),
        ("明年年底前", "by 2027-12-31"),
        ("by the end of next year", "by 2027-12-31"),
    ],
)
def test_by_a_day_is_that_day_and_by_a_month_is_when_it_has_come(text, expected):
    assert read(text) == [(expected, text)]


@pytest.mark.parametrize(
    "text",
    [
        "15/03/2027", "15.03.2027", "15-03-27", "2027-03-15", "03/15/2027", "１５／０３／２０２７",
        "15/03", "March 15", "March 15th, 2027", "15th of March", "on 15 March", "le 15 mars",
        "15 mars 2027", "15 de marzo de 2027", "15 de março", "15 марта", "15-го марта", "15 آذار",
        "١٥ مارس", "3月15日", "2027年3月15号", "三月十五日",
    ],
)  # fmt: skip
def test_a_day_is_that_day_with_the_day_before_the_month_in_figures(text):
    assert read(text) == [("in 2027-03-15", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fin mars", "in 2027-03-21 to 2027-03-31"),
        ("late March", "in 2027-03-21 to 2027-03-31"),
        ("a finales de marzo", "in 2027-03-21 to 2027-03-31"),
        ("в конце марта", "in 2027-03-21 to 2027-03-31"),
        ("أواخر آذار", "in 2027-03-21 to 2027-03-31"),
        ("3月下旬", "in 2027-03-21 to 2027-03-31"),
        ("début juin", "in 2027-06-01 to 2027-06-10"),
        ("mi-juin", "in 2027-06-11 to 2027-06-20"),
        ("em meados de junho", "in 2027-06-11 to 2027-06-20"),
        ("منتصف حزيران", "in 2027-06-11 to 2027-06-20"),
        ("первая половина марта", "in 2027-03-01 to 2027-03-15"),
        ("deuxième quinzaine de mars", "in 2027-03-16 to 2027-03-31"),
        ("early 2027", "in 2027-01-01 to 2027-03-31"),
        ("en février 2028", "in 2028-02-01 to 2028-02-29"),
    ],
)
def test_a_part_of_a_month_has_about_ten_days_and_a_half_fifteen(text, expected):
    assert read(text) == [(expected, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Q2", "in Q2 2027", "T2 2027", "2e trimestre", "au deuxième trimestre 2027",
        "second quarter of 2027", "en el segundo trimestre", "no 2º trimestre de 2027", "второй квартал",
        "во II квартале 2027 года", "2-й квартал", "الربع الثاني", "في الربع الثاني من عام 2027",
        "第二季度", "2027年第二季度", "明年二季度",
    ],
)  # fmt: skip
def test_the_second_quarter_is_april_to_june(text):
    assert read(text) == [("in 2027-04-01 to 2027-06-30", text)]


@pytest.mark.parametrize(
    "text",
    [
        "in the first half of 2027", "H1 2027", "premier semestre 2027", "en el primer semestre de 2027",
        "no primeiro semestre de 2027", "в первом полугодии 2027 года", "النصف الأول من 2027",
        "2027年上半年", "明年上半年",
    ],
)  # fmt: skip
def test_the_first_half_of_a_year_is_january_to_june(text):
    assert read(text) == [("in 2027-01-01 to 2027-06-30", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from June", "from 2027-06-01"),
        ("à partir de juin", "from 2027-06-01"),
        ("dès juin", "from 2027-06-01"),
        ("desde junio", "from 2027-06-01"),
        ("a partir de junho", "from 2027-06-01"),
        ("с июня", "from 2027-06-01"),
        ("ابتداءً من حزيران", "from 2027-06-01"),
        ("从6月起", "from 2027-06-01"),
        ("after June", "after 2027-06-30"),
        ("après le 15 juin", "after 2027-06-15"),
        ("después de junio", "after 2027-06-30"),
        ("depois de junho", "after 2027-06-30"),
        ("после июня", "after 2027-06-30"),
        ("بعد حزيران", "after 2027-06-30"),
        ("6月以后", "after 2027-06-30"),
    ],
)
def test_from_begins_on_the_day_named_and_after_on_the_next(text, expected):
    assert read(text) == [(expected, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between March and June", "2027-03-01 to 2027-06-30"),
        ("March-June 2027", "2027-03-01 to 2027-06-30"),
        ("de mars à juin", "2027-03-01 to 2027-06-30"),
        ("entre marzo y junio", "2027-03-01 to 2027-06-30"),
        ("entre março e junho", "2027-03-01 to 2027-06-30"),
        ("с марта по июнь", "2027-03-01 to 2027-06-30"),
        ("بين آذار وحزيران", "2027-03-01 to 2027-06-30"),
        ("من آذار إلى حزيران", "2027-03-01 to 2027-06-30"),
        ("从三月到六月", "2027-03-01 to 2027-06-30"),
        ("from 3 to 15 March", "2027-03-03 to 2027-03-15"),
        ("du 3 au 15 mars", "2027-03-03 to 2027-03-15"),
        ("с 3 по 15 марта", "2027-03-03 to 2027-03-15"),
        ("3月3日至15日", "2027-03-03 to 2027-03-15"),
        ("between December and February", "2026-12-01 to 2027-02-28"),
        ("December - February 2028", "2027-12-01 to 2028-02-29"),
        ("Q1-Q2 2027", "2027-01-01 to 2027-06-30"),
    ],
)
def test_between_two_months_lies_the_nearest_stretch_of_both(text, expected):
    assert read(text) == [(f"between {expected}", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in three months", "in 2027-02-24"),
        ("dans trois mois", "in 2027-02-24"),
        ("dentro de tres meses", "in 2027-02-24"),
        ("daqui a três meses", "in 2027-02-24"),
        ("через три месяца", "in 2027-02-24"),
        ("بعد ثلاثة أشهر", "in 2027-02-24"),
        ("三个月后", "in 2027-02-24"),
        ("через месяц", "in 2026-12-24"),
        ("بعد شهرين", "in 2027-01-24"),
        ("in 2 weeks", "in 2026-12-08"),
        ("within three months", "by 2027-02-24"),
        ("d'ici trois mois", "by 2027-02-24"),
        ("in the next three months", "by 2027-02-24"),
        ("dans les trois prochains mois", "by 2027-02-24"),
        ("en los próximos tres meses", "by 2027-02-24"),
        ("в ближайшие три месяца", "by 2027-02-24"),
        ("خلال ٣ أشهر", "by 2027-02-24"),
        ("三个月内", "by 2027-02-24"),
        ("三個月內", "by 2027-02-24"),
        ("半年内", "by 2027-05-24"),
        ("next year", "in 2027-01-01 to 2027-12-31"),
        ("в следующем году", "in 2027-01-01 to 2027-12-31"),
        ("العام القادم", "in 2027-01-01 to 2027-12-31"),
        ("明年", "in 2027-01-01 to 2027-12-31"),
        ("le mois prochain", "in 2026-12-01 to 2026-12-31"),
        ("el mes que viene", "in 2026-12-01 to 2026-12-31"),
        ("下个月", "in 2026-12-01 to 2026-12-31"),
        ("next week", "in 2026-11-30 to 2026-12-06"),
        ("this quarter", "in 2026-10-01 to 2026-12-31"),
    ],
)
def test_what_is_counted_from_today(text, expected):
    assert read(text) == [(expected, text)]


@pytest.mark.parametrize(
    "text",
    [
        "before the rotation", "before our next rotation", "avant la relève", "avant la prochaine relève",
        "antes del relevo", "antes de la rotación", "antes do rodízio", "antes da rotação",
        "перед ротацией", "до следующей ротации", "قبل المناوبة", "قبل التناوب القادم", "轮换前",
        "輪換之前", "部队轮换前",
    ],
)  # fmt: skip
def test_before_the_rotation_is_found_though_nobody_knows_the_day(text):
    assert read_dates(text, TODAY) == (DateFound("before", None, None, (0, len(text))),)


@pytest.mark.parametrize(
    "text",
    [
        "before the rotation in September", "before the September rotation", "avant la relève de septembre",
        "avant la prochaine relève en septembre", "antes del relevo de septiembre",
        "antes da rotação de setembro", "до ротации в сентябре", "قبل تناوب أيلول", "قبل التناوب في أيلول",
        "9月轮换前", "九月份輪換之前", "prior to deployment in September",
        "avant le déploiement de septembre",
    ],
)  # fmt: skip
def test_before_a_rotation_in_september_is_before_september(text):
    assert [meaning for meaning, _ in read(text)] == ["before 2027-09-01"]


@pytest.mark.parametrize(
    "text",
    [
        "not before June", "no earlier than June", "pas avant juin", "au plus tôt en juin",
        "no antes de junio", "não antes de junho", "не раньше июня", "не ранее июня", "ليس قبل حزيران",
        "不早于6月",
    ],
)  # fmt: skip
def test_not_before_june_is_from_june(text):
    assert read(text) == [("from 2027-06-01", text)]


@pytest.mark.parametrize(
    "text",
    [
        "FY27", "by FY2027", "in FY 2026/27", "2026/27", "fiscal year 2027", "exercice 2027",
        "année fiscale 2027", "año fiscal 2027", "ano fiscal 2027", "финансовый год 2027",
        "السنة المالية 2027", "2027财年", "in spring", "before summer", "au printemps 2027",
        "antes de verano", "no verão", "к лету", "летом 2027 года", "قبل الصيف", "明年春天",
        "before Ramadan", "avant Noël", "after the elections", "до выборов", "斋月前",
        "before the rainy season", "before the end of the mandate", "asap", "dès que possible",
        "lo antes posible", "o mais rápido possível", "как можно скорее", "في أقرب وقت", "尽快",
        "by the 15th", "avant le 15", "before the 15th of next month", "in the coming weeks",
        "within 6 months of deployment", "before 06/27", "by Friday", "next Monday", "avant lundi",
        "до пятницы", "周五前", "tomorrow", "demain",
    ],
)  # fmt: skip
def test_what_looks_like_a_time_and_gives_no_day_is_found_to_be_asked(text):
    ((meaning, phrase),) = read(text)
    assert (meaning.endswith(" ?"), phrase) == (True, text)


@pytest.mark.parametrize(
    "text",
    [
        "training before deployment",
        "перед отправкой",
        "summer school",
        "ejercicio combinado",
        "police training for the elections",
        "exercice Flintlock",
        "within the law",
        "the 2nd battalion",
    ],
)
def test_what_only_sounds_like_a_time_is_left_to_the_search(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3Q27", "in 2027-07-01 to 2027-09-30"),
        ("T3/2027", "in 2027-07-01 to 2027-09-30"),
        ("2.º trimestre", "in 2027-04-01 to 2027-06-30"),
        ("3er trimestre", "in 2027-07-01 to 2027-09-30"),
        ("NLT 15 JUN 28", "by 2028-06-15"),
        ("15JUN2028", "in 2028-06-15"),
        ("151200Z JUN 28", "in 2028-06-15"),
        ("June '28", "in 2028-06-01 to 2028-06-30"),
        ("first week of June", "in 2027-06-01 to 2027-06-07"),
        ("первая неделя июня", "in 2027-06-01 to 2027-06-07"),
        ("week of 15 March", "in 2027-03-15 to 2027-03-21"),
        ("June or July", "between 2027-06-01 to 2027-07-31"),
        ("juin ou juillet", "between 2027-06-01 to 2027-07-31"),
        ("6至7月", "in 2027-06-01 to 2027-07-31"),
        ("قبل حزيران/يونيو 2028", "before 2028-06-01"),
        ("كانون الثاني/يناير 2028", "in 2028-01-01 to 2028-01-31"),
        ("a más tardar en junio", "by 2027-06-30"),
        ("three weeks from now", "in 2026-12-15"),
        ("в течение месяца", "by 2026-12-24"),
        ("خلال شهر حزيران", "in 2027-06-01 to 2027-06-30"),
        ("for the rotation in June", "by 2027-06-01"),
    ],
)
def test_as_soldiers_secretaries_and_the_un_write(text, expected):
    assert read(text) == [(expected, text)]


@pytest.mark.parametrize(
    "year",
    [
        [  # the Levant
            "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
            "تشرين الأول", "تشرين الثاني", "كانون الأول",
        ],
        [  # the Nile and the Gulf
            "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
            "نوفمبر", "ديسمبر",
        ],
        [  # Tunisia and Algeria
            "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر",
            "نوفمبر", "ديسمبر",
        ],
        [  # Morocco
            "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر",
            "نونبر", "دجنبر",
        ],
    ],
)  # fmt: skip
def test_arabic_months_have_four_sets_of_names(year):
    assert [read(f"قبل {name} 2027")[0][0] for name in year] == [
        f"before 2027-{month:02}-01" for month in range(1, 13)
    ]


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ru", "ar", "zh"])
def test_every_day_of_a_year_is_read_as_the_language_writes_it(language):
    from babel.dates import format_date

    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    wrong = {
        text: read(text)
        for day in days
        for text in [format_date(day, "long", locale=language)]
        if [(found.start, found.end) for found in read_dates(text, TODAY)] != [(day, day)]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("avant setpembre", "before 2027-09-01"),
        ("by Febuary 15", "by 2027-02-15"),
        ("avant fevrier", "before 2027-02-01"),
        ("avant jullet", "before 2027-07-01"),
        ("antes de agsto", "before 2027-08-01"),
        ("antes de marco", "before 2027-03-01"),
        ("до феврала", "before 2027-02-01"),
        ("قبل سبتمر", "before 2027-09-01"),
        ("formation FPU septembrr", "in 2027-09-01 to 2027-09-30"),
    ],
)
def test_a_slip_or_a_missing_accent_is_forgiven(text, expected):
    assert [meaning for meaning, _ in read(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "maps of the camp", "marsh", "match", "mayor", "en el mar", "en el marco de la ONU", "en marcha",
        "abrir", "junior officers", "12 out of 15", "6 months ago", "карта", "марка", "نسيان", "باب",
        "les Maï-Maï", "Mai-Ndombe", "Rio de Janeiro", "CAECOPAZ Campo de Mayo", "en sept langues",
        "avant sept", "we may need help", "May I ask you", "march-past", "they march on", "后勤培训",
    ],
)  # fmt: skip
def test_a_word_that_only_looks_like_a_month_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in may", ["in may"]),
        ("before march", ["before march"]),
        ("may 2027", ["may 2027"]),
        ("training in May", ["in May"]),
        ("FPU training March", ["March"]),
        ("may", ["may"]),
        ("we may train in march", ["in march"]),
        ("6月后勤培训", ["6月"]),
    ],
)
def test_may_and_march_are_months_in_company_or_with_a_capital(text, found):
    assert [phrase for _, phrase in read(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "140 people", "FPU 2", "UN resolution 1325", "resolution 2034", "S/2015/1039", "A/RES/75/2027",
        "level 2 hospital", "2 engineer coys", "12 operators", "2030 troops", "for 2000 people",
        "до 30 человек", "24/7", "50/50", "1/2 battalion", "v1.2.27", "3.04 million",
        "a three month course", "курс на 140 человек", "第1325号决议", "三方伙伴关系", "12名军官",
        "level 2", "phase 3",
    ],
)  # fmt: skip
def test_a_number_is_not_a_date(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("June 12 operators", ["June"]),
        ("in June 2 engineer coys", ["in June"]),
        ("en juin 12 opérateurs", ["en juin"]),
        ("a 3 month course in June", ["in June"]),
        ("level 2 March 2027", ["March 2027"]),
    ],
)
def test_a_number_beside_a_month_is_a_day_only_where_it_counts_nothing(text, found):
    assert [phrase for _, phrase in read(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "31 February", "31/02/2027", "before 30 février", "2027-13-01", "31 июня", "6月31日", "13月",
        "29 February 2027",
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_found_to_be_asked(text):
    ((meaning, phrase),) = read(text)
    assert (meaning.endswith(" ?"), phrase) == (True, text)


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        (date(2027, 5, 31), "before June", "before 2027-06-01"),
        (date(2027, 6, 1), "before June", "before 2028-06-01"),
        (date(2027, 6, 15), "in June", "in 2027-06-01 to 2027-06-30"),
        (date(2027, 7, 1), "in June", "in 2028-06-01 to 2028-06-30"),
        (date(2027, 3, 31), "by the end of March", "by 2027-03-31"),
        (date(2027, 4, 1), "by the end of March", "by 2028-03-31"),
        (date(2027, 1, 1), "29 February", "in 2028-02-29"),
        (date(2027, 1, 31), "in one month", "in 2027-02-28"),
        (date(2027, 12, 31), "next month", "in 2028-01-01 to 2028-01-31"),
        (date(2027, 6, 15), "before June 2025", "before 2025-06-01"),
    ],
)
def test_without_a_year_the_next_time_is_meant_and_with_one_that_year(today, text, expected):
    assert read(text, today) == [(expected, text)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("C-IED pour le génie, MINUSCA, avant mars", "C-IED pour le génie, MINUSCA, "),
        ("FPU training before June 2027 in French", "FPU training                  in French"),
        ("подготовка СПП до июня", "подготовка СПП "),
        ("تدريب قبل نيسان", "تدريب "),
        ("需要在6月前完成扫雷培训", "需要    完成扫雷培训"),
        ("no date at all", "no date at all"),
    ],
)
def test_the_rest_of_the_sentence_is_left_to_the_search(text, left):
    blanked = without_dates(text, read_dates(text, TODAY))
    assert blanked.rstrip() == left.rstrip()
    assert len(blanked) == len(text)


def test_two_dates_in_a_sentence_are_both_found():
    assert read("instructors from March, equipment before 15 June") == [
        ("from 2027-03-01", "from March"),
        ("before 2027-06-15", "before 15 June"),
    ]


def test_only_the_first_256_characters_are_read():
    assert read("x" * 250 + " before June") == []


@pytest.mark.parametrize("text", ["antes de jumho", "قبل يوميو"])
def test_a_slip_that_may_be_two_months_is_neither(text):
    assert read(text) == []
