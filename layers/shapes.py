"""Shapely geometries as the plain rings and lines of layer views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.ops import polylabel

from model.settings import MAP_BOX, START_VIEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from model.settings import Box
    from model.view import Position, Ring

_FRAME_WIDTH = 1e-6
"""Degrees: closer to the edge of the map box than this, an outline is the cut and no border."""


def polygons(geometry: BaseGeometry | None) -> tuple[tuple[Ring, ...], ...]:
    """The polygons of an areal geometry, each an outer ring followed by its holes; others give nothing.

    >>> len(polygons(box(70, 40, 71, 41)))
    1
    """
    if geometry is None or geometry.is_empty:
        return ()
    parts = geometry.geoms if hasattr(geometry, "geoms") else (geometry,)
    return tuple(
        tuple(_ring(ring) for ring in (part.exterior, *part.interiors))
        for part in parts
        if isinstance(part, Polygon)
    )


def lines(geometry: BaseGeometry | None) -> tuple[Ring, ...]:
    """The polylines of a linear geometry; others give nothing."""
    if geometry is None or geometry.is_empty:
        return ()
    parts = geometry.geoms if hasattr(geometry, "geoms") else (geometry,)
    return tuple(_ring(part) for part in parts if isinstance(part, LineString))


def for_screen(geometry: BaseGeometry | None, *, tolerance: float) -> BaseGeometry | None:
    """The geometry with vertices left out that a map cannot show; ``tolerance`` in degrees."""
    return None if geometry is None else geometry.simplify(tolerance, preserve_topology=True)


def _ring(line: Any) -> Ring:
    return tuple((float(lon), float(lat)) for lon, lat in line.coords)


def seen_in_start_view(geometry: BaseGeometry) -> BaseGeometry:
    """The part of an area that the map shows at first, or all of it where that is nothing."""
    return _part_in(START_VIEW, geometry)


def on_the_map(geometry: BaseGeometry) -> BaseGeometry:
    """The part inside the map box, beyond which there is no land to draw on, or all where that is nothing."""
    return _part_in(MAP_BOX, geometry)


def _part_in(room: Box, geometry: BaseGeometry) -> BaseGeometry:
    """The part inside a box, or all of it where that is nothing."""
    part = geometry.intersection(box(*room))
    return geometry if part.is_empty else part


def label_point(geometry: BaseGeometry) -> Position:
    """Where a label of an area stands best: the middle of the widest room in its largest polygon."""
    parts = [geometry] if isinstance(geometry, Polygon) else list(getattr(geometry, "geoms", ()))
    areas = [part for part in parts if isinstance(part, Polygon)]
    if not areas:
        return float(geometry.centroid.x), float(geometry.centroid.y)
    point = polylabel(max(areas, key=lambda part: part.area), tolerance=0.02)
    return float(point.x), float(point.y)


def middle_of(geometry: BaseGeometry) -> Position:
    """The middle of the longest line of a linear geometry."""
    longest = max(getattr(geometry, "geoms", [geometry]), key=lambda part: part.length)
    point = longest.interpolate(0.5, normalized=True)
    return float(point.x), float(point.y)


def without_frame(outlines: BaseGeometry) -> BaseGeometry:
    """Outlines without what runs along the edge of the map box, which is a cut and no border."""
    inside = box(*MAP_BOX).buffer(-_FRAME_WIDTH)
    return shapely.line_merge(outlines.intersection(inside))


def ground(areas: Sequence[BaseGeometry], *, tolerance: float) -> BaseGeometry:
    """All areas as one without the lines between them or holes; ``tolerance`` in degrees."""
    union = shapely.union_all(areas)
    parts = [union] if isinstance(union, Polygon) else list(getattr(union, "geoms", ()))
    filled = MultiPolygon([Polygon(part.exterior) for part in parts if isinstance(part, Polygon)])
    return filled.simplify(tolerance, preserve_topology=True)
