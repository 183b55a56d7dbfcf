"""The engine selects by overlap of days and by every filter, and counts what rows would count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.enums import Border, Country, IncidentType, LocationLevel, Mode, Theme, Verification
from model.selection import Selection
from store.placing import PLACED_INCIDENTS
from store.queries import (
    account_rows,
    counts_by,
    districts_of,
    group_rows,
    incident_rows,
    survey_cells,
)

if TYPE_CHECKING:
    from store.bundle import Store


def ids(store: Store, **filters: Any) -> list[str]:
    return incident_rows(store, Selection(**filters))["incident_id"].to_list()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"date_from": date(2020, 1, 3), "date_to": date(2020, 1, 9)}, ["V05"]),
        ({"date_from": date(2020, 1, 4), "date_to": date(2020, 1, 9)}, []),
        ({"date_to": date(2015, 3, 1)}, ["V01"]),
        ({"district": ("kg-alma-city",)}, ["V04"]),
        ({"province": ("Alma",), "date_to": date(2019, 12, 31)}, ["V01", "V04", "V05"]),
        ({"province": ("Alma",), "district": ("tj-dara",)}, []),
        ({"district": ("nowhere",)}, []),
        ({"country": (Country.UZ,)}, ["V06"]),
        ({"place": ("P02",)}, ["V10", "V14"]),
        ({"type": (IncidentType.PROTEST,)}, ["V04"]),
        ({"theme": (Theme.INTERETHNIC,)}, ["V04"]),
        ({"border": (Border.KG_UZ, Border.TJ_UZ)}, ["V06"]),
        ({"level": (LocationLevel.L3,)}, ["V03"]),
        ({"source": ("nobody",)}, []),
    ],
)
def test_each_filter_leaves_what_it_names(
    valley_store: Store, filters: dict[str, Any], expected: list[str]
) -> None:
    assert ids(valley_store, **filters) == expected


def test_rows_carry_the_contract_and_the_placed_columns_by_date(valley_store: Store) -> None:
    rows = incident_rows(valley_store, Selection())
    assert rows.columns.to_list() == [column.name for column in PLACED_INCIDENTS]
    assert rows["date_start"].to_list() == sorted(rows["date_start"])
    assert rows.loc[0, "parties"] == ["villagers", "guards"]


def test_a_selection_without_rows_has_the_same_columns_and_types(valley_store: Store) -> None:
    full, empty = incident_rows(valley_store, Selection()), incident_rows(valley_store, Selection(place=("none",)))
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


PERIODS = st.lists(st.dates(date(2014, 1, 1), date(2023, 1, 1)), min_size=2, max_size=2).map(sorted)


@settings(max_examples=50, deadline=None)
@given(
    period=PERIODS,
    district=st.lists(st.sampled_from(["kg-alma", "kg-alma-city", "tj-chinar-city", "tj-dara", "uz-erk"])),
    country=st.lists(st.sampled_from(list(Country))),
    kinds=st.lists(st.sampled_from(list(IncidentType))),
)
def test_filtering_only_removes(
    valley_store: Store, period: list[date], district: list[str], country: list[Country], kinds: list[IncidentType]
) -> None:
    wide = Selection(date_from=period[0], country=tuple(country))
    narrow = wide.but(date_to=period[1], district=tuple(district), type=tuple(kinds))
    assert set(incident_rows(valley_store, narrow)["incident_id"]) <= set(
        incident_rows(valley_store, wide)["incident_id"]
    )


def test_counts_by_month_and_district_count_events_and_parts(valley_store: Store) -> None:
    counts = counts_by(valley_store, Selection())
    assert counts["count"].sum() == 10
    assert counts.columns.to_list() == ["month", "district_id", "count"]
    assert counts.loc[0].to_list() == [date(2015, 3, 1), "kg-alma", 1]
    may = counts[(counts["month"] == date(2020, 5, 1))]
    assert may.set_index("district_id")["count"].to_dict() == {"kg-alma": 2, "tj-chinar-city": 2}


def test_counts_by_year_are_by_number(valley_store: Store) -> None:
    counts = counts_by(valley_store, Selection(), by=("year",))
    assert counts.to_numpy().tolist() == [[2015, 2], [2018, 1], [2019, 3], [2020, 4]]


def test_counts_follow_mode_and_verification(valley_store: Store) -> None:
    everything = Selection(verification=tuple(Verification))
    assert counts_by(valley_store, everything, by=("year",))["count"].sum() == 10
    assert counts_by(valley_store, everything, by=("year",), mode=Mode.INTERNAL)["count"].sum() == 12


def test_groups_are_totals_and_parts(valley_store: Store) -> None:
    assert group_rows(valley_store)["incident_id"].to_list() == ["V08", "V09", "V10", "V11", "V12"]


def test_accounts_come_by_record_and_priority(valley_store: Store) -> None:
    rows = account_rows(valley_store, ["V08", "V01"])
    assert rows["account_id"].to_list() == ["V01-1", "V01-2", "V08-1", "V08-3", "V08-5", "V08-2", "V08-4"]


def test_no_area_filter_is_no_list_of_districts(valley_store: Store) -> None:
    assert districts_of(valley_store, Selection()) is None
    assert districts_of(valley_store, Selection(province=("Erk",))) == ("uz-erk", "uz-furqat")


def test_survey_cells_weigh_people_once(valley_store: Store) -> None:
    cells = survey_cells(
        valley_store, wave="2021-spring", question="Q02", by="district_id", yes=["water", "road"]
    ).set_index("unit_id")
    row = cells.loc["kg-alma"]
    assert (row["n"], row["n_yes"], row["clusters"], row["group"]) == (50, 20, 5, "all")
    assert row["weight_yes"] / row["weight"] == pytest.approx(0.4)


def test_survey_cells_split_by_a_group(valley_store: Store) -> None:
    cells = survey_cells(
        valley_store, wave="2021-spring", question="Q01", by="district_id", yes=["unsafe"], group="group_sex"
    )
    assert cells[cells["unit_id"] == "kg-alma"]["group"].to_list() == ["female", "male"]
