from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Proj

from briefing.extent import Rect, fit
from briefing.furniture import Caption, arrange, convergence, draw_furniture, draw_watermark, nice_length_km
from briefing.legend_column import legend_rows
from briefing.paper_labels import overlap
from briefing.sheet import Sheet
from geo.crs import METRIC
from model.errors import BadInputError
from model.settings import START_VIEW
from model.strings import English
from tests.briefing.made_views import made_views

TR = English()
CAPTION = Caption(
    "Where are incidents reported?",
    ("2010-01-01 to 2025-08-31", "All districts"),
    (("140", "reported incidents"),),
    ("9 not verified: left out",),
    ("Sources: made", "Disclaimer"),
)


@settings(max_examples=40, deadline=None)
@given(
    width=st.integers(1280, 3000), height=st.integers(960, 2500), words=st.integers(1, 60), internal=st.booleans()
)
def test_the_parts_of_a_sheet_share_no_point_and_stay_on_it(
    *, width: int, height: int, words: int, internal: bool
) -> None:
    title, filters, sources = "title " * min(words, 20), "word " * words, "source " * words
    caption = Caption(title, (filters,), footer=(sources,), internal=internal)
    layout = arrange((width, height), caption)
    for one, other in combinations(layout, 2):
        assert not overlap(one, other)
    for part in layout:
        assert part.x >= 0
        assert part.y >= 0
        assert part.x + part.width <= width
        assert part.y + part.height <= height
        assert part.width > 0


@settings(max_examples=50, deadline=None)
@given(st.floats(0.01, 5000))
def test_a_scale_bar_is_one_two_or_five_times_a_power_of_ten(longest: float) -> None:
    length = nice_length_km(longest)
    assert length <= longest * 1.000001
    assert length * 2.6 > longest
    assert f"{length:e}"[0] in "125"


@pytest.mark.parametrize(("lon", "lat"), [(69.2, 39.4), (71.5, 40.0), (73.4, 41.5)])
def test_the_north_arrow_turns_by_the_convergence_of_the_projection(lon: float, lat: float) -> None:
    exact = Proj(METRIC).get_factors(lon, lat).meridian_convergence
    assert convergence(lon, lat) == pytest.approx(exact, abs=0.01)


def texts_of(caption: Caption) -> list[str]:
    sheet = Sheet((1600, 1200), dpi=96)
    layout = arrange((1600, 1200), caption)
    extent = fit(START_VIEW, layout.map)
    axes = sheet.axes_at(layout.map)
    if caption.synthetic:
        draw_watermark(axes, layout.map, tr=TR)
    draw_furniture(sheet, layout, caption, rows=legend_rows(made_views(), tr=TR), extent=extent, tr=TR)
    return [text.get_text() for text in (*sheet.paper.texts, *axes.texts)]


def test_everything_that_a_forwarded_picture_needs_is_written_on_it() -> None:
    texts = texts_of(CAPTION)
    for wanted in (
        CAPTION.title,
        *CAPTION.words,
        "140",
        *CAPTION.counts,
        *CAPTION.footer,
        "N",
        "disputed",
        "50 km",
    ):
        assert wanted in texts
    assert not {"INTERNAL", "SYNTHETIC DEMONSTRATION DATA"} & set(texts)


def test_internal_and_synthetic_are_marked() -> None:
    texts = texts_of(Caption("t", internal=True, synthetic=True))
    assert "INTERNAL" in texts
    assert texts.count("SYNTHETIC DEMONSTRATION DATA") == 2


@pytest.mark.parametrize("dpi", [96, 300])
def test_the_watermark_lies_whole_inside_the_map_frame(dpi: int) -> None:
    sheet = Sheet((1280, 960), dpi=dpi)
    frame = Rect(20, 100, 600, 560)
    axes = sheet.axes_at(frame)
    draw_watermark(axes, frame, tr=TR)
    inside = axes.get_window_extent()
    for text in axes.texts:
        box = text.get_window_extent()
        assert inside.x0 <= box.x0 < box.x1 <= inside.x1
        assert inside.y0 <= box.y0 < box.y1 <= inside.y1


@pytest.mark.parametrize("size", [(400, 300), (1600, 500)])
def test_a_sheet_too_small_for_map_and_legend_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadInputError, match=r"too small for map, legend and sources: ask for 1280×960 or more"):
        Sheet(size, dpi=96)


def test_a_sheet_too_large_for_memory_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"is too large: choose a smaller size or fewer dpi"):
        Sheet((4000, 3000), dpi=300)
