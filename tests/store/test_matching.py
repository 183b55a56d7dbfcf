"""Names in imported records: matched where that is sure, else left for a person with those that come near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.tables import INCIDENTS
from store.matched_points import MATCHED_POINT
from store.matching import match

if TYPE_CHECKING:
    from store.bundle import Store
    from store.matching import Matched


def record(place: str | None = None, district: str | None = None, **own: Any) -> dict[str, Any]:
    plain: dict[str, Any] = dict.fromkeys([*INCIDENTS.column_names, STATED_DISTRICT, STATED_PROVINCE])
    plain |= {
        "incident_id": "x",
        "place_text": place,
        STATED_DISTRICT: district,
        "assigned_by": "unknown",
        "record_kind": "event",
        "location_level": "L1",
        "lon": None,
        "lat": None,
    }
    return {**plain, **own}


def matched(store: Store, *records: dict[str, Any]) -> Matched:
    frame = pd.DataFrame(list(records)).astype({"lon": float, "lat": float, "radius_m": float})
    return match("incidents", frame.set_axis(pd.RangeIndex(2, 2 + len(frame), name="row")), store)


def one(store: Store, *names: str | None, **own: Any) -> dict[str, Any]:
    return {str(name): value for name, value in matched(store, record(*names, **own)).frame.iloc[0].items()}


@pytest.mark.parametrize("district", ["Баткенский район", "Batken district", "kg-batken"])
@pytest.mark.parametrize("place", ["Ак-Сай", "Ak-Sai", "с. Ак-Сай", "Оқсой"])
def test_one_place_in_any_spelling(bundled_store: Store, place: str, district: str) -> None:
    found = one(bundled_store, place, district)
    assert (found["place_id"], found["district_id"], found["assigned_by"]) == ("SET005", "kg-batken", "stated")
    assert (found["country"], found["coord_source"]) == ("KG", MATCHED_POINT)
    assert (found["lon"], found["lat"]) == pytest.approx((70.5177, 39.8784), abs=1e-3)


def test_a_record_with_a_point_keeps_it(bundled_store: Store) -> None:
    found = one(bundled_store, "Ворух", "Исфара", lon=70.6, lat=39.86, coord_source="GPS", radius_m=10.0)
    assert (found["place_id"], found["lon"], found["coord_source"]) == ("SET151", 70.6, "GPS")
    assert found["radius_m"] == 10.0


def test_without_a_place_the_district_is_as_exact_as_it_gets(bundled_store: Store) -> None:
    found = one(bundled_store, "", "Лейлек")
    assert (found["location_level"], found["district_id"], found["place_id"]) == ("L3", "kg-leilek", None)


@pytest.mark.parametrize(
    ("own", "level"), [({STATED_PROVINCE: "Sughd"}, "L4"), ({"country": "TJ"}, "L5"), ({}, "L9")]
)
def test_coarser_records_are_never_called_exact(bundled_store: Store, own: dict[str, Any], level: str) -> None:
    assert one(bundled_store, None, None, **own)["location_level"] == level


def test_the_stated_district_is_searched_and_no_other(bundled_store: Store) -> None:
    found = matched(bundled_store, record("Ворух", "Лейлек"))
    assert found.frame["place_id"].to_list() == [None]
    (case,) = found.unmatched
    assert (case.text, case.within, case.rows) == ("Ворух", "kg-leilek", 1)
    assert "SET151" in [near["id"] for near in case.candidates]


def test_a_name_of_several_places_is_left_to_a_person(bundled_store: Store) -> None:
    found = matched(bundled_store, record("Гулистан", None), record("Гулистан", None))
    cases = [case for case in (*found.ambiguous, *found.unmatched) if case.text == "Гулистан"]
    assert [case.rows for case in cases] == [2]
    assert found.frame["place_id"].isna().all()
    assert list(found.waiting.index) == [2, 3]


@pytest.mark.parametrize("province", ["Баткенская область", "Batken", "Batken oblast"])
def test_a_stated_province_narrows_the_search_in_any_spelling(bundled_store: Store, province: str) -> None:
    assert matched(bundled_store, record("Гулистан", None, country="KG")).frame["place_id"].to_list() == ["SET114"]
    found = matched(bundled_store, record("Гулистан", None, stated_province=province))
    assert found.frame["place_id"].to_list() == [None]
    assert [case.within for case in found.unmatched] == ["Batken"]


def test_a_province_of_another_country_or_none_of_ours_makes_no_place_sure(bundled_store: Store) -> None:
    for stated in ({STATED_PROVINCE: "Чуйская область"}, {STATED_PROVINCE: "Sughd", "country": "KG"}):
        found = matched(bundled_store, record("Ак-Сай", None, **{"country": "KG", **stated}))
        assert found.frame["place_id"].to_list() == [None]
        (case,) = found.unmatched
        assert (case.text, case.candidates[0]["id"]) == ("Ак-Сай", "SET005")


def test_a_district_and_a_city_of_one_name_wait_but_a_place_that_only_one_has_is_found(
    bundled_store: Store,
) -> None:
    found = matched(bundled_store, record("Ак-Сай", "Баткен"), record("Неведомое", "Баткен"))
    (case,) = found.ambiguous
    assert (case.kind, case.text, case.rows) == ("district", "Баткен", 2)
    assert {near["id"] for near in case.candidates} == {"kg-batken", "kg-batken-city"}
    assert found.frame["place_id"].to_list() == ["SET005", None]
    assert found.frame["district_id"].to_list() == ["kg-batken", None]
    assert found.frame["assigned_by"].to_list() == ["name", "unknown"]


def test_a_place_in_a_district_that_nobody_knows_waits_for_it_and_is_not_asked_about_before(
    bundled_store: Store,
) -> None:
    found = matched(bundled_store, record("Ворух", "Незнаемый"))
    assert [case.kind for case in found.unmatched] == ["district"]
    assert found.frame["place_id"].to_list() == [None]
    assert sorted(found.waiting["kind"]) == ["district", "place"]


def test_a_village_that_changed_hands_is_found_in_the_district_that_it_belonged_to(bundled_store: Store) -> None:
    found = one(bundled_store, "Достук", "kg-batken")
    assert (found["place_id"], found["district_id"]) == ("SET023", "kg-batken")


@pytest.mark.parametrize("text", ["Ҷамоати Ворух", "джамоат Ворух", "Vorukh municipality"])
def test_a_jamoat_is_known_less_exactly_than_its_village(bundled_store: Store, text: str) -> None:
    found = one(bundled_store, text, "Исфара")
    assert (found["place_id"], found["location_level"], found["radius_m"]) == ("SET151", "L2", 25_000.0)


@pytest.mark.parametrize(("stated", "level"), [("L1", "L1"), ("L2", "L2"), ("L4", "L4")])
def test_a_record_that_its_file_calls_less_exact_stays_so(bundled_store: Store, stated: str, level: str) -> None:
    assert one(bundled_store, "Ворух", "Исфара", location_level=stated)["location_level"] == level


@pytest.mark.parametrize(("level", "place"), [("L1", "SET150"), ("L3", None)])
def test_a_town_with_the_name_of_its_district_is_a_place_only_where_the_file_says_a_place(
    bundled_store: Store, level: str, place: str | None
) -> None:
    found = one(bundled_store, "Исфара", "Исфара", location_level=level)
    assert (found["place_id"], found["district_id"]) == (place, "tj-isfara-city")


def test_the_country_comes_with_the_place_where_none_is_stated(bundled_store: Store) -> None:
    assert one(bundled_store, "Ворух")["country"] == "TJ"


def test_interviews_get_their_place_and_district_and_each_row_counts_once(bundled_store: Store) -> None:
    rows = pd.DataFrame(
        {
            "place_text": ["Ворух", "Ворух", "Неведомое"],
            STATED_DISTRICT: ["Исфара", "Исфара", "Исфара"],
            STATED_PROVINCE: ["Согд", "Согд", "Согд"],
            "place_id": None,
            "district_id": None,
            "answer": ["a", "b", "c"],
        },
        index=pd.Index([2, 2, 3], name="row"),
    )
    found = match("survey_answers", rows, bundled_store)
    assert found.frame["place_id"].to_list() == ["SET151", "SET151", None]
    assert found.frame["district_id"].to_list() == ["tj-isfara-city"] * 3
    assert list(found.frame.columns) == list(rows.columns)
    assert [(case.text, case.rows) for case in found.unmatched] == [("Неведомое", 1)]


def test_responses_get_place_point_and_country(bundled_store: Store) -> None:
    row: dict[str, Any] = {
        "place_text": "Ворух",
        STATED_DISTRICT: None,
        STATED_PROVINCE: "Sughd",
        "countries": [],
        "lon": None,
        "lat": None,
        "location_level": "L1",
        "radius_m": None,
        "coord_source": None,
    }
    frame = pd.DataFrame([row]).astype({"lon": float, "lat": float, "radius_m": float})
    found = match("responses", frame, bundled_store).frame.iloc[0]
    assert (found["place_id"], found["district_id"], found["countries"]) == ("SET151", "tj-isfara-city", ["TJ"])
    assert (found["location_level"], found["coord_source"]) == ("L1", MATCHED_POINT)


def test_names_outside_the_map_are_not_asked_about(bundled_store: Store) -> None:
    found = matched(bundled_store, record("Nairobi", "Nairobi", record_kind="outside", lon=36.8, lat=-1.3))
    assert (found.unmatched, found.ambiguous, found.waiting.empty) == ((), (), True)


def test_the_input_is_not_changed_and_the_index_stays(bundled_store: Store) -> None:
    frame = pd.DataFrame([record("Ак-Сай", "Batken")]).astype({"lon": float, "lat": float, "radius_m": float})
    before = frame.copy()
    found = match("incidents", frame.set_axis([7]), bundled_store)
    pd.testing.assert_frame_equal(frame, before)
    assert found.frame.index.to_list() == [7]


NAMES = st.sampled_from(["Ак-Сай", "Ak-Sai", "Ворух", "Vorukh", "Гулистан", "Nowhere", "", None, "Сох"])
UNITS = st.sampled_from(["Batken", "Исфара", "Sokh", None, "Nowhere"])


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(NAMES, UNITS), min_size=1, max_size=6), data=st.data())
def test_the_order_of_rows_does_not_matter(
    bundled_store: Store, rows: list[tuple[str | None, str | None]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    straight = matched(bundled_store, *(record(*row) for row in rows)).frame["place_id"].to_list()
    mixed = matched(bundled_store, *(record(*rows[at]) for at in order)).frame["place_id"].to_list()
    assert mixed == [straight[at] for at in order]


@settings(max_examples=30, deadline=None)
@given(name=NAMES, country=st.sampled_from(["KG", "TJ", "UZ"]))
def test_no_place_of_another_country_is_ever_matched(bundled_store: Store, name: str | None, country: str) -> None:
    found = one(bundled_store, name, None, country=country)
    if found["place_id"] is not None:
        place = bundled_store.frame("places").set_index("place_id").loc[found["place_id"]]
        assert country in {place["country"], place["country_before"]}
