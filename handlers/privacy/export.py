"""The file about a person, made when it leaves for their phone."""

import json
from datetime import datetime

from handlers.kit.i18n import Translator
from handlers.kit.screen import Document
from handlers.privacy import views
from storage import personal
from storage.database import Store
from storage.people import Person

_NAME = "clearinghouse-my-data.json"


def letter(store: Store, t: Translator, reader: Person, _subject: str, now: datetime) -> Document:
    """Everything that is kept about the reader."""
    found = {"as_of": now, **personal.everything(store, reader.id)}
    content = json.dumps(found, ensure_ascii=False, indent=1, default=_plain)
    return Document(_NAME, content, views.caption(t, now.date()))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
