"""Districts carry catchment, seat and the number of records of the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.districts import districts
from model.enums import Country
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_districts_carry_catchment_seat_and_the_count_of_the_selection(valley_store: Store) -> None:
    answer = districts(valley_store, Selection(country=(Country.KG,)))
    table = answer.table.set_index("district_id")
    assert table["count"].to_dict()["kg-alma"] == 4
    assert table.geometry["tj-dara"] is None
    assert table.index[table["selected"]].to_list() == ["kg-alma", "kg-alma-city", "kg-bulak"]
    assert answer.figures["records"] == 5


def test_the_bundle_has_all_105_units_and_one_record_whose_source_names_two_of_them_is_in_none(
    bundled_store: Store,
) -> None:
    answer = districts(bundled_store, Selection())
    assert len(answer.table) == 105
    assert answer.figures["records"] == 139
