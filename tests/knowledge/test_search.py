"""Officers find programmes, in their own words."""

import pickle
from datetime import date

import pytest

from knowledge.answers import Reason
from knowledge.choices import choices
from knowledge.programmes import shipped_programmes
from knowledge.search import Finder


def first(finder: Finder, text: str) -> str:
    return finder.search(text).results[0].id


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("ACOTA", "us-acota"),
        ("acota", "us-acota"),
        ("EIFORCES", "cm-eiforces"),
        ("GAR-SI", "es-garsi-sahel"),
        ("FPAT visit", "un-police-assessment-teams"),
        ("Escuela Nacional de Operaciones de Paz de Uruguay", "uy-enopu"),
        ("центр миротворческих операций Министерства обороны Казахстана", "kz-kazcent"),
        ("مركز القاهرة لتسوية النزاعات وحفظ السلام", "eg-cccpa"),
        ("中国维和警察培训中心", "cn-police-centre"),
        ("三方伙伴关系方案", "un-tpp"),
        ("مدرسة حفظ السلام باماكو", "ml-emp-bamako"),
        ("Академия мира Руанды", "rw-rpa"),
        ("хаммельбург учебный центр", "de-un-training-centre"),
    ],
)
def test_a_programme_is_found_by_its_name(finder, text, programme):
    assert first(finder, text) == programme


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("kofi anan peacekeeping center", "gh-kaiptc"),
        ("treinamneto guera na selva", "br-jungle-mtt-monusco"),
        ("мидицинская эвакуация", "un-tpp-medical"),
        ("child soldeirs prevention trainig", "dallaire-institute"),
    ],
)
def test_a_misspelt_question_finds_the_same(finder, text, programme):
    assert first(finder, text) == programme


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("judicial police and crowd control school Cameroon", "cm-eiforces"),
        ("учения в Монголии", "ex-khaan-quest"),
        ("肯尼亚反简易爆炸装置", "gb-ke-counter-ied"),
        ("أكاديمية الاتصالات والطائرات المسيرة في عنتيبي", "un-uncap"),
        ("pertes d'armes et de munitions pendant les missions", "sas-mpome"),
        ("ejercicio multinacional en Mongolia", "ex-khaan-quest"),
    ],
)
def test_languages_are_crossed(finder, text, programme):
    assert first(finder, text) == programme


def test_everyday_wording_is_enough(finder):
    assert first(finder, "who checks us before we leave") == "un-assessment-advisory-visits"
    assert first(finder, "教士兵开推土机挖掘机") in {"jp-un-hee-training", "un-tpp"}


@pytest.mark.parametrize(
    "text",
    [
        "best pizza in town",
        "visa for Schengen",
        "bitcoin price",
        "recette de couscous",
        "receta de paella",
        "купить квартиру",
        "рецепт блинов",
        "سعر الذهب",
        "红烧肉怎么做",
        "今天天气",
        "hello",
        "merci beaucoup",
    ],
)
def test_what_has_nothing_to_do_with_it_is_no_match(finder, text):
    assert finder.search(text).verdict != "match"


@pytest.mark.parametrize(
    "text", ["training", "course", "курс", "curso", "formation", "دورة", "培训", "query"]
)
def test_a_generic_word_alone_is_no_evidence(finder, text):
    assert finder.search(text).verdict != "match"


def test_reasons_are_codes_and_words(finder):
    hit = finder.search("counter-IED trainng in Kenya").results[0]
    assert hit.id == "gb-ke-counter-ied"
    assert set(hit.reasons) == {
        Reason("capability", "counter-ied"),
        Reason("assistance", "training"),
        Reason("corrected", "training"),
        Reason("country", "KE"),
    }


def test_the_name_is_a_reason(finder):
    assert Reason("name", "African Contingency Operations Training and Assistance") in (
        finder.search("ACOTA").results[0].reasons
    )


def test_a_longer_question_asks_for_more(finder):
    whole = finder.search("demining").results[0].score
    partly = finder.search("demining for submarines").results[0].score
    assert partly < whole


