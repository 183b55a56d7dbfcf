"""How outlines of two countries fit: overlaps and gaps in square kilometres, measured on made squares."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from geo.boundary_fit import ALONG_LINE_M, LEAST_KM2, misfits

FRAME = box(70, 39, 73, 42)
# At 40.25 N a thousandth of a degree of longitude is 85.06 m, half a degree of latitude 55.52 km.
KM_OF_LON, HALF_DEGREE_KM = 85.06, 55.52
COUNTRIES = {"KG": box(71, 40, 72, 40.5), "TJ": box(70, 40, 71, 40.5)}
LINES = gpd.GeoDataFrame({"border": ["KG-TJ"]}, geometry=[LineString([(71, 40), (71, 40.5)])], crs="EPSG:4326")


def _frame(shapes: dict[str, Polygon | MultiPolygon]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"country": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


def _misfits(
    units: dict[str, Polygon | MultiPolygon], installed: dict[str, Polygon | MultiPolygon] | None = None
) -> list[tuple[str, str, str, float, float]]:
    found = misfits(_frame(units), _frame(COUNTRIES), LINES, installed=_frame(installed or {}), frame=FRAME)
    return [tuple(one) for one in found]  # type: ignore[misc] # a named tuple as a plain one


def test_a_map_as_the_bundled_line_has_no_misfit() -> None:
    assert not _misfits({"KG": COUNTRIES["KG"]})


def test_a_map_across_the_line_overlaps_the_neighbour_as_it_is_bundled() -> None:
    ((one, other, beside, overlap, gap),) = _misfits({"KG": box(70.99, 40, 72, 40.5)})
    assert (one, other, beside) == ("KG", "TJ", "bundled")
    assert gap == pytest.approx(0, abs=LEAST_KM2)
    assert overlap == pytest.approx(0.01 * KM_OF_LON * HALF_DEGREE_KM, rel=0.01)


def test_a_map_that_stays_behind_the_line_leaves_a_gap() -> None:
    ((_, _, _, overlap, gap),) = _misfits({"KG": box(71.01, 40, 72, 40.5)})
    assert overlap == 0.0
    assert gap == pytest.approx(0.01 * KM_OF_LON * HALF_DEGREE_KM, rel=0.01)


def test_a_map_of_both_countries_is_held_against_itself() -> None:
    ((one, other, beside, overlap, gap),) = _misfits({"TJ": box(70, 40, 71.02, 40.5), "KG": COUNTRIES["KG"]})
    assert (one, other, beside) == ("KG", "TJ", "file")
    assert gap == pytest.approx(0, abs=LEAST_KM2)
    assert overlap == pytest.approx(0.02 * KM_OF_LON * HALF_DEGREE_KM, rel=0.01)


def test_what_is_installed_of_the_neighbour_stands_for_it() -> None:
    ((_, _, beside, overlap, gap),) = _misfits({"KG": COUNTRIES["KG"]}, {"TJ": box(70, 40, 70.99, 40.5)})
    assert (beside, overlap) == ("installed", 0.0)
    assert gap == pytest.approx(0.01 * KM_OF_LON * HALF_DEGREE_KM, rel=0.01)


def test_land_that_the_map_does_not_draw_far_from_its_units_is_no_gap() -> None:
    ((_, _, _, overlap, gap),) = _misfits({"KG": box(71, 40, 71.5, 40.25)})
    assert overlap == pytest.approx(0, abs=LEAST_KM2)
    # What is left is the corner beyond the northern edge, a square of the strip's width.
    assert gap == pytest.approx((ALONG_LINE_M / 1000) ** 2, rel=0.01)
