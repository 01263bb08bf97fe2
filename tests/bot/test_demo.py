"""`clearinghouse demo`: phones of people who have come in and met when the visitor is told where they are."""

import json
import re
import sys
import urllib.request
from datetime import date
from pathlib import Path

from bot.exercise import SEATS, programmes
from tests.support.program import Program, until

RECIPIENT, PROVIDER = (
    "Votre délégation : Mosana. Votre rôle : bénéficiaire",
    "You speak for Valmora as provider",
)


def read(url: str) -> str:
    with urllib.request.urlopen(url) as response:
        return response.read().decode()


async def test_the_exercise_world_is_alive_when_the_visitor_is_told_where_it_is(tmp_path: Path):
    command = (sys.executable, "-m", "bot", "demo", "--port", "0")
    with Program(tmp_path, {}, command) as demo:
        demo.start()
        await until(lambda: "Ctrl-C" in demo.said, 60, "the invitation to look", demo)
        url = re.search(r"http://\S+", demo.said).group().rstrip("/")
        people = json.loads(read(f"{url}/sandbox/state"))["people"]
        chats = {person["first_name"]: read(f"{url}/sandbox/transcript/{person['id']}") for person in people}
        assert await demo.stop() == 0
    assert list(chats) == [seat.first_name for seat in SEATS.values()]
    assert list(chats)[:3] == ["Amina", "Daniel", "Ruth"], "these phones lie open"
    assert RECIPIENT in chats["Amina"]
    assert PROVIDER in chats["Daniel"]
    assert "You are in the secretariat: Exercise secretariat." in chats["Ruth"]
    assert "empty chat" in chats["ليلى"], "who comes by herself"
    assert demo.complained == ""

    assert (
        "Question d’un fournisseur (Valmora) sur votre besoin « Unité de police constituée »"
        in chats["Amina"]
    )
    assert "1. Isvik : 4 points sur 4" in chats["Amina"], "mine action, from two providers"
    assert "2. Pandara : 4 points sur 4" in chats["Amina"]
    assert "[Later] [Details]" in "".join(chats["Daniel"].splitlines()[-3:]), "a need waits for an answer"
    assert "“تدريب وحدة شرطة مشكّلة على حفظ النظام قبل نيسان”" in chats["Daniel"]
    assert "Contact: Isvik" in chats["Grace"]
    assert "One point short: Isvik (given in English, French only)" in chats["Ирина"]
    assert "Isvik is interested" in chats["王敏"]
    assert "No provider fits yet." in chats["Lucía"]
    assert "Meeting\nPolice capacity, working level" in chats["Juma"]
    assert not [name for name, chat in chats.items() if "Something went wrong" in chat]


def test_the_exercise_s_programmes_have_real_days_and_are_confirmed():
    (course, *_) = programmes(date(2027, 1, 1))
    assert (course.starts, course.ends) == (date(2027, 2, 15), date(2027, 4, 11))
    assert course.confirmed
