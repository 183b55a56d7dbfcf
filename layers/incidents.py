"""Incidents: one symbol for each place and precision; what is known to a district only is an area.

Area of a symbol = number of reported incidents, inner ring = deaths, dashed edge = deaths unknown, halo
= near this place. Nothing imprecise is drawn as a precise point. Too many symbols are counted in cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import incident_cells
from layers.districts import AREA_TOLERANCE
from layers.marks import draw
from layers.rows import Row, rows
from layers.shapes import for_screen, polygons
from model.enums import LocationLevel
from model.messages import coded
from model.result import Result, require_published
from model.settings import MOST_IN_SIGHT, MOST_SYMBOLS, SIGHT_FROM_ZOOM
from model.strings import N_, Message
from model.style import (
    COUNT_RADIUS,
    INCIDENT_DISTRICT,
    INCIDENT_HALO,
    INCIDENT_PARTLY,
    INCIDENT_POINT,
    INCIDENT_RING,
    INCIDENT_SEAT,
    INCIDENT_UNKNOWN,
    incident_radius,
    ring_radius,
)
from model.view import (
    AreaMark,
    CellsMark,
    LabelKind,
    LabelMark,
    LayerView,
    LegendEntry,
    LegendSymbol,
    Mark,
    PointMark,
    Style,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from layers.incident_cells import Sight
    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "incidents"
TITLE = N_("Incidents")
_AT = N_("{name}: {incidents}, {deaths}")
_NEAR = N_("near {name}: {incidents}, {deaths}")
_DISTRICT = N_("{name} (district only): {incidents}, {deaths}")
_IN_SIGHT = N_("Incidents in sight, one by one")
_IN_SIGHT_CELLS = N_("Incidents in sight, in finer cells")
_OF_LARGEST = N_("Sources are not added up: a symbol counts the records of the source that has most there.")
_IMPRECISE = N_("Too imprecise for this map: {k}; see the list.")
_SAMPLE_COUNTS = (1, 5, 20)
_FAR = "outside_box"
"""Why a record is not on the map though it is known exactly: the caption counts it, and it is not imprecise."""


def view(incidents: Result, districts: Result, *, tr: Translator) -> LayerView:
    """The symbols of ``incidents.tables["symbols"]``; halos and areas below, large symbols below small.

    Above :data:`model.settings.MOST_SYMBOLS` of them they are counted in cells (:mod:`layers.incident_cells`).

    Districts without a catchment show the seat alone. Records that have no symbol are counted in a note.
    """
    points, units = _split(incidents)
    shapes = require_published(districts).table.set_index("district_id")["geometry"]
    areas = [mark for row in rows(_in_order(units)) for mark in _district(row, shapes, tr)]
    if len(points) > MOST_SYMBOLS:
        cells = incident_cells.cells(points, tr)
        marks: Sequence[Mark] = (cells,)
        legend = (*incident_cells.legend(cells), *_legend_of_areas(areas))
        notes = (*incident_cells.notes(points), *_notes(incidents))
    else:
        marks = _symbols(points, tr)
        legend, notes = (*_legend(marks, points), *_legend_of_areas(areas)), _notes(incidents)
    return LayerView(
        key=KEY,
        title=Message(TITLE),
        marks=(*areas, *marks),
        legend=legend,
        notes=notes,
        attributions=tuple(ref.attribution for ref in incidents.sources),
    )


def in_sight(incidents: Result, whole: LayerView, sight: Sight, *, tr: Translator) -> LayerView | None:
    """What a reader has in sight, where ``whole`` (by :func:`view`) shows cells: symbols, or finer cells.

    ``None`` where ``whole`` shows all there is to see at that zoom.
    """
    cells = next((mark for mark in whole.marks if isinstance(mark, CellsMark)), None)
    if cells is None or sight.zoom < SIGHT_FROM_ZOOM:
        return None
    cover = incident_cells.cover(sight)
    mine = incident_cells.covered(_split(incidents)[0], cover)
    if len(mine) <= MOST_IN_SIGHT:
        points = _symbols(mine, tr)
        return LayerView(f"{KEY}_in_sight", Message(_IN_SIGHT), (cover, *points), tuple(_legend(points, mine)))
    size_km = incident_cells.size_at(sight.zoom)
    if any(level.size_km == size_km for level in cells.levels):
        return None
    finer = incident_cells.finer(mine, tr, whole=cells, size_km=size_km)
    return None if finer is None else LayerView(f"{KEY}_in_sight", Message(_IN_SIGHT_CELLS), (cover, finer))


def _split(incidents: Result) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The symbols of places, and those of districts."""
    symbols = require_published(incidents).tables["symbols"]
    units = symbols["level"] == LocationLevel.L3
    return symbols[~units], symbols[units]


def _in_order(symbols: pd.DataFrame) -> pd.DataFrame:
    """Large below small."""
    return symbols.sort_values(["count", "ref"], ascending=[False, True])


