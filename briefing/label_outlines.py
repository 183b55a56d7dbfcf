"""Labels of a paper map drawn as outlines of their letters: all halos in one go, then all letters.

A text artist a label, with its halo as a path effect, took a third of the time of a snapshot.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path

from briefing.paper_labels import BELOW_SCALE
from briefing.typeface import LINE_HEIGHT, POINTS_PER_PIXEL, outline
from model.style import INK, LAND, MUTED
from model.view import LabelKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from briefing.extent import Extent
    from briefing.paper_labels import PlacedLabel

ZORDER = 50.0
HALO = 2.4
"""Width in pixels of the halo of land colour around letters."""

_HALF_CAPITAL = 0.3645
"""Half the height of a capital of DejaVu Sans, as a share of the type size."""
_QUIET = frozenset({LabelKind.COUNTRY, LabelKind.EXCLAVE})


class Line(NamedTuple):
    """One line of a label: its text, the middle of its box in pixels of the frame, its look."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    colour: str


def lines_of(label: PlacedLabel) -> Iterator[Line]:
    """The lines of a label from the top."""
    middle = label.box.x + label.box.width / 2.0
    colour = MUTED if label.mark.kind in _QUIET else INK
    yield Line(label.text, middle, label.box.y + label.size * LINE_HEIGHT / 2.0, label.size, label.bold, colour)
    if label.mark.below:
        size = label.size * BELOW_SCALE
        y = label.box.y + label.size * LINE_HEIGHT + size * LINE_HEIGHT / 2.0
        yield Line(label.mark.below, middle, y, size, bold=False, colour=MUTED)


def draw_labels(axes: Axes, placed: Sequence[PlacedLabel], *, extent: Extent) -> None:
    """Leaders, halos and letters of all labels, in that order."""
    _draw_leaders(axes, placed, extent)
    lines = sorted((line for label in placed for line in lines_of(label)), key=lambda line: line.colour)
    if not lines:
        return
    paths = {line: _path(line, extent) for line in lines}
    halo = PathCollection(
        list(paths.values()),
        facecolors="none",
        edgecolors=[LAND],
        linewidths=[HALO * POINTS_PER_PIXEL],
        joinstyle="round",
        zorder=ZORDER,
    )
    axes.add_collection(halo, autolim=False)
    for colour, run in groupby(lines, key=lambda line: line.colour):
        letters = PathCollection(
            [paths[line] for line in run], facecolors=[colour], edgecolors="none", zorder=ZORDER + 1.0
        )
        axes.add_collection(letters, autolim=False)


def _path(line: Line, extent: Extent) -> Path:
    vertices, codes, width = outline(line.text, bold=line.bold)
    x = line.x + (vertices[:, 0] - width / 2.0) * line.size
    y = line.y + (_HALF_CAPITAL - vertices[:, 1]) * line.size
    return Path(np.column_stack(extent.from_pixels(x, y)), codes)


def _draw_leaders(axes: Axes, placed: Sequence[PlacedLabel], extent: Extent) -> None:
    leaders = [label.leader for label in placed if label.leader is not None]
    if not leaders:
        return
    lines = [[extent.from_pixels(*end) for end in leader] for leader in leaders]
    fine = LineCollection(lines, colors=[MUTED], linewidths=[0.6 * POINTS_PER_PIXEL], zorder=ZORDER - 1.0)
    axes.add_collection(fine, autolim=False)
