"""Inhabited catchments: which inhabited ground belongs to which district, from its known places only.

No official polygon may be bundled, and a full Thiessen diagram would hand out empty mountains. So a
catchment is the ground within reach of a district's known places that is nearer to them than to the
places of its neighbours in the same country, with rounded corners. It is approximate and says so. Ground
round a single place is left out, because a disc round one village looks like a blast radius; in an exclave
it stays, because there the ring is the edge.

Build time only (data model, "Districts" 4); pure: frames in, geometry out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry


WGS84 = "EPSG:4326"
REACH_M = 6_000.0
"""How far round a known place the ground counts as its own."""
CLOSE_M = 4_000.0
"""Notches between the discs of neighbouring places narrower than twice this are filled."""
ROUND_M = 800.0
"""Corners of a catchment are rounded with this radius; the result never leaves the ground it started from."""
MIN_PLACES = 2
"""Ground with fewer places than these is not drawn, outside exclaves."""
APART_M = 2_000.0
"""Places nearer to each other than this count as one (two entries of one town)."""
TOLERANCE_M = 30.0
"""Vertices of the finished outline nearer to the line between their neighbours than this are dropped."""


def inhabited_catchments(places: pd.DataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """The catchment of every district that has two neighbouring places fit to shape one, or one in an exclave.

    Parameters
    ----------
    places
        ``district_id, country, lon, lat, confidence, hugs_line``; rows without a district are left out.
    countries
        ``country`` and ``geometry`` in EPSG:4326; a catchment never leaves its country.

    Returns
    -------
    geopandas.GeoSeries
        Valid polygons or multipolygons in EPSG:4326 (areas were computed in :data:`geo.crs.METRIC`),
        indexed by ``district_id`` in alphabetical order; catchments do not overlap.
    """
    ground = countries.to_crs(METRIC).set_index("country").geometry
    shaping = shaping_places(places)
    parts = [
        _of_country(group, ground[country])
        for country, group in shaping.groupby("country", sort=True)
        if country in ground.index
    ]
    found = pd.concat([*parts, gpd.GeoSeries([], crs=METRIC)]).sort_index()
    return gpd.GeoSeries(found, crs=METRIC).to_crs(WGS84)


def shaping_places(places: pd.DataFrame) -> pd.DataFrame:
    """The places that may shape a catchment, one row a point, with ``x`` and ``y`` in metres.

    Points of high or medium confidence that were not pushed inside a country. A district with fewer
    than two of those takes its low-confidence points as well: a rough catchment is better than a wrong
    neighbour spreading over it. Places of one point (stand-ins) count once.
    """
    rows = places[places["district_id"].notna()].copy()
    points = gpd.GeoSeries(gpd.points_from_xy(rows["lon"], rows["lat"]), index=rows.index, crs=WGS84).to_crs(
        METRIC
    )
    rows = rows.assign(x=points.x, y=points.y)
    known = rows["confidence"].isin(["high", "medium"]) & ~rows["hugs_line"].astype(bool)
    enough = rows[known].drop_duplicates(["x", "y"]).groupby("district_id").size().ge(MIN_PLACES)
    poor = ~rows["district_id"].map(enough).fillna(value=False).astype(bool)
    kept = rows[known | poor]
    return (
        kept.assign(_rank=~known)
        .sort_values("_rank", kind="stable")
        .drop_duplicates(["x", "y"])
        .drop(columns="_rank")
    )


def _of_country(places: pd.DataFrame, ground: BaseGeometry) -> gpd.GeoSeries:
    """Catchments of one country, metric."""
    points = np.array([shapely.Point(x, y) for x, y in zip(places["x"], places["y"], strict=True)], dtype=object)
    reached = shapely.union_all(shapely.buffer(points, REACH_M))
    inhabited = shapely.intersection(reached.buffer(CLOSE_M).buffer(-CLOSE_M), ground)
    cells = shapely.intersection(_thiessen(points, inhabited), inhabited)
    ids = places["district_id"].to_numpy()
    mainland = max(shapely.get_parts(ground), key=lambda part: part.area)
    shapes = {}
    for key in sorted(set(ids)):
        own = _rounded(shapely.union_all(cells[ids == key]))
        kept = [part for part in shapely.get_parts(own) if _stands(part, points[ids == key], mainland)]
        if kept:
            shapes[key] = kept[0] if len(kept) == 1 else shapely.multipolygons(kept)
    return gpd.GeoSeries(list(shapes.values()), index=pd.Index(list(shapes), name="district_id"), crs=METRIC)


def _stands(part: BaseGeometry, points: npt.NDArray[Any], mainland: BaseGeometry) -> bool:
    """Whether a part of a catchment is drawn: two places that lie apart, or one in an exclave."""
    inside = points[shapely.intersects(part, points)]
    if not part.intersects(mainland):
        return len(inside) > 0
    if len(inside) < MIN_PLACES:
        return False
    west, south, east, north = shapely.total_bounds(inside)
    return bool(np.hypot(east - west, north - south) >= APART_M)


def _thiessen(points: npt.NDArray[Any], inhabited: BaseGeometry) -> npt.NDArray[Any]:
    """One cell a point, in the order of the points, covering all of the inhabited ground."""
    if len(points) == 1:
        return np.array([shapely.box(*inhabited.bounds)])
    diagram = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=shapely.box(*inhabited.bounds), ordered=True
    )
    return np.asarray(shapely.get_parts(diagram))


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """The shape opened by :data:`ROUND_M`: a subset of it, so neighbours stay apart and no line is crossed."""
    opened = shape.buffer(-ROUND_M).buffer(ROUND_M)
    thinned = shapely.intersection(shapely.simplify(opened, TOLERANCE_M), shape)
    return _polygons_only(shape if thinned.is_empty else thinned)


def _polygons_only(shape: BaseGeometry) -> BaseGeometry:
    """The areas of a shape as one polygon or multipolygon, without stray lines and points."""
    areas = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > 0]
    whole: BaseGeometry = areas[0] if len(areas) == 1 else shapely.multipolygons(areas)
    return whole
