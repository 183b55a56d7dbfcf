"""Where the labels of a paper map stand, so that none covers another or a symbol.

Labels are placed by importance; each tries positions around its anchor, nearest first. What finds
no free place is left out, the least important first: villages give way, figures do not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extent import Rect
from briefing.typeface import LINE_HEIGHT, text_width
from model.style import LABEL_MIN_ZOOM, LABEL_SIZE
from model.view import LabelKind, LabelMark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PAPER_ZOOM_BONUS: Mapping[LabelKind, float] = {LabelKind.SECTION: 0.0, LabelKind.VILLAGE: 1.0}
"""Paper shows a kind this much earlier than the screen: it has no tooltip, and nothing overlaps."""
PAPER_ZOOM_BONUS_OTHER = 1.5
BELOW_SCALE = 0.86
"""Size of the second line as a share of the first."""

_GAP = 3.0
_MARGIN = 1.5
_SAME_NAME_PIXELS = 70.0
_LEADER_PIXELS = 8.0
_RINGS = (0.0, 7.0, 16.0)
_VALUE_RINGS = (*_RINGS, 30.0, 48.0, 72.0, 104.0)
"""A figure is never left out for want of room: it goes further away, with a line back."""
_AREA_STEP = 26.0
_AREA_RINGS = 7
_ORDER = (
    LabelKind.VALUE,
    LabelKind.COUNT,
    LabelKind.NUMBER,
    LabelKind.NOTE,
    LabelKind.COUNTRY,
    LabelKind.EXCLAVE,
    LabelKind.CITY,
    LabelKind.DISTRICT,
    LabelKind.SECTION,
    LabelKind.VILLAGE,
)
_BOLD = frozenset({LabelKind.VALUE, LabelKind.COUNT, LabelKind.NUMBER})
_SPACED = frozenset({LabelKind.COUNTRY})
_COMPASS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label and the pixel of the map frame that it names; ``clear`` = radius of a symbol there."""

    mark: LabelMark
    x: float
    y: float
    clear: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label that found a place: the box of its text in pixels of the map frame."""

    mark: LabelMark
    text: str
    size: float
    bold: bool
    box: Rect
    anchor: tuple[float, float]
    clear: float = 0.0

    @property
    def leader(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """The ends of the fine line from the symbol's edge to the box, where they are far apart."""
        if self.mark.kind is LabelKind.COUNTRY:
            return None
        x = min(max(self.anchor[0], self.box.x), self.box.x + self.box.width)
        y = min(max(self.anchor[1], self.box.y), self.box.y + self.box.height)
        far = math.hypot(x - self.anchor[0], y - self.anchor[1])
        if far <= self.clear + _LEADER_PIXELS:
            return None
        edge = self.clear / far
        start = self.anchor[0] + (x - self.anchor[0]) * edge, self.anchor[1] + (y - self.anchor[1]) * edge
        return start, (x, y)


def shown_text(mark: LabelMark) -> str:
    """The text as it is set: countries in spaced capitals.

    >>> shown_text(LabelMark(71.0, 40.0, "Kyrgyzstan", LabelKind.COUNTRY)).replace(chr(0x2009), "")
    'KYRGYZSTAN'
    """
    return "\u2009".join(mark.text.upper()) if mark.kind in _SPACED else mark.text


def overlap(one: Rect, other: Rect) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def place(
    anchors: Sequence[Anchor], symbols: Sequence[Rect], *, frame: tuple[float, float], zoom: float
) -> list[PlacedLabel]:
    """The labels that fit into a frame of ``frame`` pixels, without overlaps.

    Labels of kinds that show only from a larger zoom are left out, and so are labels whose anchor
    lies outside the frame. ``symbols`` are boxes that no label may cover.
    """
    wanted = [anchor for anchor in anchors if _shows(anchor, frame, zoom)]
    wanted.sort(key=lambda anchor: (_ORDER.index(anchor.mark.kind), anchor.mark.text))
    taken, placed = list(symbols), list[PlacedLabel]()
    for anchor in wanted:
        if any(_says_the_same(anchor, label) for label in placed):
            continue
        label = _try(anchor, taken, frame)
        if label is not None:
            placed.append(label)
            taken.append(_grown(label.box))
    return placed


