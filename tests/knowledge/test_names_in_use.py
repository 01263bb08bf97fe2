"""States, languages and small talk as people write them."""

import pytest


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("義大利警察", "IT"),
        ("紐西蘭", "NZ"),
        ("奈及利亞 維和中心", "NG"),
        ("肯亞", "KE"),
        ("盧安達", "RW"),
        ("查德 警察", "TD"),
        ("衣索比亞", "ET"),
        ("坦尚尼亞", "TZ"),
        ("迦納", "GH"),
        ("寮國", "LA"),
        ("沙烏地阿拉伯", "SA"),
        ("波士尼亞", "BA"),
        ("尼日利亞", "NG"),
        ("尼日", "NE"),
        ("центр Боснии", "BA"),
        ("centro de formação do Gana", "GH"),
    ],
)
def test_states_have_the_names_of_taiwan_and_hong_kong_and_short_ones(finder, text, state):
    understood = finder.question(text).understood
    assert (understood.countries, understood.corrections) == ((state,), ())


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("中国维和警察中心", "cn-police-centre"),
        ("尼泊尔维和中心", "np-bpotc"),
        ("盧安達 維和學院", "rw-rpa"),
        ("peacekeeping centre Kenya", "ke-ipstc"),
        ("centro de entrenamiento de Chile", "cl-cecopac"),
        ("centre de maintien de la paix Cameroun", "cm-eiforces"),
        ("учебный центр Казахстан", "kz-kazcent"),
        ("مركز تدريب الأردن", "jo-potc"),
        ("centro do Brasil", "br-ccopab"),
    ],
)
def test_a_centre_is_found_by_its_country(finder, text, programme):
    answer = finder.search(text)
    assert (answer.verdict, answer.results[0].id) == ("match", programme)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("please can you help me with", "demining training"),
        ("hello good morning, we need", "demining training"),
        ("dear colleagues, our country is seeking", "demining training"),
        ("looking forward to your reply,", "demining training"),
        ("bonjour je cherche", "formation au déminage"),
        ("bonsoir, nous recherchons", "formation au déminage"),
        ("pourriez-vous nous indiquer", "formation au déminage"),
        ("hola, buenas tardes, busco", "curso de desminado"),
        ("estimados colegas, me gustaría encontrar", "curso de desminado"),
        ("olá, boa noite, gostaria de saber se há", "curso de desminagem"),
        ("добрый день, нужна", "подготовка саперов"),
        ("уважаемые коллеги, нашей делегации требуется", "обучение разминированию"),
        ("مرحبا أريد", "تدريب على إزالة الألغام"),
        ("السلام عليكم، هل يمكنكم مساعدتنا في", "تدريب على إزالة الألغام"),
        ("你好 我想要", "排雷培训"),
        ("请问哪些国家提供", "排雷培训"),
        ("我哋想搵", "排雷培訓"),
        ("我国需要", "排雷培训"),
    ],
)
def test_what_people_say_around_a_question_changes_nothing(finder, said, asked):
    plain, polite = finder.search(asked), finder.search(f"{said} {asked}")
    assert polite.verdict == plain.verdict == "match"
    assert polite.understood.codes == plain.understood.codes
    assert polite.results[0].id == plain.results[0].id


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("exercices de la force en attente africaine", "eu-asf-support"),
        ("fuerza de respuesta rápida", "us-aprrp"),
        ("rapid response partnership", "us-aprrp"),
        ("research and training for peace", "no-training-for-peace"),
    ],
)
def test_small_talk_takes_nothing_from_what_is_asked(finder, text, programme):
    answer = finder.search(text)
    assert programme in [hit.id for hit in answer.results[:2]]
    assert not any(reason.value == "talk" for hit in answer.results for reason in hit.reasons)
