"""Countries, exclaves and lines as they come out of the polygons; lengths from the notes on the geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Polygon

from geo.crs import project
from geo.lines import BorderLines
from model.errors import DataFileError
from model.settings import MAP_BOX
from tools import build_boundaries
from tools.shared_edges import clockwise_from_west, meeting_vertex, shared_chains
from tools.timezone_polygons import read_zones

if TYPE_CHECKING:
    import geopandas as gpd

KILOMETRES: dict[tuple[str, str], float] = {
    ("KG-TJ", "Khojai Alo loop"): 16.3,
    ("KG-TJ", "Vorukh ring"): 61.8,
    ("KG-TJ", "main"): 923.6,
    ("KG-UZ", "Shohimardon ring"): 42.0,
    ("KG-UZ", "Sokh ring"): 137.7,
    ("KG-UZ", "main"): 1205.9,
    ("TJ-UZ", "Sarvan ring"): 30.6,
    ("TJ-UZ", "main"): 1344.8,
}
TRIJUNCTION = (70.9846, 40.2224)
STRIP = (70.5150, 39.9562)


@pytest.fixture(scope="module")
def built() -> dict[str, gpd.GeoDataFrame]:
    return build_boundaries.build()


@pytest.fixture(scope="module")
def lines(built) -> BorderLines:
    return BorderLines.from_frame(built["border_lines"])


def test_the_parts_have_the_lengths_that_were_measured(built, lines):
    found = lines.parts.set_index(["border", "part"])["length_m"] / 1000
    assert found.to_dict() == pytest.approx(KILOMETRES, abs=0.06)
    table = built["border_lines"].set_index(["border", "part"])["length_m"] / 1000
    assert table.to_dict() == pytest.approx(found.to_dict(), abs=1e-5)


def test_main_parts_begin_at_the_trijunction_and_rings_at_their_westernmost_vertex(built):
    for row in built["border_lines"].itertuples():
        vertices = shapely.get_coordinates(row.geometry)
        if row.part == "main":
            assert vertices[0] == pytest.approx(TRIJUNCTION, abs=1e-4)
        if row.closed:
            assert vertices[0][0] == vertices[:, 0].min()
            assert not shapely.is_ccw(row.geometry)


def test_the_left_country_lies_on_the_left_all_along(built, lines):
    rng = np.random.default_rng(3)
    west, south, east, north = shapely.total_bounds(built["exclaves"].geometry)
    lon, lat = rng.uniform(west - 1, east + 1, 4000), rng.uniform(south - 0.4, north + 0.4, 4000)
    found = lines.locate(lon, lat)
    for row in built["countries"].itertuples():
        inside = shapely.contains_xy(row.geometry, lon, lat) & (found["distance_m"] > 500).to_numpy()
        between = found.loc[inside, "border"].str.contains(row.country)
        assert (found.loc[inside, "side"][between] == row.country).mean() > 0.999
        assert between.mean() > 0.99  # but for points that are nearest to a line of two other countries


def test_countries_do_not_overlap_and_keep_the_neutral_strip_open(built):
    shapes = built["countries"].geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    gaps = [Polygon(ring) for ring in shapely.union_all(shapes).interiors]
    assert len(gaps) == 1
    assert gaps[0].contains(shapely.Point(STRIP))
    assert abs(Geod(ellps="WGS84").geometry_area_perimeter(gaps[0])[0]) == pytest.approx(10_200, rel=0.05)


def test_countries_lie_in_the_map_box_and_follow_the_line_to_a_hundred_metres(built):
    west, south, east, north = built["countries"].total_bounds
    assert (west, south, east, north) == pytest.approx(
        (MAP_BOX.west, MAP_BOX.south, MAP_BOX.east, MAP_BOX.north), abs=1e-6
    )
    edges = project(built["countries"].geometry).boundary.union_all()
    box = shapely.box(MAP_BOX.west + 0.01, MAP_BOX.south + 0.01, MAP_BOX.east - 0.01, MAP_BOX.north - 0.01)
    inside = project(built["border_lines"].geometry.intersection(box))
    vertices = shapely.points(shapely.get_coordinates(inside.to_numpy()))
    assert shapely.distance(edges, vertices).max() <= 100.0


def test_exclaves_are_rings_where_the_polygons_have_them_and_points_elsewhere(built):
    exclaves = built["exclaves"].set_index("exclave_id")
    areas = {"vorukh": 145, "sokh": 223, "shohimardon": 47, "sarvan": 9, "khojai-alo": 6}
    assert exclaves["area_km2"].dropna().to_dict() == pytest.approx(areas, abs=0.5)
    points = exclaves[exclaves["geometry_kind"] == "point"]
    assert set(points.index) == {"chon-qora", "jani-ayil", "barak", "western-qalacha"}
    assert points["note"].notna().all()
    assert exclaves["area_quoted"].drop("khojai-alo").notna().all()


def test_building_twice_gives_the_same(built):
    again = build_boundaries.build()
    for name, frame in built.items():
        assert (
            shapely.to_wkb(again[name].geometry.to_numpy()).tolist()
            == shapely.to_wkb(frame.geometry.to_numpy()).tolist()
        )


def test_an_unknown_zone_is_refused():
    with pytest.raises(DataFileError, match="no zone 'Asia/Ferghana': install the version of requirements"):
        read_zones(["Asia/Ferghana"])


SQUARE = [[np.array([(0, 0), (10, 0), (10, 10), (0, 10)])]]
EAST = [[np.array([(10, 0), (20, 0), (20, 10), (10, 10), (10, 5)])]]
EAST_EXACT = [[np.array([(10, 0), (20, 0), (20, 10), (10, 10)])]]


def test_shared_edges_are_found_only_where_both_have_the_same_vertices():
    assert shared_chains(SQUARE, EAST_EXACT) == [[(10, 0), (10, 10)]]
    assert shared_chains(SQUARE, EAST) == []


def test_a_shared_ring_is_closed_and_turned_clockwise_from_the_west():
    hole = [[np.array([(0, 0), (30, 0), (30, 30), (0, 30)]), np.array([(5, 5), (9, 5), (9, 9), (4, 9)])]]
    inner = [[np.array([(9, 9), (4, 9), (5, 5), (9, 5)])]]
    (chain,) = shared_chains(hole, inner)
    assert chain[0] == chain[-1]
    assert clockwise_from_west(chain) == [(4, 9), (9, 9), (9, 5), (5, 5), (4, 9)]


def test_borders_without_a_common_end_are_refused():
    with pytest.raises(ValueError, match="share 0"):
        meeting_vertex([[[(0, 0), (1, 1)]], [[(2, 2), (3, 3)]]])
