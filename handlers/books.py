"""All slices: who is asked first when something comes in, and which letters live."""

from handlers.desk import conversation as desk
from handlers.joining import conversation as joining
from handlers.kit.book import Book
from handlers.kit.forms import Forms
from handlers.onboarding import conversation as onboarding
from handlers.onboarding import views as onboarding_views
from handlers.programmes import conversation as programmes
from handlers.search import conversation as search
from handlers.settings import conversation as settings

LIVING = {
    "apology": onboarding_views.apology,
    "access-request": desk.request_letter,
    "access-answer": joining.answer_letter,
    "entries": programmes.entries_letter,
    "entry-objection": programmes.objection_letter,
}


def books() -> list[Book]:
    """A filled book for every slice. Onboarding comes last: it answers what nobody else does."""
    filled = []
    for slice_ in (search, programmes, settings, joining, desk, onboarding):
        book = Book()
        slice_.register(book)
        filled.append(book)
    return filled


def forms_of(filled: list[Book]) -> Forms:
    """The forms in these books; what answers their questions is added to the books."""
    forms, dialogue = Forms(form for book in filled for form in book.forms), Book()
    forms.register(dialogue)
    filled.insert(0, dialogue)
    return forms
