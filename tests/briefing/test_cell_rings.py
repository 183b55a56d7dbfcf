"""Cells on paper: the level of the scale, the colours of the classes."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.image import imread

from briefing.cell_rings import cell_rings, level_at
from briefing.extent import Rect, box_of, fit
from briefing.paper_map import draw_map
from briefing.sheet import Sheet
from geo.cells import box_of as cell_box
from model.settings import START_VIEW
from model.strings import Message
from model.style import INCIDENT_CELLS
from model.view import CellLevel, CellsMark, CoverMark, LayerView, LineMark, Style

FRAME = Rect(0, 0, 1280, 960)
LEVELS = (
    CellLevel(16, 7.0, ((14, 10, 3, 0, 0),), "16"),
    CellLevel(8, 8.0, ((28, 21, 1, 0, 0), (29, 21, 640, 0, 1)), "8"),
)
MARK = CellsMark(LEVELS, INCIDENT_CELLS, (10.0, 50.0, 200.0, 500.0), ("{n}", "{n}", "{n}"))


@pytest.mark.parametrize(("zoom", "size_km"), [(5.0, 16), (7.0, 16), (7.99, 16), (8.0, 8), (15.0, 8)])
def test_paper_takes_the_level_that_a_screen_of_its_scale_shows(zoom: float, size_km: int) -> None:
    assert level_at(MARK, zoom=zoom).size_km == size_km


def test_each_cell_is_a_ring_in_the_style_of_its_class() -> None:
    found = cell_rings(MARK, zoom=8.0)
    assert [style for style, _ in found] == [INCIDENT_CELLS[0], INCIDENT_CELLS[-1]]
    box = cell_box(29, 21, size_km=8)
    ring = found[1][1][0]
    assert ring[0] == ring[-1] == (box.west, box.south)
    assert ring[2] == (box.east, box.north)


def test_a_full_cell_is_painted_where_it_lies_and_a_cover_paints_nothing() -> None:
    view = LayerView("incidents", Message("Made"), marks=(CoverMark(70.0, 40.0, 71.0, 41.0, 9.0), MARK))
    sheet = Sheet((1280, 960), dpi=96)
    extent = fit(START_VIEW, FRAME)
    draw_map(sheet.axes_at(FRAME), [view], extent=extent, frame=FRAME)
    picture = imread(io.BytesIO(sheet.png({})), format="png")[:, :, :3]
    red = (picture[:, :, 0] - picture[:, :, 1]) > 0.2
    rows, columns = np.nonzero(red)
    pixels = 8_000 * extent.pixels_per_metre
    assert rows.size == pytest.approx(pixels**2, rel=0.5)
    assert columns.max() - columns.min() < 3 * pixels


def test_lines_and_symbols_lie_over_cells_as_on_the_screen() -> None:
    box = cell_box(29, 21, size_km=8)
    middle = (box.south + box.north) / 2
    blue = Style(line="#0000ff", width=6.0)
    line = LineMark((((box.west, middle), (box.east, middle)),), blue, "line", "section:S1")
    views = [
        LayerView("sections", Message("Lines"), marks=(line,)),
        LayerView("incidents", Message("Made"), (MARK,)),
    ]
    sheet = Sheet((1280, 960), dpi=96)
    draw_map(sheet.axes_at(FRAME), views, extent=fit(START_VIEW, FRAME), frame=FRAME)
    picture = imread(io.BytesIO(sheet.png({})), format="png")[:, :, :3]
    assert int((np.abs(picture - (0.0, 0.0, 1.0)).sum(axis=2) < 0.1).sum()) > 20


def test_a_picture_of_one_district_shows_all_of_its_cells() -> None:
    view = LayerView("incidents", Message("Made"), marks=(MARK,))
    box, cell = box_of([view], whole=False), cell_box(29, 21, size_km=8)
    assert box.west < cell.west < cell.east < box.east
    assert box.south < cell.south < cell.north < box.north
