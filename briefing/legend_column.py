"""The legend on paper: the same entries as on the screen, set in one column that always fits, or in two.

Built in two steps: :func:`legend_rows` turns the views into rows of plain data (pure, compared with
the screen's legend in a test), :func:`draw_rows` sets them. Where the column would be too long, type
and spacing shrink together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle

from briefing.extent import Rect
from briefing.paper_map import dash_pattern, hatch_colour, hatch_of, paint
from briefing.typeface import LINE_HEIGHT, POINTS_PER_PIXEL, wrap
from model.errors import BadInputError
from model.forms import FORMS
from model.strings import N_, Message
from model.style import INK, MUTED
from model.view import Hatch, LegendSymbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.artist import Artist

    from briefing.sheet import Sheet
    from model.strings import Translator
    from model.view import LayerView, LegendEntry

_NO_ROOM = N_("The legend does not fit on a picture of {size}: ask for a larger --size, or for fewer layers.")
_TEXT = 12.5
_HEAD = 13.5
_NOTE = 11.5
_LEAST_SYMBOL_WIDTH = 36.0
_SYMBOL_GAP = 8.0
_GAP_ENTRY = 4.0
_GAP_VIEW = 11.0
_GUTTER = 14.0
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One row of the column: a heading, an entry with its symbol, or a note."""

    text: str
    kind: str
    entry: LegendEntry | None = None


def legend_rows(views: Sequence[LayerView], *, tr: Translator) -> list[LegendRow]:
    """Heading, entries and notes of every view that has any, in the order of the views."""
    rows = list[LegendRow]()
    for view in views:
        if not view.legend and not view.notes:
            continue
        rows.append(LegendRow(view.title.text(tr), "head"))
        rows += [LegendRow(entry.label.text(tr), "entry", entry) for entry in view.legend]
        rows += [LegendRow(note.text(tr), "note") for note in view.notes]
    return rows


def draw_rows(sheet: Sheet, rows: Sequence[LegendRow], *, rect: Rect) -> float:
    """Set the rows into the rectangle, smaller or in two columns where they would not fit; the scale used.

    Raises
    ------
        BadInputError: they do not fit at the smallest size that can be read.
    """
    room = symbol_width(rows)
    for setting, columns in _settings(rect, room):
        parts = _columns(rows, setting, height=rect.height, most=columns)
        if parts is not None:
            break
    else:
        message = Message(_NO_ROOM, {"size": f"{sheet.width}×{sheet.height}"})
        raise BadInputError(message)
    for number, part in enumerate(parts):
        y = rect.y + setting.lead(part)
        for row in part:
            y = _draw_row(sheet, row, rect.x + number * (setting.width + _GUTTER), y, setting)
    return setting.scale


def _settings(rect: Rect, room: float) -> Iterator[tuple[_Setting, int]]:
    """One column, ever smaller; where many layers are on, two narrow ones beside each other."""
    half = (rect.width - _GUTTER) / 2.0
    yield from ((_Setting(rect.width, room, scale), 1) for scale in _SCALES)
    yield from ((_Setting(half, room, scale), 2) for scale in _SCALES)


def _columns(
    rows: Sequence[LegendRow], setting: _Setting, *, height: float, most: int
) -> list[list[LegendRow]] | None:
    """The rows in at most so many columns, no heading at the foot of one; nothing where they do not fit."""
    parts = list[list[LegendRow]]([[]])
    for row in rows:
        if parts[-1] and setting.height([*parts[-1], row]) > height:
            orphan = [parts[-1].pop()] if parts[-1][-1].kind == "head" else []
            parts.append(orphan)
        parts[-1].append(row)
    fits = len(parts) <= most and all(setting.height(part) <= height for part in parts)
    return parts if fits else None


