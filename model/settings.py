"""The few fixed facts of the product: its map box, its disclaimer, where its data lie, its languages."""

from __future__ import annotations

from typing import NamedTuple

from model.strings import N_


class Box(NamedTuple):
    """A bounding box in degrees, in the order west, south, east, north."""

    west: float
    south: float
    east: float
    north: float


MAP_BOX = Box(68.5, 39.0, 74.3, 42.2)
"""What the bundled boundaries cover."""

START_VIEW = Box(69.25, 39.4, 73.35, 41.5)
"""What a map shows at first."""

LINE_DRAWN_AS_OF = 2025
"""The bundled line is the one after the treaties of 2022-2025."""

DISCLAIMER = N_(
    "The boundaries and names shown on this map do not imply official endorsement or acceptance by anyone."
)
MAP_CREDIT = N_("© OpenStreetMap contributors (ODbL), GeoNames (CC BY 4.0)")
"""What must stand on every map; the sources of each layer stand beside it in full."""
SYNTHETIC_MARK = N_("SYNTHETIC DEMONSTRATION DATA")
INTERNAL_MARK = N_("INTERNAL")
BUNDLED_WORKSPACE = "bundled"
INCIDENT_SOURCE = "facts-incidents"

LANGUAGES: tuple[str, ...] = ("en", "ky", "ru", "tg", "uz")
TRANSLATED: tuple[str, ...] = ("en",)
"""Languages whose catalogue stands; the others show names in their language and text in English."""

SUPPRESS_CLUSTERS = 3
SUPPRESS_N = 30
SUPPRESS_CELL = 5
"""Public mode: fewer clusters, people or people in a cell than these are not shown (methods section 1)."""
