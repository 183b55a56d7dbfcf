"""How long a job takes and how much memory a program needs, measured the same way for everybody."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from store.queries import rows_by_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.bundle import Store

RUNS = 7
ENOUGH_SECONDS = 6.0
"""A slow job is not repeated once it has taken this long altogether."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """The median of some runs, in milliseconds."""

    milliseconds: float
    runs: int
    scaled: bool = False
    """Measured on fewer rows and multiplied: the whole would take minutes."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another way to the same answer: its name and its time."""

    name: str
    timing: Timing


@dataclass(frozen=True, slots=True)
class Measurement:
    """One job at one size: ours, the naive way and the best library ways, with the same answer.

    ``size`` is the number of records in the store, ``more`` holds what is not a time (bytes, megabytes).
    """

    job: str
    size: int
    ours: Timing
    naive: Rival | None = None
    library: tuple[Rival, ...] = ()
    more: dict[str, float] = field(default_factory=dict)


def records_in(store: Store) -> int:
    """The number of incident rows in a store."""
    return int(rows_by_source(store).sum())


def timed(job: Callable[[], T], *, runs: int = RUNS) -> tuple[T, Timing]:
    """What the job gives and how long it takes: median of warm runs, after one that is not counted.

    A job that takes more than a second is not warmed up.
    """
    began = time.perf_counter()
    answer = job()
    times = [time.perf_counter() - began]
    if times[0] < 1.0:
        times = []
    gc.collect()
    while not times or (len(times) < runs and sum(times) < ENOUGH_SECONDS):
        began = time.perf_counter()
        answer = job()
        times.append(time.perf_counter() - began)
    return answer, Timing(statistics.median(times) * 1000, len(times))


def scaled(timing: Timing, *, factor: float) -> Timing:
    """The time of a job on ``factor`` times as many rows, for jobs that look at one row after another."""
    return Timing(timing.milliseconds * factor, timing.runs, scaled=True)


def peak_memory_mb(code: str) -> float:
    """The highest resident memory of a fresh Python that runs ``code``, in megabytes; NaN outside Linux.

    ``getrusage`` would not do: a started program inherits the peak of the one that started it.
    """
    if not Path("/proc/self/status").is_file():
        return float("nan")
    tail = "print(open('/proc/self/status').read())"
    words = [sys.executable, "-c", f"{code}\n{tail}"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - our own code
    return _peak_of(done.stdout)


def peak_memory_of(process: int) -> float:
    """The highest resident memory so far of a running process, in megabytes; NaN outside Linux."""
    status = Path(f"/proc/{process}/status")
    return _peak_of(status.read_text("utf-8")) if status.is_file() else float("nan")


def _peak_of(status: str) -> float:
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return float(line.split()[1]) * 1024 / 1e6


def fresh_start(code: str, *, runs: int = 3) -> Timing:
    """How long a fresh Python takes from its start to the end of ``code``."""
    command: list[Any] = [sys.executable, "-c", code]
    return timed(lambda: subprocess.run(command, check=True, capture_output=True), runs=runs)[1]  # noqa: S603 - our own code