def _symbols(symbols: pd.DataFrame, tr: Translator) -> list[PointMark]:
    return [_symbol(row, tr) for row in rows(_in_order(symbols))]


def _symbol(row: Row, tr: Translator) -> PointMark:
    count, deaths = int(row["count"]), _whole(row["killed_best"])
    near = row["level"] == LocationLevel.L2
    ring = ring_radius(deaths, count)
    return PointMark(
        lon=row["lon"],
        lat=row["lat"],
        radius=incident_radius(count),
        style=_style(row),
        title=_title(_NEAR if near else _AT, row, tr),
        ref=row["ref"],
        ring_radius=ring,
        ring_style=INCIDENT_RING if ring else None,
        halo_m=float(row["radius_m"] or 0.0) if near else 0.0,
    )


def _style(row: Row) -> Style:
    if not _whole(row["unknown_records"]):
        return INCIDENT_POINT
    return INCIDENT_UNKNOWN if _whole(row["unknown_records"]) == row["count"] else INCIDENT_PARTLY


def _district(row: Row, shapes: pd.Series[Any], tr: Translator) -> list[Mark]:
    title, ref = _title(_DISTRICT, row, tr), row["ref"]
    shape = polygons(for_screen(shapes.get(row["key"]), tolerance=AREA_TOLERANCE))
    marks: list[Mark] = [AreaMark(shape, INCIDENT_DISTRICT, title, ref)] if shape else []
    if row["lon"] is not None:
        marks.append(PointMark(row["lon"], row["lat"], COUNT_RADIUS, INCIDENT_SEAT, title, ref))
        marks.append(LabelMark(row["lon"], row["lat"], str(row["count"]), LabelKind.COUNT, ref=ref))
    return marks


def _title(pattern: str, row: Row, tr: Translator) -> str:
    count = int(row["count"])
    incidents = Message.counted("{n} incident", "{n} incidents", count)
    return Message(pattern, {"name": row["name"], "incidents": incidents, "deaths": _deaths(row, tr)}).text(tr)


def _deaths(row: Row, tr: Translator) -> str:
    unknown, count, deaths = _whole(row["unknown_records"]), int(row["count"]), _whole(row["killed_best"])
    if unknown == count:
        return tr.gettext(N_("deaths unknown"))
    if unknown:
        return Message(N_("deaths {deaths}, unknown in {n}"), {"deaths": deaths, "n": unknown}).text(tr)
    return Message(N_("deaths {deaths}"), {"deaths": deaths}).text(tr)


def _whole(value: Any) -> int:
    return 0 if value is None else int(value)


def _notes(incidents: Result) -> tuple[Message, ...]:
    table = incidents.tables["not_on_map"]
    imprecise = ~table["drawn_as_area"] & (table["reason"] != _FAR)
    missing = int(table.loc[imprecise, "count"].sum())
    if incidents.figures["count"] is None:
        return (Message(_OF_LARGEST), *([Message(_IMPRECISE, {"k": missing})] if missing else []))
    if not missing:
        return ()
    return (coded("L1", k=missing, N=incidents.figures["count"]),)


def _legend(points: Sequence[PointMark], symbols: pd.DataFrame) -> list[LegendEntry]:
    styles = {mark.style for mark in points}
    largest = int(symbols["count"].max()) if len(symbols) else 0
    entries = list[LegendEntry]()
    if points:
        entries += [_sample(count) for count in _SAMPLE_COUNTS if count == 1 or count <= largest]
    if any(mark.ring_radius for mark in points):
        entries.append(LegendEntry(LegendSymbol.RING, INCIDENT_RING, Message(N_("inner ring: deaths")), 3.5))
    if INCIDENT_PARTLY in styles:
        entries.append(_point(INCIDENT_PARTLY, N_("dashed: deaths unknown in some")))
    if INCIDENT_UNKNOWN in styles:
        entries.append(_point(INCIDENT_UNKNOWN, N_("hollow, dashed: deaths unknown in all")))
    if any(mark.halo_m for mark in points):
        entries.append(LegendEntry(LegendSymbol.POINT, INCIDENT_HALO, Message(N_("halo: near this place")), 9.0))
    return entries


def _legend_of_areas(areas: Sequence[Mark]) -> list[LegendEntry]:
    if not areas:
        return []
    return [
        LegendEntry(LegendSymbol.AREA, INCIDENT_DISTRICT, Message(N_("only the district is known"))),
        LegendEntry(LegendSymbol.POINT, INCIDENT_SEAT, Message(N_("their number, at its seat")), 6.0),
    ]


def _point(style: Style, text: str) -> LegendEntry:
    return LegendEntry(LegendSymbol.POINT, style, Message(text), incident_radius(1))


def _sample(count: int) -> LegendEntry:
    text = Message.counted("{n} reported incident", "{n} reported incidents", count)
    return LegendEntry(LegendSymbol.POINT, INCIDENT_POINT, text, incident_radius(count))
