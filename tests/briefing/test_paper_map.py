from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.collections import EllipseCollection, LineCollection, PathCollection
from matplotlib.image import imread

from briefing.extent import Rect, fit
from briefing.label_outlines import ZORDER
from briefing.paper_map import dash_pattern, draw_map, hatch_of, paint
from briefing.sheet import Sheet
from geo.crs import to_metric
from model.settings import START_VIEW
from model.style import INCIDENT_DISTRICT, INCIDENT_UNKNOWN, SECTION
from model.view import Form, Hatch, LabelKind, LabelMark, LayerView, PointMark, Style
from tests.briefing.made_views import countries, incidents, made_views, places

FRAME = Rect(0, 0, 1280, 960)


def drawn(views: list[LayerView]) -> tuple[Sheet, list[str], object]:
    sheet = Sheet((1280, 960), dpi=96)
    axes = sheet.axes_at(FRAME)
    placed = draw_map(axes, views, extent=fit(START_VIEW, FRAME), frame=FRAME)
    return sheet, [label.mark.text for label in placed], axes


def pixels(sheet: Sheet) -> np.ndarray:
    return imread(io.BytesIO(sheet.png({})), format="png")[:, :, :3]


def test_a_dash_is_in_line_widths_and_a_solid_line_has_none() -> None:
    assert dash_pattern(Style(width=4.0, dash=(8.0, 4.0))) == (0.0, (2.0, 1.0))
    assert dash_pattern(Style(width=4.0)) == "-"


def test_a_style_without_a_colour_paints_nothing() -> None:
    assert paint(None, 1.0) == "none"
    assert paint("#000000", 0.5) == (0.0, 0.0, 0.0, 0.5)


def test_every_hatch_has_a_pattern_and_no_hatch_has_none() -> None:
    patterns = {hatch_of(Style(hatch=hatch)) for hatch in Hatch}
    assert len(patterns) == len(Hatch)
    assert hatch_of(Style()) is None
    assert hatch_of(INCIDENT_DISTRICT) is not None


def test_marks_become_collections_in_the_order_of_the_views() -> None:
    _, _, axes = drawn(made_views())
    kinds = [type(item) for item in sorted(axes.collections, key=lambda item: item.get_zorder())]  # type: ignore[attr-defined]
    assert kinds[0] is PathCollection
    assert kinds.count(LineCollection) in (len(SECTION), len(SECTION) + 1), "one a status, one for leaders"
    assert kinds.count(EllipseCollection) == 1
    assert kinds.index(LineCollection) > 0


def test_a_hole_of_a_country_stays_empty() -> None:
    whole = countries()
    without_exclave = LayerView("countries", whole.title, whole.marks[:1])
    image = pixels(drawn([without_exclave])[0])
    extent = fit(START_VIEW, FRAME)

    def at(lon: float, lat: float) -> list[float]:
        x, y = to_metric(np.array([lon]), np.array([lat]))
        px, py = extent.to_pixels(float(x[0]), float(y[0]))
        return [round(float(value) * 255) for value in image[round(py), round(px)]]

    assert at(70.6, 39.9) == [255, 255, 255]
    assert at(70.2, 40.2) == [250, 249, 245]


def test_an_open_ring_is_closed_like_a_closed_one() -> None:
    whole = countries().marks[1]
    opened = type(whole)((tuple(ring[:-1] for ring in whole.polygons[0]),), whole.style, "", "")  # type: ignore[union-attr,call-arg]
    one, other = (pixels(drawn([LayerView("a", countries().title, (mark,))])[0]) for mark in (whole, opened))
    assert np.array_equal(one, other)


def test_symbols_dashes_and_halos_reach_the_paper() -> None:
    empty, full = pixels(drawn([])[0]), pixels(drawn([incidents()])[0])
    assert np.abs(full - empty).sum() > 1000
    assert INCIDENT_UNKNOWN.dash is not None


def test_a_form_is_drawn_with_its_tip_up_and_as_large_as_its_circle() -> None:
    def ink(form: Form) -> list[int]:
        style = Style(fill="#000000", line="#000000", form=form)
        view = LayerView("v", places().title, (PointMark(71.3, 40.4, 20.0, style, "", ""),))
        image = pixels(drawn([view])[0])
        dark = image[..., :3].sum(axis=2) < 0.3
        rows = np.flatnonzero(dark.any(axis=1))
        return [int(dark[row].sum()) for row in rows]

    triangle, circle = ink(Form.TRIANGLE), ink(Form.CIRCLE)
    assert triangle[2] < triangle[-3], "narrow above, wide below"
    assert 0.8 < len(triangle) / len(circle) < 1.25


def test_labels_are_drawn_where_they_fit() -> None:
    _, texts, axes = drawn(made_views())
    assert {"Исфара", "Боткен", "Раззаков", "Vorukh"} <= set(texts)
    letters = [item for item in axes.collections if item.get_zorder() > ZORDER]  # type: ignore[attr-defined]
    assert sum(len(item.get_paths()) for item in letters) == len(texts) + 1, "the exclave has a second line"


def test_a_dollar_sign_in_a_name_is_no_formula() -> None:
    view = LayerView("v", places().title, (LabelMark(71.0, 40.0, "a $x^2$ b", LabelKind.VALUE),))
    sheet, texts, _ = drawn([view])
    assert texts == ["a $x^2$ b"]
    assert sheet.png({})


def test_nothing_to_draw_is_an_empty_frame() -> None:
    _, texts, axes = drawn([])
    assert texts == []
    assert not axes.collections  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["countries", "sections", "places", "incidents"])
def test_each_view_alone_can_be_drawn(key: str) -> None:
    view = next(view for view in made_views() if view.key == key)
    assert drawn([view])[0].png({}).startswith(b"\x89PNG")