def _says_the_same(anchor: Anchor, label: PlacedLabel) -> bool:
    """A town and its district carry one name, and a section may lie in pieces: it is written once."""
    if anchor.mark.text.casefold() != label.mark.text.casefold() or anchor.mark.kind is LabelKind.VALUE:
        return False
    if anchor.mark.kind is label.mark.kind is LabelKind.SECTION:
        return True
    return math.hypot(anchor.x - label.anchor[0], anchor.y - label.anchor[1]) <= _SAME_NAME_PIXELS


def _shows(anchor: Anchor, frame: tuple[float, float], zoom: float) -> bool:
    inside = 0.0 <= anchor.x <= frame[0] and 0.0 <= anchor.y <= frame[1]
    bonus = PAPER_ZOOM_BONUS.get(anchor.mark.kind, PAPER_ZOOM_BONUS_OTHER)
    return inside and zoom + bonus >= LABEL_MIN_ZOOM[anchor.mark.kind]


def _try(anchor: Anchor, taken: Sequence[Rect], frame: tuple[float, float]) -> PlacedLabel | None:
    size, bold = LABEL_SIZE[anchor.mark.kind], anchor.mark.kind in _BOLD
    text = shown_text(anchor.mark)
    width = max(
        text_width(text, size, bold=bold),
        text_width(anchor.mark.below, size * BELOW_SCALE) if anchor.mark.below else 0.0,
    )
    height = size * LINE_HEIGHT * ((1.0 + BELOW_SCALE) if anchor.mark.below else 1.0)
    for x, y in _corners(anchor, width, height):
        box = Rect(x, y, width, height)
        if _inside(box, frame) and not any(overlap(box, other) for other in taken):
            return PlacedLabel(anchor.mark, text, size, bold, box, (anchor.x, anchor.y), anchor.clear)
    return None


def _corners(anchor: Anchor, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Upper left corners of the box to try, the best first."""
    if anchor.mark.kind is LabelKind.COUNTRY:
        yield from _around_centre(anchor, width, height)
        return
    if anchor.mark.kind is LabelKind.EXCLAVE:
        yield anchor.x - width / 2.0, anchor.y - height / 2.0
    for ring in _VALUE_RINGS if anchor.mark.kind is LabelKind.VALUE else _RINGS:
        away = anchor.clear + _GAP + ring
        for east, south in _COMPASS:
            # A diagonal position needs less: the corner of the box is what comes near.
            reach = away if 0 in (east, south) else away * 0.75
            x = anchor.x + east * reach - width * (1 - east) / 2.0
            y = anchor.y + south * reach - height * (1 - south) / 2.0
            yield x, y


def _around_centre(anchor: Anchor, width: float, height: float) -> Iterator[tuple[float, float]]:
    left, top = anchor.x - width / 2.0, anchor.y - height / 2.0
    yield left, top
    for ring in range(1, _AREA_RINGS + 1):
        for east, south in _COMPASS:
            yield left + east * ring * _AREA_STEP, top + south * ring * _AREA_STEP


def _inside(box: Rect, frame: tuple[float, float]) -> bool:
    return (
        box.x >= _MARGIN
        and box.y >= _MARGIN
        and box.x + box.width <= frame[0] - _MARGIN
        and box.y + box.height <= frame[1] - _MARGIN
    )


def _grown(box: Rect) -> Rect:
    return Rect(box.x - _MARGIN, box.y - _MARGIN, box.width + 2.0 * _MARGIN, box.height + 2.0 * _MARGIN)
