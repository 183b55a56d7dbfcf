"""GeoJSON of rows and shapes: rounded, longitude first, ``null`` where no place is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely

from answers.districts import districts
from briefing.geojson import features_of, geometry_of, point_feature
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_geometry_is_rounded_and_empty_is_null() -> None:
    line = shapely.LineString([(70.12345678, 40), (71, 41)])
    assert geometry_of(line) == {"type": "LineString", "coordinates": [[70.123457, 40.0], [71.0, 41.0]]}
    assert geometry_of(None) is None
    assert geometry_of(shapely.Point()) is None


def test_districts_without_a_catchment_have_a_feature_without_geometry(valley_store: Store) -> None:
    features = features_of(districts(valley_store, Selection()).table)
    shapes = {feature["properties"]["district_id"]: feature["geometry"] for feature in features}
    assert shapes["tj-dara"] is None
    assert shapes["kg-alma"]["type"] == "Polygon"


@pytest.mark.parametrize(("level", "drawn"), [("L1", True), ("L2", True), ("L3", False), ("L4", False)])
def test_only_what_is_known_to_a_place_has_a_point(level: str, drawn: bool) -> None:  # noqa: FBT001 - a column
    feature = point_feature({"lon": 70.5, "lat": 39.9, "location_level": level})
    assert (feature["geometry"] is not None) is drawn
