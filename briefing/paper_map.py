"""The map on paper: every mark of the layer views as Matplotlib patches, lines and symbols.

Marks go into collections by runs of one style, in the order of the views, so that what lies above
on the screen lies above here. Coordinates are the metric CRS of :mod:`geo.crs`, so that the scale
bar is true; sizes and dashes are the pixels of :mod:`model.style` turned into points.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path

from briefing.cell_rings import cell_rings
from briefing.extent import Extent, Rect
from briefing.label_outlines import draw_labels
from briefing.paper_labels import Anchor, PlacedLabel, place
from briefing.typeface import POINTS_PER_PIXEL
from geo.crs import to_metric
from model.forms import FORMS
from model.style import INCIDENT_HALO, MUTED, PAPER
from model.view import AreaMark, CellsMark, CoverMark, Form, Hatch, LabelMark, LineMark, PointMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.typing import ColorType
    from numpy.typing import NDArray

    from model.view import LayerView, Mark, Ring, Style

HATCHES: dict[Hatch, str | None] = {Hatch.NONE: None, Hatch.TOO_FEW: "///", Hatch.DISTRICT_ONLY: ".."}
"""Matplotlib's patterns for ours."""

_SAME_SPOT_PIXELS = 2.5
_HATCH_OPACITY = 0.5


def draw_map(axes: Axes, views: Sequence[LayerView], *, extent: Extent, frame: Rect) -> list[PlacedLabel]:
    """Draw the views into ``axes`` and say which labels found a place.

    ``axes`` fills ``frame`` (pixels at 96 dpi); its limits become ``extent`` (metres). Marks outside
    the extent are clipped at the frame.
    """
    axes.set_xlim(extent.west, extent.east)
    axes.set_ylim(extent.south, extent.north)
    axes.set_facecolor(PAPER)
    marks = [mark for view in views for mark in view.marks]
    zorder = 1.0
    shapes = [mark for mark in marks if not isinstance(mark, LabelMark | CoverMark)]
    if any(isinstance(mark, CellsMark) for mark in shapes):
        shapes.sort(key=_depth)
    for _, run in groupby(shapes, key=_run_key):
        zorder += 0.01
        _draw_run(axes, list(run), zorder, zoom=extent.zoom)
    anchors, symbols = _anchors(marks, extent), _symbol_boxes(marks, extent)
    placed = place(anchors, symbols, frame=(frame.width, frame.height), zoom=extent.zoom)
    draw_labels(axes, placed, extent=extent)
    return placed


def dash_pattern(style: Style) -> tuple[float, Sequence[float]] | Literal["-"]:
    """The dash of a style as Matplotlib wants it: in multiples of the line width.

    >>> from model.view import Style
    >>> dash_pattern(Style(width=2.0, dash=(8.0, 4.0)))
    (0.0, (4.0, 2.0))
    """
    if style.dash is None:
        return "-"
    width = max(style.width, 0.1)
    return 0.0, tuple(length / width for length in style.dash)


def paint(colour: str | None, opacity: float) -> ColorType:
    """A colour with its opacity; nothing where there is no colour."""
    return "none" if colour is None else to_rgba(colour, opacity)


def hatch_of(style: Style) -> str | None:
    """The Matplotlib pattern of a style."""
    return HATCHES[style.hatch]


def hatch_colour(style: Style) -> ColorType:
    """The colour of a style's pattern: pale enough to read a name over it."""
    return paint(style.line or MUTED, _HATCH_OPACITY)


def _depth(mark: Mark) -> int:
    """As on the screen: cells lie over all areas, and under lines and symbols."""
    return 0 if isinstance(mark, AreaMark) else 1 if isinstance(mark, CellsMark) else 2


def _run_key(mark: Mark) -> tuple[str, Style | None]:
    """Marks of one kind and style are one collection; symbols may differ in style."""
    return type(mark).__name__, mark.style if isinstance(mark, AreaMark | LineMark) else None


