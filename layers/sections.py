"""Border sections by their status on the chosen day, told by dash and label."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from layers.marks import draw
from layers.naming import name_of
from layers.rows import Row, rows
from layers.shapes import for_screen, lines, middle_of, on_the_map
from model.enums import Border, SectionStatus
from model.labels import label
from model.messages import coded
from model.result import Result, require_published
from model.settings import LINE_DRAWN_AS_OF
from model.strings import N_, Message, fill
from model.style import MARKER_RADIUS, SECTION
from model.view import LabelKind, LabelMark, LayerView, LegendEntry, LegendSymbol, LineMark, Mark, PointMark, Style

if TYPE_CHECKING:
    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "sections"
TITLE = N_("Border, status on {date}")
CHOICE = N_("Border sections by status")
_TOLERANCE = 0.0005
"""Degrees, some 50 m: finer than the source of the line."""
_DRAWN_AS_OF = N_("Status on {date}; line drawn as of {year}.")
_SECTION_TITLE = N_("{name}: {status} ({border})")
_REMAINDER_TITLE = N_("{border}: {status}")


def view(sections: Result, *, tr: Translator) -> LayerView:
    """Every stretch and point marker with the style of its status; the legend lists what is there.

    ``sections``: table ``section_id, border, name_*, status, geometry``; the day is ``figures["on"]``.
    A day before the year of the drawn line gets a note that says so.
    """
    table = require_published(sections).table
    day = status_day(sections)
    sections_in_order = sorted(rows(table), key=_drawing_order)
    marks = [mark for row in sections_in_order for mark in _marks(row, tr)]
    present = {row["status"] for row in sections_in_order}
    return LayerView(
        key=KEY,
        title=Message(TITLE, {"date": day}),
        marks=tuple(marks),
        legend=(*(_entry(status) for status in SectionStatus if status in present), *_point_entry(marks)),
        notes=_notes(day, present),
        attributions=tuple(ref.attribution for ref in sections.sources),
    )


def status_day(sections: Result) -> date:
    """The day whose status the answer gives."""
    return date.fromisoformat(sections.figures["on"])


def _drawing_order(row: Row) -> tuple[bool, str, str]:
    """What is not recorded lies below."""
    return row["status"] != SectionStatus.NOT_RECORDED, row["border"], row["section_id"]


def _notes(day: date, present: set[str]) -> tuple[Message, ...]:
    notes = list[Message]()
    if day.year < LINE_DRAWN_AS_OF:
        notes.append(Message(_DRAWN_AS_OF, {"date": day, "year": LINE_DRAWN_AS_OF}))
    if not present - {SectionStatus.NOT_RECORDED}:
        notes.append(coded("B1", date=day))
    return tuple(notes)


def _entry(status: SectionStatus) -> LegendEntry:
    return LegendEntry(LegendSymbol.LINE, SECTION[status], Message(label(status)))


def _point_entry(marks: list[Mark]) -> tuple[LegendEntry, ...]:
    """What a ring on the line means, where there is one."""
    ring = next((mark for mark in marks if isinstance(mark, PointMark)), None)
    if ring is None:
        return ()
    return (LegendEntry(LegendSymbol.POINT, ring.style, Message(N_("known as a point only")), MARKER_RADIUS),)


def _marks(row: Row, tr: Translator) -> list[Mark]:
    status, shape, ref = SectionStatus(row["status"]), row["geometry"], f"section:{row['section_id']}"
    if shape is None or shape.is_empty:
        return []
    title, style = _title(row, status, tr), SECTION[status]
    drawn = lines(for_screen(on_the_map(shape), tolerance=_TOLERANCE))
    if not drawn:
        return [PointMark(float(shape.x), float(shape.y), MARKER_RADIUS, _dot(style), title, ref)]
    stretch: Mark = LineMark(drawn, style, title, ref)
    if status is SectionStatus.NOT_RECORDED:
        return [stretch]
    lon, lat = middle_of(shape)
    below = tr.gettext(label(status))
    return [stretch, LabelMark(lon, lat, name_of(row, lang=tr.lang), LabelKind.SECTION, below, ref)]


def _dot(style: Style) -> Style:
    return Style(fill="#ffffff", line=style.line, width=2.0, dash=style.dash and (3.0, 2.0))


def _title(row: Row, status: SectionStatus, tr: Translator) -> str:
    words = {"border": tr.gettext(label(Border(row["border"]))), "status": tr.gettext(label(status))}
    if status is SectionStatus.NOT_RECORDED:
        return fill(tr.gettext(_REMAINDER_TITLE), **words)
    return fill(tr.gettext(_SECTION_TITLE), name=name_of(row, lang=tr.lang), **words)
