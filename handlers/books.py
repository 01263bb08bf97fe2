"""All slices: who is asked first when something comes in, and which letters live."""

from handlers.kit.book import Book
from handlers.onboarding import conversation as onboarding
from handlers.onboarding import views as onboarding_views
from handlers.programmes import conversation as programmes
from handlers.search import conversation as search
from handlers.settings import conversation as settings

LIVING = {"apology": onboarding_views.apology}


def books() -> list[Book]:
    """A filled book for every slice. Onboarding comes last: it answers what nobody else does."""
    filled = []
    for slice_ in (search, programmes, settings, onboarding):
        book = Book()
        slice_.register(book)
        filled.append(book)
    return filled
