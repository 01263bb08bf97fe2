"""The catalogue as it is searched: an index in memory, kept up with the rows."""

from collections.abc import Iterable
from functools import cached_property
from threading import Lock

from knowledge.programmes import Programme
from knowledge.search import Finder
from storage import programmes
from storage.database import Store
from storage.people import Person


class Catalogue:
    """Begins with a finder over the shipped programmes; every change since then comes from the rows.

    Where none is given it is built when it is first asked for, which takes half a second.

    Once a programme is for admitted people only, there is a second finder without such: an index that knew
    them would tell of them, by the words that it corrects others into and the names that it reads.
    """

    def __init__(self, finder: Finder | None = None) -> None:
        self._given = finder
        self._for_all: Finder | None = None  # while it is None, the first one is
        self._lock = Lock()
        self._seen = 0  # the newest change that the index knows

    @cached_property
    def _finder(self) -> Finder:
        return Finder.shipped() if self._given is None else self._given

    def finder(self, store: Store) -> Finder:
        """A finder that knows every change committed by now; one cheap query where there is none.

        A transaction that has changed entries itself searches without its own changes: it may be undone,
        and the index is everybody's.
        """
        if programmes.CHANGES in store.changed:
            return self._finder
        with self._lock:
            if (newest := programmes.newest_change(store)) > self._seen:
                self._catch_up(store)
                self._seen = newest
        return self._finder

    def finder_for(self, store: Store, person: Person) -> Finder:
        """The same with what this person may see."""
        finder = self.finder(store)
        return (self._for_all or finder) if person.role is None else finder

    def _catch_up(self, store: Store) -> None:
        changed = programmes.changed_since(store, self._seen)
        gone = programmes.disowned_since(store, self._seen)
        if self._for_all is None and not all(programme.is_public for programme in changed):
            self._for_all = self._finder.copied()
        if self._for_all is not None:
            hidden = [programme.id for programme in changed if not programme.is_public]
            _change(self._for_all, [each for each in changed if each.is_public], [*gone, *hidden])
        _change(self._finder, changed, gone)


def _change(finder: Finder, changed: Iterable[Programme], gone: Iterable[str]) -> None:
    for programme in changed:
        finder.add(programme)
    for id_ in gone:
        finder.remove(id_)
