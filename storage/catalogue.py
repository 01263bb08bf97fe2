"""The catalogue as it is searched: an index in memory, kept up with the rows."""

from functools import cached_property
from threading import Lock

from knowledge.search import Finder
from storage import programmes
from storage.database import Store


class Catalogue:
    """Begins with a finder over the shipped programmes; every change since then comes from the rows.

    Where none is given it is built when it is first asked for, which takes half a second.
    """

    def __init__(self, finder: Finder | None = None) -> None:
        self._given = finder
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

    def _catch_up(self, store: Store) -> None:
        for programme in programmes.changed_since(store, self._seen):
            self._finder.add(programme)
        for id_ in programmes.disowned_since(store, self._seen):
            self._finder.remove(id_)
