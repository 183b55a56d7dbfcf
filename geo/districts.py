"""The district of a record: stated by its source, else by the name of the place, else by the point.

Geometry comes last because the bundled shapes are approximate (inhabited catchments): a point outside
all of them has no district by geometry, and that is an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from model.enums import AssignedBy, DistrictKind

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry


OFFICIAL = "official"
"""``geometry_quality`` of a shape that was installed; the bundled ones are approximate."""


class DistrictIndex:
    """Prepared district shapes, to be asked many times.

    ``districts`` has ``district_id`` and ``geometry`` in EPSG:4326; rows without a geometry never answer. Where
    shapes overlap, a city answers before the district around it, which a map may draw without a hole for it; then
    an official shape before an approximate one, then the first ``district_id`` in alphabetical order.

    >>> import geopandas as gpd
    >>> box = gpd.GeoDataFrame({"district_id": ["a"]}, geometry=[shapely.box(70, 40, 71, 41)], crs="EPSG:4326")
    >>> DistrictIndex(box).at([70.5, 72.0], [40.5, 40.5]).tolist()
    ['a', None]
    """

    def __init__(self, districts: gpd.GeoDataFrame) -> None:
        drawn = _in_order(districts[districts.geometry.notna()])
        self._ids: list[str] = drawn["district_id"].tolist()
        self._shapes: list[BaseGeometry] = drawn.geometry.tolist()
        shapely.prepare(self._shapes)

    def at(self, lon: ArrayLike, lat: ArrayLike) -> pd.Series:
        """The district that each point lies in, ``None`` in no shape or where a coordinate is missing.

        Degrees in; the index of ``lon`` is kept if it is a Series, else it is 0..n-1.
        """
        index = lon.index if isinstance(lon, pd.Series) else None
        x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
        found = np.full(len(x), None, dtype=object)
        known = np.isfinite(x) & np.isfinite(y)
        for key, shape in zip(self._ids, self._shapes, strict=True):
            candidates = known & (found == None) & _in_box(shape, x, y)  # noqa: E711 - elementwise
            places = np.flatnonzero(candidates)
            found[places[shapely.contains_xy(shape, x[places], y[places])]] = key
        return pd.Series(found, index=index, name="district_id", dtype=object)


def assign_by_geometry(lon: ArrayLike, lat: ArrayLike, districts: gpd.GeoDataFrame) -> pd.Series:
    """The district of each point by geometry; see :meth:`DistrictIndex.at`."""
    return DistrictIndex(districts).at(lon, lat)


def decide(stated: pd.Series, by_name: pd.Series, by_geometry: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The district of each record and what decided it: stated, then name, then geometry, else unknown.

    The three series share one index; empty is ``None`` or NaN. Back come ``district_id`` (``None`` where
    nothing decided) and ``assigned_by`` (values of :class:`model.enums.AssignedBy`), with that index.

    >>> ids, by = decide(pd.Series(["a", None]), pd.Series(["b", None]), pd.Series(["c", "c"]))
    >>> ids.tolist(), by.tolist()
    (['a', 'c'], ['stated', 'geometry'])
    """
    district = np.full(len(stated), None, dtype=object)
    by = np.full(len(stated), str(AssignedBy.UNKNOWN), dtype=object)
    steps = ((AssignedBy.STATED, stated), (AssignedBy.NAME, by_name), (AssignedBy.GEOMETRY, by_geometry))
    for word, given in reversed(steps):  # the strongest writes last
        known = given.notna().to_numpy(dtype=bool)
        district[known] = given.to_numpy(dtype=object)[known]
        by[known] = str(word)
    return (
        pd.Series(district, index=stated.index, name="district_id", dtype=object),
        pd.Series(by, index=stated.index, name="assigned_by", dtype=object),
    )


def _in_order(districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """In the order in which shapes answer; a frame may lack ``kind`` and ``geometry_quality``."""
    first = {"kind": DistrictKind.CITY.value, "geometry_quality": OFFICIAL}
    keys = {name: districts[name] != word for name, word in first.items() if name in districts.columns}
    order = pd.DataFrame({**keys, "district_id": districts["district_id"]}, index=districts.index)
    return districts.loc[order.sort_values(list(order.columns), kind="stable").index]


def _in_box(shape: BaseGeometry, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    west, south, east, north = shape.bounds
    inside: NDArray[np.bool_] = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return inside
