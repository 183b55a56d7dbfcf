"""Too many symbols become cells: nothing is lost, nothing imprecise is placed precisely, the bytes stay few."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from answers.districts import districts
from answers.incidents import incidents
from geo.cells import GRID_KM, SIZES_KM
from layers import incidents as layer
from layers.incident_cells import Sight, cells, class_of, cover, from_zoom, legend, sight_of, size_at
from layers.marks import packed
from model.selection import Selection
from model.settings import MAP_BOX, MOST_IN_SIGHT, MOST_SYMBOLS, SIGHT_FROM_ZOOM, Box
from model.style import INCIDENT_CELLS, LAND
from model.view import CellsMark, CoverMark, LayerView, PointMark
from tests.layers.made import TR, view_of

if TYPE_CHECKING:
    from model.result import Result
    from store.bundle import Store


@pytest.fixture(scope="module")
def answer(crowded_store: Store) -> Result:
    return incidents(crowded_store, Selection())


@pytest.fixture(scope="module")
def whole(crowded_store: Store, answer: Result) -> LayerView:
    return layer.view(answer, districts(crowded_store, Selection()), tr=TR)


def cells_of(view: LayerView) -> CellsMark:
    return next(mark for mark in view.marks if isinstance(mark, CellsMark))


def points_of(view: LayerView) -> list[PointMark]:
    return [mark for mark in view.marks if isinstance(mark, PointMark)]


def test_few_symbols_are_drawn_one_by_one(valley_store: Store) -> None:
    view = view_of(valley_store, "incidents")
    assert not [mark for mark in view.marks if isinstance(mark, CellsMark)]
    assert points_of(view)


def test_many_symbols_are_counted_in_cells_and_the_legend_says_so(whole: LayerView, answer: Result) -> None:
    n = len(answer.tables["symbols"])
    assert n > MOST_SYMBOLS
    assert not points_of(whole)
    said = whole.notes[0].english().replace("\u202f", "")
    assert said.startswith(f"{n} symbols are too many to draw one by one: each cell shows how many incidents")
    assert [entry.style for entry in whole.legend] == [style for style in INCIDENT_CELLS if style in styles(whole)]


def styles(view: LayerView) -> set[object]:
    mark = cells_of(view)
    return {mark.ramp[class_of(mark, level, cell)] for level in mark.levels for cell in level.cells}


def test_every_incident_on_the_map_is_in_a_cell_or_said_to_be_in_none(whole: LayerView, answer: Result) -> None:
    on_map = int(answer.tables["symbols"]["count"].sum())
    symbols = answer.tables["symbols"]
    for level in cells_of(whole).levels:
        reach = symbols["radius_m"].where(symbols["level"] == "L2", 0.0)
        apart = int(symbols.loc[reach > 1_000 * level.size_km, "count"].sum())
        assert sum(cell[2] for cell in level.cells) == on_map - apart
        assert (str(apart) in level.caption) == bool(apart)


def test_the_note_counts_what_is_known_less_precisely(whole: LayerView) -> None:
    note = whole.notes[1].english()
    assert "known only to within some kilometres" in note
    assert int(note.split()[0].replace("\u202f", "")) > 0
    assert "(0 in no cell at all)" not in note


def test_cells_are_about_as_wide_at_every_zoom() -> None:
    for size_km in SIZES_KM:
        pixels = 1_000 * size_km / (156_543.03 * np.cos(np.radians(40.5)) / 2 ** from_zoom(size_km))
        assert 16 <= pixels <= 18
        assert size_at(from_zoom(size_km)) == size_km


def test_a_million_incidents_in_every_corner_of_the_box_stay_few_bytes() -> None:
    lon, lat = np.meshgrid(np.linspace(MAP_BOX.west, MAP_BOX.east, 600), np.linspace(39.0, 42.2, 600))
    symbols = pd.DataFrame({"lon": lon.ravel(), "lat": lat.ravel(), "level": "L1", "radius_m": 2_000.0})
    mark = cells(symbols.assign(count=3, killed_best=1, unknown_records=1), TR)
    view = LayerView("incidents", layer.Message(layer.TITLE), marks=(mark,))
    assert [level.size_km for level in mark.levels] == [32, 16, 8]
    assert len(packed(view, TR).encode()) <= 40_000


def test_in_sight_symbols_are_drawn_one_by_one_where_they_are_few(whole: LayerView, answer: Result) -> None:
    sight = Sight(14.0, Box(70.99, 40.49, 71.01, 40.5))
    view = layer.in_sight(answer, whole, sight, tr=TR)
    assert view is not None
    points = points_of(view)
    assert 0 < len(points) <= MOST_IN_SIGHT
    mark = next(mark for mark in view.marks if isinstance(mark, CoverMark))
    symbols = answer.tables["symbols"]
    held = symbols["lon"].between(mark.west, mark.east) & symbols["lat"].between(mark.south, mark.north)
    assert {point.ref for point in points} == set(symbols.loc[held, "ref"])
    assert view.legend
    assert all(point.halo_m for point in points if point.ref.endswith("L2"))


def test_in_sight_finer_cells_stand_where_symbols_are_many(whole: LayerView, answer: Result) -> None:
    box = Box(70.0, 40.0, 72.0, 41.0)
    small = replace(whole, marks=(replace(cells_of(whole), levels=cells_of(whole).levels[:3]),))
    view = layer.in_sight(answer, small, Sight(9.0, box), tr=TR)
    assert view is not None
    finer = cells_of(view)
    assert [level.size_km for level in finer.levels] == [4]
    assert finer.breaks == cells_of(whole).breaks
    assert not view.legend  # the classes are those of the whole, whose legend stands


def test_nothing_more_is_in_sight_from_afar_or_where_nothing_is_counted_in_cells(
    whole: LayerView, answer: Result, valley_store: Store
) -> None:
    box = Box(70.0, 40.0, 72.0, 41.0)
    assert layer.in_sight(answer, whole, Sight(SIGHT_FROM_ZOOM - 0.5, box), tr=TR) is None
    few = view_of(valley_store, "incidents")
    assert layer.in_sight(incidents(valley_store, Selection()), few, Sight(12.0, box), tr=TR) is None


def test_a_cover_is_made_of_whole_cells_that_finer_cells_fit_into() -> None:
    mark = cover(Sight(9.5, Box(70.1, 40.1, 70.2, 40.2)))
    assert mark.from_zoom == from_zoom(4)
    columns = (mark.east - mark.west) / (mark.east - 68.5) * round((mark.east - 68.5) / (mark.east - mark.west))
    assert columns == pytest.approx(1.0, rel=0.5)
    assert cover(Sight(9.5, Box(0.0, 0.0, 90.0, 90.0))).west == pytest.approx(MAP_BOX.west)


@pytest.mark.parametrize(
    "words", ["", "sight", "sight:1:2:3:4", "sight:a:1:2:3:4", "sight:nan:1:2:3:4", "cell:8:1:1", "None"]
)
def test_what_is_not_a_sight_is_none(words: str) -> None:
    assert sight_of(words) is None


def test_classes_are_told_by_lightness_alone_and_each_cell_has_a_line_that_land_sets_off() -> None:
    lightness = [luminance(str(style.fill)) for style in INCIDENT_CELLS]
    assert lightness == sorted(lightness, reverse=True)
    steps = [(a + 0.05) / (b + 0.05) for a, b in pairwise(lightness)]
    assert min(steps) >= 1.2
    assert all((luminance(LAND) + 0.05) / (luminance(str(style.line)) + 0.05) >= 3.0 for style in INCIDENT_CELLS)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_grid_is_wide_enough_for_the_map_box() -> None:
    assert all(GRID_KM % size_km == 0 for size_km in SIZES_KM)


def test_a_legend_names_each_class_by_its_bounds(whole: LayerView) -> None:
    mark = cells_of(whole)
    first = legend(mark)[0].label.english()
    assert first.startswith(("up to", "over"))
    assert all(high * 2 <= higher for high, higher in pairwise(mark.breaks))