def test_a_programme_added_is_found_and_one_removed_is_not():
    finder = Finder(shipped_programmes()[:10])
    acota = finder.programme("us-acota")
    assert acota is not None
    new = acota.model_copy(update={"id": "td-camel", "name": "Camel Corps Academy", "aliases": ("CAMCORPS",)})
    finder.add(new)
    assert (len(finder), first(finder, "CAMCORPS"), first(finder, "camel corps")) == (
        11,
        "td-camel",
        "td-camel",
    )
    finder.remove("td-camel")
    assert (len(finder), finder.programme("td-camel")) == (10, None)
    assert finder.search("CAMCORPS").results == ()
    finder.remove("td-camel")  # twice is no harm


def test_a_programme_added_again_replaces_itself():
    finder = Finder(shipped_programmes()[:10])
    acota = finder.programme("us-acota")
    finder.add(acota.model_copy(update={"aliases": ("GIRAFFE",)}))
    assert len(finder) == 10
    assert first(finder, "GIRAFFE") == "us-acota"
    assert Reason("name", acota.name) not in finder.search("ACRI").results[0].reasons


def test_a_finder_over_nothing_finds_nothing():
    answer = Finder([]).search("demining")
    assert (answer.verdict, answer.results) == ("none", ())
    assert answer.understood.capabilities == ("mine-action",)


@pytest.mark.parametrize("text", ["VIP bodyguard course", "cozinheiros para o contingente", "курсы поваров"])
def test_a_trade_that_nobody_trains_is_no_match(finder, text):
    assert finder.search(text).verdict != "match"


def test_a_finder_that_was_pickled_answers_the_same(finder):
    loaded = pickle.loads(pickle.dumps(finder))
    assert loaded.search("formed police trainng Chad") == finder.search("formed police trainng Chad")
    loaded.remove("it-coespu")
    assert len(loaded) == len(finder) - 1


def test_a_pickled_finder_keeps_every_programme_and_misses_those_removed(finder):
    loaded = pickle.loads(pickle.dumps(finder))
    loaded.remove("it-coespu")
    again = pickle.loads(pickle.dumps(loaded))
    for programme in shipped_programmes():
        kept = None if programme.id == "it-coespu" else programme
        assert again.programme(programme.id) == kept
    again.add(finder.programme("it-coespu"))
    assert first(again, "CoESPU") == first(finder, "CoESPU")


@pytest.mark.parametrize(
    "text", ["visa for Kenya", "weather in Chad", "погода в Кении", "hôtel pas cher au Mali"]
)
def test_a_place_alone_is_no_match_where_something_else_is_asked_for(finder, text):
    assert finder.search(text).verdict != "match"
    assert finder.search("programmes in Kenya").verdict == "match"


def test_a_whole_name_is_found_among_thousands_that_have_all_its_words(finder):
    crowd = "Police staff officers training course for medical evacuation and logistics support in Chad"
    some = finder.programme("it-coespu")
    many = [
        some.model_copy(update={"id": f"crowd-{number}", "name": f"{crowd} {number + 1000}", "aliases": ()})
        for number in range(4_000)
    ]
    wanted = some.model_copy(
        update={"id": "wanted", "name": "Medical evacuation and logistics", "aliases": ()}
    )
    crowded = Finder(many)
    crowded.add(wanted)
    assert crowded.search("medical evacuation and logistics").results[0].id == "wanted"
    crowded.remove("wanted")
    assert "wanted" not in [hit.id for hit in crowded.search("medical evacuation and logistics").results]


@pytest.mark.parametrize(
    "text", ["police", "police training", "policiers", "policía", "полиция", "شرطة", "警察", "polícia"]
)
def test_police_alone_is_answered_and_can_be_narrowed_to_either_kind(finder, text):
    answer = finder.search(text, limit=20)
    found = [finder.programme(hit.id) for hit in answer.results]
    assert answer.verdict == "match"
    assert all({"individual-police", "formed-police"} & {*each.capabilities} for each in found[:6])
    narrowed = choices(answer, found, (), (), date(2027, 3, 1), finder.taxonomy)
    kinds = [each.condition.code for each in narrowed if each.condition.kind == "capability"]
    assert set(kinds[:2]) == {"individual-police", "formed-police"}
