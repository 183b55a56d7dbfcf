"""Sides by the pseudonormal rule; golden values of methods section 8."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from geo.sides import LEFT, ON, RIGHT, side_of

BENT = [(0, 0), (10, 0), (10.5, 8)]
HAIRPIN = [(0, 0), (10, 0), (0, 1)]


@pytest.mark.parametrize(
    ("line", "point", "side"),
    [
        (BENT, (5, 2), LEFT),
        (BENT, (5, -2), RIGHT),
        (BENT, (12, -3), RIGHT),
        (BENT, (9, 1), LEFT),
        (HAIRPIN, (11, 0.5), RIGHT),
        (HAIRPIN, (12, -1), RIGHT),
        (HAIRPIN, (5, 0.25), LEFT),
        (HAIRPIN, (5, -1), RIGHT),
        (HAIRPIN, (5, 2), RIGHT),
    ],
)
def test_golden_points_lie_on_the_side_that_the_methods_name(line, point, side):
    assert side_of(line, [point]).tolist() == [side]


def test_a_point_on_the_line_has_no_side():
    assert side_of(BENT, [(5, 0), (0, 0), (10, 0)]).tolist() == [ON, ON, ON]


def test_a_repeated_vertex_changes_nothing():
    doubled = [(0, 0), (10, 0), (10, 0), (10.5, 8)]
    points = [(5, 2), (5, -2), (9, 1)]
    assert side_of(doubled, points).tolist() == side_of(BENT, points).tolist()


@given(st.lists(st.floats(1, 10), min_size=4, max_size=9), st.floats(-12, 12), st.floats(-12, 12))
@settings(max_examples=50, deadline=None)
def test_in_a_counterclockwise_ring_left_is_inside(radii, x, y):
    angles = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    ring = [(r * np.cos(a), r * np.sin(a)) for r, a in zip(radii, angles, strict=True)]
    shape = Polygon(ring)
    assume(shape.exterior.distance(Point(x, y)) > 1e-6)
    expected = LEFT if shape.contains(Point(x, y)) else RIGHT
    assert side_of([*ring, ring[0]], [(x, y)]).tolist() == [expected]


@given(st.floats(-20, 20), st.floats(-20, 20))
@settings(max_examples=50, deadline=None)
def test_the_line_backwards_swaps_left_and_right(x, y):
    assert side_of(HAIRPIN, [(x, y)])[0] == -side_of(HAIRPIN[::-1], [(x, y)])[0]
