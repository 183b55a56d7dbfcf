"""Units of a map and our districts: code, name, ground; nothing is guessed and nothing taken twice."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.boundary_matching import UnitMatch, code_key, match_units

DISTRICTS = pd.DataFrame(
    [
        ("kg-batken", "KG", "Batken", "Batken", "Баткенский район", "district", "KG05214000000", 70.8, 40.05),
        ("kg-batken-city", "KG", "Batken", "Batken (city)", "Баткен", "city", "KG05410000010", 70.82, 40.06),
        ("kg-leilek", "KG", "Batken", "Leilek", "Лейлекский район", "district", "KG05236000000", 69.6, 39.9),
        ("kg-manas", "KG", "Jalal-Abad", "Manas", "Манас", "city", None, 73.0, 40.9),
        ("tj-isfara", "TJ", "Sughd", "Isfara", "Исфара", "city", "3505220", 70.63, 40.13),
        ("tj-asht", "TJ", "Sughd", "Asht", "Аштский район", "district", "3505207", None, None),
    ],
    columns=["district_id", "country", "province", "name_en", "name_ru", "kind", "pcode", "lon", "lat"],
).assign(name_local=None, variants=[["Баткен району"], [], ["Ляйляк"], [], ["Исфара"], []])
PROVINCES = {"Batken": "Batken", "Sughd": "Sughd", "Jalal-Abad": "Jalal-Abad"}
BATKEN, LEILEK, ISFARA = box(70.5, 39.8, 71.1, 40.2), box(69.3, 39.7, 69.9, 40.1), box(70.4, 39.9, 70.9, 40.2)


def _unit(shape: Any, *names: str, **more: Any) -> dict[str, Any]:
    unit = {"country": "KG", "province": None, "names": [*names], "codes": [], "kind": None, "geometry": shape}
    return unit | more


def _match(*units: dict[str, Any], assigned: dict[str, str] | None = None) -> list[UnitMatch]:
    frame = gpd.GeoDataFrame(pd.DataFrame([*units]), geometry="geometry", crs="EPSG:4326")
    found = match_units(frame, DISTRICTS, province_of=PROVINCES.get, assigned=assigned)
    return list(found.values())


@pytest.mark.parametrize("code", ["KG05214000000", "41705214", "KG05214", "417 05214 000 000", "KGZ05214"])
def test_a_code_matches_in_every_form(code: str) -> None:
    assert _match(_unit(BATKEN, "Somewhere", codes=[code])) == [UnitMatch("matched", "pcode", "kg-batken")]


@given(zeros=st.integers(0, 12), digits=st.from_regex(r"[1-9]\d{4,8}", fullmatch=True))
@settings(max_examples=50, deadline=None)
def test_zeros_at_the_end_of_a_code_say_nothing(zeros: int, digits: str) -> None:
    assert code_key(digits + "0" * zeros) == code_key(digits)


def test_names_of_all_languages_together_tell_a_district_from_the_city_of_its_name() -> None:
    assert _match(_unit(BATKEN, "Batken"))[0].status == "ambiguous"
    assert _match(_unit(BATKEN, "Batken", "Баткенский")) == [UnitMatch("matched", "name", "kg-batken")]
    assert _match(_unit(BATKEN, "Batken", kind="City")) == [UnitMatch("matched", "name", "kg-batken-city")]


def test_a_name_is_looked_for_within_the_province_that_the_map_states() -> None:
    there = box(72.9, 40.8, 73.1, 41.0)
    assert _match(_unit(there, "Manas", province=["Talas"])) == [UnitMatch("unmatched", "outside")]
    assert _match(_unit(there, "Manas", province=["Jalal-Abad"]))[0].id == "kg-manas"


def test_a_name_of_another_country_is_not_ours() -> None:
    assert _match(_unit(ISFARA, "Isfara", country="UZ"))[0].status == "unmatched"
    assert _match(_unit(ISFARA, "Isfara", country=None)) == [UnitMatch("unmatched", "outside")]


def test_code_and_name_that_say_different_districts_wait_for_a_person() -> None:
    (found,) = _match(_unit(BATKEN, "Leilek", codes=["41705214"]))
    assert (found.status, found.why) == ("ambiguous", "code_and_name_differ")
    assert found.near == ("kg-batken", "kg-leilek")


def test_a_unit_far_from_the_seat_of_its_district_waits_for_a_person() -> None:
    (found,) = _match(_unit(LEILEK, "Batken", codes=["41705214"]))
    assert (found.status, found.why, found.near) == ("ambiguous", "seat_elsewhere", ("kg-batken",))
    assert _match(_unit(LEILEK, "Asht", country="TJ"))[0].id == "tj-asht", "a district without a known seat"


def test_two_units_with_one_district_wait_but_a_code_beats_a_name() -> None:
    twice = _match(_unit(LEILEK, "Leilek"), _unit(LEILEK, "Ляйляк"))
    assert [match.why for match in twice] == ["taken_twice", "taken_twice"]
    coded = _match(_unit(LEILEK, "Leilek", codes=["41705236"]), _unit(LEILEK, "Ляйляк"))
    assert [match.why for match in coded] == ["pcode", "taken_twice"]


def test_what_a_person_assigned_wins_wherever_it_lies() -> None:
    (found,) = _match(_unit(LEILEK, "Batken"), assigned={"Batken": "kg-batken-city"})
    assert found == UnitMatch("matched", "assigned", "kg-batken-city")


def test_a_unit_without_a_shape_is_never_matched() -> None:
    assert _match(_unit(None, "Leilek"))[0].why == "no_shape"


def test_an_unknown_name_comes_back_with_what_is_near() -> None:
    (found,) = _match(_unit(LEILEK, "Leilak Nord"))
    assert (found.status, found.why) == ("unmatched", "unknown_name")
    assert _match(_unit(ISFARA, "Isfana", country="TJ"))[0].near == ("tj-isfara",)
