"""The results in a table: on the screen, in docs/performance.md between two markers, and as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.timing import Measurement, Rival, Timing

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
FIGURES = PAGE.with_suffix(".json")
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
_MILLION = 1_000_000
HEAD = ("job", "records", "ours", "naive way", "best library way", "besides")


def table(measurements: Sequence[Measurement]) -> str:
    """A Markdown table, one line a measurement; × = the time of the other way in times of ours."""
    lines = [HEAD, ("---",) * len(HEAD), *(_row(one) for one in measurements)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    """The machine in one line: processor, cores, memory, system, Python."""
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"
    return (
        f"{_processor()}, {os.cpu_count()} cores{memory}, {platform.system()}, Python {platform.python_version()}"
    )


def write(measurements: Sequence[Measurement]) -> None:
    """Put table, machine and day into docs/performance.md, and the figures into docs/performance.json."""
    day = datetime.now(UTC).date().isoformat()
    large = " --large" if any(one.size >= _MILLION for one in measurements) else ""
    command = f"python tools/tasks.py bench{large} --write"
    text = f"Measured on {day} with `{command}` on: {machine()}.\n\n{table(measurements)}"
    page = PAGE.read_text("utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
    figures = {"measured_on": day, "machine": machine(), "measurements": [asdict(one) for one in measurements]}
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _row(one: Measurement) -> tuple[str, ...]:
    return (
        one.job,
        f"{one.size:,}".replace(",", "\u202f"),
        _time(one.ours),
        _other(one.naive, one.ours) if one.naive else "–",
        "; ".join(_other(rival, one.ours) for rival in one.library) or "–",
        ", ".join(f"{name} {value:,.0f}".replace(",", "\u202f") for name, value in one.more.items()),
    )


def _time(timing: Timing) -> str:
    value = timing.milliseconds
    text = f"{value / 1000:.1f} s" if value >= 1000 else f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"
    return f"~{text}" if timing.scaled else text


def _other(rival: Rival, ours: Timing) -> str:
    """Its time, and how many times ours it is: above 1 we are faster."""
    ratio = rival.timing.milliseconds / ours.milliseconds
    text = f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}"
    return f"{_time(rival.timing)} (× {text}, {rival.name})"


def _processor() -> str:
    info: Any = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return str(line.partition(":")[2].strip())
    return platform.processor() or platform.machine()
