"""The style tokens: every colour, dash, size and opacity of screen and paper.

One accent hue a theme; no colour means a nation or an ethnic group; status is a dash pattern and a
label, never a hue alone. Contrasts were chosen for AA on the land colour and for the common kinds of
colour blindness; see docs/experience.md.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from model.enums import CrossingStatus, SectionStatus
from model.view import Form, Hatch, LabelKind, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

LAND = "#faf9f5"
PAPER = "#ffffff"
INK = "#23232b"
MUTED = "#5f5f66"
LINE = "#5a5a5a"
INCIDENT = "#7b1e2e"
BORDER_ACCENT = "#8a6a1f"
CATCHMENT = "#6f7f86"
PLACE = "#55595e"
SYNTHETIC = "#9a3412"
FOCUS = "#2c5a78"
"""The ring around what the keyboard is at; the accent of controls and links, too."""

LAND_AREA = Style(fill=LAND)
FOREIGN_LINE = Style(line="#a9a69c", width=1.0)
COUNTRY_LINE = Style(fill=LAND, fill_opacity=1.0, line=LINE, line_opacity=0.9, width=0.9)
EXCLAVE_AREA = Style(fill="#e9e6dc", fill_opacity=0.75)
"""Without an outline: its ring is a border line and has a status of its own."""
EXCLAVE_POINT = Style(fill=PAPER, fill_opacity=0.25, line=LINE, width=1.2, dash=(2.0, 2.0))
DISTRICT_AREA = Style(fill=CATCHMENT, fill_opacity=0.1)
DISTRICT_OFFICIAL = Style(fill=CATCHMENT, fill_opacity=0.05, line=CATCHMENT, line_opacity=0.8, width=0.8)
"""With an outline: it is one that somebody published, and no catchment of ours."""
DISTRICT_SEAT = Style(fill=PAPER, line=MUTED, width=1.2)
PLACE_POINT = Style(fill=PLACE, line=PAPER, width=0.5)
PLACE_GUESS = Style(fill=PAPER, line=PLACE, width=1.0)
INCIDENT_POINT = Style(fill=INCIDENT, fill_opacity=0.34, line=INCIDENT, width=1.2)
INCIDENT_UNKNOWN = Style(fill=PAPER, fill_opacity=0.35, line=INCIDENT, width=1.3, dash=(3.0, 2.5))
INCIDENT_PARTLY = Style(fill=INCIDENT, fill_opacity=0.34, line=INCIDENT, width=1.3, dash=(3.0, 2.5))
INCIDENT_RING = Style(fill=INCIDENT, fill_opacity=1.0, line=PAPER, width=1.0)
INCIDENT_SEAT = Style(fill=PAPER, fill_opacity=0.9, line=INCIDENT, width=1.4)
INCIDENT_HALO = Style(line=INCIDENT, line_opacity=0.32, width=0.9)
"""A thin circle without a fill: dozens of them lie on each other in the Isfara valley."""
INCIDENT_DISTRICT = Style(
    fill=INCIDENT, fill_opacity=0.09, line=INCIDENT, line_opacity=0.0, hatch=Hatch.DISTRICT_ONLY
)
INCIDENT_CELLS: tuple[Style, ...] = tuple(
    Style(fill=fill, fill_opacity=0.82, line="#a05a68", line_opacity=1.0, width=0.7)
    for fill in ("#f6e7e7", "#eac9cd", "#dba3ab", "#c4717f", "#a23f54")
)
"""Incidents counted in cells, few to many: one hue by lightness, each cell with a line that land sets off."""
PERCEPTION_VALUE = Style(fill=PAPER, line="#2c5a78", width=1.2)
PERCEPTION_TOO_FEW = Style(fill="#c9ced2", fill_opacity=0.55, hatch=Hatch.TOO_FEW)
PERCEPTION_RAMP: tuple[str, ...] = ("#e6eef3", "#bdd3e0", "#8fb4ca", "#5b90ae", "#2c5a78")
PERCEPTION_BREAKS: tuple[float, ...] = (0.2, 0.4, 0.6, 0.8)
"""Upper ends of the first four classes of a share; the last class ends at 1."""

SECTION: Mapping[SectionStatus, Style] = {
    SectionStatus.UNDELIMITED: Style(line=BORDER_ACCENT, width=4.5, dash=(1.5, 5.0)),
    SectionStatus.DISPUTED: Style(line=BORDER_ACCENT, width=5.0, dash=(8.0, 4.0)),
    SectionStatus.AGREED: Style(line=BORDER_ACCENT, width=4.0, dash=(14.0, 3.0, 2.0, 3.0)),
    SectionStatus.DELIMITED: Style(line="#4d6a6b", width=1.9),
    SectionStatus.DEMARCATED: Style(line="#1f3536", width=3.4),
    SectionStatus.TRANSFERRED: Style(line="#5d4a7a", width=3.6, dash=(3.0, 3.0)),
    SectionStatus.NOT_RECORDED: Style(line="#8b8b8b", width=1.4, dash=(4.0, 4.0)),
}

CROSSING: Mapping[CrossingStatus, Style] = {
    CrossingStatus.OPEN: Style(fill=PAPER, line="#24424f", width=2.2),
    CrossingStatus.RESTRICTED: Style(fill=PAPER, line="#24424f", width=2.2, dash=(3.0, 2.0)),
    CrossingStatus.CLOSED: Style(fill="#24424f", line="#24424f", width=2.2),
    CrossingStatus.UNKNOWN: Style(fill=PAPER, fill_opacity=0.6, line="#6c7479", width=1.0, dash=(1.0, 2.0)),
}
"""Told by form, not by hue: a ring, a dashed ring, a full disc, and a thin dotted ring for unknown."""
CROSSING_RADIUS: Mapping[CrossingStatus, float] = {
    CrossingStatus.OPEN: 5.5,
    CrossingStatus.RESTRICTED: 5.5,
    CrossingStatus.CLOSED: 5.5,
    CrossingStatus.UNKNOWN: 4.0,
}

RESOURCE_INK = "#0f5c63"
RESPONSE_INK = "#4b5d16"
"""One hue for what is shared, one for what was done; the kinds are told by form and name."""
RESOURCE_FORM: Mapping[str, Form] = {
    "water": Form.DROP,
    "ways": Form.CROSS,
    "market": Form.HOUSE,
    "ground": Form.FIELD,
    "several": Form.HEXAGON,
}
RESPONSE_FORM: Mapping[str, Form] = {
    "talk": Form.SQUARE,
    "agreement": Form.DIAMOND,
    "works": Form.TRIANGLE,
    "several": Form.HEXAGON,
}
RESOURCE_RADIUS = 6.0
RESPONSE_RADIUS = 7.5
"""Radius in pixels of the symbol of one; that of several is a little larger, with their number in it."""


def resource_style(family: str, *, sure: bool) -> Style:
    """How a shared resource looks: form by family, hollow where its point may be far off."""
    return _told_by_form(RESOURCE_FORM[family], RESOURCE_INK, sure=sure, opacity=0.85)


def response_style(family: str, *, sure: bool) -> Style:
    """How a response looks: form by family, hollow where its point may be far off or is a seat."""
    return _told_by_form(RESPONSE_FORM[family], RESPONSE_INK, sure=sure, opacity=0.24)


def _told_by_form(form: Form, ink: str, *, sure: bool, opacity: float) -> Style:
    if sure:
        return Style(fill=ink, fill_opacity=opacity, line=ink, width=1.4, form=form)
    return Style(fill=PAPER, fill_opacity=0.75, line=ink, width=1.4, dash=(2.5, 1.8), form=form)


RESOURCE_HALO = Style(line=RESOURCE_INK, line_opacity=0.35, width=0.8)
RESPONSE_HALO = Style(line=RESPONSE_INK, line_opacity=0.35, width=0.8)

INCIDENT_RADIUS_1 = 6.0
"""Radius in pixels of the symbol of one incident; area grows with the count."""
INCIDENT_RING_1 = 1.6
"""Radius in pixels of the inner ring of one death; it never fills more than 70 % of its symbol."""
PLACE_RADIUS: Mapping[str, float] = {"city": 3.2, "town": 2.6}
PLACE_RADIUS_OTHER = 1.9
SEAT_RADIUS = 3.0
COUNT_RADIUS = 8.0
"""Radius in pixels of the symbol that stands at a seat for its whole district, with the count in it."""
MARKER_RADIUS = 5.0
"""Radius in pixels of a section or a figure that is known as a point only."""
EXCLAVE_RADIUS = 2 * MARKER_RADIUS
"""Radius in pixels of an exclave that is known as a point only: wider than the symbols that stand in it."""

LABEL_SIZE: Mapping[LabelKind, float] = {
    LabelKind.COUNTRY: 13.0,
    LabelKind.EXCLAVE: 10.0,
    LabelKind.DISTRICT: 11.0,
    LabelKind.CITY: 11.0,
    LabelKind.SECTION: 10.0,
    LabelKind.VILLAGE: 10.0,
    LabelKind.VALUE: 11.0,
    LabelKind.COUNT: 11.0,
    LabelKind.NUMBER: 10.0,
    LabelKind.NOTE: 10.0,
}
LABEL_MIN_ZOOM: Mapping[LabelKind, int] = {
    LabelKind.COUNTRY: 5,
    LabelKind.EXCLAVE: 8,
    LabelKind.DISTRICT: 10,
    LabelKind.CITY: 7,
    LabelKind.SECTION: 10,
    LabelKind.VILLAGE: 11,
    LabelKind.VALUE: 5,
    LabelKind.COUNT: 5,
    LabelKind.NUMBER: 8,
    LabelKind.NOTE: 7,
}


def incident_radius(count: int) -> float:
    """Radius in pixels of the symbol of ``count`` incidents: its area is proportional to the count.

    >>> round(incident_radius(4) / incident_radius(1), 6)
    2.0
    """
    return INCIDENT_RADIUS_1 * math.sqrt(max(count, 0))


def ring_radius(deaths: int, count: int) -> float:
    """Radius in pixels of the inner ring of ``deaths`` in the symbol of ``count`` incidents; 0 = no ring.

    >>> ring_radius(0, 3), ring_radius(1, 1) < ring_radius(4, 1)
    (0.0, True)
    """
    if deaths <= 0:
        return 0.0
    return min(0.7 * incident_radius(count), INCIDENT_RING_1 * math.sqrt(deaths) + 0.6)
