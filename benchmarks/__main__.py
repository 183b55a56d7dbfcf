"""``python tools/tasks.py bench``: ours beside the naive way and the best library way, in one run.

``--write`` puts the table into docs/performance.md; ``--large`` adds a million records where a bound of
the design speaks of them; ``--only`` picks jobs by a word of their module.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from benchmarks import counts, importing, loading, maps, pictures, placing, start
from benchmarks.made_incidents import made_incidents
from benchmarks.report import machine, table, write
from model.errors import FerghanaError
from store.bundle import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.timing import Measurement
    from store.bundle import Store

SIZES = (10_000, 100_000)
MILLION = 1_000_000
JOBS = ("counts", "maps", "placing", "pictures", "loading", "importing", "start")


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and write where asked; exit code 1 where a way gives another answer than ours."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the results into docs/performance.md")
    parser.add_argument("--large", action="store_true", help="also a million records")
    parser.add_argument("--only", nargs="+", choices=JOBS, default=JOBS, help="these jobs only")
    asked = parser.parse_args(words)
    if asked.write and set(asked.only) != set(JOBS):
        parser.error("--write needs all jobs, so that one table is one run: leave --only out")
    found: list[Measurement] = []
    try:
        for one in measurements(open_store(), jobs=asked.only, large=asked.large):
            print(table([one]).splitlines()[-1], flush=True)
            found.append(one)
    except FerghanaError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"\n{machine()}\n\n{table(found)}")
    if asked.write:
        write(found)
    return 0


def measurements(store: Store, *, jobs: Sequence[str], large: bool) -> Iterator[Measurement]:
    """One measurement after the other: bundled records first, then made ones."""
    sizes = (*SIZES, MILLION) if large else SIZES
    stores = [None, *sizes]
    for size in stores:
        if {"counts", "maps", "pictures"} & set(jobs):
            data = store if size is None else store.with_incidents(made_incidents(store, size))
            yield from _of_store(data, jobs=jobs)
        if "placing" in jobs and size is not None:
            yield placing.measure(store, size)
        if "loading" in jobs:
            yield loading.measure(store, size)
        if "importing" in jobs and size is not None:
            yield from importing.measure(store, size)
    if "start" in jobs:
        yield from start.measure(MILLION if large else None)


def _of_store(store: Store, *, jobs: Sequence[str]) -> Iterator[Measurement]:
    if "counts" in jobs:
        yield counts.measure(store)
    if "maps" in jobs:
        yield maps.measure(store)
    if "pictures" in jobs:
        yield pictures.measure(store)


if __name__ == "__main__":
    sys.exit(main())
