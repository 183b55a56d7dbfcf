"""Scattered points → district, section on their day, distance and side.

Ours is :func:`store.placing.place`, which also adds kilometre, exclave and what decided. The best library
way is GeoPandas: ``sjoin`` for districts and countries, ``sjoin_nearest`` for the stretches of the day.
The naive way asks Shapely for one point after another; it is measured on few points and multiplied.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks.made_incidents import made_incidents
from benchmarks.timing import Measurement, Rival, scaled, timed
from geo.crs import METRIC
from geo.sections import partition
from store.placing import Ground, place

if TYPE_CHECKING:
    from store.bundle import Store

DAY = date(2019, 6, 1)
NAIVE_POINTS = 200
SAME_METRES = 1.0
ENDS_ROUNDED = 0.001
"""Share of points that may fall on the other of two stretches that touch."""


def measure(store: Store, size: int) -> Measurement:
    """The three ways on ``size`` made points, all on one day so that a library can do it at all.

    Same district, same side, distance within a metre, same section but for points at the ends of stretches.
    """
    ground = ground_of(store)
    points = made_incidents(store, size, scattered=True).assign(date_start=DAY, date_end=DAY, border=None)
    mine, ours = timed(lambda: place(points, ground))
    layers = _layers(store, ground)
    theirs, library = timed(lambda: _with_geopandas(points, *layers))
    few, naive = timed(lambda: _one_by_one(points.head(NAIVE_POINTS), *layers))
    _check(mine, theirs)
    _check(mine.head(len(few)), few)
    return Measurement(
        "points → district, section, distance, side",
        size,
        ours,
        Rival("Shapely, point by point", scaled(naive, factor=size / len(few))),
        (Rival("GeoPandas sjoin + sjoin_nearest", library),),
    )


def ground_of(store: Store) -> Ground:
    """What a store places its incidents on."""
    return Ground(
        store.lines,
        store.frame("border_sections"),
        store.geometry("exclaves"),
        store.geometry("districts"),
        store.frame("places"),
    )


def _layers(store: Store, ground: Ground) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """District shapes and countries in degrees, the stretches of the day in metres."""
    runs = partition(ground.sections, ground.lines.parts, DAY)
    rows: Any = runs.to_dict("records")
    shapes = [ground.lines.cut(row["border"], row["part"], row["from_m"], row["to_m"]) for row in rows]
    stretches = gpd.GeoDataFrame(runs[["section_id", "status"]], geometry=shapes, crs="EPSG:4326").to_crs(METRIC)
    drawn = ground.districts[ground.districts.geometry.notna()][["district_id", "geometry"]]
    return drawn, store.geometry("countries")[["country", "geometry"]], stretches


def _with_geopandas(
    points: pd.DataFrame, districts: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame
) -> pd.DataFrame:
    where = gpd.GeoDataFrame(
        index=points.index, geometry=gpd.points_from_xy(points["lon"], points["lat"]), crs=4326
    )
    district = gpd.sjoin(where, districts, how="left", predicate="within")["district_id"]
    country = gpd.sjoin(where, countries, how="left", predicate="within")["country"]
    nearest = gpd.sjoin_nearest(where.to_crs(METRIC), stretches, how="left", distance_col="distance_m")
    answer = pd.DataFrame({"district_id": _first(district), "country": _first(country)})
    return answer.join(_first(nearest[["section_id", "distance_m"]]))


def _first(rows: Any) -> Any:
    """One row a point: a point at the same distance from two stretches comes twice."""
    return rows[~rows.index.duplicated()]


def _one_by_one(
    points: pd.DataFrame, districts: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame
) -> pd.DataFrame:
    where = gpd.GeoSeries.from_xy(points["lon"], points["lat"], index=points.index, crs=4326)
    rows = []
    for point, metric in zip(where, where.to_crs(METRIC), strict=True):
        far = [stretch.distance(metric) for stretch in stretches.geometry]
        rows.append(
            {
                "district_id": _around(point, districts, "district_id"),
                "country": _around(point, countries, "country"),
                "section_id": stretches["section_id"].iloc[int(np.argmin(far))],
                "distance_m": min(far),
            }
        )
    return pd.DataFrame(rows, index=points.index)


def _around(point: Any, shapes: gpd.GeoDataFrame, name: str) -> str | None:
    for key, shape in zip(shapes[name], shapes.geometry, strict=True):
        if shape.contains(point):
            return str(key)
    return None


def _check(mine: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Districts, distances, sides and sections agree; sections need a name and a line within 50 km."""
    same = mine["district_id"].fillna("") == theirs["district_id"].fillna("")
    assert same.all(), "the ways must find the same districts"
    off = (mine["distance_m"] - theirs["distance_m"]).abs()
    assert off.max() < SAME_METRES, f"the ways differ by {off.max():.1f} m"
    known = mine["side"].isin(["KG", "TJ", "UZ"]) & theirs["country"].notna()
    assert (mine["side"] == theirs["country"])[known].all(), "the ways must find the same side"
    named = mine["section_id"].fillna("NR") == theirs["section_id"].where(
        ~theirs["section_id"].str.startswith("NR"), "NR"
    )
    assert (~named).mean() <= ENDS_ROUNDED, "the ways must find the same sections"
