"""The ground of the map: the three countries on one tone of land, the lines to other states, exclaves.

No country has a colour, and no line between the three is drawn here: each has a status on a date, and
that is the layer of sections on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.marks import draw
from layers.naming import local_below, name_of, names_of
from layers.rows import Row, rows
from layers.shapes import for_screen, ground, label_point, lines, polygons, seen_in_start_view, without_frame
from model.enums import Country
from model.labels import label
from model.result import Result, require_published
from model.strings import N_, Message, fill
from model.style import EXCLAVE_AREA, EXCLAVE_POINT, EXCLAVE_RADIUS, FOREIGN_LINE, LAND_AREA
from model.view import (
    AreaMark,
    LabelKind,
    LabelMark,
    LayerView,
    LegendEntry,
    LegendSymbol,
    LineMark,
    Mark,
    PointMark,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "countries"
TITLE = N_("Countries and exclaves")
_EXCLAVE_TITLE = N_("{names} (belongs to {owner}, surrounded by {around})")
_TOLERANCE = 0.004
"""Degrees, some 400 m: the lines to other states are context, and areas have no outline of their own."""


def view(exclaves: Result, *, tr: Translator) -> LayerView:
    """Land, the lines to other states, exclaves, and the names of both.

    ``exclaves``: table of exclaves, ``tables["countries"]``, both with geometry.
    """
    enclosed = require_published(exclaves).table.sort_values(["belongs_to", "exclave_id"])
    table = exclaves.tables["countries"].sort_values("country")
    marks: list[Mark] = [*_ground(list(table.geometry))]
    marks += [mark for row in rows(enclosed) for mark in _exclave(row, tr)]
    marks += [_country_label(row, tr) for row in rows(table)]
    return LayerView(
        key=KEY,
        title=Message(TITLE),
        marks=tuple(marks),
        legend=_legend(marks),
        attributions=tuple(ref.attribution for ref in exclaves.sources),
    )


def _ground(areas: list[BaseGeometry]) -> list[Mark]:
    land = ground(areas, tolerance=_TOLERANCE)
    outside = lines(without_frame(land.boundary))
    return [AreaMark(polygons(land), LAND_AREA, "", ""), LineMark(outside, FOREIGN_LINE, "", "")]


def _exclave(row: Row, tr: Translator) -> list[Mark]:
    owner, around = (tr.gettext(label(Country(row[key]))) for key in ("belongs_to", "surrounded_by"))
    names = names_of(row, lang=tr.lang)
    title, ref = fill(tr.gettext(_EXCLAVE_TITLE), names=names, owner=owner, around=around), _ref(row)
    shape = row["geometry"]
    if shape is None or shape.is_empty:
        return []
    area = polygons(for_screen(shape, tolerance=_TOLERANCE / 8))
    lon, lat = label_point(shape) if area else (float(shape.x), float(shape.y))
    mark: Mark = (
        AreaMark(area, EXCLAVE_AREA, title, ref)
        if area
        else PointMark(lon, lat, EXCLAVE_RADIUS, EXCLAVE_POINT, title, ref)
    )
    below = local_below(row, lang=tr.lang)
    return [mark, LabelMark(lon, lat, name_of(row, lang=tr.lang), LabelKind.EXCLAVE, below, ref)]


def _ref(row: Row) -> str:
    return f"exclave:{row['exclave_id']}"


def _country_label(row: Row, tr: Translator) -> LabelMark:
    lon, lat = label_point(seen_in_start_view(row["geometry"]))
    return LabelMark(lon, lat, tr.gettext(label(Country(row["country"]))), LabelKind.COUNTRY)


def _legend(marks: list[Mark]) -> tuple[LegendEntry, ...]:
    styles = {mark.style for mark in marks if isinstance(mark, AreaMark | LineMark | PointMark)}
    entries = (
        LegendEntry(LegendSymbol.AREA, EXCLAVE_AREA, Message(N_("exclave"))),
        LegendEntry(
            LegendSymbol.POINT, EXCLAVE_POINT, Message(N_("exclave, known as a point only")), EXCLAVE_RADIUS
        ),
    )
    return tuple(entry for entry in entries if entry.style in styles)
