"""A draft that gives away too much is pointed out, and nothing else is."""

import pytest

from knowledge.discretion import indiscretions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("formation C-IED à 12.3456N 1.5321E avant mars", ("coordinates",)),
        ("depot at 4.36, 18.58 needs guards", ("coordinates",)),
        ("convoy to 33NTE 2345 6789", ("coordinates",)),
        ("numéro de série AB123456", ("serial",)),
        ("carrier serial no. 4711-22", ("serial",)),
        ("formed police unit, 140 people, before June", ()),
        ("12 operators, 2 engineer coys, Q2 2027", ()),
        ("hôpital de niveau 2, 15.03.2027 à 31.05.2027", ()),
        ("Обучение 12 операторов БПЛА", ()),
        ("重型工程机械操作手40人", ()),
        ("between 1.5 and 2.5 million", ()),
        ("only 3 of 12 APCs are serviceable", ("strength",)),
        ("sur 12 véhicules, 8 hors service", ("strength",)),
        ("tenemos 5 de 9 vehículos fuera de servicio", ("strength",)),
        ("4 das 10 viaturas estão avariadas", ("strength",)),
        ("исправны 7 из 20 БТР", ("strength",)),
        ("لدينا 6 مركبات معطلة", ("strength",)),
        ("装甲车完好率只有40%", ("strength",)),
        ("our battalion is ready to deploy from 3 March 2027", ("readiness",)),
        ("bataillon prêt à être déployé le 3 mars 2027", ("readiness",)),
        ("batallón listo para desplegarse el 3 de marzo", ("readiness",)),
        ("batalhão pronto para projetar a 3 de março", ("readiness",)),
        ("батальон готов к развертыванию 3 марта 2027", ("readiness",)),
        ("الكتيبة جاهزة للانتشار في 3 آذار", ("readiness",)),
        ("营队2027年3月可部署", ("readiness",)),
        ("operational planning course for 40 officers before June 2027", ()),
        ("formation de 40 officiers avant le déploiement en juin 2027", ()),
        ("mantenimiento de 12 vehículos antes de junio", ()),
        ("manutenção de 12 viaturas, em português", ()),
        ("подготовка 40 офицеров до июня 2027", ()),
        ("تدريب 40 ضابطا قبل حزيران 2027", ()),
        ("部署前培训，法语，2027年6月前，40人", ()),
    ],
)
def test_what_gives_away_too_much_is_noticed_in_seven_languages(text: str, found: tuple[str, ...]):
    assert indiscretions(text) == found
