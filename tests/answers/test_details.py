"""A clicked mark opens what is behind it: records with accounts, a timeline with sources, a row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.details import detail
from answers.incidents import incidents
from answers.sections import sections
from model.enums import Mode
from model.errors import UnknownNameError
from model.selection import Perceptions, Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_a_symbol_opens_all_its_records_with_what_is_told(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(), "incidents:P01:L1")
    assert answer.table["incident_id"].to_list() == ["V01", "V05", "V09"]
    assert answer.tables["by_account"]["incident_id"].to_list() == ["V01", "V01", "V09"]
    assert (answer.figures["title"], answer.figures["count"], answer.mode) == ("Ak-Bulak", 3, Mode.PUBLIC)


def test_every_symbol_of_a_selection_opens(valley_store: Store) -> None:
    selection = Selection(date_from=date(2018, 1, 1))
    for symbol in incidents(valley_store, selection).tables["symbols"].to_dict("records"):
        assert len(detail(valley_store, selection, symbol["ref"]).table) == symbol["count"]


def test_a_place_opens_with_its_records(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(), "place:P06")
    assert answer.table["name_en"].to_list() == ["Lab"]
    assert answer.tables["incidents"]["incident_id"].to_list() == ["V02", "V11"]


def test_a_section_opens_its_whole_timeline_with_sources(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(on=date(2019, 6, 1)), "section:S01b")
    assert answer.table["status"].to_list() == ["disputed", "delimited"]
    assert answer.table["current"].to_list() == [True, False]
    assert answer.table["source_url"].notna().all()


def test_every_drawn_section_opens(valley_store: Store) -> None:
    selection = Selection(on=date(2019, 6, 1))
    for key in sections(valley_store, selection).table["section_id"]:
        assert detail(valley_store, selection, f"section:{key}").figures["kind"] == "section"


def test_a_district_opens_with_the_totals_that_it_cuts(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(), "district:kg-alma")
    assert (answer.figures["title"], answer.figures["count"]) == ("Alma", 4)
    assert answer.tables["not_divisible"]["part_of"].unique().tolist() == ["BIG2020"]


def test_totals_behind_a_district_stand_by_date_and_side(bundled_store: Store) -> None:
    cut = detail(bundled_store, Selection(), "district:kg-batken").tables["not_divisible"]
    shown = list(zip(cut["date_start"].astype(str), cut["about_side"], cut["killed_best"], strict=True))
    assert shown == [
        ("2021-04-28", "KG", 36),
        ("2021-04-28", "TJ", 19),
        ("2022-09-14", "KG", 62),
        ("2022-09-14", "KG", 63),
        ("2022-09-14", "TJ", 41),
        ("2022-09-14", "TJ", 83),
        ("2022-09-14", "both", 51),
    ]


def test_an_exclave_opens(valley_store: Store) -> None:
    assert detail(valley_store, Selection(), "exclave:halqa").table["area_km2"].to_list() == [94.4]


def test_a_perception_opens_published_and_synthetic(valley_store: Store) -> None:
    assert len(detail(valley_store, Selection(), "perception:province:Alma").table) == 1
    synthetic = Selection(perceptions=Perceptions.SYNTHETIC)
    answer = detail(valley_store, synthetic, "perception:district:tj-dara")
    assert answer.synthetic
    assert answer.table["estimate"].isna().all()


@pytest.mark.parametrize("ref", ["", "place", "place:", "weather:1", "https://example.org"])
def test_a_reference_of_no_kind_is_refused(valley_store: Store, ref: str) -> None:
    with pytest.raises(UnknownNameError, match="refers to nothing: write kind:id"):
        detail(valley_store, Selection(), ref)


@pytest.mark.parametrize(
    "ref",
    ["incidents:P01:L9", "place:none", "section:S99", "district:none", "exclave:none", "perception:district:none"],
)
def test_a_reference_to_nothing_here_says_what_to_do(valley_store: Store, ref: str) -> None:
    with pytest.raises(UnknownNameError, match=f"is called '{ref}': widen the filters"):
        detail(valley_store, Selection(), ref)


def test_a_crossing_has_its_status_on_the_day_and_all_that_is_said_of_it(valley_store: Store) -> None:
    answer = detail(valley_store, Selection(on=date(2021, 6, 1), district=("uz-erk",)), "crossing:C1")
    assert (answer.figures["title"], answer.figures["on"]) == ("Ak-Bulak / Lab", "2021-06-01")
    assert list(answer.table["status"]) == ["closed"]
    assert list(answer.tables["statuses"]["status_id"]) == ["X1", "X2", "X3", "X4"]


def test_a_resource_opens_with_all_that_stand_on_its_point(bundled_store: Store) -> None:
    for key in ("SHR001", "SHR032"):
        answer = detail(bundled_store, Selection(), f"resource:{key}")
        assert answer.figures["kind"] == "resource"
        assert sorted(answer.table["resource_id"]) == ["SHR001", "SHR032"]


def test_a_response_opens_with_all_of_its_place_or_alone_where_it_has_no_point(bundled_store: Store) -> None:
    answer = detail(bundled_store, Selection(), "response:RSP059")
    assert answer.figures["title"] == "Ak-Sai"
    assert len(answer.table) == 5
    wide = detail(bundled_store, Selection(), "response:RSP001")
    assert wide.table["response_id"].to_list() == ["RSP001"]
    with pytest.raises(UnknownNameError, match="widen the filters"):
        detail(bundled_store, Selection(date_to=date(1999, 1, 1)), "response:RSP059")
