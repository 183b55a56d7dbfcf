"""Inhabited catchments on made ground: two countries as boxes, a few places."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.catchments import REACH_M, inhabited_catchments, shaping_places
from geo.crs import METRIC

COLUMNS = ["district_id", "country", "lon", "lat", "confidence", "hugs_line"]


@pytest.fixture
def countries() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"country": ["KG", "TJ"]},
        geometry=[shapely.box(70.5, 39.5, 72.0, 41.0), shapely.box(69.0, 39.5, 70.5, 41.0)],
        crs="EPSG:4326",
    )


def places(*rows: tuple[str | None, str, float, float, str]) -> pd.DataFrame:
    return pd.DataFrame([(*row, False) for row in rows], columns=COLUMNS)


def test_two_places_give_a_catchment_within_reach_of_them(countries: gpd.GeoDataFrame) -> None:
    made = places(("kg-a", "KG", 71.00, 40.0, "high"), ("kg-a", "KG", 71.08, 40.0, "high"))
    shape = inhabited_catchments(made, countries).to_crs(METRIC)["kg-a"]
    points = gpd.GeoSeries(gpd.points_from_xy(made["lon"], made["lat"]), crs="EPSG:4326").to_crs(METRIC)
    assert points.within(shape).all()
    reached = points.buffer(REACH_M + 1).union_all().convex_hull
    assert reached.contains(shape)
    assert 113 < shape.area / 1e6 < 200  # more than one disc of 6 km, less than two and the gap


def test_one_place_gives_no_catchment(countries: gpd.GeoDataFrame) -> None:
    assert inhabited_catchments(places(("kg-a", "KG", 71.0, 40.0, "high")), countries).empty


def test_two_places_on_one_point_count_once(countries: gpd.GeoDataFrame) -> None:
    twins = places(("kg-a", "KG", 71.0, 40.0, "high"), ("kg-a", "KG", 71.0, 40.0, "low"))
    assert inhabited_catchments(twins, countries).empty


def test_a_catchment_stays_in_its_country(countries: gpd.GeoDataFrame) -> None:
    made = places(("kg-a", "KG", 70.51, 40.0, "high"), ("kg-a", "KG", 70.51, 40.05, "high"))
    shape = inhabited_catchments(made, countries)["kg-a"]
    assert shape.bounds[0] >= 70.5 - 1e-9
    assert countries.geometry[0].buffer(1e-9).contains(shape)


def test_a_neighbour_with_one_place_keeps_its_ground_free(countries: gpd.GeoDataFrame) -> None:
    made = places(
        ("kg-a", "KG", 71.00, 40.0, "high"),
        ("kg-a", "KG", 71.00, 40.1, "high"),
        ("kg-b-city", "KG", 71.05, 40.05, "high"),
    )
    shapes = inhabited_catchments(made, countries)
    assert list(shapes.index) == ["kg-a"]
    assert not shapes["kg-a"].contains(shapely.Point(71.05, 40.05))


def test_ground_round_a_place_that_stands_alone_is_left_out(countries: gpd.GeoDataFrame) -> None:
    pair = places(("kg-a", "KG", 71.0, 40.0, "high"), ("kg-a", "KG", 71.08, 40.0, "high"))
    lone = pd.concat([pair, places(("kg-a", "KG", 71.6, 40.6, "high"))], ignore_index=True)
    assert not inhabited_catchments(lone, countries)["kg-a"].contains(shapely.Point(71.6, 40.6))


def test_a_part_that_a_neighbour_cuts_off_from_its_place_is_left_out(countries: gpd.GeoDataFrame) -> None:
    wide = [("kg-a", "KG", 71.00, 40.0, "high"), ("kg-a", "KG", 71.06, 40.0, "high")]
    across = [("kg-b", "KG", 71.03, 40.0 + step / 100, "high") for step in range(-6, 7, 2)]
    assert inhabited_catchments(places(*wide, *across), countries).index.tolist() == ["kg-b"]


def test_two_entries_of_one_town_count_as_one_place(countries: gpd.GeoDataFrame) -> None:
    twins = places(("kg-a", "KG", 71.0, 40.0, "high"), ("kg-a", "KG", 71.01, 40.0, "high"))
    assert inhabited_catchments(twins, countries).empty


def test_one_place_in_an_exclave_has_the_ground_up_to_its_ring() -> None:
    ring = shapely.box(71.0, 40.0, 71.1, 40.1)
    ground = gpd.GeoDataFrame(
        {"country": ["TJ"]}, geometry=[shapely.union(shapely.box(69.0, 39.5, 70.5, 41.0), ring)], crs="EPSG:4326"
    )
    shape = inhabited_catchments(places(("tj-a", "TJ", 71.05, 40.05, "high")), ground)["tj-a"]
    assert ring.buffer(1e-4).contains(shape)  # an edge of 10 km is straight in degrees, not in metres
    assert shape.area > 0.8 * ring.area


def test_a_foreign_place_does_not_take_ground_from_a_catchment(countries: gpd.GeoDataFrame) -> None:
    own = places(("kg-a", "KG", 70.55, 40.0, "high"), ("kg-a", "KG", 70.60, 40.0, "high"))
    both = pd.concat([own, places(("tj-a", "TJ", 70.49, 40.0, "high"))], ignore_index=True)
    assert inhabited_catchments(own, countries)["kg-a"].equals(inhabited_catchments(both, countries)["kg-a"])


def test_weak_points_shape_nothing_where_two_better_ones_stand() -> None:
    made = places(
        ("kg-a", "KG", 71.0, 40.0, "high"),
        ("kg-a", "KG", 71.1, 40.0, "medium"),
        ("kg-a", "KG", 71.5, 40.5, "low"),
        ("kg-b", "KG", 71.7, 40.5, "low"),
        ("kg-b", "KG", 71.8, 40.5, "high"),
        (None, "KG", 71.9, 40.5, "high"),
    )
    assert sorted(shaping_places(made).index) == [0, 1, 3, 4]


def test_a_point_pushed_inside_its_country_counts_as_weak() -> None:
    made = places(*[("kg-a", "KG", 71.0 + step / 10, 40.0, "medium") for step in range(3)])
    made.loc[2, "hugs_line"] = True
    assert sorted(shaping_places(made).index) == [0, 1]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.floats(70.6, 71.4), st.floats(39.8, 40.4)), min_size=2, max_size=12
    )
)
def test_catchments_are_valid_and_do_not_overlap(points: list[tuple[str, float, float]]) -> None:
    ground = gpd.GeoDataFrame({"country": ["KG"]}, geometry=[shapely.box(70.5, 39.5, 72.0, 41.0)], crs="EPSG:4326")
    rounded = [(key, round(lon, 3), round(lat, 3)) for key, lon, lat in points]
    made = places(*[(f"kg-{key}", "KG", lon, lat, "high") for key, lon, lat in rounded])
    shapes = inhabited_catchments(made, ground).to_crs(METRIC)
    assert shapes.is_valid.all()
    assert shapes.geom_type.isin(["Polygon", "MultiPolygon"]).all()
    assert shapes.area.sum() - shapes.union_all().area < 1.0  # square metres
