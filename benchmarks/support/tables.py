"""The figures of a run as tables."""

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.support.figures import Row, Run, Size
from benchmarks.support.searchers import OURS, TOKEN_SET, WRATIO


def of_size(size: Size) -> Iterator[str]:
    """How fast and how well everybody answers at one size."""
    yield (
        f"\n{size.records:,} records, generated in {size.generated:.0f} s · CPU of the thread, medians of "
        f"{size.rounds} rounds · × = times as fast, on the same questions"
    )
    yield from _table((*_SPEED, "R@10", "MRR", "build"), [(row.name, _speed(row)) for row in size.rows])
    kinds = [kind for kind in size.rows[0].recall if kind != "all"]
    yield "\nR@10 · MRR by kind of question"
    yield from _table(kinds, list(_kinds(size, kinds)))


def of_run(run: Run) -> Iterator[str]:
    """What the product's engine costs beside questions, what grows with size, and the shipped catalogue."""
    yield f"\n{OURS}: CPU of building and of snapshots, by records"
    yield from _table(_BUILD, [(f"{size.records:,}", _build(size)) for size in run.sizes])
    yield f"\n{OURS}: memory, and the time until a search sees a change, median (and worst)"
    yield from _table(_KEEP, [(f"{size.records:,}", _keep(size)) for size in run.sizes])
    if slopes := run.exponents():
        yield f"\nfrom {run.sizes[0].records:,} records on, the median grows as their number to the power of"
        yield " · ".join(f"{name} {slope:.2f}" for name, slope in slopes.items())
    if run.cold:
        build, middle, p95, slowest = (
            median(getattr(one, name) for one in run.cold) for name in ("build", "middle", "p95", "slowest")
        )
        yield f"\nthe shipped catalogue in a fresh process, medians of {len(run.cold)}: build {build:.2f} s;"
        yield f"first answers {middle:.1f} ms median, {p95:.1f} ms p95, {slowest:.0f} ms the slowest"


def _table(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Columns as wide as their widest cell, to the right; names to the left."""
    widths = [max(map(len, column)) for column in zip(heads, *(cells for _, cells in rows), strict=True)]
    names = max(len(name) for name, _ in rows)
    for name, cells in [("", heads), *rows]:
        aligned = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        yield f"{name:{names}}  {aligned}"


_SPEED = ("timed", "median", "p99", "× WRatio", "p99", "× token_set", "p99", "judged")


def _speed(row: Row) -> list[str]:
    ratios = []
    for other in (WRATIO, TOKEN_SET):
        found = row.times.get(other)
        ratios += [f"{found.middle:,.1f}", f"{found.p99:,.1f}"] if found else ["–", "–"]
    return [
        str(row.timed),
        f"{row.median_ms:.2f} ms",
        f"{row.p99_ms:.2f} ms",
        *ratios,
        str(row.judged),
        f"{row.recall['all']:.3f}",
        f"{row.reciprocal['all']:.3f}",
        f"{row.built:.1f} s",
    ]


def _kinds(size: Size, kinds: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    for row in size.rows:
        yield row.name, [f"{row.recall[kind]:.2f}·{row.reciprocal[kind]:.2f}" for kind in kinds]
        if row.name == TOKEN_SET and row.judged < size.rows[0].judged:
            yield f"{OURS}, the same {row.judged}", [f"{row.ours[kind]:.2f}     " for kind in kinds]


_BUILD = ("build", "of it fixed", "a record", "save", "load", "per 100k: save", "load", "snapshot")


def _build(size: Size) -> list[str]:
    cost, per = size.upkeep, 100_000 / size.records
    return [
        f"{cost.build:.2f} s",
        f"{cost.fixed:.2f} s",
        f"{cost.microseconds_a_record:.0f} µs",
        *(_known(figure, "s") for figure in (cost.dump, cost.load)),
        *(_known(figure and figure * per, "s") for figure in (cost.dump, cost.load)),
        _known(cost.snapshot_mib, "MiB"),
    ]


_KEEP = ("memory", "of it fixed", "once asked", "a record", "added, found", "removed, missed")


def _keep(size: Size) -> list[str]:
    cost = size.upkeep
    return [
        f"{cost.memory_mib:.1f} MiB",
        f"{cost.memory_fixed_mib:.1f} MiB",
        f"{cost.memory_asked_mib:.1f} MiB",
        f"{cost.bytes_a_record:,.0f} B",
        f"{cost.add_ms:.1f} ({cost.add_worst_ms:.1f}) ms",
        f"{cost.remove_ms:.1f} ({cost.remove_worst_ms:.1f}) ms",
    ]


def _known(figure: float | None, unit: str) -> str:
    return "–" if figure is None else f"{figure:.2f} {unit}"
