"""One symbol for each place and precision; what has no point is counted with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from answers.incidents import incidents
from answers.symbols import not_on_map, not_on_map_reasons, symbol_keys
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def row(level: str, **given: Any) -> pd.DataFrame:
    plain = {"place_id": None, "district_id": "d", "location_level": level, "lon": 70.5, "lat": 40.0}
    return pd.DataFrame([plain | given])


@pytest.mark.parametrize(
    ("records", "reason", "key"),
    [
        (row("L1"), None, "70.5000_40.0000"),
        (row("L2", place_id="P"), None, "P"),
        (row("L1", lon=np.nan), "no_point", None),
        (row("L1", lon=10.0), "outside_box", None),
        (row("L3"), "district_only", "d"),
        (row("L3", district_id=None), "district_unknown", None),
        (row("L4"), "province_only", None),
        (row("L5", lon=np.nan, lat=np.nan), "country_or_vague", None),
        (row("L9"), "unusable", None),
    ],
)
def test_a_record_stands_at_its_place_point_or_district(records: pd.DataFrame, reason: str, key: str) -> None:
    assert not_on_map_reasons(records).to_list() == [reason]
    assert symbol_keys(records).to_list() == [key]


def test_reasons_are_counted_in_a_fixed_order() -> None:
    records = pd.concat([row("L5"), row("L3"), row("L5"), row("L1")], ignore_index=True)
    table = not_on_map(records.assign(reason=not_on_map_reasons(records), records=[1, 2, 3, 4]))
    assert table["reason"].to_list() == ["district_only", "country_or_vague"]
    assert table["count"].to_list() == [2, 4]
    assert table["drawn_as_area"].to_list() == [True, False]


def test_stacked_records_are_one_symbol_with_their_deaths(valley_store: Store) -> None:
    table = incidents(valley_store, Selection()).tables["symbols"].set_index("ref")
    symbol = table.loc["incidents:P01:L1"]
    assert (symbol["name"], symbol["count"], symbol["killed_best"], symbol["unknown_records"]) == (
        "Ak-Bulak",
        3,
        5,
        1,
    )
    assert not symbol["deaths_unknown"]
    assert table.loc["incidents:P03:L1", "deaths_unknown"]
    assert pd.isna(table.loc["incidents:P03:L1", "killed_best"])


def test_one_place_with_two_precisions_has_two_symbols(valley_store: Store) -> None:
    refs = set(incidents(valley_store, Selection()).tables["symbols"]["ref"])
    assert {"incidents:P06:L1", "incidents:P06:L2"} <= refs


def test_a_district_symbol_stands_at_the_seat_and_has_no_radius(valley_store: Store) -> None:
    symbol = incidents(valley_store, Selection()).tables["symbols"].set_index("ref").loc["incidents:tj-dara:L3"]
    assert (symbol["lon"], symbol["lat"], symbol["name"]) == (70.3, 40.2, "Dara")
    assert np.isnan(symbol["radius_m"])


def test_symbols_and_reasons_cover_every_record(valley_store: Store) -> None:
    answer = incidents(valley_store, Selection())
    hidden = sum(n for reason, n in answer.figures["not_on_map"].items() if reason != "district_only")
    assert answer.tables["symbols"]["count"].sum() + hidden == answer.figures["count"]


def test_no_records_have_no_symbols_but_all_columns(valley_store: Store) -> None:
    full, empty = (incidents(valley_store, Selection(place=place)) for place in ((), ("none",)))
    assert empty.tables["symbols"].empty
    assert empty.tables["symbols"].columns.equals(full.tables["symbols"].columns)
