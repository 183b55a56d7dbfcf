"""Cells: nothing is lost or doubled, every size nests in the next, all have one area."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import GRID_KM, SIZES_KM, around, box_of, columns_and_rows, inside, level_of, points_of, pyramid
from geo.crs import to_metric
from model.settings import MAP_BOX, Box

Row = tuple[float, float, int, int, float]
POINTS = st.lists(
    st.tuples(
        st.floats(MAP_BOX.west, MAP_BOX.east),
        st.floats(MAP_BOX.south, MAP_BOX.north),
        st.integers(1, 500),
        st.integers(0, 40),
        st.sampled_from([0.0, 2_000.0, 5_000.0, 25_000.0, 60_000.0]),
    ),
    min_size=1,
    max_size=40,
)


def points(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["lon", "lat", "count", "killed", "reach_m"])
    return frame.assign(unknown=frame["count"] // 2)


@settings(max_examples=50, deadline=None)
@given(POINTS)
def test_every_incident_is_in_one_cell_of_a_size_or_apart(rows: list[Row]) -> None:
    frame = points(rows)
    for level in pyramid(frame):
        wide_enough = frame["reach_m"] <= 1_000 * level.size_km
        assert level.cells["count"].sum() + level.apart == frame["count"].sum()
        assert level.cells["killed"].sum() == frame.loc[wide_enough, "killed"].sum()
        assert level.cells["unknown"].sum() == frame.loc[wide_enough, "unknown"].sum()
        assert not level.cells.duplicated(["column", "row"]).any()
        assert level.cells["column"].between(0, GRID_KM // level.size_km - 1).all()


@settings(max_examples=50, deadline=None)
@given(POINTS)
def test_a_cell_holds_what_its_four_finer_cells_hold(rows: list[Row]) -> None:
    levels = pyramid(points(rows).assign(reach_m=0.0))
    for coarse, fine in pairwise(levels):
        parts = fine.cells.assign(column=fine.cells["column"] // 2, row=fine.cells["row"] // 2)
        summed = parts.groupby(["row", "column"], as_index=False)[["count", "killed", "unknown"]].sum()
        assert coarse.cells[["row", "column", "count", "killed", "unknown"]].equals(summed)


@pytest.mark.parametrize("size_km", SIZES_KM)
def test_all_cells_of_a_size_have_the_same_area_on_the_ground(size_km: int) -> None:
    corners = [(0, 0), (int(480 / size_km) - 1, int(340 / size_km) - 1)]
    for column, row in corners:
        edge = np.linspace(0.0, 1.0, 20)
        box = box_of(column, row, size_km=size_km)
        lon = box.west + (box.east - box.west) * np.concatenate([edge, edge * 0 + 1, edge[::-1], edge * 0])
        lat = box.south + (box.north - box.south) * np.concatenate([edge * 0, edge, edge * 0 + 1, edge[::-1]])
        area = shapely.Polygon(np.column_stack(to_metric(lon, lat))).area
        assert area / 1e6 == pytest.approx(size_km**2, rel=0.006)  # the sphere against the ellipsoid


@settings(max_examples=50, deadline=None)
@given(st.floats(68.6, 74.2), st.floats(39.1, 42.1), st.sampled_from(SIZES_KM))
def test_a_point_lies_in_the_box_of_its_cell_and_in_no_neighbour(lon: float, lat: float, size_km: int) -> None:
    at = (np.array([lon]), np.array([lat]))
    column, row = (int(part[0]) for part in columns_and_rows(*at, size_km=size_km))
    box = box_of(column, row, size_km=size_km)
    assert box.west - 1e-9 <= lon <= box.east + 1e-9
    assert box.south - 1e-9 <= lat <= box.north + 1e-9
    held = [inside(*at, box_of(column + step, row, size_km=size_km))[0] for step in (-1, 0, 1)]
    assert sum(held) == 1


def test_the_cells_around_a_box_cover_it() -> None:
    box = around(Box(70.11, 40.02, 70.93, 40.41), size_km=8)
    assert box.west <= 70.11
    assert box.east >= 70.93
    assert box.south <= 40.02
    assert box.north >= 40.41
    assert around(Box(*(box[0] + 1e-6, box[1] + 1e-6, box[2] - 1e-6, box[3] - 1e-6)), size_km=8) == box


def test_what_is_known_to_5_km_is_in_cells_of_8_km_and_in_none_of_4_km() -> None:
    near = points([(71.0, 40.5, 7, 2, 5_000.0)])
    assert level_of(near, size_km=8).apart == 0
    assert level_of(near, size_km=4).apart == 7
    assert level_of(near, size_km=4).cells.empty


def test_only_a_symbol_near_a_place_has_a_reach() -> None:
    symbols = pd.DataFrame(
        {
            "level": ["L1", "L2"],
            "lon": [71.0, 71.0],
            "lat": [40.5, 40.5],
            "radius_m": [2_000.0, 5_000.0],
            "count": pd.array([1, 2], dtype="Int64"),
            "killed_best": pd.array([None, 3], dtype="Int64"),
            "unknown_records": pd.array([1, 0], dtype="Int64"),
        }
    )
    made = points_of(symbols)
    assert made["reach_m"].tolist() == [0.0, 5_000.0]
    assert made["killed"].tolist() == [0, 3]
