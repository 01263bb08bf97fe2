"""A whole message that says stop is a stop, in any of seven languages; a longer one is what it was."""

import pytest

from knowledge.stopwords import means_resume, means_stop


@pytest.mark.parametrize(
    "text",
    [
        "stop", "STOP.", "stop !", "Stop!!!", "  stop\n", "🛑 stop", "please stop", "unsubscribe",
        "arrêter", "Arrête", "ARRÊTEZ", "arreter", "arrêtez, s’il vous plaît", "désabonner",
        "parar", "detener", "cancelar suscripción", "Basta", "¡basta!", "pare",
        "стоп", "Отписаться", "хватит!",
        "توقف", "إيقاف", "ايقاف", "قف",
        "停止", "停", "退订", "退訂", "请停止。",
    ],
)  # fmt: skip
def test_a_stop_is_understood_in_every_language(text: str):
    assert means_stop(text)
    assert not means_resume(text)


@pytest.mark.parametrize(
    "text",
    [
        "resume",
        "Start again!",
        "reprendre",
        "reanudar",
        "retomar",
        "Возобновить",
        "استئناف",
        "继续",
        "恢复",
        "繼續",
    ],
)
def test_and_so_is_the_wish_to_be_told_again(text: str):
    assert means_resume(text)
    assert not means_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "stop-gap medical team", "how do I stop this need?", "stopgap", "full stop training", "арест",
        "please", "", "!!!", "停战监督", "arrêter les contrebandiers", "stop " * 100, "resume of an officer",
    ],
)  # fmt: skip
def test_a_longer_message_is_neither(text: str):
    assert not means_stop(text)
    assert not means_resume(text)
