"""`.env.example` and the settings name the same things."""

import re
from pathlib import Path

from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_names_every_setting_and_no_other():
    named = set(re.findall(r"^(?:# )?CLEARINGHOUSE_(\w+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_defaults_told_in_the_example_are_the_real_ones():
    told = dict(re.findall(r"^# CLEARINGHOUSE_(\w+)=(.+)$", EXAMPLE.read_text(), re.MULTILINE))
    defaults = Settings(_env_file=None).model_dump()
    assert {name: str(defaults[name.lower()]).removesuffix(".0") for name in told} == told
