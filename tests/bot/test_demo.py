"""`clearinghouse demo`: four phones, three of which have come in when the visitor is told where they are."""

import json
import re
import sys
import urllib.request
from pathlib import Path

from tests.support.program import Program, until


def read(url: str) -> str:
    with urllib.request.urlopen(url) as response:
        return response.read().decode()


async def test_three_people_have_their_posts_and_the_fourth_has_not_begun(tmp_path: Path):
    command = (sys.executable, "-m", "bot", "demo", "--port", "0")
    with Program(tmp_path, {}, command) as demo:
        demo.start()
        await until(lambda: "Ctrl-C" in demo.said, 30, "the invitation to look", demo)
        url = re.search(r"http://\S+", demo.said).group().rstrip("/")
        people = json.loads(read(f"{url}/sandbox/state"))["people"]
        chats = {person["first_name"]: read(f"{url}/sandbox/transcript/{person['id']}") for person in people}
        assert await demo.stop() == 0
    assert list(chats) == ["Amina", "Daniel", "Ruth", "ليلى"]
    assert "Votre délégation : Mosana. Votre rôle : bénéficiaire" in chats["Amina"]
    assert "You speak for Valmora as provider" in chats["Daniel"]
    assert "You are in the secretariat: Exercise secretariat." in chats["Ruth"]
    assert "empty chat" in chats["ليلى"]
    assert demo.complained == ""
