from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from briefing.extent import Rect, box_of, fit
from geo.crs import to_metric
from model.settings import START_VIEW, Box
from model.view import LayerView
from tests.briefing.made_views import incidents, made_views

FRAME = Rect(0, 0, 1150, 870)


def test_the_extent_has_the_shape_of_the_frame_and_holds_the_box() -> None:
    extent = fit(START_VIEW, FRAME)
    assert (extent.east - extent.west) / (extent.north - extent.south) == pytest.approx(1150 / 870)
    edge = np.linspace(START_VIEW.west, START_VIEW.east, 200)
    for lat in (START_VIEW.south, START_VIEW.north):
        x, y = to_metric(edge, np.full_like(edge, lat))
        assert x.min() >= extent.west - 1
        assert x.max() <= extent.east + 1
        assert extent.south - 1 <= y.min() <= y.max() <= extent.north + 1


def test_a_scale_bar_is_true_to_a_thousandth_of_the_geodesic() -> None:
    extent = fit(Box(70.2, 39.8, 71.2, 40.2), FRAME)
    (x1, x2), (y1, y2) = to_metric(np.array([70.3, 71.1]), np.array([40.0, 40.0]))
    first, second = extent.to_pixels(x1, y1), extent.to_pixels(x2, y2)
    on_paper = np.hypot(second[0] - first[0], second[1] - first[1]) / extent.pixels_per_metre
    _, _, geodesic = Geod(ellps="WGS84").inv(70.3, 40.0, 71.1, 40.0)
    assert on_paper == pytest.approx(geodesic, rel=1e-3)


@settings(max_examples=50, deadline=None)
@given(st.floats(69, 72), st.floats(39.2, 41), st.floats(0.1, 2), st.floats(0.1, 1))
def test_every_box_fits_into_its_frame(west: float, south: float, width: float, height: float) -> None:
    box = Box(west, south, west + width, south + height)
    extent = fit(box, FRAME)
    for lon in (box.west, box.east):
        for lat in (box.south, box.north):
            x, y = to_metric(np.array([lon]), np.array([lat]))
            px, py = extent.to_pixels(float(x[0]), float(y[0]))
            assert -0.5 <= px <= FRAME.width + 0.5
            assert -0.5 <= py <= FRAME.height + 0.5


def test_without_a_filter_on_places_the_map_starts_where_the_page_does() -> None:
    assert box_of(made_views(), whole=True) == START_VIEW
    assert box_of([], whole=False) == START_VIEW


def test_a_filter_on_places_brings_the_map_closer_but_not_under_sixty_kilometres() -> None:
    box = box_of([incidents()], whole=False)
    assert box.west < 70.6
    assert box.east > 71.2
    assert box.east - box.west < START_VIEW.east - START_VIEW.west
    one = LayerView("incidents", incidents().title, incidents().marks[1:2])
    west, south, east, _ = box_of([one], whole=False)
    _, _, across = Geod(ellps="WGS84").inv(west, south, east, south)
    assert across >= 60_000


def test_the_zoom_of_a_web_map_with_the_same_scale() -> None:
    # 256-pixel tiles: at zoom 8 and 40.45 degrees north a pixel is 156543.03 * cos(40.45) / 256 = 465.3 m.
    extent = fit(START_VIEW, Rect(0, 0, 359_000 / 465.3, 233_500 / 465.3))
    assert extent.zoom == pytest.approx(8.0, abs=0.05)