def _draw_run(axes: Axes, run: list[Mark], zorder: float, *, zoom: float) -> None:
    first = run[0]
    if isinstance(first, AreaMark):
        _draw_areas(axes, cast("list[AreaMark]", run), first.style, zorder)
    elif isinstance(first, LineMark):
        _draw_lines(axes, cast("list[LineMark]", run), first.style, zorder)
    elif isinstance(first, CellsMark):
        for style, rings in cell_rings(first, zoom=zoom):
            areas = [AreaMark(((ring,),), style, "", "") for ring in rings]
            _draw_areas(axes, areas, style, zorder)
    else:
        _draw_points(axes, cast("list[PointMark]", run), zorder)


def _metric(ring: Ring) -> NDArray[np.float64]:
    lonlat = np.asarray(ring, dtype=np.float64).reshape(-1, 2)
    return np.column_stack(to_metric(lonlat[:, 0], lonlat[:, 1]))


def _draw_areas(axes: Axes, marks: Iterable[AreaMark], style: Style, zorder: float) -> None:
    paths = [_area_path(polygon) for mark in marks for polygon in mark.polygons if polygon]
    if not paths:
        return
    edge = paint(style.line, style.line_opacity)
    areas = PathCollection(
        paths,
        facecolors=[paint(style.fill, style.fill_opacity)],
        edgecolors=[edge],
        linewidths=[style.width * POINTS_PER_PIXEL if style.line else 0.0],
        linestyles=[dash_pattern(style)],
        hatch=hatch_of(style),
        zorder=zorder,
    )
    if style.hatch is not Hatch.NONE:
        areas.set_hatchcolor(hatch_colour(style))
    axes.add_collection(areas, autolim=False)


def _area_path(polygon: Sequence[Ring]) -> Path:
    rings = [ring for ring in polygon if len(ring) > 2]
    return Path.make_compound_path(*[_ring_path(ring, hole=at > 0) for at, ring in enumerate(rings)])


def _ring_path(ring: Ring, *, hole: bool) -> Path:
    # Matplotlib ignores the last vertex of a closed path, so a ring must repeat its first one; and it
    # fills by winding number, so a hole must run against its outer ring.
    xy = _metric(ring if ring[0] == ring[-1] else (*ring, ring[0]))
    x, y = (xy - xy[0]).T
    clockwise = float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) < 0.0
    return Path(xy if clockwise is hole else xy[::-1], closed=True)


def _draw_lines(axes: Axes, marks: Iterable[LineMark], style: Style, zorder: float) -> None:
    lines = [_metric(line) for mark in marks for line in mark.lines if len(line) > 1]
    if not lines or style.line is None:
        return
    collection = LineCollection(
        lines,
        colors=[paint(style.line, style.line_opacity)],
        linewidths=[style.width * POINTS_PER_PIXEL],
        linestyles=[dash_pattern(style)],
        capstyle="butt",
        zorder=zorder,
    )
    axes.add_collection(collection, autolim=False)


def _draw_points(axes: Axes, marks: list[PointMark], zorder: float) -> None:
    """Halos below, then each symbol with its inner ring at once, so that a later one covers both."""
    _draw_halos(axes, marks, zorder)
    symbols: list[tuple[float, float, float, Style]] = []
    for mark in marks:
        symbols.append((mark.lon, mark.lat, mark.radius, mark.style))
        if mark.ring_radius > 0 and mark.ring_style is not None:
            symbols.append((mark.lon, mark.lat, mark.ring_radius, mark.ring_style))
    for number, (form, run) in enumerate(groupby(symbols, key=lambda symbol: symbol[3].form)):
        _draw_form(axes, list(run), form, zorder + 0.005 + 1e-6 * number)


