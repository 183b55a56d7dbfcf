"""Where a crossing, a resource or a response lies, and how exactly."""

from __future__ import annotations

import pytest

from model.errors import DataFileError
from tools.fact_points import RADIUS_M, countries_of, district_ids, spot
from tools.fact_rows import our_word


def row(**changes: str) -> dict[str, str]:
    plain = {"place_id": "", "point_precision": "near village", "lon": "71", "lat": "40", "coord_source": ""}
    return plain | changes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("L2", 5_000.0)),
        ({"point_precision": "5-10 km"}, ("L2", 15_000.0)),
        ({"point_precision": "district centre"}, ("L3", None)),
        ({"point_precision": "province centre"}, ("L4", None)),
        ({"point_precision": "no point", "provinces": "Osh"}, ("L4", None)),
        ({"point_precision": "no point"}, ("L5", None)),
    ],
)
def test_precision_says_how_far_off_a_point_may_be(changes, expected):
    found = spot(row(**changes), {}, where="X1", has_district=False)
    assert (found["location_level"], found["radius_m"]) == expected
    none = spot(row(point_precision="no point", lon="", lat=""), {}, where="X1", has_district=True)
    assert (none["location_level"], none["lon"]) == ("L3", None)


def test_a_point_of_a_place_is_that_of_the_table_and_as_uncertain_as_the_worse_of_the_two():
    known = {"SET1": {"lon": 70.5, "lat": 39.9, "radius_m": 15_000.0}}
    found = spot(row(place_id="SET1"), known, where="X1", has_district=True)
    assert (found["lon"], found["lat"], found["radius_m"], found["place_id"]) == (70.5, 39.9, 15_000.0, "SET1")
    with pytest.raises(DataFileError, match="X1: there is no place 'SET9'; correct place_id"):
        spot(row(place_id="SET9"), known, where="X1", has_district=True)


def test_every_radius_belongs_to_a_word_of_the_table():
    assert {our_word("point_precision", word, where="X1") for word in RADIUS_M} == {"L2"}


def test_countries_stand_in_the_order_of_their_codes_and_outer_districts_are_left_out():
    assert countries_of("UZ|KG", where="X1") == ["KG", "UZ"]
    assert district_ids(["KG Alay", "TJ Murghob"], where="X1") == ["kg-alay"]
