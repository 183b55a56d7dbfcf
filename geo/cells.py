"""Square cells of one area each, coarse to fine: how many points lie in each.

The grid is the cylindrical equal-area projection with the parallel 40.5 degrees north, on the sphere of the
same area as the earth: its columns are meridians and its rows parallels, so a cell is an upright
rectangle on a web map, and every cell of a size has the same area wherever it lies. A cell of one
size holds exactly four of the next finer size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from model.enums import LocationLevel
from model.settings import MAP_BOX, Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.crs import Floats

SIZES_KM: tuple[int, ...] = (32, 16, 8, 4, 2)
"""Widths of the cells, coarse to fine; none is finer than the error radius of a precise place (2 km)."""

GRID_KM = 512
"""Width of the whole grid: a power of two that covers the map box, so that columns can be numbered."""

_RADIUS_KM = 6_371.0072
_PARALLEL = math.cos(math.radians(40.5))


class Grid(NamedTuple):
    """How edges of cells become degrees: lon = west + x · lon_a_km; sin(lat) = sin_south + y · sin_a_km."""

    west: float
    lon_a_km: float
    sin_south: float
    sin_a_km: float


GRID = Grid(
    west=MAP_BOX.west,
    lon_a_km=math.degrees(1.0 / (_RADIUS_KM * _PARALLEL)),
    sin_south=math.sin(math.radians(MAP_BOX.south)),
    sin_a_km=_PARALLEL / _RADIUS_KM,
)
"""The one grid; its corner is the south-western corner of the map box."""


@dataclass(frozen=True, slots=True)
class Level:
    """The cells of one size that hold anything.

    ``cells``: ``column, row, count, killed, unknown`` (whole numbers), by row, then column. ``apart`` = the
    number of incidents that are in no cell of this size, because they are known less precisely.
    """

    size_km: int
    cells: pd.DataFrame
    apart: int


def columns_and_rows(lon: Floats, lat: Floats, *, size_km: int) -> tuple[np.ndarray, np.ndarray]:
    """The column and the row of the cell of each point (degrees); counted from the south-west.

    >>> [int(part[0]) for part in columns_and_rows(np.array([71.0]), np.array([40.5]), size_km=8)]
    [26, 21]
    """
    x = (np.asarray(lon, dtype=np.float64) - GRID.west) / GRID.lon_a_km
    y = (np.sin(np.radians(np.asarray(lat, dtype=np.float64))) - GRID.sin_south) / GRID.sin_a_km
    return np.floor(x / size_km).astype(np.int64), np.floor(y / size_km).astype(np.int64)


def box_of(column: int, row: int, *, size_km: int) -> Box:
    """The edges of a cell in degrees.

    >>> box = box_of(26, 21, size_km=8)
    >>> box.west < 71.0 < box.east, box.south < 40.5 < box.north
    (True, True)
    """

    def lat(at: int) -> float:
        return math.degrees(math.asin(GRID.sin_south + at * size_km * GRID.sin_a_km))

    step = size_km * GRID.lon_a_km
    return Box(GRID.west + column * step, lat(row), GRID.west + (column + 1) * step, lat(row + 1))


def around(box: Box, *, size_km: int) -> Box:
    """The smallest box of whole cells of a size that covers ``box``.

    >>> around(Box(71.0, 40.5, 71.0, 40.5), size_km=8) == box_of(26, 21, size_km=8)
    True
    """
    columns, rows = columns_and_rows(
        np.array([box.west, box.east]), np.array([box.south, box.north]), size_km=size_km
    )
    low = box_of(int(columns[0]), int(rows[0]), size_km=size_km)
    high = box_of(int(columns[1]), int(rows[1]), size_km=size_km)
    return Box(low.west, low.south, high.east, high.north)


def inside(lon: Floats, lat: Floats, box: Box) -> np.ndarray:
    """Which points lie in a box of whole cells: its western and southern edge belong to it, the others do not.

    >>> inside(np.array([70.0, 71.0]), np.array([40.0, 40.0]), Box(70.0, 40.0, 71.0, 41.0)).tolist()
    [True, False]
    """
    return (lon >= box.west) & (lon < box.east) & (lat >= box.south) & (lat < box.north)


def points_of(symbols: pd.DataFrame) -> pd.DataFrame:
    """The symbols of the ``incidents`` answer as points to count, index kept; columns as in :func:`level_of`.

    Only a symbol near a place (L2) has a reach; symbols of districts (L3) are no points and not allowed.
    """
    near = symbols["level"] == LocationLevel.L2
    return pd.DataFrame(
        {
            "lon": symbols["lon"].astype(float),
            "lat": symbols["lat"].astype(float),
            "count": symbols["count"].astype("int64"),
            "killed": symbols["killed_best"].fillna(0).astype("int64"),
            "unknown": symbols["unknown_records"].astype("int64"),
            "reach_m": symbols["radius_m"].where(near, 0.0).fillna(0.0).astype(float),
        }
    )


def level_of(points: pd.DataFrame, *, size_km: int) -> Level:
    """The points counted in cells of one size.

    ``points``: ``lon, lat`` (degrees, inside the map box), ``count, killed, unknown`` (whole numbers) and
    ``reach_m``, the radius within which a point is known (0 = precise). A point enters a cell only where the
    cell is at least as wide as that radius; the others are ``apart``.
    """
    fits = points["reach_m"].to_numpy() <= size_km * 1_000.0
    placed = points[fits]
    columns, rows = columns_and_rows(placed["lon"].to_numpy(), placed["lat"].to_numpy(), size_km=size_km)
    wide = GRID_KM // size_km
    found, number = np.unique(rows * wide + columns, return_inverse=True)
    sums = {name: _summed(number, placed[name].to_numpy(), len(found)) for name in ("count", "killed", "unknown")}
    cells = pd.DataFrame({"column": found % wide, "row": found // wide} | sums)
    return Level(size_km, cells, int(points["count"].to_numpy()[~fits].sum()))


def pyramid(points: pd.DataFrame, *, sizes_km: Sequence[int] = SIZES_KM) -> tuple[Level, ...]:
    """The points counted in cells of every size, coarse to fine; ``points`` as in :func:`level_of`.

    >>> one = {"lon": 71.0, "lat": 40.5, "count": 3, "killed": 1, "unknown": 0, "reach_m": 5_000.0}
    >>> [(level.size_km, len(level.cells), level.apart) for level in pyramid(pd.DataFrame([one]))]
    [(32, 1, 0), (16, 1, 0), (8, 1, 0), (4, 0, 3), (2, 0, 3)]
    """
    return tuple(level_of(points, size_km=size_km) for size_km in sizes_km)


def _summed(number: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(number, weights=values.astype(np.float64), minlength=size).astype(np.int64)
