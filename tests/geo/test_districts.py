"""The district of a point and of a record."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.districts import DistrictIndex, assign_by_geometry, decide


@pytest.fixture
def three() -> gpd.GeoDataFrame:
    """Two boxes that share an edge, and a city without a shape; made."""
    return gpd.GeoDataFrame(
        {"district_id": ["b", "a", "c-city"]},
        geometry=[shapely.box(71, 40, 72, 41), shapely.box(70, 40, 71, 41), None],
        crs="EPSG:4326",
    )


def test_a_point_gets_the_district_that_holds_it(three: gpd.GeoDataFrame) -> None:
    assert assign_by_geometry([70.5, 71.5, 73.0], [40.5, 40.5, 40.5], three).tolist() == ["a", "b", None]


def test_a_missing_coordinate_has_no_district(three: gpd.GeoDataFrame) -> None:
    assert assign_by_geometry([np.nan, 70.5], [40.5, np.nan], three).tolist() == [None, None]


def test_the_index_of_the_points_is_kept(three: gpd.GeoDataFrame) -> None:
    lon = pd.Series([70.5], index=["INC1"])
    assert assign_by_geometry(lon, pd.Series([40.5], index=["INC1"]), three).to_dict() == {"INC1": "a"}


def test_overlapping_shapes_answer_alphabetically_whatever_their_order() -> None:
    shapes = gpd.GeoDataFrame(
        {"district_id": ["z", "a"]}, geometry=[shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)], crs="EPSG:4326"
    )
    assert DistrictIndex(shapes).at([1.5], [1.5]).tolist() == ["a"]
    assert DistrictIndex(shapes.iloc[::-1]).at([1.5], [1.5]).tolist() == ["a"]


def test_the_districts_are_left_as_they_were(three: gpd.GeoDataFrame) -> None:
    before = three.copy()
    DistrictIndex(three).at([70.5], [40.5])
    pd.testing.assert_frame_equal(pd.DataFrame(three), pd.DataFrame(before))


def test_stated_goes_before_name_before_geometry() -> None:
    stated = pd.Series(["s", None, None, None], index=list("wxyz"))
    name = pd.Series(["n", "n", None, np.nan], index=list("wxyz"))
    geometry = pd.Series(["g", "g", "g", None], index=list("wxyz"))
    district, by = decide(stated, name, geometry)
    assert district.to_dict() == {"w": "s", "x": "n", "y": "g", "z": None}
    assert by.tolist() == ["stated", "name", "geometry", "unknown"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(69, 73), st.floats(39, 42)), min_size=1, max_size=20))
def test_every_point_lies_in_the_shape_it_was_given_and_else_in_none(points: list[tuple[float, float]]) -> None:
    shapes = {"a": shapely.box(70, 40, 71, 41), "b": shapely.Point(72, 41).buffer(0.4)}
    frame = gpd.GeoDataFrame({"district_id": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")
    lon, lat = zip(*points, strict=True)
    for key, x, y in zip(assign_by_geometry(lon, lat, frame), lon, lat, strict=True):
        holding = {name for name, shape in shapes.items() if shapely.contains_xy(shape, x, y)}
        assert (key in holding) if holding else key is None


def test_where_shapes_overlap_a_city_answers_then_an_official_shape_then_the_first_id() -> None:
    around, inside = shapely.box(70, 40, 71, 41), shapely.box(70.2, 40.2, 70.4, 40.4)
    rows = [
        ("a-district", "district", "official", around),
        ("b-city", "city", "approximate", inside),
        ("c-district", "district", "official", around),
        ("0-district", "district", "approximate", around),
    ]
    frame = gpd.GeoDataFrame(
        rows, columns=["district_id", "kind", "geometry_quality", "geometry"], geometry="geometry", crs="EPSG:4326"
    )
    assert assign_by_geometry([70.3, 70.6], [40.3, 40.6], frame).to_list() == ["b-city", "a-district"]
