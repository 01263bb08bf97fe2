"""What people call the sorts of letters, the ways in which these come, and topics of needs."""

from handlers.kit.i18n import Translator
from knowledge.kinds import Sort
from knowledge.rhythm import Way


def sort_name(t: Translator, sort: Sort) -> str:
    """In a word or two, for a button."""
    names = {
        "match": t.label("Needs and offers"),
        "question": t.label("Questions and replies"),
        "news": t.label("News"),
        "office": t.label("Your post"),
        "meeting": t.label("Meetings"),
        "reminder": t.label("Reminders"),
        "broadcast": t.label("Messages to all"),
    }
    return names.get(sort, sort)


def sort_means(t: Translator, sort: Sort) -> str:
    """What is in it."""
    means = {
        "match": t.label("needs you could help with, and what becomes of them"),
        "question": t.label("what the other side asks or answers, contact cards, clearance"),
        "news": t.label("your saved searches, colleagues who come and go"),
        "office": t.label("access, hand-overs, what is decided about your post"),
        "meeting": t.label("invitations"),
        "reminder": t.label("shortly before a meeting"),
        "broadcast": t.label("what the secretariat writes to everybody"),
    }
    return means.get(sort, sort)


def way_name(t: Translator, way: Way) -> str:
    """How letters come, behind the name of their sort."""
    names = {
        "at once": t.label("at once"),
        "gathered": t.label("in the morning"),
        "off": t.label("off"),
    }
    return names[way]


def topic_name(t: Translator, topic: str) -> str:
    names = {
        "troops": t.label("Troops and units"),
        "police": t.label("Police and justice"),
        "staff": t.label("Staff and observers"),
        "training": t.label("Training"),
        "protection": t.label("Protection, norms"),
        "engineering": t.label("Engineers, explosives"),
        "medical": t.label("Medical"),
        "aviation": t.label("Aviation, drones"),
        "information": t.label("Intelligence, signals"),
        "logistics": t.label("Logistics, transport"),
        "partnership": t.label("Partnership, reform"),
    }
    return names.get(topic, topic)
