"""The metric CRS: there and back, distances, empty points."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point

from geo.crs import METRIC, project, to_lonlat, to_metric


def test_the_central_meridian_lies_at_half_a_million_metres():
    x, y = to_metric([71.5], [40.0])
    assert x[0] == pytest.approx(500_000.0)
    assert y[0] == pytest.approx(4_429_529.03, abs=0.01)


@given(st.floats(68.5, 74.3), st.floats(39.0, 42.2))
@settings(max_examples=50, deadline=None)
def test_a_point_comes_back_from_metres_to_the_same_degrees(lon, lat):
    back = to_lonlat(*to_metric([lon], [lat]))
    assert (float(back[0][0]), float(back[1][0])) == pytest.approx((lon, lat), abs=1e-9)


@given(st.floats(69.3, 73.5), st.floats(39.3, 41.5), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
@settings(max_examples=50, deadline=None)
def test_distances_are_right_to_a_twentieth_of_a_percent(lon, lat, east, north):
    x, y = to_metric([lon, lon + east], [lat, lat + north])
    true = Geod(ellps="WGS84").inv(lon, lat, lon + east, lat + north)[2]
    assert np.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(true, rel=5e-4, abs=1e-6)


def test_an_empty_coordinate_stays_empty():
    x, y = to_metric([np.nan, 71.5], [40.0, 40.0])
    assert np.isnan(x[0])
    assert np.isfinite([x[1], y[1]]).all()


def test_a_series_is_projected_with_its_index_and_without_a_crs_is_read_as_degrees():
    shapes = gpd.GeoSeries([Point(71.5, 40.0)], index=["a"])
    metric = project(shapes)
    assert list(metric.index) == ["a"]
    assert metric.crs == METRIC
    assert metric.iloc[0].x == pytest.approx(500_000.0)
    assert shapes.crs is None
