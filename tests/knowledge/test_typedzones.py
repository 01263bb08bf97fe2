"""What people type for where they are."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.nameplates import nameplates, states
from knowledge.stations import capital_zone
from knowledge.text import LANGUAGES
from knowledge.typedzones import _names, zone_typed

MEANT = {
    "America/New_York": """
        america/new_york | America/New York | AMERICA/NEW_YORK | New York | new york | NYC |
        нью-йорк | 纽约 | 紐約 | Nueva York | نيويورك | Washington | Washington, D.C. | US/Eastern |
        EST | USA | United States | New Yrok
    """,
    "Africa/Ndjamena": """
        Ndjamena | N'Djamena | N’Djamena | N'DJAMENA | n djamena | Chad | Tchad | Чад | 乍得 |
        تشاد
    """,
    "Asia/Dhaka": """
        Dhaka | Dakka | Dacca | Дакка | Bangladesh | Bangladesch | Asia/Dacca |
        Dhaka, Bangladesh
    """,
    "Europe/Zurich": """
        Geneva | Genève | geneve | Genf | Женева | 日内瓦 | جنيف | Zurich | Zürich | Switzerland |
        我在日内瓦
    """,
    "Africa/Lubumbashi": """
        Goma | Bukavu | Beni | Bunia | Lubumbashi | I am in Goma, DRC | Гома | Africa/Goma
    """,
    "Africa/Kinshasa": """
        Kinshasa | Kinshassa | DRC | RDC | DR Congo
    """,
    "Africa/Kampala": """
        Entebbe | Kampala | Uganda | Ouganda
    """,
    "Asia/Beirut": """
        Naqoura | Beirut | Beyrouth | Бейрут | Lebanon | Liban | لبنان
    """,
    "Africa/El_Aaiun": """
        Laayoune | Laâyoune | El Aaiún | Western Sahara
    """,
    "Europe/Belgrade": """
        Pristina | Belgrade | Kosovo | Serbia
    """,
    "Asia/Karachi": """
        Islamabad | Karachi | Pakistan
    """,
    "Asia/Kolkata": """
        New Delhi | Kolkata | Calcutta | Asia/Calcutta | India | Inde
    """,
    "Asia/Shanghai": """
        Beijing | 北京 | Pékin | China | PRC
    """,
    "America/Sao_Paulo": """
        Brasília | Brasilia | São Paulo | Brazil
    """,
    "Australia/Sydney": """
        Canberra | Sydney | Australia
    """,
    "America/Toronto": """
        Ottawa | Toronto | Montreal | Canada
    """,
    "Africa/Lagos": """
        Abuja | Lagos | Nigeria
    """,
    "Africa/Addis_Ababa": """
        Addis Ababa | Addis | Addis-Abeba | Adis Ababa | Ethiopia
    """,
    "Europe/Rome": """
        Brindisi | Rome | Roma | Italy
    """,
    "Europe/Madrid": """
        Valencia | Madrid
    """,
    "Europe/Berlin": """
        Bonn | Berlin
    """,
    "Europe/Amsterdam": """
        The Hague | La Haye | Den Haag
    """,
    "Europe/Kyiv": """
        Kiev | Kyiv | Europe/Kiev
    """,
    "Africa/Nairobi": """
        Nairobi, Kenya | Nairobi (Kenya) | Nairobbi | I live in Nairobi
    """,
    "Asia/Riyadh": """
        Dammam | Damman | Riyadh | Riad
    """,
    "Asia/Amman": """
        Amman | عمّان | Jordan
    """,
    "Asia/Muscat": """
        عُمان | Oman | Muscat
    """,
    "Africa/Juba": """
        Juba | South Sudan
    """,
    "Africa/Khartoum": """
        Khartum | Sudan
    """,
    "America/Argentina/Buenos_Aires": """
        Buenos Aires | buenosaires | Argentina
    """,
    "America/Port-au-Prince": """
        Port au Prince | Port-au-Prince | Haiti
    """,
    "Pacific/Fiji": """
        Suva | Fiji
    """,
    "UTC": """
        UTC | utc | GMT | Zulu | Etc/UTC | UTC+0 | GMT-0 | +00:00
    """,
    "Etc/GMT-3": """
        UTC+3 | utc +3 | GMT+3 | +03:00 | +3 | UTC+03:00 | +0300 | UTC＋3 | Etc/GMT-3 | UTC+٣
    """,
    "Etc/GMT+5": """
        GMT-5 | UTC−5 | UTC–5 | -05:00
    """,
    "Etc/GMT-14": """
        UTC+14
    """,
}
NONSENSE = """
    banana | soon | hello | 3 | 2026 | east | center | general | nice | hungry | antenas |
    bombas | mandos | eat | cat | car | met | us | Factory | localtime | Europe/Nowhere |
    United Nations | New | +15 | UTC-13 | UTC+3:10 | UTC+3+3 | anglais | soldier | police |
    monday | tomorrow | yes | no | oui | нет | да | نعم | 不 | I do not know | ☂ | ' | /
"""


def each(block: str) -> list[str]:
    return [typed.strip() for typed in block.split("|")]


@pytest.mark.parametrize(
    ("zone", "typed"),
    [(zone, typed) for zone in MEANT for typed in each(MEANT[zone])],
)
def test_a_place_is_understood(zone, typed):
    assert zone_typed(typed)[:1] == [zone]


@pytest.mark.parametrize("typed", ["", "   ", *each(NONSENSE)])
def test_nonsense_is_no_place(typed):
    assert zone_typed(typed) == []


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("Golan", ["Asia/Damascus", "Asia/Jerusalem"]),
        ("IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
        ("عمان", ["Asia/Muscat", "Asia/Amman"]),
        ("عمّان", ["Asia/Amman", "Asia/Muscat"]),
        ("Congo", ["Africa/Kinshasa", "Africa/Brazzaville"]),
        ("UTC+5:30", ["Asia/Kolkata", "Asia/Colombo"]),
        ("+05:45", ["Asia/Kathmandu"]),
        ("Goma, DR Congo", ["Africa/Lubumbashi", "Africa/Kinshasa"]),
    ],
)
def test_a_name_of_several_places_gives_them_all(typed, zones):
    assert zone_typed(typed) == zones


def test_every_state_is_found_by_the_name_that_the_un_gives_it():
    lost = [
        (state, name)
        for state in states()
        for name in nameplates()[state].names.values()
        if capital_zone(state) not in zone_typed(name)
    ]
    assert lost == []


def test_names_lead_to_zones_that_there_are():
    zones = {zone for found in _names().values() for zone in found}
    assert [zone for zone in zones if ZoneInfo(zone).key != zone] == []
    assert len(LANGUAGES) == 7


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_at_most_four_zones_that_there_are(text):
    found = zone_typed(text)
    assert len(found) <= 4
    assert [ZoneInfo(zone).key for zone in found] == list(dict.fromkeys(found))
