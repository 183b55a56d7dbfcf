"""A small picture of what was collected: a bar for each year, thin years marked, the period shaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.rows import rows
from model.result import Result, require_published
from model.style import CATCHMENT, INK, MUTED

if TYPE_CHECKING:
    from datetime import date

_WIDTH, _BARS, _HEIGHT = 240, 34, 54
_THIN, _PERIOD = "#e3b341", "#2c5a78"


def coverage_svg(years: Result, *, first: date | None, last: date | None) -> str:
    """The SVG document of 240 by 54 pixels; an open end of the period is that of the coverage."""
    table = rows(require_published(years).table)
    if not table:
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}"/>'
    start, step = table[0]["year"], _WIDTH / len(table)
    top = max(*(row["count"] for row in table), 1)
    bars = [
        _bar((row["year"] - start) * step, step, _BARS * row["count"] / top, thin=row["thin"]) for row in table
    ]
    left = 0.0 if first is None else max(0.0, (_year(first) - start) * step)
    right = float(_WIDTH) if last is None else min(float(_WIDTH), (_year(last) - start) * step)
    shade = f'<rect x="{left:.1f}" y="0" width="{max(1.0, right - left):.1f}" height="{_BARS}"'
    shade += f' fill="{_PERIOD}" fill-opacity="0.12"/>'
    ends = f'<text x="0" y="{_HEIGHT - 3}">{start}</text>'
    ends += f'<text x="{_WIDTH}" y="{_HEIGHT - 3}" text-anchor="end">{table[-1]["year"]}</text>'
    text = f'<g font-family="sans-serif" font-size="12" fill="{MUTED}">{ends}</g>'
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    line = f'<path d="M0 {_BARS}H{_WIDTH}" stroke="{INK}" stroke-width="0.6"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shade}{"".join(bars)}{line}{text}</svg>'


def _bar(x: float, step: float, height: float, *, thin: bool) -> str:
    bar = f'<rect x="{x + 1:.1f}" y="{_BARS - height:.1f}" width="{step - 2:.1f}" height="{height:.1f}"'
    bar += f' fill="{CATCHMENT}"/>'
    mark = f'<rect x="{x:.1f}" y="{_BARS + 2}" width="{step:.1f}" height="4" fill="{_THIN}"/>'
    return bar + (mark if thin else "")


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25
