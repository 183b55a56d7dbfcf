"""Years: the coverage is whole, thin years say so, and the period does not cut the picture of itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from answers.incidents import incidents
from answers.years import years
from model.selection import Selection

if TYPE_CHECKING:
    from store.bundle import Store


def test_every_covered_year_has_a_row_and_thin_ones_say_so(valley_store: Store) -> None:
    table = years(valley_store, Selection()).table
    assert table["year"].to_list() == list(range(2015, 2023))
    assert table.loc[table["thin"], "year"].to_list() == [2016]


def test_the_years_add_up_to_the_count_whatever_the_period(valley_store: Store) -> None:
    whole = years(valley_store, Selection()).table
    assert whole["count"].sum() == incidents(valley_store, Selection()).figures["count"]
    assert whole.equals(years(valley_store, Selection(date_from=date(2020, 1, 1))).table)
