"""What Telegram shows about the bot itself: command menus and descriptions, told only when they changed."""

import hashlib
import json
from datetime import datetime
from typing import Any

from handlers.kit.i18n import LANGUAGES, translator
from handlers.onboarding.views import about, commands, short_about
from knowledge.kinds import KINDS
from storage import outbox, profile
from storage.database import Store
from storage.outbox import LetterRow

_PROFILE = KINDS["profile"]


def tell_profile(store: Store, now: datetime, operator: str) -> None:
    """Owe Telegram what is new about us. Restarting often must not mean telling often: it answers 429."""
    for language in LANGUAGES:
        for method, params in _calls(language, operator):
            payload = json.dumps(params, ensure_ascii=False)
            name = f"{method}:{language}"
            revision = profile.change(store, name, hashlib.sha256(payload.encode()).hexdigest()[:16])
            if revision is not None:
                outbox.add(store, _letter(f"profile:{name}:{revision}", method, payload, now))


def _calls(language: str, operator: str) -> list[tuple[str, dict[str, Any]]]:
    t = translator(language)
    code = {} if language == "en" else {"language_code": language}
    menu = [{"command": name, "description": words} for name, words in commands(t).items()]
    return [
        ("setMyCommands", {"commands": menu, "scope": {"type": "all_private_chats"}, **code}),
        ("setMyDescription", {"description": about(t, operator), **code}),
        ("setMyShortDescription", {"short_description": short_about(t), **code}),
    ]


def _letter(key: str, method: str, payload: str, now: datetime) -> LetterRow:
    return LetterRow(
        key=key,
        chat=0,
        kind=_PROFILE.name,
        method=method,
        payload=payload,
        priority=_PROFILE.priority,
        created_at=now,
        due_at=now,
        deadline=now + _PROFILE.lives,
    )
