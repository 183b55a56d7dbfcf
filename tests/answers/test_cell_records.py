"""A cell opens the records that the map counts in it, no more and no fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from answers.cell_records import MOST_SHOWN, Cell, cell_of, figures_of, symbols_in
from answers.details import detail
from answers.incidents import incidents, records_behind
from geo.cells import SIZES_KM, points_of, pyramid
from model.enums import Mode
from model.errors import UnknownNameError
from model.selection import Selection

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store


@pytest.fixture(scope="module")
def answer(crowded_store: Store) -> Result:
    return incidents(crowded_store, Selection())


@pytest.mark.parametrize("size_km", SIZES_KM)
def test_every_cell_opens_as_many_records_as_it_counts(crowded_store: Store, answer: Result, size_km: int) -> None:
    symbols = answer.tables["symbols"]
    levels = pyramid(points_of(symbols[symbols["level"] != "L3"]))
    level = next(level for level in levels if level.size_km == size_km)
    some = level.cells.iloc[:: max(1, len(level.cells) // 8)]
    for cell in some.to_dict("records"):
        mine = symbols_in(answer, Cell(size_km, cell["column"], cell["row"]))
        figures = figures_of(mine)
        assert figures["count"] == cell["count"] == len(records_behind(crowded_store, Selection(), mine))
        assert (figures["killed_best"] or 0, figures["unknown_records"]) == (cell["killed"], cell["unknown"])


def test_a_cell_shows_its_latest_records_and_counts_the_others(crowded_store: Store, answer: Result) -> None:
    symbols = answer.tables["symbols"]
    level = pyramid(points_of(symbols[symbols["level"] != "L3"]))[0]
    full = level.cells.nlargest(1, "count").iloc[0]
    opened = detail(crowded_store, Selection(), f"cell:32:{full['column']}:{full['row']}")
    assert opened.figures["count"] == full["count"]
    assert len(opened.table) == MOST_SHOWN
    assert opened.figures["left_out"] == full["count"] - MOST_SHOWN
    assert opened.table["date_start"].is_monotonic_decreasing
    assert opened.mode is Mode.PUBLIC
    assert opened.figures["title"].startswith("32 km · ")


@pytest.mark.parametrize(
    "ref", ["cell:8:400:1", "cell:7:1:1", "cell:8:1", "cell:8:-1:2", "cell:8:x:y", "cell:8:٣:١"]
)
def test_a_cell_without_records_or_of_no_grid_is_refused(crowded_store: Store, ref: str) -> None:
    with pytest.raises(UnknownNameError, match=ref):
        detail(crowded_store, Selection(), ref)


def test_only_whole_numbers_name_a_cell() -> None:
    assert cell_of("16:3:4") == Cell(16, 3, 4)
    assert cell_of("16:3:4:5") is None
