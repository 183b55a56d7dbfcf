"""Border lines: nearest point, side, kilometres, cutting; on made lines."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString

from geo import nearest
from geo.crs import to_metric
from geo.lines import LOCATED, BorderLines
from model.errors import BadInputError

GEOD = Geod(ellps="WGS84")
CORNER = [(70.50, 39.90), (70.60, 39.90), (70.60, 40.00)]
RING = [(71.0, 40.0), (71.0, 40.1), (71.1, 40.1), (71.1, 40.0), (71.0, 40.0)]


def made(*rows: tuple[str, str, object]) -> BorderLines:
    """Lines from border, part and shape; the first country of the pair lies on the left."""
    frame = gpd.GeoDataFrame(
        [
            {
                "border": border,
                "part": part,
                "left_country": border[:2],
                "right_country": border[3:],
                "geometry": shape,
            }
            for border, part, shape in rows
        ],
        crs="EPSG:4326",
    )
    return BorderLines.from_frame(frame)


@pytest.fixture
def lines() -> BorderLines:
    gap = MultiLineString([[(72.0, 40.0), (72.1, 40.0)], [(72.11, 40.0), (72.2, 40.0)]])
    return made(("KG-TJ", "main", LineString(CORNER)), ("KG-TJ", "ring", LineString(RING)), ("KG-UZ", "main", gap))


def test_the_golden_distance_of_the_methods_comes_out(lines):
    found = lines.locate([70.56], [39.87])
    assert found["distance_m"].iloc[0] == pytest.approx(3_332.4, rel=1e-3)
    assert found["km"].iloc[0] == pytest.approx(GEOD.inv(70.50, 39.90, 70.56, 39.90)[2] / 1000, rel=1e-3)
    assert found.loc[0, ["border", "part", "side"]].tolist() == ["KG-TJ", "main", "TJ"]


def test_the_answer_has_a_row_for_each_point_and_the_index_of_the_series(lines):
    lon = pd.Series([70.56, np.nan, 71.05], index=["a", "b", "c"])
    lat = pd.Series([39.87, 40.0, 40.05], index=["a", "b", "c"])
    found = lines.locate(lon, lat)
    assert tuple(found.columns) == LOCATED
    assert list(found.index) == ["a", "b", "c"]
    assert found.loc["b"].isna().all()
    assert found.loc["c", ["part", "side"]].tolist() == ["ring", "TJ"]


def test_no_points_give_an_empty_answer(lines):
    assert lines.locate([], []).empty


def test_inside_a_clockwise_ring_is_its_right_country_and_outside_its_left(lines):
    assert lines.locate([71.05, 71.05], [40.05, 40.2])["side"].tolist() == ["TJ", "KG"]


def test_a_point_on_the_line_has_no_side(lines):
    assert lines.locate([70.60], [39.90])["side"].isna().all()


def test_border_restricts_the_lines_point_by_point(lines):
    found = lines.locate([70.56, 70.56, 70.56], [39.87] * 3, border=["KG-UZ", None, "KG-TJ"])
    assert found["border"].tolist() == ["KG-UZ", "KG-TJ", "KG-TJ"]
    assert found["km"].iloc[0] == pytest.approx(0.0, abs=1e-6)


def test_an_unknown_border_is_refused_with_the_known_ones(lines):
    with pytest.raises(BadInputError, match="no line of the border 'TJ-UZ': use one of KG-TJ, KG-UZ"):
        lines.locate([70.5], [40.0], border=["TJ-UZ"])


def test_of_equally_near_lines_the_first_border_of_the_alphabet_answers():
    lines = made(
        ("TJ-UZ", "main", LineString([(71.4, 39.9), (71.4, 40.1)])),
        ("KG-TJ", "main", LineString([(71.6, 40.1), (71.6, 39.9)])),
    )
    assert lines.locate([71.5], [40.0])["border"].tolist() == ["KG-TJ"]


@pytest.mark.parametrize(("lon", "border"), [(71.003, "KG-UZ"), (70.997, "UZ-TJ")])
def test_behind_the_common_corner_the_side_is_the_country_that_lies_there(lon, border):
    """All three lines leave the corner northwards; south of it, where the corner is nearest, is UZ."""
    ends = {"TJ-KG": (71.0, 40.1), "KG-UZ": (71.07, 40.1), "UZ-TJ": (70.93, 40.1)}
    lines = made(*((name, "main", LineString([(71.0, 40.0), end])) for name, end in ends.items()))
    found = lines.locate([lon], [39.95])
    assert found[["border", "side"]].iloc[0].tolist() == [border, "UZ"]
    assert lines.locate([lon], [39.95], border=["TJ-KG"])["border"].tolist() == ["TJ-KG"]


def test_a_gap_in_a_part_has_no_length(lines):
    part = lines.parts.set_index(["border", "part"]).loc[("KG-UZ", "main")]
    first = GEOD.inv(72.0, 40.0, 72.1, 40.0)[2]
    assert part["length_m"] == pytest.approx(first + GEOD.inv(72.11, 40.0, 72.2, 40.0)[2])
    assert not part["closed"]
    assert lines.locate([72.1049, 72.1051], [40.0, 40.0])["km"].tolist() == pytest.approx([first / 1000] * 2)


def test_point_at_goes_along_the_part_and_stops_at_its_ends(lines):
    assert lines.point_at("KG-TJ", "main", 0) == pytest.approx((70.50, 39.90))
    assert lines.point_at("KG-TJ", "main", 1e9) == pytest.approx((70.60, 40.00))
    half = GEOD.inv(72.0, 40.0, 72.1, 40.0)[2] / 2
    assert lines.point_at("KG-UZ", "main", half) == pytest.approx((72.05, 40.0), abs=1e-6)


def test_an_unknown_part_is_refused_with_the_known_ones(lines):
    with pytest.raises(BadInputError, match="no part 'loop' of the border 'KG-TJ': use one of KG-TJ main"):
        lines.point_at("KG-TJ", "loop", 0)


def test_a_cut_keeps_the_vertices_between_its_ends(lines):
    corner = GEOD.inv(70.50, 39.90, 70.60, 39.90)[2]
    cut = lines.cut("KG-TJ", "main", corner - 1000, corner + 1000)
    assert len(cut.coords) == 3
    assert cut.coords[1] == pytest.approx((70.60, 39.90))
    assert GEOD.geometry_length(cut) == pytest.approx(2000, abs=0.1)


def test_a_cut_over_a_gap_has_two_pieces_and_in_a_ring_it_may_pass_km_0(lines):
    assert len(lines.cut("KG-UZ", "main", 0, 1e9).geoms) == 2
    over = lines.cut("KG-TJ", "ring", 37_000, 3_000)
    assert isinstance(over, LineString)
    assert (71.0, 40.0) in [pytest.approx(vertex) for vertex in over.coords]


def test_a_cut_backwards_on_an_open_part_is_refused(lines):
    with pytest.raises(BadInputError, match="runs from 5000 m back to 1000 m: swap its ends"):
        lines.cut("KG-TJ", "main", 5000, 1000)


def test_a_cut_without_length_is_a_place(lines):
    cut = lines.cut("KG-TJ", "main", 500, 500)
    assert cut.coords[0] == cut.coords[1]


def test_a_row_without_a_line_is_refused():
    with pytest.raises(BadInputError, match="part KG-TJ main of border_lines has no line"):
        made(("KG-TJ", "main", None))


def _wander(seed: int, vertices: int) -> LineString:
    """A winding made line with long and very short edges, the reservoir shore and the mountain crest."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(0, 1, (vertices, 2)) * 10 ** rng.uniform(-4, -1.3, (vertices, 1))
    return LineString(np.cumsum(steps, axis=0) + np.array([71.0, 40.3]))