def _draw_form(axes: Axes, symbols: list[tuple[float, float, float, Style]], form: Form, zorder: float) -> None:
    """Symbols of one form; Matplotlib makes a path as a marker twice its radius wide, y upwards."""
    styles = [style for _, _, _, style in symbols]
    xy = _metric(tuple((lon, lat) for lon, lat, _, _ in symbols))
    axes.scatter(
        xy[:, 0],
        xy[:, 1],
        s=[(_marker_size(radius, form)) ** 2 for _, _, radius, _ in symbols],
        marker=_marker(form),
        facecolors=[paint(style.fill, style.fill_opacity) for style in styles],
        edgecolors=[paint(style.line, style.line_opacity) for style in styles],
        linewidths=[style.width * POINTS_PER_PIXEL for style in styles],
        linestyles=[dash_pattern(style) for style in styles],
        zorder=zorder,
    )


def _marker(form: Form) -> MarkerStyle:
    corners = [(x, -y) for x, y in FORMS[form]]
    return MarkerStyle(Path([*corners, corners[0]], closed=True)) if corners else MarkerStyle("o")


def _marker_size(radius: float, form: Form) -> float:
    """Twice the reach of the marker in points: Matplotlib fits a path by its farthest corner."""
    reach = max((abs(part) for corner in FORMS[form] for part in corner), default=1.0)
    return 2.0 * radius * reach * POINTS_PER_PIXEL


def _draw_halos(axes: Axes, marks: list[PointMark], zorder: float) -> None:
    wide = [mark for mark in marks if mark.halo_m > 0]
    if not wide:
        return
    across = [2.0 * mark.halo_m for mark in wide]
    styles = [mark.halo_style or INCIDENT_HALO for mark in wide]
    halos = EllipseCollection(
        across,
        across,
        [0.0] * len(wide),
        units="xy",
        offsets=_metric_of(wide),
        transOffset=axes.transData,
        facecolors=[paint(style.fill, style.fill_opacity) for style in styles],
        edgecolors=[paint(style.line, style.line_opacity) for style in styles],
        linewidths=[style.width * POINTS_PER_PIXEL for style in styles],
        zorder=zorder,
    )
    axes.add_collection(halos, autolim=False)


def _anchors(marks: Sequence[Mark], extent: Extent) -> list[Anchor]:
    """Each label with its pixel and the radius of the largest symbol that stands at the same spot."""
    labels = [mark for mark in marks if isinstance(mark, LabelMark)]
    if not labels:
        return []
    symbols, radii = _symbols(marks, extent)
    anchors = []
    for mark, (easting, northing) in zip(labels, _metric_of(labels), strict=True):
        x, y = extent.to_pixels(float(easting), float(northing))
        near = (np.abs(symbols[:, 0] - x) <= _SAME_SPOT_PIXELS) & (np.abs(symbols[:, 1] - y) <= _SAME_SPOT_PIXELS)
        anchors.append(Anchor(mark, x, y, float(radii[near].max(initial=0.0))))
    return anchors


def _symbol_boxes(marks: Sequence[Mark], extent: Extent) -> list[Rect]:
    symbols, radii = _symbols(marks, extent)
    return [
        Rect(x - r, y - r, 2.0 * r, 2.0 * r) for (x, y), r in zip(symbols.tolist(), radii.tolist(), strict=True)
    ]


def _symbols(marks: Sequence[Mark], extent: Extent) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pixels of the frame and radii of all point symbols."""
    points = [mark for mark in marks if isinstance(mark, PointMark)]
    if not points:
        return np.empty((0, 2)), np.empty(0)
    xy = _metric_of(points)
    pixels = np.column_stack(extent.to_pixels(xy[:, 0], xy[:, 1]))
    return pixels, np.array([mark.radius for mark in points], dtype=np.float64)


def _metric_of(marks: Sequence[PointMark | LabelMark]) -> NDArray[np.float64]:
    return _metric(tuple((mark.lon, mark.lat) for mark in marks))
