"""Rows and shapes as GeoJSON (RFC 7946): longitude before latitude, ``null`` where no place is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from briefing.tabular import DECIMALS, rows_of
from model.enums import LocationLevel
from model.precision import DRAWN_AS, DrawnAs

if TYPE_CHECKING:
    import pandas as pd

_AT_A_POINT = frozenset({DrawnAs.POINT, DrawnAs.HALO})


def features_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as GeoJSON features (lon before lat, RFC 7946); a row without geometry keeps ``null``."""
    shapes = frame["geometry"] if "geometry" in frame.columns else [None] * len(frame)
    return [
        {"type": "Feature", "geometry": geometry_of(shape), "properties": row}
        for shape, row in zip(shapes, rows_of(frame), strict=True)
    ]


def geometry_of(shape: Any) -> dict[str, Any] | None:
    """A Shapely geometry as GeoJSON with rounded coordinates.

    >>> geometry_of(shapely.Point(70.123456789, 40))
    {'type': 'Point', 'coordinates': [70.123457, 40.0]}
    """
    if shape is None or shapely.is_empty(shape) or shapely.is_missing(shape):
        return None
    found = json.loads(shapely.to_geojson(shape))
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, list):
        return [_rounded(item) for item in coordinates]
    return round(float(coordinates), DECIMALS)


def point_feature(row: dict[str, Any]) -> dict[str, Any]:
    """A record as a point where its place is known; what is known to a district only has no geometry."""
    lon, lat = row.get("lon"), row.get("lat")
    imprecise = DRAWN_AS[LocationLevel(row["location_level"])] not in _AT_A_POINT
    geometry = None if imprecise or lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": row}
