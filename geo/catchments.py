"""Inhabited catchments: which inhabited ground belongs to which district, from its known places only.

No official polygon may be bundled, and a full Thiessen diagram would hand out empty mountains. So a
catchment is the ground within reach of a district's known places that is nearer to them than to the
places of its neighbours in the same country, with rounded corners. It is approximate and says so; a
district with fewer than two places gets none, because a disc round one village looks like a blast radius.

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
CLOSE_M = 2_500.0
"""Notches between the discs of neighbouring places narrower than twice this are filled."""
ROUND_M = 800.0
"""Corners of a catchment are rounded with this radius; the result never leaves the ground it started from."""
MIN_PLACES = 2
"""Fewer places than these give no catchment."""
TOLERANCE_M = 30.0
"""Vertices of the finished outline nearer to the line between their neighbours than this are dropped."""


def inhabited_catchments(places: pd.DataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """The catchment of every district that has two or more places fit to shape one.

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
    counts = pd.Series(ids).value_counts()
    chosen = sorted(str(key) for key, number in counts.items() if number >= MIN_PLACES)
    shapes = [_rounded(shapely.union_all(cells[ids == key])) for key in chosen]
    return gpd.GeoSeries(shapes, index=pd.Index(chosen, name="district_id"), crs=METRIC)


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
