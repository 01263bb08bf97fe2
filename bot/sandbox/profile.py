"""What the bot set up about itself: commands, name, descriptions, menu button."""

from typing import Any

Json = dict[str, Any]

DEFAULT_NAME = "Clearinghouse"
Scope = tuple[str, int, int]
DEFAULT_SCOPE: Scope = ("default", 0, 0)


class Profile:
    """Texts by language (`""`: everybody else) and command menus by scope and language."""

    def __init__(self) -> None:
        self.texts: dict[str, dict[str, str]] = {"name": {}, "description": {}, "short_description": {}}
        self.menus: dict[tuple[Scope, str], list[Json]] = {}
        self.menu_button: Json = {"type": "commands"}

    def name(self, language: str) -> str:
        return self.text("name", language) or DEFAULT_NAME

    def text(self, field: str, language: str) -> str:
        """The text for a language, or the one for everybody else."""
        texts = self.texts[field]
        return texts.get(language) or texts.get("", "")

    def set_text(self, field: str, language: str, text: str) -> None:
        if text:
            self.texts[field][language] = text
        else:
            self.texts[field].pop(language, None)

    def commands_for(self, person_id: int, language: str) -> list[Json]:
        """The menu that a person sees in the private chat: by chat, then private chats, then default."""
        for scope in (("chat", person_id, 0), ("all_private_chats", 0, 0), DEFAULT_SCOPE):
            for code in (language[:2], ""):
                if menu := self.menus.get((scope, code)):
                    return menu
        return []
