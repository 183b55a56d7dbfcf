"""Which exclave a point lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import MultiPolygon, Polygon

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import ArrayLike


def inside(lon: ArrayLike, lat: ArrayLike, exclaves: gpd.GeoDataFrame) -> pd.Series:
    """The exclave_id of the ring that each point (EPSG:4326 degrees) lies in or on; None outside of all.

    The index is that of ``lon`` where it is a Series. An exclave that is known only as a point has no
    inside; a point without coordinates lies in none.
    """
    index = lon.index if isinstance(lon, pd.Series) else None
    x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
    found = np.full(len(x), None, dtype=object)
    for key, shape in zip(exclaves["exclave_id"], exclaves.geometry, strict=True):
        if isinstance(shape, (Polygon, MultiPolygon)):
            found[_within(shape, x, y)] = key
    return pd.Series(found, index=index, name="exclave_id", dtype=object)


def _within(shape: Polygon | MultiPolygon, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rows in or on the shape; the box first, because most points are far away."""
    west, south, east, north = shape.bounds
    near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
    shapely.prepare(shape)
    return near[shapely.intersects_xy(shape, x[near], y[near])]
