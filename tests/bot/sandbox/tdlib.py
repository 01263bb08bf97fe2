"""TDLib's own parser, where it loads: the measure of ours."""

import json
from typing import Any

import pytest

try:
    import tdjson
except (ImportError, OSError) as error:
    tdjson = None
    REASON = f"TDLIB DOES NOT LOAD HERE, so the parsers stay uncompared: {error}"
else:
    REASON = ""

needs_tdlib = pytest.mark.skipif(tdjson is None, reason=REASON)


def execute(query: dict[str, Any]) -> Any:
    """TDLib's answer to a query that needs no network."""
    # By default it prints every text it is given.
    for one in ({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}, query):
        answer = tdjson.td_execute(json.dumps(one).encode())
    return json.loads(answer)
