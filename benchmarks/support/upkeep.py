"""What the product's engine costs beside questions: to build, keep in memory, save, load and change."""

import ctypes
import gc
import os
import pickle
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.support.catalogue import Record, drafts
from knowledge.search import Finder

_EDITS, _FIRST_EDIT = 20, 2_000_000  # new records, far behind all others
_PAGE = os.sysconf("SC_PAGE_SIZE")
_NOT_YET = (TypeError, AttributeError, pickle.PicklingError)


@dataclass(slots=True)
class Upkeep:
    """Costs by size: seconds of CPU unless said; memory is what the process grew by, records not counted."""

    records: int
    build: float
    fixed: float  # of it, with no record at all
    memory_mib: float
    memory_fixed_mib: float
    memory_asked_mib: float = 0.0  # the same once questions have been asked
    dump: float | None = None  # where it can be saved
    load: float | None = None
    snapshot_mib: float | None = None
    add_ms: float = 0.0  # until a search has found it
    add_worst_ms: float = 0.0
    remove_ms: float = 0.0  # until a search has missed it
    remove_worst_ms: float = 0.0

    @property
    def microseconds_a_record(self) -> float:
        return (self.build - self.fixed) / self.records * 1e6

    @property
    def bytes_a_record(self) -> float:
        """Of the greater of the two memories."""
        grown = max(self.memory_mib, self.memory_asked_mib) - self.memory_fixed_mib
        return grown * 2**20 / self.records


def built(records: Sequence[Record]) -> tuple[Finder, Upkeep]:
    """A finder over records, with what it cost.

    Shipped words are read before, and an empty finder is built to know what they cost by themselves.
    """
    empty = [Finder([])]
    before, start = _resident_mib(), time.process_time()
    empty.append(Finder([]))  # both are kept until the end: memory they gave back would be used again unseen
    fixed, fixed_mib = time.process_time() - start, _resident_mib() - before
    before, start = _resident_mib(), time.process_time()
    finder = Finder(records)
    build = time.process_time() - start
    upkeep = Upkeep(len(records), build, fixed, _resident_mib() - before, fixed_mib)
    return finder, upkeep


def asked(finder: Finder, upkeep: Upkeep, texts: Sequence[str]) -> None:
    """Note what the finder has grown to by answering: what is only made when asked for is not free."""
    before = _resident_mib()
    for text in texts:
        finder.search(text)
    upkeep.memory_asked_mib = upkeep.memory_mib + _resident_mib() - before


def saved(finder: Finder, upkeep: Upkeep, texts: Sequence[str]) -> None:
    """Note what a snapshot costs; nothing where the finder can't be saved. The copy has to answer alike."""
    start = time.process_time()
    try:
        snapshot = pickle.dumps(finder, pickle.HIGHEST_PROTOCOL)
    except _NOT_YET:
        return
    upkeep.dump = time.process_time() - start
    upkeep.snapshot_mib = len(snapshot) / 2**20
    start = time.process_time()
    copy = pickle.loads(snapshot)
    upkeep.load = time.process_time() - start
    for text in texts:
        if copy.search(text).results != finder.search(text).results:
            raise AssertionError("a loaded snapshot answers differently")


def changed(finder: Finder, upkeep: Upkeep) -> None:
    """Note how long it takes until a search sees a record that was added, and misses one that was removed."""
    added, removed = [], []
    for draft in drafts(_EDITS, _FIRST_EDIT):
        new = draft.record
        added.append(_milliseconds(lambda new=new: finder.add(new), finder, new, present=True))
        removed.append(_milliseconds(lambda new=new: finder.remove(new.id), finder, new, present=False))
    upkeep.add_ms, upkeep.add_worst_ms = median(added), max(added)
    upkeep.remove_ms, upkeep.remove_worst_ms = median(removed), max(removed)


def _milliseconds(change, finder: Finder, record: Record, *, present: bool) -> float:
    start = time.perf_counter()
    change()
    found = any(hit.id == record.id for hit in finder.search(record.name).results)
    spent = (time.perf_counter() - start) * 1e3
    if found is not present:
        raise AssertionError(f"{record.name!r} was {'not ' if present else ''}found after the change")
    return spent


def _resident_mib() -> float:
    """Resident memory, once everything that is free has been given back to the system."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 2**20