@given(st.integers(0, 10_000), st.integers(2, 80), st.sampled_from([0.01, 0.3, 3.0]))
@settings(max_examples=50, deadline=None)
def test_the_nearest_line_equals_brute_force_to_a_metre(seed, vertices, spread):
    shapes = {"one": _wander(seed, vertices), "two": _wander(seed + 1, vertices)}
    lines = made(*(("KG-TJ", name, shape) for name, shape in shapes.items()))
    rng = np.random.default_rng(seed)
    lon, lat = rng.normal(71.0, spread, 40), rng.normal(40.3, spread, 40)
    found = lines.locate(lon, lat)
    metric = [shapely.transform(shape, lambda xy: np.column_stack(to_metric(*xy.T))) for shape in shapes.values()]
    brute = np.array([shapely.distance(shape, shapely.points(*to_metric(lon, lat))) for shape in metric])
    assert np.abs(found["distance_m"] - brute.min(axis=0)).max() < 1e-3
    mine = brute[[list(shapes).index(name) for name in found["part"]], np.arange(40)]
    assert np.abs(mine - brute.min(axis=0)).max() < 1e-3


@given(st.integers(0, 10_000), st.floats(0, 1))
@settings(max_examples=50, deadline=None)
def test_a_point_of_the_line_is_located_where_it_was_taken_from(seed, share):
    lines = made(("KG-TJ", "main", _wander(seed, 20)))
    length = lines.parts["length_m"].iloc[0]
    lon, lat = lines.point_at("KG-TJ", "main", share * length)
    found = lines.locate([lon], [lat])
    assert found["distance_m"].iloc[0] < 5.0  # long made edges sag between degrees and metres
    again = lines.point_at("KG-TJ", "main", found["km"].iloc[0] * 1000)  # the line may cross itself
    assert GEOD.inv(lon, lat, *again)[2] < 10.0


def test_few_samples_at_first_give_the_same_answer(monkeypatch):
    shape = _wander(7, 200)
    rng = np.random.default_rng(7)
    lon, lat = rng.normal(71.0, 0.5, 300), rng.normal(40.3, 0.5, 300)
    usual = made(("KG-TJ", "main", shape)).locate(lon, lat)
    monkeypatch.setattr(nearest, "FIRST_K", 1)
    monkeypatch.setattr(nearest, "SPACING_M", 5_000.0)
    pd.testing.assert_frame_equal(usual, made(("KG-TJ", "main", shape)).locate(lon, lat), atol=1e-6)
