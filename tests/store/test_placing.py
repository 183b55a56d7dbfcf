"""What geometry adds to a record follows from point, date and line, and from nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.placing import PLACED, Ground, place
from tests.valley import rows_of

if TYPE_CHECKING:
    from store.bundle import Store


@pytest.fixture(scope="module")
def ground(valley_store: Store) -> Ground:
    return Ground(
        valley_store.lines,
        valley_store.frame("border_sections"),
        valley_store.geometry("exclaves"),
        valley_store.geometry("districts"),
        valley_store.frame("places"),
    )


def record(**given: Any) -> pd.DataFrame:
    plain = {
        "incident_id": "X",
        "date_start": date(2019, 6, 1),
        "date_end": date(2019, 6, 1),
        "location_level": "L1",
        "radius_m": 2000.0,
        "border": "KG-TJ",
        "record_kind": "event",
        "assigned_by": "unknown",
        "lon": 71.05,
        "lat": 40.40,
    }
    return rows_of("incidents", [plain | given]).astype({"lon": float, "lat": float, "radius_m": float})


def placed(ground: Ground, **given: Any) -> pd.Series:
    return place(record(**given), ground).iloc[0]


def test_a_point_beside_the_line_gets_kilometre_distance_section_and_district(ground: Ground) -> None:
    row = placed(ground)
    assert (row["part"], row["section_id"], row["section_status"]) == ("main", "S01a", "disputed")
    assert row["km"] == pytest.approx(11.1, abs=0.1)
    assert row["distance_m"] == pytest.approx(4244, abs=10)
    assert (row["district_id"], row["assigned_by"]) == ("kg-alma", "geometry")
    assert not row["spans_change"]


@settings(max_examples=50, deadline=None)
@given(lat=st.floats(40.03, 40.47), east=st.floats(0.03, 0.2))
def test_a_moved_point_moves_along_the_line(ground: Ground, lat: float, east: float) -> None:
    row, mirrored = placed(ground, lon=71.0 + east, lat=lat), placed(ground, lon=71.0 - east, lat=lat)
    assert row["km"] == pytest.approx((40.5 - lat) * 111.05, abs=0.3)
    assert row["km"] == pytest.approx(mirrored["km"], abs=0.01)
    assert (row["side"], mirrored["side"]) == ("KG", "TJ") or row["distance_m"] <= 2000.0


def test_a_moved_section_end_changes_the_section(ground: Ground) -> None:
    moved = ground.sections.copy()
    moved.loc[moved["section_id"] == "S01a", "to_m"] = 11_000.0
    assert placed(ground._replace(sections=moved))["section_id"] is None
    assert placed(ground._replace(sections=moved))["section_status"] == "not_recorded"


def test_the_section_is_that_of_the_day_and_a_change_inside_the_days_is_said(ground: Ground) -> None:
    later = placed(ground, date_start=date(2022, 1, 1), date_end=date(2022, 1, 1))
    across = placed(ground, date_start=date(2020, 12, 30), date_end=date(2021, 1, 2))
    assert (later["section_id"], later["section_status"]) == ("S01b", "delimited")
    assert (across["section_id"], bool(across["spans_change"])) == ("S01a", True)


def test_the_border_that_the_source_names_decides_the_line(ground: Ground) -> None:
    row = placed(ground, border="KG-UZ")
    assert row["distance_m"] == pytest.approx(11_105, abs=30)
    assert placed(ground, border=None)["distance_m"] == pytest.approx(4244, abs=10)


def test_side_stated_goes_before_place_and_place_before_geometry(ground: Ground) -> None:
    stated = placed(ground, country="TJ", place_id="P01")
    by_place = placed(ground, place_id="P06")
    drawn = placed(ground)
    assert (stated["side"], stated["side_by"]) == ("TJ", "stated")
    assert (by_place["side"], by_place["side_by"]) == ("TJ", "place")
    assert (drawn["side"], drawn["side_by"]) == ("KG", "geometry")


def test_a_place_that_changed_hands_counts_for_its_country_of_that_day(ground: Ground) -> None:
    before = placed(ground, place_id="P12")
    after = placed(ground, place_id="P12", date_start=date(2023, 1, 27), date_end=date(2023, 1, 27))
    assert (before["side"], after["side"]) == ("UZ", "KG")


def test_only_geometry_may_be_uncertain(ground: Ground) -> None:
    near = placed(ground, radius_m=5000.0)
    stated = placed(ground, radius_m=5000.0, country="KG")
    assert (near["side"], near["side_by"]) == ("uncertain", "geometry")
    assert stated["side"] == "KG"


@pytest.mark.parametrize(
    "given",
    [
        {"location_level": "L3", "radius_m": None},
        {"location_level": "L4"},
        {"location_level": "L5"},
        {"record_kind": "total"},
        {"lon": np.nan},
    ],
)
def test_what_has_no_usable_point_is_not_measured(ground: Ground, given: dict[str, Any]) -> None:
    row = placed(ground, **given)
    assert row["part"] is None or pd.isna(row["part"])
    assert pd.isna(row["km"])
    assert row["section_id"] is None
    assert row["section_status"] is None
    assert (row["district_id"], row["assigned_by"]) == (None, "unknown")


def test_the_reference_point_of_a_district_decides_nothing_and_what_is_stated_stays(ground: Ground) -> None:
    coarse = {"location_level": "L3", "radius_m": None}
    row = placed(ground, **coarse, country="KG", district_id="kg-bulak", assigned_by="stated")
    assert (row["border"], row["side"], row["side_by"]) == ("KG-TJ", "KG", "stated")
    assert (row["district_id"], row["assigned_by"]) == ("kg-bulak", "stated")
    assert row[["part", "km", "distance_m", "section_id", "exclave_id"]].isna().all()
    named = placed(ground, **coarse, place_id="P04")
    assert (named["district_id"], named["assigned_by"]) == ("kg-bulak", "name")
    assert placed(ground, **coarse)["side"] is None
    assert placed(ground, lon=71.45, lat=40.25, **coarse)["exclave_id"] is None


def test_in_the_bundle_only_places_and_their_surroundings_are_measured(bundled_store: Store) -> None:
    rows = bundled_store.frame("incidents")
    measured = rows[["part", "km", "distance_m"]].notna().all(axis=1)
    assert set(rows.loc[measured, "location_level"]) == {"L1", "L2"}
    assert rows.loc[rows["location_level"] == "L3", ["part", "km", "distance_m", "section_id"]].isna().all().all()


def test_far_from_the_line_no_section_is_named(ground: Ground) -> None:
    near, far = placed(ground, lon=70.5, lat=40.40), placed(ground, lon=70.3, lat=40.40)
    assert near["distance_m"] < 50_000 < far["distance_m"]
    assert (near["section_id"], far["section_id"]) == ("S01a", None)


def test_a_point_in_an_exclave_says_so(ground: Ground) -> None:
    assert placed(ground, lon=71.45, lat=40.25)["exclave_id"] == "halqa"
    assert placed(ground)["exclave_id"] is None


def test_what_the_file_says_of_the_district_stays(ground: Ground) -> None:
    row = placed(ground, district_id="kg-bulak", assigned_by="stated")
    assert (row["district_id"], row["assigned_by"]) == ("kg-bulak", "stated")
    by_name = placed(ground, place_id="P04")
    assert (by_name["district_id"], by_name["assigned_by"]) == ("kg-bulak", "name")


def test_no_rows_in_no_rows_out_with_all_columns(ground: Ground) -> None:
    empty = place(record().iloc[:0], ground)
    assert empty.empty
    assert {column.name for column in PLACED} <= set(empty.columns)


def test_the_index_is_kept_and_the_input_is_not_changed(ground: Ground) -> None:
    given = record().set_axis([7])
    before = given.copy()
    assert place(given, ground).index.to_list() == [7]
    pd.testing.assert_frame_equal(given, before)