def symbol_width(rows: Sequence[LegendRow]) -> float:
    """The pixels that the widest symbol needs; symbols stand centred over each other."""
    points = (LegendSymbol.POINT, LegendSymbol.RING)
    sizes = [row.entry.size for row in rows if row.entry is not None and row.entry.symbol in points]
    return max(_LEAST_SYMBOL_WIDTH, 2.0 * max(sizes, default=0.0) + 3.0)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How rows are set: width of the column, room for symbols, scale of the type."""

    width: float
    room: float
    scale: float

    def size(self, row: LegendRow) -> float:
        return {"head": _HEAD, "entry": _TEXT, "note": _NOTE}[row.kind] * self.scale

    def indent(self, row: LegendRow) -> float:
        return self.room + _SYMBOL_GAP if row.kind == "entry" else 0.0

    def before(self, row: LegendRow) -> float:
        return _GAP_VIEW * self.scale if row.kind == "head" else 0.0

    def lead(self, rows: Sequence[LegendRow]) -> float:
        """The room above a column that begins with no heading, which would bring its own."""
        return 0.0 if not rows or rows[0].kind == "head" else _GAP_VIEW * self.scale

    def lines(self, row: LegendRow) -> list[str]:
        return wrap(row.text, self.width - self.indent(row), self.size(row), bold=row.kind == "head") or [""]

    def body(self, row: LegendRow) -> float:
        text = len(self.lines(row)) * self.size(row) * LINE_HEIGHT
        if row.entry is not None and row.entry.symbol in (LegendSymbol.POINT, LegendSymbol.RING):
            return max(text, 2.0 * (row.entry.size + row.entry.style.width))
        return text

    def height(self, rows: Sequence[LegendRow]) -> float:
        set_rows = sum(self.before(row) + self.body(row) + _GAP_ENTRY * self.scale for row in rows)
        return self.lead(rows) + set_rows


def _draw_row(sheet: Sheet, row: LegendRow, x: float, y: float, setting: _Setting) -> float:
    lines, size = setting.lines(row), setting.size(row)
    top, body = y + setting.before(row), setting.body(row)
    if row.entry is not None:
        for artist in symbol_artists(row.entry, Rect(x, top, setting.room, body)):
            sheet.add(artist)
    free = body - len(lines) * size * LINE_HEIGHT
    colour = MUTED if row.kind == "note" else INK
    text_x = x + setting.indent(row)
    sheet.lines(text_x, top + free / 2.0, lines, size=size, bold=row.kind == "head", colour=colour)
    return top + body + _GAP_ENTRY * setting.scale


def symbol_artists(entry: LegendEntry, cell: Rect) -> list[Artist]:
    """The artists of an entry's symbol, centred in a cell of the sheet."""
    if entry.symbol is LegendSymbol.TEXT:
        return []
    makers: dict[LegendSymbol, Callable[[LegendEntry, Rect], Artist]] = {
        LegendSymbol.POINT: _circle,
        LegendSymbol.RING: _circle,
        LegendSymbol.LINE: _line,
        LegendSymbol.AREA: _area,
    }
    return [makers[entry.symbol](entry, cell)]


def _circle(entry: LegendEntry, cell: Rect) -> Artist:
    style, middle = entry.style, (cell.x + cell.width / 2.0, cell.y + cell.height / 2.0)
    look: dict[str, Any] = {
        "facecolor": paint(style.fill, style.fill_opacity),
        "edgecolor": paint(style.line, style.line_opacity),
        "linewidth": style.width * POINTS_PER_PIXEL,
        "linestyle": dash_pattern(style),
    }
    corners = [(middle[0] + entry.size * x, middle[1] + entry.size * y) for x, y in FORMS[style.form]]
    return Polygon(corners, closed=True, **look) if corners else Circle(middle, entry.size, **look)


def _line(entry: LegendEntry, cell: Rect) -> Artist:
    style, y = entry.style, cell.y + cell.height / 2.0
    return Line2D(
        [cell.x, cell.x + cell.width],
        [y, y],
        color=paint(style.line, style.line_opacity),
        linewidth=style.width * POINTS_PER_PIXEL,
        linestyle=dash_pattern(style),
        dash_capstyle="butt",
        solid_capstyle="butt",
    )


def _area(entry: LegendEntry, cell: Rect) -> Artist:
    style = entry.style
    patch = Rectangle(
        (cell.x, cell.y + cell.height / 2.0 - 7.0),
        cell.width,
        14.0,
        facecolor=paint(style.fill, style.fill_opacity),
        edgecolor=paint(style.line, style.line_opacity),
        linewidth=style.width * POINTS_PER_PIXEL if style.line else 0.0,
        linestyle=dash_pattern(style),
        hatch=hatch_of(style),
    )
    if style.hatch is not Hatch.NONE:
        patch.set_hatchcolor(hatch_colour(style))
    return patch
