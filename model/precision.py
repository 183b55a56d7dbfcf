"""The one scale of location precision: what a level means and how it may be drawn.

Levels and radii follow methods section 12 (after ACLED ``geo_precision`` and UCDP ``where_prec``);
the bundled facts' "near village" is L2 with 5 km, because their sources name the village.
"""

from __future__ import annotations

from enum import StrEnum

from model.enums import LocationLevel


class DrawnAs(StrEnum):
    """How a record of a level may stand on a map."""

    POINT = "point"
    HALO = "halo"
    AREA = "area"
    NOTE = "note"
    NOT_DRAWN = "not_drawn"


RADIUS_M: dict[LocationLevel, float | None] = {
    LocationLevel.L1: 2_000.0,
    LocationLevel.L2: 25_000.0,
    LocationLevel.L3: None,
    LocationLevel.L4: None,
    LocationLevel.L5: None,
    LocationLevel.L9: None,
}
"""Default error radius of a level in metres; ``None`` = an area, or nothing."""

BUNDLED_NEAR_RADIUS_M = 5_000.0
"""Radius of "near village" in the bundled facts."""

DRAWN_AS: dict[LocationLevel, DrawnAs] = {
    LocationLevel.L1: DrawnAs.POINT,
    LocationLevel.L2: DrawnAs.HALO,
    LocationLevel.L3: DrawnAs.AREA,
    LocationLevel.L4: DrawnAs.NOTE,
    LocationLevel.L5: DrawnAs.NOT_DRAWN,
    LocationLevel.L9: DrawnAs.NOT_DRAWN,
}

SECTION_COUNTED: frozenset[LocationLevel] = frozenset({LocationLevel.L1, LocationLevel.L2})
"""Levels whose point may be measured against the line and counted for a section (methods sections 8 and 12)."""
