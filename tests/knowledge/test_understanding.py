"""What half a sentence is taken to mean."""

import pytest


@pytest.mark.parametrize(
    ("text", "capability"),
    [
        ("formed police unit", "formed-police"),
        ("unité de police constituée", "formed-police"),
        ("СПП", "formed-police"),
        ("وحدات الشرطة المشكلة", "formed-police"),
        ("desminado humanitario", "mine-action"),
        ("掃雷", "mine-action"),
        ("борьба с СВУ", "counter-ied"),
        ("C-IED", "counter-ied"),
        ("oficiais de estado-maior", "staff-officers"),
        ("حماية المدنيين", "protection-civilians"),
        ("stop the bleeding", "medical"),
    ],
)
def test_a_capability_is_understood_in_every_language(finder, text, capability):
    understood = finder.search(text).understood
    assert capability in understood.capabilities or understood.topics == ("firstaid",)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Niger", {"NE"}),
        ("Nigeria", {"NG"}),
        ("nigérien", {"NE"}),
        ("nigérian", {"NG"}),
        ("в Нигере", {"NE"}),
        ("во Вьетнаме", {"VN"}),
        ("Китая", {"CN"}),
        ("в Ливане", {"LB"}),
        ("Нигерия", {"NG"}),
        ("尼日尔", {"NE"}),
        ("尼日利亚", {"NG"}),
        ("DRC", {"CD"}),
        ("RDC", {"CD"}),
        ("ДРК", {"CD"}),
        ("刚果（金）", {"CD"}),
        ("Congo-Brazzaville", {"CG"}),
        ("Congo", {"CD", "CG"}),
        ("Guinée", {"GN"}),
        ("Guinée-Bissau", {"GW"}),
        ("Guinea Ecuatorial", {"GQ"}),
        ("Papua New Guinea", {"PG"}),
        ("Sudan", {"SD"}),
        ("South Sudan", {"SS"}),
        ("Южный Судан", {"SS"}),
        ("جنوب السودان", {"SS"}),
        ("South Korea", {"KR"}),
        ("КНДР", {"KP"}),
        ("RCA", {"CF"}),
        ("ЦАР", {"CF"}),
        ("中非共和国", {"CF"}),
        ("RCI", {"CI"}),
        ("ЮАР", {"ZA"}),
        ("印尼", {"ID"}),
        ("بنن", {"BJ"}),
        ("بنين", {"BJ"}),
        ("немецких", {"DE"}),
        ("italiana", {"IT"}),
    ],
)
def test_countries_are_told_apart(finder, text, countries):
    assert set(finder.search(text).understood.countries) == countries


def test_a_sentence_is_taken_apart(finder):
    understood = finder.search("Formed police trainng in Chad, in French").understood
    assert understood.capabilities == ("formed-police",)
    assert understood.assistance == ("training",)
    assert understood.countries == ("TD",)
    assert understood.languages == ("fr",)
    assert understood.corrections == (("trainng", "training"),)
    assert understood.unknown == ()


def test_words_that_nobody_knows_are_told(finder):
    assert finder.search("demining xylozzz").understood.unknown == ("xylozzz",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("francophone", "fr"),
        ("in French", "fr"),
        ("en español", "es"),
        ("на русском языке", "ru"),
        ("باللغة العربية", "ar"),
        ("法语国家", "fr"),
        ("em português", "pt"),
    ],
)
def test_the_language_of_delivery_is_understood(finder, text, language):
    assert language in finder.search(text).understood.languages


def test_missions_organisations_regions_and_units_are_understood(finder):
    understood = finder.search("ECOWAS infantry company for MINUSCA, West Africa").understood
    assert understood.organisations == ("ECOWAS",)
    assert understood.missions == ("MINUSCA",)
    assert understood.regions == ("west-africa",)
    assert understood.capabilities == ("infantry",)


def test_the_longest_term_hides_the_shorter_ones_inside_it(finder):
    assert finder.search("African Union").understood.regions == ()


def test_an_acronym_that_is_also_a_word_counts_only_in_capitals(finder):
    assert finder.search("SEA prevention").understood.capabilities == ("conduct-discipline",)
    assert finder.search("sea prevention").understood.capabilities == ()
    assert finder.search("police in CAR").understood.countries == ("CF",)
    assert finder.search("police car").understood.countries == ()
    assert finder.search("US trainers").understood.countries == ("US",)
    assert finder.search("train us").understood.countries == ()


def test_traditional_and_simplified_chinese_mean_the_same(finder):
    assert finder.search("掃雷培訓").understood == finder.search("扫雷培训").understood


@pytest.mark.parametrize(
    "text",
    [
        "weather",  # not "leather"
        "price",
        "chaud",  # not Chad
        "garder la maison",
        "ganar",  # not Ghana
        "minutos",  # not MINUT
        "детский",  # not Danish
        "правда",
        "اسعار",  # not "ambulance"
        "الكتاب",
        "天气",
    ],
)
def test_an_everyday_word_is_only_itself(finder, text):
    understood = finder.search(text).understood
    assert (understood.corrections, understood.countries, understood.capabilities) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("training in English", "en"),
        ("formation en français", "fr"),
        ("curso en español", "es"),
        ("обучение на французском", "fr"),
        ("دورة بالفرنسية", "fr"),
        ("法语授课", "fr"),
    ],
)
def test_a_course_in_a_language_is_not_a_course_of_it(finder, text, language):
    understood = finder.search(text).understood
    assert understood.languages == (language,)
    assert understood.capabilities == ()
    assert "language-training" in finder.search("French courses").understood.capabilities


@pytest.mark.parametrize(
    ("text", "meant"),
    [("太国", ("太", "泰")), ("情抱分析", ("抱", "报")), ("寒国", ("寒", "韩"))],
)
def test_a_chinese_character_that_sounds_the_same_is_put_right(finder, text, meant):
    assert finder.search(text).understood.corrections == (meant,)


@pytest.mark.parametrize("text", ["电影票", "足球比赛", "红烧肉", "信用卡", "今天天气怎么样"])
def test_chinese_that_makes_sense_is_left_alone(finder, text):
    assert finder.search(text).understood.corrections == ()


def test_small_talk_asks_for_nothing(finder):
    asked = finder.search("hello, could somebody please tell me where we can get demining, thanks")
    assert asked.verdict == "match"
    assert finder.search("hello, could somebody please tell me").verdict == "none"


def test_programmes_are_known_by_their_names_in_other_languages(finder):
    assert finder.search("全球和平行动倡议").results[0].id == "us-gpoi"
    assert finder.search("Facilité européenne pour la paix").results[0].id == "eu-european-peace-facility"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Asian officers", "asia-pacific"),
        ("policías sudamericanos", "latin-america"),
        ("pays arabes", "middle-east"),
        ("на Балканах", "balkans"),
        ("北非国家", "north-africa"),
    ],
)
def test_a_region_is_known_by_its_people(finder, text, region):
    assert finder.question(text).understood.regions == (region,)


def test_lessons_of_a_language_ask_for_lessons_and_for_that_language(finder):
    english = [hit.id for hit in finder.search("não fala inglês").results]
    assert english.index("ca-mtcp") < english.index("oif-formation-francophone")


def test_an_answer_says_how_the_question_was_taken_apart(finder):
    text = "formed police training in French"
    assert finder.search(text).demands == finder.question(text).demands != ()
