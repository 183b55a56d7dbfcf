"""What a layer shows, before anything draws it: marks, labels and legend entries as plain data.

One :class:`LayerView` is drawn by Folium on the screen and by Matplotlib on paper; both take colours,
dashes and legend from here, so screen and paper cannot differ. Coordinates are lon/lat degrees,
sizes are pixels at 96 dpi, halos are metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from model.strings import Message

Position: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Position, ...]


class Hatch(StrEnum):
    """Patterns that say something colour must not say alone."""

    NONE = "none"
    TOO_FEW = "too_few"
    DISTRICT_ONLY = "district_only"


class Form(StrEnum):
    """The outline of a point symbol; :mod:`model.forms` has their corners."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    HEXAGON = "hexagon"
    DROP = "drop"
    CROSS = "cross"
    HOUSE = "house"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Style:
    """How a mark looks. ``dash`` is a pattern in pixels (drawn, gap, …); ``None`` = solid."""

    fill: str | None = None
    fill_opacity: float = 1.0
    line: str | None = None
    line_opacity: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] | None = None
    hatch: Hatch = Hatch.NONE
    form: Form = Form.CIRCLE


@dataclass(frozen=True, slots=True)
class PointMark:
    """A symbol. ``ring_radius`` > 0 draws the inner ring (deaths); ``halo_m`` the error circle.

    ``halo_style``: how the error circle looks; without one it is that of incidents.
    ``title`` is one plain line for a tooltip, ``ref`` opens the detail panel (``kind:id``).
    """

    lon: float
    lat: float
    radius: float
    style: Style
    title: str
    ref: str
    ring_radius: float = 0.0
    ring_style: Style | None = None
    halo_m: float = 0.0
    halo_style: Style | None = None


@dataclass(frozen=True, slots=True)
class LineMark:
    """One or more polylines with one style."""

    lines: tuple[Ring, ...]
    style: Style
    title: str
    ref: str


@dataclass(frozen=True, slots=True)
class AreaMark:
    """One or more polygons, each an outer ring followed by its holes."""

    polygons: tuple[tuple[Ring, ...], ...]
    style: Style
    title: str
    ref: str


class LabelKind(StrEnum):
    """What a label names; decides its type size and from which zoom it shows."""

    COUNTRY = "country"
    EXCLAVE = "exclave"
    DISTRICT = "district"
    CITY = "city"
    SECTION = "section"
    VILLAGE = "village"
    VALUE = "value"
    COUNT = "count"
    NUMBER = "number"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class LabelMark:
    """A piece of text on the map; ``below`` is the second, smaller line."""

    lon: float
    lat: float
    text: str
    kind: LabelKind
    below: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class CellLevel:
    """The cells of one size (:mod:`geo.cells`); each is ``column, row, count, killed, unknown``.

    Shown from a zoom on until the next finer level begins. ``caption`` says the size of the cells, and what
    is in none of them.
    """

    size_km: int
    from_zoom: float
    cells: tuple[tuple[int, ...], ...]
    caption: str


@dataclass(frozen=True, slots=True)
class CellsMark:
    """Incidents counted in square cells; of its levels one is drawn, by zoom or by the scale of the paper.

    ``ramp[i]`` is the style of a cell with at most ``breaks[i]`` incidents on 100 km², the last style of
    those above. ``titles``: a cell's tooltip where all deaths are known, where some are, where none is, with
    the places ``{n}``, ``{deaths}`` and ``{unknown}``.
    """

    levels: tuple[CellLevel, ...]
    ramp: tuple[Style, ...]
    breaks: tuple[float, ...]
    titles: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class CoverMark:
    """A box (degrees) in which the other marks of the view stand in place of coarser cells, from a zoom on."""

    west: float
    south: float
    east: float
    north: float
    from_zoom: float


Mark: TypeAlias = PointMark | LineMark | AreaMark | LabelMark | CellsMark | CoverMark


class LegendSymbol(StrEnum):
    """Which symbol stands before a legend text."""

    POINT = "point"
    RING = "ring"
    LINE = "line"
    AREA = "area"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend. ``size`` is the radius in pixels for point symbols."""

    symbol: LegendSymbol
    style: Style
    label: Message
    size: float = 6.0


@dataclass(frozen=True, slots=True)
class LayerView:
    """A layer, ready to be drawn: what it shows and what its legend says about it."""

    key: str
    title: Message
    marks: tuple[Mark, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    notes: tuple[Message, ...] = ()
    attributions: tuple[str, ...] = ()
    synthetic: bool = False
