from __future__ import annotations

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle

from briefing.extent import Rect
from briefing.legend_column import (
    LegendRow,
    _columns,
    _settings,
    draw_rows,
    legend_rows,
    symbol_artists,
    symbol_width,
)
from briefing.sheet import Sheet
from layers.symbols import rows as screen_rows
from model.errors import BadInputError
from model.strings import English, Message
from model.view import Form, LayerView, LegendEntry, LegendSymbol, Style
from tests.briefing.made_views import made_views

TR = English()
CELL = Rect(0, 0, 36, 20)


def test_paper_and_screen_have_the_same_rows() -> None:
    paper = [(row.kind, row.text) for row in legend_rows(made_views(), tr=TR)]
    screen = [(row.kind, row.text) for row in screen_rows(made_views(), tr=TR)]
    assert paper == screen


def test_a_view_without_entries_and_notes_has_no_heading() -> None:
    assert legend_rows([LayerView("a", Message("Nothing"))], tr=TR) == []


def test_each_symbol_has_its_shape() -> None:
    style = Style(fill="#ffffff", line="#000000")
    shapes = {
        symbol: [type(artist) for artist in symbol_artists(LegendEntry(symbol, style, Message("x")), CELL)]
        for symbol in LegendSymbol
    }
    assert shapes == {
        LegendSymbol.POINT: [Circle],
        LegendSymbol.RING: [Circle],
        LegendSymbol.LINE: [Line2D],
        LegendSymbol.AREA: [Rectangle],
        LegendSymbol.TEXT: [],
    }


def test_the_symbol_column_is_as_wide_as_the_largest_symbol() -> None:
    rows = legend_rows(made_views(), tr=TR)
    assert symbol_width(rows) == 2 * 18 + 3
    assert symbol_width([]) == 36


def test_a_long_legend_shrinks_until_it_fits() -> None:
    rows = legend_rows(made_views(), tr=TR)
    sheet = Sheet((1280, 960), dpi=96)
    assert draw_rows(sheet, rows, rect=Rect(600, 100, 376, 600)) == 1.0
    assert draw_rows(sheet, rows * 2, rect=Rect(600, 100, 376, 700)) < 1.0
    with pytest.raises(BadInputError, match=r"does not fit on a picture of 1280×960: ask for a larger --size"):
        draw_rows(sheet, rows * 6, rect=Rect(600, 100, 376, 600))


def test_where_one_column_is_too_short_there_are_two_and_no_heading_ends_one() -> None:
    rows, rect = legend_rows(made_views(), tr=TR) * 3, Rect(600, 100, 376, 600)
    assert draw_rows(Sheet((1280, 960), dpi=96), rows, rect=rect) > 0
    for setting, most in _settings(rect, symbol_width(rows)):
        parts = _columns(rows, setting, height=rect.height, most=most)
        if parts is not None:
            break
    assert parts is not None
    assert len(parts) == 2
    assert [row for part in parts for row in part] == rows
    assert parts[0][-1].kind != "head"


def test_a_column_that_begins_without_a_heading_keeps_off_the_rule_above() -> None:
    sheet, rect = Sheet((1280, 960), dpi=96), Rect(600, 100, 376, 600)
    draw_rows(sheet, [LegendRow("with a number", "note"), LegendRow("without one", "note")], rect=rect)
    middles = [text.get_position()[1] for text in sheet.paper.texts]
    assert middles[0] >= rect.y + 18.0


def test_a_form_has_its_corners_in_the_legend() -> None:
    style = Style(fill="#ffffff", line="#000000", form=Form.TRIANGLE)
    (artist,) = symbol_artists(LegendEntry(LegendSymbol.POINT, style, Message("x"), 6.0), CELL)
    assert isinstance(artist, Polygon)
    top = min(artist.get_xy().tolist(), key=lambda corner: corner[1])
    assert top[0] == CELL.width / 2, "the tip of a triangle is up, as y counts downwards on a sheet"
