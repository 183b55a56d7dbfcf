"""The outlines of symbols that are told apart by form: one set for screen, legend and paper.

Each is a polygon in units of the symbol's radius, x to the right and y downwards, as a screen counts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from model.view import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

Outline = tuple[tuple[float, float], ...]


def _regular(corners: int, *, first: float, stretch: float = 1.0) -> Outline:
    """The corners of a regular polygon; ``first`` in degrees, clockwise from the right."""
    angles = (math.radians(first + 360.0 * corner / corners) for corner in range(corners))
    return tuple((round(stretch * math.cos(angle), 3), round(stretch * math.sin(angle), 3)) for angle in angles)


def _drop() -> Outline:
    """A point above a round belly."""
    belly = (math.radians(degrees) for degrees in range(-20, 201, 20))
    return ((0.0, -1.25), *((round(0.8 * math.cos(at), 3), round(0.25 + 0.8 * math.sin(at), 3)) for at in belly))


_ARM = 0.36

FORMS: Mapping[Form, Outline] = {
    Form.CIRCLE: (),
    Form.SQUARE: _regular(4, first=45.0, stretch=1.2),
    Form.DIAMOND: _regular(4, first=0.0, stretch=1.25),
    Form.TRIANGLE: ((0.0, -1.15), (1.15, 0.85), (-1.15, 0.85)),
    Form.HEXAGON: _regular(6, first=0.0, stretch=1.1),
    Form.DROP: _drop(),
    Form.CROSS: (
        *((-_ARM, -1.1), (_ARM, -1.1), (_ARM, -_ARM), (1.1, -_ARM), (1.1, _ARM), (_ARM, _ARM)),
        *((_ARM, 1.1), (-_ARM, 1.1), (-_ARM, _ARM), (-1.1, _ARM), (-1.1, -_ARM), (-_ARM, -_ARM)),
    ),
    Form.HOUSE: ((0.0, -1.2), (1.1, -0.25), (0.8, -0.25), (0.8, 0.95), (-0.8, 0.95), (-0.8, -0.25), (-1.1, -0.25)),
    Form.FIELD: ((-0.65, -0.7), (1.25, -0.7), (0.65, 0.7), (-1.25, 0.7)),
}
"""The corners of each form in order; a circle has none."""
