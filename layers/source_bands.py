"""A picture of what each source covers: a band from first to last day, thin years marked, years below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.escaping import text
from layers.rows import Row, rows
from model.result import Result, require_published
from model.style import CATCHMENT, INK, MUTED, PAPER
from model.written import short_day

if TYPE_CHECKING:
    from datetime import date

_WIDTH, _LINE, _FOOT, _LEFT = 360, 40, 22, 4
_THIN = "#e3b341"
_HALO = f'stroke="{PAPER}" stroke-width="3" paint-order="stroke"'
"""Keeps the lines of the years out of the words."""
_EVERY = 5
"""Years from one label of the axis to the next."""


def covered(sources: Result) -> list[Row]:
    """The sources that say from when to when they were collected, in the order of the answer."""
    table = rows(require_published(sources).table)
    return [row for row in table if row["coverage_from"] is not None and row["coverage_to"] is not None]


def bands_svg(sources: Result, *, lang: str = "en") -> str:
    """The SVG document, 360 pixels wide, 40 high for each source that names its coverage; days in the language."""
    table = covered(sources)
    height = _LINE * len(table) + _FOOT
    size = f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
    if not table:
        return f"{head}</svg>"
    first = min(row["coverage_from"].year for row in table)
    last = max(row["coverage_to"].year for row in table) + 1
    scale = (_WIDTH - 2 * _LEFT) / (last - first)
    lines = [_band(row, _LINE * number, first, scale, lang) for number, row in enumerate(table)]
    labels = range(first + (-first) % _EVERY, last, _EVERY)
    marks = [_year(year, _LEFT + (year - first) * scale, height) for year in labels]
    return f"{head}{''.join(marks)}{''.join(lines)}</svg>"


def _band(row: Row, top: float, first: int, scale: float, lang: str) -> str:
    left, right = (_LEFT + (_at(row[name]) - first) * scale for name in ("coverage_from", "coverage_to"))
    thin = [_thin(_LEFT + (int(year) - first) * scale, top, scale) for year in row["thin_years"]]
    band = f'<rect x="{left:.1f}" y="{top + 20}" width="{max(1.0, right - left):.1f}" height="12"'
    ends = (short_day(row[name], lang=lang) for name in ("coverage_from", "coverage_to"))
    words = f"{row['title']}, {' – '.join(ends)}"
    title = f'<text x="{_LEFT}" y="{top + 14}" fill="{INK}" {_HALO}>{text(words)}</text>'
    return f'{title}{band} fill="{CATCHMENT}"/>{"".join(thin)}'


def _thin(x: float, top: float, width: float) -> str:
    return f'<rect x="{x:.1f}" y="{top + 20}" width="{width:.1f}" height="12" fill="{_THIN}"/>'


def _year(year: int, x: float, height: int) -> str:
    line = f'<path d="M{x:.1f} 0V{height - _FOOT}" stroke="{MUTED}" stroke-width="0.4"/>'
    return f'{line}<text x="{x:.1f}" y="{height - 6}" fill="{MUTED}" font-size="12">{year}</text>'


def _at(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25
