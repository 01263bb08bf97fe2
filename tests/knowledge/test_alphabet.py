"""Lists stand in the order in which their readers look a name up."""

import pytest

from knowledge.alphabet import alphabetical
from knowledge.nameplates import states, un_name
from knowledge.text import LANGUAGES


def ordered(language: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: alphabetical(name, language))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Congo", "Costa Rica", "Côte d’Ivoire", "Croatia", "Timor-Leste", "Türkiye", "Turkmenistan"]),
        ("en", ["Guinea", "Guinea-Bissau", "Guyana", "Niger", "Nigeria"]),
        ("fr", ["Dominique", "Égypte", "El Salvador", "Émirats arabes unis", "Équateur", "Espagne"]),
        ("fr", ["Guinée", "Guinée-Bissau", "Guinée équatoriale", "Îles Salomon", "Inde"]),
        ("es", ["Níger", "Nigeria", "Noruega", "Nueva Zelandia", "Ñandú", "Omán"]),
        ("es", ["Emiratos Árabes Unidos", "Eslovenia", "España", "Estado de Palestina"]),
        ("pt", ["África do Sul", "Albânia", "Angola", "Índia", "Indonésia", "Zâmbia"]),
        ("ru", ["Израиль", "Иордания", "Италия", "Йемен", "Кабо-Верде"]),
        ("ar", ["الاتحاد الروسي", "إثيوبيا", "الأردن", "ألبانيا", "الجزائر", "مصر", "المغرب", "اليونان"]),
        ("ar", ["جمهورية كوريا", "جمهورية الكونغو الديمقراطية", "جمهورية مولدوفا"]),
        ("zh", ["阿富汗", "北马其顿", "秘鲁", "波兰", "法国", "菲律宾", "斐济", "芬兰"]),
        ("zh", ["南非", "瑙鲁", "尼泊尔", "乍得", "中非共和国", "中国"]),
    ],
)  # fmt: skip
def test_names_stand_in_the_reader_s_order(language: str, names: list[str]):
    assert ordered(language, *reversed(names)) == names


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", ["AF", "AL", "DZ"], ["YE", "ZM", "ZW"]),
        ("fr", ["AF", "ZA", "AL"], ["YE", "ZM", "ZW"]),
        ("es", ["AF", "AL", "DE"], ["YE", "ZM", "ZW"]),
        ("pt", ["AF", "ZA", "AL"], ["VN", "ZM", "ZW"]),
        ("ru", ["AU", "AT", "AZ"], ["SS", "JM", "JP"]),
        ("ar", ["RU", "ET", "AZ"], ["JP", "YE", "GR"]),
        ("zh", ["AL", "DZ", "AF"], ["CL", "CF", "CN"]),
    ],
)
def test_the_list_of_states_begins_and_ends_as_in_the_un_s_lists(
    language: str, first: list[str], last: list[str]
):
    found = sorted(states(), key=lambda code: alphabetical(un_name(code, language) or "", language))
    assert (found[:3], found[-3:]) == (first, last)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_states_share_a_place(language: str):
    assert len({alphabetical(un_name(code, language) or "", language) for code in states()}) == len(states())
