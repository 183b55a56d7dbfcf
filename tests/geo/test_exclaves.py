"""Which exclave a point lies in."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box

from geo.exclaves import inside


@pytest.fixture
def exclaves() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"exclave_id": ["halqa", "nuqta"]},
        geometry=[box(71.4, 40.2, 71.5, 40.3), Point(71.7, 40.1)],
        crs="EPSG:4326",
    )


def test_a_point_in_the_ring_or_on_it_lies_in_the_exclave(exclaves):
    assert inside([71.45, 71.4, 71.39], [40.25, 40.25, 40.25], exclaves).tolist() == ["halqa", "halqa", None]


def test_an_exclave_known_only_as_a_point_has_no_inside(exclaves):
    assert inside([71.7], [40.1], exclaves).tolist() == [None]


def test_the_index_of_the_series_is_kept_and_an_empty_point_lies_nowhere(exclaves):
    lon = pd.Series([71.45, np.nan], index=["a", "b"])
    found = inside(lon, pd.Series([40.25, 40.25], index=["a", "b"]), exclaves)
    assert list(found.index) == ["a", "b"]
    assert found.tolist() == ["halqa", None]
