"""Places all stay on the map; the selected ones are marked, and each has its country of the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.places import places
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_all_places_stay_on_the_map_and_the_selected_ones_are_marked(valley_store: Store) -> None:
    table = places(valley_store, Selection(district=("kg-alma",))).table
    assert len(table) == 12
    assert table.loc[table["selected"], "place_id"].to_list() == ["P01", "P02", "P12"]
    assert table.set_index("place_id").loc["P01", "district"] == "Alma"


def test_a_place_that_changed_hands_belongs_to_its_country_of_that_day(valley_store: Store) -> None:
    def on(day: date) -> str:
        return str(
            places(valley_store, Selection(on=day)).table.set_index("place_id").loc["P12", "country_on_day"]
        )

    assert (on(date(2023, 1, 26)), on(date(2023, 1, 27))) == ("UZ", "KG")


def test_the_bundle_has_the_collected_places(bundled_store: Store) -> None:
    assert len(places(bundled_store, Selection()).table) >= 226
