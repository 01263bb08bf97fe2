"""What does not belong into a chat that is no classified channel.

Coordinates, serial numbers, how many of something work, and from which day a unit is ready.
"""

import re
from typing import Literal

Indiscreet = Literal["coordinates", "serial", "strength", "readiness"]

_DEGREES = r"\d{1,3}(?:[.,]\d{2,}|\s*°\s*\d{0,2}['′]?)"
_COORDINATES = re.compile(
    rf"(?i)\b{_DEGREES}[\s,;/]*[nsNS]?[\s,;/]+{_DEGREES}\s*[eweo]?\b"
    rf"|\b\d{{1,2}}[C-X][A-Z]{{2}}\s?\d{{2,5}}\s?\d{{2,5}}\b"  # a military grid reference
)
_SERIAL = re.compile(
    r"(?i)\b(?:serial|s/n|n[o°º]\s*de\s*s[ée]rie|num[ée]ro\s+de\s+s[ée]rie|n[úu]mero\s+de\s+serie|серийн\w*)\b"
    r"\D{0,8}\d"
)
# In what state equipment or a unit is: a figure beside one of these tells its strength.
_STATE = (
    r"\b(?:un)?serviceab\w*|\bcombat.ready\b|\bmission.capable\b|\bout of (?:order|service)\b"
    r"|\ben état de (?:marche|fonctionner|combattre)|\bhors (?:service|d[’']usage)|\bdisponibilité technique"
    r"|\b(?:fuera de|en) servicio\b|\baverid[oa]s?\b|\bdisponibilidad (?:técnica|operativa)"
    r"|\bfora de serviço|\bavariad[oa]s?\b|\binoperacional\w*|\binoperacionais|\bem condições de uso"
    r"|\b(?:не)?исправн\w*|\bбоеготов\w*|\bна ходу\b"
    r"|صالحة? للخدمة|خارج الخدمة|معطلة?|نسبة الجاهزية"
    r"|完好|可用率|故障|出动率|战备率|停用"
)
_FIGURE = r"\d{1,4}\s?%?"
_STRENGTH = re.compile(rf"(?i)(?:{_FIGURE}[^.;\n]{{0,25}}(?:{_STATE})|(?:{_STATE})[^.;\n]{{0,25}}{_FIGURE})")
# From when a unit is ready, with a figure behind it that makes a day, a month or a year.
_READY = (
    r"\b(?:ready to (?:deploy|move)|deployable|(?:fully|initial) operational|operationally ready)\b"
    r"|\bprêt(?:e|s|es)? à (?:être (?:déploy|projet)\w*|(?:se )?déployer|partir)"
    r"|\b(?:déployable|projetable)s?\b"
    r"|\blist[oa]s? para (?:desplegar\w*|el despliegue)|\bdesplegables?\b"
    r"|\bpront[oa]s? para (?:projetar|ser \w+|a projeção|desdobrar|o desdobramento)"
    r"|\bprojetáve(?:l|is)\b"
    r"|\bготов\w* (?:к развертыванию|к отправке|к развёртыванию)|\bбоеготов\w*"
    r"|جاهزة? للانتشار|جاهزون للانتشار|الجاهزية للانتشار"
    r"|准备就绪|可部署|战备就绪|随时可出动"
)
_READINESS = re.compile(rf"(?i)(?:{_READY})[^.;\n]{{0,25}}\d|\d[^.;\n。]{{0,12}}(?:准备就绪|可部署|战备就绪)")
_SIGNS: dict[Indiscreet, re.Pattern[str]] = {
    "coordinates": _COORDINATES,
    "serial": _SERIAL,
    "strength": _STRENGTH,
    "readiness": _READINESS,
}


def indiscretions(text: str) -> tuple[Indiscreet, ...]:
    """What a draft seems to give away; a hint to look again, never a refusal."""
    return tuple(what for what, sign in _SIGNS.items() if sign.search(text))
