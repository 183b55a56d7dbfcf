"""The rules that keep numbers right, on the files of ``data/`` themselves (origin: design, data model, item 5)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.write_table import read_table

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).parents[2] / "data"
COUNTED = ("event", "part")


@pytest.fixture(scope="module")
def incidents() -> pd.DataFrame:
    return read_table(DATA / "incidents" / "incidents.parquet")


@pytest.fixture(scope="module")
def accounts() -> pd.DataFrame:
    return read_table(DATA / "incidents" / "accounts.parquet")


def counted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["record_kind"].isin(COUNTED)]


def test_149_records_are_counted_and_140_in_the_default_verification(incidents):
    rows = counted(incidents)
    assert len(incidents) == 156
    assert len(rows) == 149
    assert int((rows["verification"] != "unverified").sum()) == 140


def test_60_counted_records_have_no_death_figure_and_none_of_them_says_zero(incidents):
    unknown = counted(incidents)[counted(incidents)["killed_best"].isna()]
    assert len(unknown) == 60
    assert unknown[["killed_low", "killed_high"]].isna().all().all()


def test_three_totals_have_no_point_no_district_and_no_country(incidents):
    totals = incidents[incidents["record_kind"] == "total"]
    assert list(totals["incident_id"]) == ["INC008", "INC089", "INC119"]
    assert totals[["lon", "lat", "radius_m", "district_id", "country", "place_id"]].isna().all().all()
    assert set(totals["location_level"]) == {"L5"}


def test_a_total_lists_the_sorted_districts_of_its_parts(incidents):
    for _, total in incidents[incidents["record_kind"] == "total"].iterrows():
        parts = incidents[(incidents["part_of"] == total["part_of"]) & (incidents["record_kind"] == "part")]
        assert total["district_ids"] == sorted(set(parts["district_id"].dropna()))


def test_only_totals_list_districts(incidents):
    others = incidents[incidents["record_kind"] != "total"]
    assert all(districts == [] for districts in others["district_ids"])


def test_no_part_begins_before_its_total(incidents):
    late = []
    for _, total in incidents[incidents["record_kind"] == "total"].iterrows():
        parts = incidents[(incidents["part_of"] == total["part_of"]) & (incidents["record_kind"] == "part")]
        late += list(parts.loc[parts["date_start"] < total["date_start"], "incident_id"])
    assert late == []


def test_september_2022_has_34_records_22_by_kyrgyzstan_and_12_by_tajikistan(incidents):
    parts = counted(incidents)[counted(incidents)["part_of"] == "SEP2022"]
    assert len(parts) == 34
    assert parts["country"].value_counts().to_dict() == {"KG": 22, "TJ": 12}
    by_district = parts["district_id"].value_counts()
    assert (by_district["tj-isfara-city"], by_district["kg-batken-city"]) == (8, 1)


def test_september_2022_adds_62_by_the_kyrgyz_and_41_by_the_tajik_count(accounts):
    first = accounts[(accounts["incident_id"] == "INC119") & (accounts["priority"] == 1)]
    told = {(row["told_by"], row["about_side"]): row["killed_best"] for _, row in first.iterrows()}
    assert told == {("KG", "KG"): 62, ("TJ", "TJ"): 41}


def test_every_side_of_a_record_has_one_account_of_priority_1(accounts):
    first = accounts[accounts["priority"] == 1]
    assert not first.duplicated(["incident_id", "about_side"]).any()


def test_low_is_never_above_best_nor_best_above_high(incidents, accounts):
    for frame in (incidents, accounts):
        for measure in ("killed", "injured", "displaced"):
            low, best, high = (frame[f"{measure}_{end}"] for end in ("low", "best", "high"))
            assert (low.isna() == best.isna()).all()
            assert (low <= best).fillna(value=True).all()
            assert (best <= high).fillna(value=True).all()


def test_stated_precision_becomes_levels_and_radii(incidents):
    rows = counted(incidents)
    assert rows["location_level"].value_counts().to_dict() == {"L1": 31, "L2": 105, "L3": 13}
    assert set(rows.loc[rows["location_level"] == "L1", "radius_m"]) == {2_000.0}
    assert set(rows.loc[rows["location_level"] == "L2", "radius_m"]) == {5_000.0}
    assert rows.loc[rows["location_level"] == "L3", "radius_m"].isna().all()


def test_every_counted_record_has_a_point_in_the_map_box_and_a_stated_country(incidents):
    rows = counted(incidents)
    assert rows["lon"].between(68.5, 74.3).all()
    assert rows["lat"].between(39.0, 42.2).all()
    assert rows["country"].notna().all()


def test_one_counted_record_has_no_district_because_its_source_names_two(incidents):
    rows = counted(incidents)
    unknown = rows[rows["district_id"].isna()]
    assert list(unknown["incident_id"]) == ["INC009"]
    assert set(unknown["assigned_by"]) == {"unknown"}
    assert set(rows.loc[rows["district_id"].notna(), "assigned_by"]) == {"stated"}


def test_ak_sai_has_nine_records_and_vorukh_six_on_one_place_each(incidents):
    by_place = counted(incidents)["place_id"].value_counts()
    assert (by_place["SET005"], by_place["SET151"]) == (9, 6)


def test_the_bundled_incidents_are_one_source_with_its_coverage_and_thin_years():
    sources = read_table(DATA / "sources.parquet").set_index("source_id")
    facts = sources.loc["facts-incidents"]
    assert facts["coverage_from"].isoformat() == "2010-01-01"
    assert facts["coverage_to"].isoformat() == "2025-08-31"
    assert facts["thin_years"] == ["2011", "2012", "2017", "2018", "2023"]


def test_no_record_lies_outside_the_coverage_of_its_source(incidents):
    sources = read_table(DATA / "sources.parquet").set_index("source_id")
    coverage = sources.loc["facts-incidents"]
    assert (incidents["date_start"] >= coverage["coverage_from"]).all()
    assert (incidents["date_end"] <= coverage["coverage_to"]).all()


def test_one_fact_carries_no_result_of_the_geometry(incidents):
    assert not {"section_id", "distance_m", "side", "km", "part"} & set(incidents.columns)
