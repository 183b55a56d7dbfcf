"""Two maps, one legend: entries and notes of both, sizes that agree, cells in the same classes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from answers.incidents import incidents
from layers import incident_cells
from layers.side_by_side import breaks_for, merged, on_scale, scale
from model.selection import Selection
from model.strings import English, Message
from model.view import CellsMark, LayerView, PointMark
from tests.layers.made import view_of

if TYPE_CHECKING:
    from store.bundle import Store

TR = English()
EARLY = Selection(date_from=date(2015, 1, 1), date_to=date(2015, 12, 31))
LATE = Selection(date_from=date(2020, 1, 1), date_to=date(2020, 12, 31))
PERIODS = Message("2015"), Message("2020")


def both(store: Store, key: str) -> tuple[LayerView, LayerView]:
    return view_of(store, key, EARLY), view_of(store, key, LATE)


def test_the_legend_has_the_entries_of_both_maps_and_none_twice(valley_store: Store) -> None:
    one, other = both(valley_store, "incidents")
    (view,) = merged([one], [other], periods=PERIODS)
    assert [entry for entry in view.legend if entry in one.legend] == list(one.legend)
    assert all(entry in view.legend for entry in other.legend)
    assert all(view.legend.count(entry) == 1 for entry in view.legend)


def test_a_title_with_a_day_names_the_days_of_both_maps(valley_store: Store) -> None:
    one, other = both(valley_store, "sections")
    (view,) = merged([one], [other], periods=PERIODS)
    assert view.title.english() == f"{one.title.english()} · {other.title.english()}"
    (same,) = merged([one], [one], periods=PERIODS)
    assert same.title == one.title


def test_a_note_of_one_map_names_its_period_and_one_of_both_stands_once() -> None:
    shared, left, right = Message("of both"), Message("of one"), Message("of the other")
    one = LayerView("made", Message("Made"), notes=(shared, left))
    other = LayerView("made", Message("Made"), notes=(right, shared))
    (view,) = merged([one], [other], periods=PERIODS)
    assert [note.english() for note in view.notes] == ["of both", "2015: of one", "2020: of the other"]


def test_a_layer_that_one_map_alone_has_stays_in_the_legend() -> None:
    one, other = LayerView("a", Message("A")), LayerView("b", Message("B"), synthetic=True)
    assert [view.key for view in merged([one], [other], periods=PERIODS)] == ["a", "b"]


def test_the_same_number_has_the_same_size_on_both_maps(valley_store: Store) -> None:
    sizes = dict[int, set[float]]()
    for selection in (EARLY, LATE, Selection()):
        symbols = incidents(valley_store, selection).tables["symbols"].set_index("ref")["count"]
        for mark in view_of(valley_store, "incidents", selection).marks:
            if isinstance(mark, PointMark) and mark.ref.endswith((":L1", ":L2")):
                sizes.setdefault(int(symbols[mark.ref]), set()).add(mark.radius)
    assert len(sizes) > 1
    assert all(len(radii) == 1 for radii in sizes.values())


def test_cells_of_both_maps_get_the_wider_classes_in_marks_and_legend(crowded_store: Store) -> None:
    view = view_of(crowded_store, "incidents")
    (mark,) = [mark for mark in view.marks if isinstance(mark, CellsMark)]
    wider = tuple(4.0 * high for high in mark.breaks)
    other = on_scale(view, wider)
    assert breaks_for([view, other]) == wider
    assert [cells.breaks for cells in other.marks if isinstance(cells, CellsMark)] == [wider]
    (again,) = [cells for cells in other.marks if isinstance(cells, CellsMark)]
    expected = incident_cells.legend(again)
    assert other.legend[: len(expected)] == expected
    assert len(other.legend) - len(expected) == len(view.legend) - len(incident_cells.legend(mark))
    assert on_scale(view, mark.breaks) is view


def test_symbols_beside_cells_are_said(crowded_store: Store, valley_store: Store) -> None:
    cells, symbols = view_of(crowded_store, "incidents"), view_of(valley_store, "incidents")
    assert "counts incidents in cells" in scale([cells], [symbols]).english()
    assert scale([cells], [cells]) == scale([symbols], [symbols])
    assert breaks_for([symbols]) is None


@pytest.mark.parametrize("key", ["countries", "districts", "places"])
def test_the_ground_has_the_legend_of_one_map(valley_store: Store, key: str) -> None:
    one, other = both(valley_store, key)
    assert merged([one], [other], periods=PERIODS)[0].legend == one.legend
