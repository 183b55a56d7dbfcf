"""Documented incidents land where they must, from their point, the lines and the sections alone.

Golden: ``../shared/facts/expected_sections.csv`` (23 incidents with part, kilometre, side and status). The
same is asked of made data, where moved points and moved ends move the answers.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString

from geo.lines import BorderLines
from geo.sections import assign
from tools.write_table import read_table

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT.parent / "shared" / "facts"
BOUNDARIES = ROOT / "data" / "boundaries"
ANY = "|"


def _facts(name: str) -> pd.DataFrame:
    path = FACTS / name
    if not path.is_file():
        pytest.skip(f"the collected facts are not beside the repository: {path.name}")
    return pd.read_csv(path)


@pytest.fixture(scope="module")
def lines() -> BorderLines:
    return BorderLines.from_frame(gpd.GeoDataFrame(read_table(BOUNDARIES / "border_lines.parquet")))


@pytest.fixture(scope="module")
def sections() -> pd.DataFrame:
    return read_table(BOUNDARIES / "border_sections.parquet")


@pytest.fixture(scope="module")
def expected() -> pd.DataFrame:
    """The golden rows with the better point of each incident where there is one."""
    points = _facts("incident_points.csv").set_index("id")
    rows = _facts("expected_sections.csv")
    at = points.loc[rows["incident_id"]].reset_index()
    return rows.assign(
        lon=at["better_lon"].fillna(at["lon"]),
        lat=at["better_lat"].fillna(at["lat"]),
        day=[date.fromisoformat(text) for text in rows["date"]],
    )


@pytest.mark.facts
@pytest.mark.parametrize("restricted", [False, True], ids=["all lines", "lines of the stated border"])
def test_every_golden_incident_lands_on_its_part_kilometre_side_and_status(expected, lines, sections, restricted):
    borders = expected["border"].tolist() if restricted else None
    found = lines.locate(expected["lon"], expected["lat"], border=borders)
    placed = assign(found, sections, lines.parts, dates=expected["day"])
    names = placed["section_id"].map(sections.set_index("section_id")["name_en"]).fillna("none named")
    wrong = []
    for row, at, here, name in zip(
        expected.itertuples(), found.itertuples(), placed.itertuples(), names, strict=True
    ):
        right = (
            (at.border, at.part) == (row.border, row.part)
            and abs(at.km - row.km) <= row.km_tolerance
            and at.side == row.side_stated
            and name in row.section_expected.split(ANY)
            and here.section_status in row.status_expected.split(ANY)
        )
        if not right:
            wrong.append((row.incident_id, at, here, name))
    assert len(expected) >= 20
    assert not wrong


@pytest.mark.facts
def test_every_kilometre_post_of_the_facts_stands_on_its_kilometre(lines):
    posts = _facts("line_kilometre_posts.csv")
    found = lines.locate(posts["lon"], posts["lat"], border=posts["border"].tolist())
    length = [
        lines.parts.set_index(["border", "part"])["length_m"][key]
        for key in zip(posts["border"], posts["part"], strict=True)
    ]
    apart = (found["km"] - posts["km"]).abs().to_numpy()
    apart = np.where(lines_closed(lines, posts), np.minimum(apart, np.array(length) / 1000 - apart), apart)
    assert (found["part"] == posts["part"]).all()
    assert apart.max() < 0.1
    assert found["distance_m"].max() < 2.0


def lines_closed(lines: BorderLines, posts: pd.DataFrame) -> np.ndarray:
    """Whether the part of each post is a ring: there km 0 and the last kilometre are one place."""
    closed = lines.parts.set_index(["border", "part"])["closed"]
    return np.array([closed[key] for key in zip(posts["border"], posts["part"], strict=True)])


CHANGE = date(2020, 1, 1)


def _made_line() -> BorderLines:
    """A made line from west to east on 40 N, KG on its left, which is north."""
    frame = gpd.GeoDataFrame(
        [{"border": "KG-TJ", "part": "main", "left_country": "KG", "right_country": "TJ"}],
        geometry=[LineString([(70.0 + 0.05 * step, 40.0) for step in range(41)])],
        crs="EPSG:4326",
    )
    return BorderLines.from_frame(frame)


def _made_sections(start: float, stop: float) -> pd.DataFrame:
    common = {"border": "KG-TJ", "part": "main", "kind": "stretch", "from_m": start, "to_m": stop}
    rows = [
        {"section_id": "M1", "status": "disputed", "valid_from": date(2000, 1, 1), "valid_to": CHANGE} | common,
        {"section_id": "M2", "status": "delimited", "valid_from": CHANGE, "valid_to": None} | common,
    ]
    return pd.DataFrame(rows).astype(object)


@given(st.floats(2_000, 160_000), st.floats(100, 40_000), st.floats(-30_000, 30_000), st.sampled_from([-1, 1]))
@settings(max_examples=50, deadline=None)
def test_moving_a_point_or_an_end_moves_the_answer(start, length, shift, side):
    """The point stands ``shift`` metres from the start of the stretch, 800 m aside."""
    lines = _made_line()
    whole = float(lines.parts["length_m"].iloc[0])
    stop, at = min(start + length, whole), min(max(start + shift, 1.0), whole - 1.0)
    lon, lat = lines.point_at("KG-TJ", "main", at)
    lon, lat, _ = Geod(ellps="WGS84").fwd(lon, lat, 90 - 90 * side, 800.0)
    located = lines.locate([lon, lon], [lat, lat])
    placed = assign(
        located, _made_sections(start, stop), lines.parts, dates=pd.Series([date(2019, 12, 31), CHANGE])
    )
    assert located["side"].tolist() == ["KG" if side > 0 else "TJ"] * 2
    assert located["km"].iloc[0] * 1000 == pytest.approx(at, abs=10.0)
    assert located["distance_m"].iloc[0] == pytest.approx(800.0, rel=0.01)
    if min(abs(at - start), abs(at - stop)) > 20.0:  # the foot is good to some metres
        inside = start < at < stop
        assert placed["section_id"].tolist() == (["M1", "M2"] if inside else [None, None])
        assert placed["section_status"].tolist() == (
            ["disputed", "delimited"] if inside else ["not_recorded", "not_recorded"]
        )
