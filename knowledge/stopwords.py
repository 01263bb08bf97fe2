"""Words that, as a whole message, end everything that comes, or let it come again; in seven languages."""

from functools import cache

from knowledge.text import clip, normalise, words

_LONGEST = 60  # signs
_STOP = (
    "stop", "stop it", "stop this", "stop all", "stop everything", "unsubscribe", "opt out", "mute",
    "leave me alone",
    "arrêter", "arrête", "arrêtez", "arrêt", "arrête tout", "arrêtez tout", "tout arrêter", "désabonner",
    "désabonnement", "me désabonner", "désinscription", "se désabonner", "se désinscrire",
    "parar", "para", "pare", "parad", "detener", "detén", "deténgase", "alto", "basta", "basta ya",
    "cancelar suscripción", "darse de baja", "dar de baja", "darme de baja", "baja",
    "parar tudo", "pare tudo", "chega", "cancelar inscrição", "cancelar subscrição", "cancelar assinatura",
    "descadastrar",
    "стоп", "остановить", "остановите", "остановись", "хватит", "прекратить", "прекратите", "отписаться",
    "отписка", "отпишите меня",
    "توقف", "توقفوا", "إيقاف", "أوقف", "أوقفوا", "قف", "كفى", "ستوب", "إلغاء الاشتراك", "الغ الاشتراك",
    "停止", "停", "停下", "别发了", "不要再发", "退订", "取消订阅", "停止订阅",
)  # fmt: skip
_RESUME = (
    "resume", "start again", "restart", "unpause", "subscribe", "unmute",
    "reprendre", "reprends", "reprenez", "reprise", "recommencer", "réabonner", "se réabonner",
    "reanudar", "reanude", "reanuda", "retomar", "retome", "retoma", "volver a empezar",
    "recomeçar", "recomece",
    "возобновить", "возобновите", "подписаться",
    "استئناف", "استأنف", "استأنفوا",
    "继续", "恢复", "重新开始", "重新订阅",
)  # fmt: skip
# Said along with either, and no part of it.
_POLITE = (
    "please", "svp", "stp", "s'il vous plaît", "s'il te plaît", "merci", "thanks", "thank you", "por favor",
    "пожалуйста", "من فضلك", "رجاء", "请",
)  # fmt: skip


def means_stop(text: str) -> bool:
    """Whether a message says that nothing is to come any more, and nothing else."""
    return _bare(text) in _keys(_STOP)


def means_resume(text: str) -> bool:
    """Whether a message says that all is to come again, and nothing else."""
    return _bare(text) in _keys(_RESUME)


def _bare(text: str) -> str:
    """The letters of a short message without signs and politeness; nothing for a longer one."""
    if len(text) > _LONGEST:
        return ""
    key = _key(text)
    for polite in sorted(_keys(_POLITE), key=len, reverse=True):
        key = key.removeprefix(f"{polite} ").removesuffix(f" {polite}")
    return key


def _key(text: str) -> str:
    return " ".join(words(normalise(clip(text))))


@cache
def _keys(said: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_key, said))
