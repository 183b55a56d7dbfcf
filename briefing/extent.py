"""Which part of the valley a paper map shows, in metres, and how metres become pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.cells import box_of as cell_box
from geo.crs import to_lonlat, to_metric
from model.settings import MAP_BOX, START_VIEW, Box
from model.view import CellsMark, PointMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.view import CellLevel, LayerView

Number = TypeVar("Number", float, NDArray[np.float64])

_EDGE_POINTS = 33
_PADDING = 0.12
_LEAST_WIDTH_M = 60_000.0
_EQUATOR_M_PER_PIXEL = 156_543.03
"""Metres per pixel of a web map at zoom 0 on the equator (256-pixel tiles on a sphere of 6,378,137 m)."""


class Rect(NamedTuple):
    """A rectangle in pixels at 96 dpi; y grows downwards."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of the metric CRS that fills a map frame exactly."""

    west: float
    south: float
    east: float
    north: float
    pixels_per_metre: float

    @property
    def centre(self) -> tuple[float, float]:
        """The middle in lon/lat degrees."""
        lon, lat = to_lonlat(
            np.array([(self.west + self.east) / 2.0]), np.array([(self.south + self.north) / 2.0])
        )
        return float(lon[0]), float(lat[0])

    @property
    def zoom(self) -> float:
        """The zoom of a web map on which a kilometre is as long."""
        scale = _EQUATOR_M_PER_PIXEL * math.cos(math.radians(self.centre[1]))
        return math.log2(scale * self.pixels_per_metre)

    def to_pixels(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Metric coordinates as pixels from the frame's upper left corner."""
        return (x - self.west) * self.pixels_per_metre, (self.north - y) * self.pixels_per_metre

    def from_pixels(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Metric coordinates of pixels of the frame."""
        return self.west + x / self.pixels_per_metre, self.north - y / self.pixels_per_metre


def fit(box: Box, frame: Rect) -> Extent:
    """The extent that shows all of ``box`` (lon/lat degrees) and fills ``frame``.

    >>> extent = fit(START_VIEW, Rect(0, 0, 1100, 800))
    >>> round((extent.east - extent.west) / (extent.north - extent.south), 6)
    1.375
    """
    edge = np.linspace(0.0, 1.0, _EDGE_POINTS)
    lon = box.west + (box.east - box.west) * edge
    lat = box.south + (box.north - box.south) * edge
    # The sides of a lon/lat box are curves in metres, so the corners alone would cut a little off.
    around_lon = np.concatenate([lon, lon, np.full_like(lat, box.west), np.full_like(lat, box.east)])
    around_lat = np.concatenate([np.full_like(lon, box.south), np.full_like(lon, box.north), lat, lat])
    x, y = to_metric(around_lon, around_lat)
    width, height = float(np.ptp(x)), float(np.ptp(y))
    scale = min(frame.width / width, frame.height / height)
    middle_x, middle_y = float(x.min()) + width / 2.0, float(y.min()) + height / 2.0
    half_x, half_y = frame.width / scale / 2.0, frame.height / scale / 2.0
    return Extent(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y, scale)


def box_of(views: Sequence[LayerView], *, whole: bool, key: str = "incidents", areas: Sequence[Box] = ()) -> Box:
    """The lon/lat box to show: the start view, or what the selection left on the map.

    ``whole`` = no filter on places: the start view, widened where points of the layer ``key`` lie
    outside it. Else the box around those points and the ``areas`` asked for, with a margin, at least
    60 km wide.
    """
    marks = [mark for view in views if view.key == key for mark in view.marks]
    points = [mark for mark in marks if isinstance(mark, PointMark)]
    cells = [box for mark in marks if isinstance(mark, CellsMark) for box in _boxes(mark.levels[-1])]
    found = [Box(mark.lon, mark.lat, mark.lon, mark.lat) for mark in points] + cells + list(areas)
    if not found:
        return START_VIEW
    around = reduce(_union, found)
    return _clip(_union(START_VIEW, _padded(around, 0.03)) if whole else _padded(_widened(around), _PADDING))


def _boxes(level: CellLevel) -> list[Box]:
    return [cell_box(cell[0], cell[1], size_km=level.size_km) for cell in level.cells]


def _union(one: Box, other: Box) -> Box:
    return Box(
        min(one.west, other.west),
        min(one.south, other.south),
        max(one.east, other.east),
        max(one.north, other.north),
    )


def _widened(box: Box) -> Box:
    degree_lat = 111_200.0
    degree_lon = degree_lat * math.cos(math.radians((box.south + box.north) / 2.0))
    more_lon = max(0.0, _LEAST_WIDTH_M / degree_lon - (box.east - box.west)) / 2.0
    more_lat = max(0.0, _LEAST_WIDTH_M * 0.6 / degree_lat - (box.north - box.south)) / 2.0
    return Box(box.west - more_lon, box.south - more_lat, box.east + more_lon, box.north + more_lat)


def _padded(box: Box, share: float) -> Box:
    lon, lat = (box.east - box.west) * share, (box.north - box.south) * share
    return Box(box.west - lon, box.south - lat, box.east + lon, box.north + lat)


def _clip(box: Box) -> Box:
    return Box(
        max(box.west, MAP_BOX.west),
        max(box.south, MAP_BOX.south),
        min(box.east, MAP_BOX.east),
        min(box.north, MAP_BOX.north),
    )
