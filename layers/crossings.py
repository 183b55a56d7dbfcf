"""Crossings by their status on the chosen day: a ring is open, a full disc closed, a dotted ring unknown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from layers.marks import draw
from layers.naming import name_of
from layers.numbers import whole
from layers.rows import Row, rows
from model.enums import CrossingStatus
from model.labels import label
from model.precision import BUNDLED_NEAR_RADIUS_M
from model.result import Result, require_published
from model.strings import N_, Message, fill
from model.style import CROSSING, CROSSING_RADIUS
from model.view import LabelKind, LabelMark, LayerView, LegendEntry, LegendSymbol, Mark, PointMark

if TYPE_CHECKING:
    from model.strings import Translator

__all__ = ["draw", "status_text", "view"]

KEY = "crossings"
TITLE = N_("Crossings, status on {date}")
CHOICE = N_("Crossings, open or closed")
_NOTE = N_("Crossings on {date}, as far as a source says; no source = unknown.")
_UNPLACED = N_("Crossings without a point: {n}.")
_ESTIMATES = N_("Most of these points are estimates, up to {km} km off.")
_OFF = N_("{title} (point up to {km} km off)")
_SINCE = N_("{status} since {date}, end not recorded")
_UNTIL = N_("{status} since {date}")
_EXCEPTIONS = N_("with exceptions")


def view(crossings: Result, *, tr: Translator) -> LayerView:
    """A symbol and a name for each crossing that has a point; the legend lists the statuses present.

    ``crossings``: table ``crossing_id, name_*, lon, lat, status, date_from, end_recorded, exceptions``; the
    day is ``figures["on"]``. What is unknown lies below.
    """
    every = rows(require_published(crossings).table)
    placed = [row for row in every if row["lon"] is not None]
    order = list(CrossingStatus)[::-1]
    drawn = sorted(placed, key=lambda row: (order.index(CrossingStatus(row["status"])), row["crossing_id"]))
    day = date.fromisoformat(crossings.figures["on"])
    present = {row["status"] for row in drawn}
    return LayerView(
        key=KEY,
        title=Message(TITLE, {"date": day}),
        marks=(*(_point(row, tr) for row in drawn), *(_label(row, tr) for row in drawn)),
        legend=tuple(_entry(status) for status in CrossingStatus if status in present),
        notes=_notes(day, placed, len(every) - len(placed)),
        attributions=tuple(ref.attribution for ref in crossings.sources),
    )


def status_text(row: Row, tr: Translator) -> str:
    """The status in words: since when, whether its end is recorded, whether exceptions hold."""
    status = tr.gettext(label(CrossingStatus(row["status"])))
    if row["date_from"] is None:
        return status
    pattern = _UNTIL if row["end_recorded"] else _SINCE
    text = Message(pattern, {"status": status, "date": row["date_from"]}).text(tr)
    return f"{text}; {tr.gettext(_EXCEPTIONS)}" if row["exceptions"] else text


def _point(row: Row, tr: Translator) -> Mark:
    status = CrossingStatus(row["status"])
    title = f"{name_of(row, lang=tr.lang)}: {status_text(row, tr)}"
    if row["radius_m"] is not None and row["radius_m"] > BUNDLED_NEAR_RADIUS_M:
        title = fill(tr.gettext(_OFF), title=title, km=whole(row["radius_m"] / 1000))
    ref = f"crossing:{row['crossing_id']}"
    return PointMark(row["lon"], row["lat"], CROSSING_RADIUS[status], CROSSING[status], title, ref)


def _label(row: Row, tr: Translator) -> Mark:
    below = tr.gettext(label(CrossingStatus(row["status"])))
    name, ref = name_of(row, lang=tr.lang), f"crossing:{row['crossing_id']}"
    return LabelMark(row["lon"], row["lat"], name, LabelKind.SECTION, below, ref)


def _entry(status: CrossingStatus) -> LegendEntry:
    return LegendEntry(LegendSymbol.POINT, CROSSING[status], Message(label(status)), CROSSING_RADIUS[status])


def _notes(day: date, placed: list[Row], unplaced: int) -> tuple[Message, ...]:
    furthest = max((row["radius_m"] or 0.0 for row in placed), default=0.0)
    notes = [Message(_NOTE, {"date": day})]
    if furthest > BUNDLED_NEAR_RADIUS_M:
        notes.append(Message(_ESTIMATES, {"km": whole(furthest / 1000)}))
    if unplaced:
        notes.append(Message(_UNPLACED, {"n": unplaced}))
    return tuple(notes)
