"""What stands around a map on paper: title, counts, scale bar, north arrow, sources, marks.

A picture is forwarded without the page it came from, so it carries its own period, filters, n, what
is not on the map, sources, access date and disclaimer. :class:`Caption` is all of it as plain text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke

from briefing.extent import Rect
from briefing.legend_column import draw_rows
from briefing.typeface import LINE_HEIGHT, font, text_width, wrap
from layers.numbers import decimal
from model.settings import INTERNAL_MARK, SYNTHETIC_MARK
from model.strings import N_, English, Message
from model.style import INCIDENT, INK, LINE, MUTED, PAPER, SYNTHETIC

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from briefing.extent import Extent
    from briefing.legend_column import LegendRow
    from briefing.sheet import Sheet
    from model.strings import Translator

_NORTH = N_("N")
_KM = N_("{km} km")
PROJECTION_NOTE = N_("Transverse Mercator at 71.5° E; {width} km across")

_MARGIN = 28.0
_GUTTER = 22.0
_COLUMN = 376.0
_STRIP = 50.0
_TITLE, _WORDS, _FIGURE, _COUNTS, _FOOT = 25.0, 14.0, 23.0, 12.5, 11.0
_MARK = 20.0
_BAR_LONGEST = 190.0
_ENGLISH = English()
_CENTRAL_MERIDIAN = 71.5
_WATERMARK_SIZE = 52.0
_WATERMARK_TURN = 20.0


@dataclass(frozen=True, slots=True)
class Caption:
    """Everything that is written around a map, in the language of the document.

    ``words`` = period and filters; ``figures`` = (number, what it counts); ``counts`` = what is left
    out or not on the map; ``footer`` = sources, attribution, access date, disclaimer, data version.
    """

    title: str
    words: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    counts: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    internal: bool = False
    synthetic: bool = False


class Layout(NamedTuple):
    """The rectangles of a sheet: they share no point."""

    header: Rect
    map: Rect
    strip: Rect
    column: Rect
    footer: Rect


def arrange(size: tuple[int, int], caption: Caption, *, tr: Translator = _ENGLISH) -> Layout:
    """Where everything goes: the header and footer as high as their text, the map gets the rest."""
    width, height = size
    inner = width - 2.0 * _MARGIN
    header = Rect(_MARGIN, 20.0, inner, _header_height(caption, inner, tr))
    foot = sum(len(wrap(line, inner, _FOOT)) for line in caption.footer) * _FOOT * LINE_HEIGHT
    footer = Rect(_MARGIN, height - 16.0 - foot, inner, foot)
    top = header.y + header.height + 12.0
    bottom = footer.y - 12.0
    map_width = inner - _COLUMN - _GUTTER
    frame = Rect(_MARGIN, top, map_width, bottom - _STRIP - top)
    strip = Rect(_MARGIN, bottom - _STRIP, map_width, _STRIP)
    column = Rect(_MARGIN + map_width + _GUTTER, top, _COLUMN, bottom - top)
    return Layout(header, frame, strip, column, footer)


def draw_furniture(
    sheet: Sheet, layout: Layout, caption: Caption, *, rows: list[LegendRow], extent: Extent, tr: Translator
) -> None:
    """Set everything but the map itself."""
    _draw_header(sheet, layout.header, caption, tr)
    sheet.frame(layout.map, colour=LINE)
    _draw_strip(sheet, layout.strip, extent, tr)
    below = _draw_counts(sheet, layout.column, caption)
    rest = Rect(layout.column.x, below, layout.column.width, layout.column.y + layout.column.height - below)
    draw_rows(sheet, rows, rect=rest)
    _draw_footer(sheet, layout.footer, caption)


def _mark_width(tr: Translator) -> float:
    """The box of the internal mark, whatever its language needs."""
    return text_width(tr.gettext(INTERNAL_MARK), _MARK, bold=True) + 24.0


def _title_width(caption: Caption, width: float, tr: Translator) -> float:
    return width - (_mark_width(tr) + _GUTTER if caption.internal else 0.0)


def _header_height(caption: Caption, width: float, tr: Translator) -> float:
    titles = len(wrap(caption.title, _title_width(caption, width, tr), _TITLE, bold=True))
    words = sum(len(wrap(line, width, _WORDS)) for line in caption.words)
    return (titles * _TITLE + words * _WORDS) * LINE_HEIGHT + 2.0


def _draw_header(sheet: Sheet, rect: Rect, caption: Caption, tr: Translator) -> None:
    title = wrap(caption.title, _title_width(caption, rect.width, tr), _TITLE, bold=True)
    y = sheet.lines(rect.x, rect.y, title, size=_TITLE, bold=True) + 2.0
    for line in caption.words:
        y = sheet.lines(rect.x, y, wrap(line, rect.width, _WORDS), size=_WORDS, colour=MUTED)
    if caption.internal:
        mark = tr.gettext(INTERNAL_MARK)
        wide = _mark_width(tr)
        box = Rect(rect.x + rect.width - wide, rect.y, wide, 34.0)
        sheet.frame(box, colour=INCIDENT, width=2.0)
        sheet.text(box.x + wide / 2.0, box.y + 4.0, mark, size=_MARK, bold=True, colour=INCIDENT, align="center")


def _draw_counts(sheet: Sheet, rect: Rect, caption: Caption) -> float:
    y = rect.y
    for number, words in caption.figures:
        sheet.text(rect.x, y, number, size=_FIGURE, bold=True)
        indent = text_width(number, _FIGURE, bold=True) + 10.0
        lines = wrap(words, rect.width - indent, _COUNTS)
        # The words stand on the number's baseline where they are one line, beside it where more.
        top = y + max(0.0, (_FIGURE - len(lines) * _COUNTS) * LINE_HEIGHT * 0.6)
        y = max(sheet.lines(rect.x + indent, top, lines, size=_COUNTS), y + _FIGURE * LINE_HEIGHT)
    for line in caption.counts:
        y = sheet.lines(rect.x, y + 2.0, wrap(line, rect.width, _COUNTS), size=_COUNTS, colour=MUTED)
    if caption.figures or caption.counts:
        y += 8.0
        sheet.rule([(rect.x, y), (rect.x + rect.width, y)], colour=LINE, width=0.8)
    return y


def _draw_footer(sheet: Sheet, rect: Rect, caption: Caption) -> None:
    y = rect.y
    for line in caption.footer:
        y = sheet.lines(rect.x, y, wrap(line, rect.width, _FOOT), size=_FOOT, colour=MUTED)


def nice_length_km(longest_km: float) -> float:
    """The longest of 1, 2, 5 × 10ⁿ kilometres that is not over ``longest_km``.

    >>> [nice_length_km(km) for km in (0.7, 3.0, 9.9, 64.0)]
    [0.5, 2.0, 5.0, 50.0]
    """
    power = 10.0 ** math.floor(math.log10(longest_km))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest_km * (1.0 + 1e-9))


def _draw_strip(sheet: Sheet, rect: Rect, extent: Extent, tr: Translator) -> None:
    _draw_north(sheet, rect.x + 16.0, rect.y + 27.0, extent, tr)
    km = nice_length_km(_BAR_LONGEST / extent.pixels_per_metre / 1000.0)
    x, y = rect.x + 48.0, rect.y + 20.0
    length = km * 1000.0 * extent.pixels_per_metre
    half = x + length / 2.0
    far = Message(_KM, {"km": decimal(km, lang=tr.lang)}).text(tr)
    sheet.frame(Rect(x, y, length / 2.0, 6.0), colour=INK, fill=INK)
    sheet.frame(Rect(half, y, length / 2.0, 6.0), colour=INK, fill=PAPER)
    for at, value in ((x, "0"), (half, decimal(km / 2.0, lang=tr.lang)), (x + length, far)):
        sheet.text(at, y + 8.0, value, size=_FOOT, align="center")
    note = Message(PROJECTION_NOTE, {"width": round((extent.east - extent.west) / 1000.0)}).text(tr)
    sheet.text(rect.x + rect.width, y + 8.0, note, size=_FOOT, colour=MUTED, align="right")


def convergence(lon: float, lat: float) -> float:
    """Degrees from grid north to true north, clockwise negative east of the central meridian.

    The spherical formula; good to 0.01° in the valley.

    >>> round(convergence(73.5, 40.5), 2)
    1.3
    """
    offset = math.radians(lon - _CENTRAL_MERIDIAN)
    return math.degrees(math.atan(math.tan(offset) * math.sin(math.radians(lat))))


def _draw_north(sheet: Sheet, x: float, y: float, extent: Extent, tr: Translator) -> None:
    # East of the central meridian true north leans to the left of the sheet's vertical.
    turn = -math.radians(convergence(*extent.centre))

    def turned(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * math.cos(turn) - dy * math.sin(turn), y + dx * math.sin(turn) + dy * math.cos(turn)

    left = [turned(0, -10), turned(-7, 12), turned(0, 6)]
    right = [turned(0, -10), turned(7, 12), turned(0, 6)]
    sheet.add(Polygon(left, closed=True, facecolor=INK, edgecolor=INK, linewidth=0.7))
    sheet.add(Polygon(right, closed=True, facecolor=PAPER, edgecolor=INK, linewidth=0.7))
    sheet.text(x, y - 26.0, tr.gettext(_NORTH), size=11.0, bold=True, align="center")


def draw_watermark(axes: Axes, frame: Rect, *, tr: Translator) -> None:
    """The diagonal mark of synthetic data, whole inside the map frame and over everything."""
    mark = tr.gettext(SYNTHETIC_MARK)
    reach = frame.width * 0.92 / math.cos(math.radians(_WATERMARK_TURN))
    size = min(_WATERMARK_SIZE, _WATERMARK_SIZE * reach / text_width(mark, _WATERMARK_SIZE, bold=True))
    for y in (0.28, 0.72):
        axes.text(
            0.5,
            y,
            mark,
            transform=axes.transAxes,
            rotation=_WATERMARK_TURN,
            ha="center",
            va="center",
            fontproperties=font(size, bold=True),
            color=SYNTHETIC,
            alpha=0.22,
            zorder=100.0,
            clip_on=True,
            parse_math=False,
            path_effects=[withStroke(linewidth=2.0, foreground=PAPER, alpha=0.35)],
        )
