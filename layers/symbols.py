"""Legend rows of layer views and their symbols as small SVG pictures, for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.forms import FORMS
from model.style import MUTED
from model.view import Form, Hatch, LegendSymbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.strings import Translator
    from model.view import LayerView, LegendEntry, Style

_WIDTH = 34
_LINE_HEIGHT = 14
_ONLY_TEXT = LegendSymbol.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``kind`` head, entry or note; entries with a symbol have an SVG and its size in pixels."""

    kind: str
    text: str
    svg: str | None = None
    width: int = 0
    height: int = 0


def rows(views: Sequence[LayerView], *, tr: Translator) -> list[Row]:
    """Heading, entries and notes of every view that has any, in the order of the views."""
    found = list[Row]()
    for view in views:
        if view.legend or view.notes:
            found.append(Row("head", view.title.text(tr)))
            found += [_entry(entry, tr) for entry in view.legend]
            found += [Row("note", note.text(tr)) for note in view.notes]
    return found


def _entry(entry: LegendEntry, tr: Translator) -> Row:
    label = entry.label.text(tr)
    if entry.symbol is _ONLY_TEXT:
        return Row("entry", label)
    high = round(2 * (_reach(entry) + entry.style.width)) if _is_round(entry) else 0
    height = max(_LINE_HEIGHT, high)
    return Row("entry", label, svg(entry, height=height), _WIDTH, height)


def _reach(entry: LegendEntry) -> float:
    """How far a symbol reaches from its middle: the corners of some forms lie outside its radius."""
    corners = [abs(part) for corner in FORMS[entry.style.form] for part in corner]
    return entry.size * max(corners, default=1.0)


def _is_round(entry: LegendEntry) -> bool:
    return entry.symbol in (LegendSymbol.POINT, LegendSymbol.RING)


def svg(entry: LegendEntry, *, height: int) -> str:
    """The symbol of a legend entry as an SVG document of 34 pixels width; numbers and tokens only.

    >>> from model.view import LegendEntry, LegendSymbol, Style
    >>> from model.strings import Message
    >>> "stroke-dasharray" in svg(LegendEntry(LegendSymbol.LINE, Style(line="#000", dash=(2, 2)), Message("x")),
    ...     height=14)
    True
    """
    middle = height / 2
    if _is_round(entry) and entry.style.form is not Form.CIRCLE:
        corners = ((_WIDTH / 2 + entry.size * x, middle + entry.size * y) for x, y in FORMS[entry.style.form])
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        shape = f'<polygon points="{points}" {_paint(entry.style)}/>'
    elif _is_round(entry):
        shape = f'<circle cx="{_WIDTH / 2}" cy="{middle}" r="{entry.size:.1f}" {_paint(entry.style)}/>'
    elif entry.symbol is LegendSymbol.LINE:
        shape = f'<path d="M1 {middle}H{_WIDTH - 1}" {_paint(entry.style)}/>'
    else:
        shape = f'<rect x="3" y="1" width="{_WIDTH - 6}" height="{height - 2}" {_paint(entry.style)}/>'
    size = f'width="{_WIDTH}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_pattern(entry.style)}{shape}</svg>'


def _paint(style: Style) -> str:
    fill = "none" if style.fill is None else style.fill
    if style.hatch is not Hatch.NONE:
        fill = "url(#h)"
    parts = [f'fill="{fill}"', f'fill-opacity="{1.0 if style.hatch is not Hatch.NONE else style.fill_opacity}"']
    if style.line is not None:
        parts.append(f'stroke="{style.line}" stroke-width="{style.width}" stroke-opacity="{style.line_opacity}"')
    if style.dash is not None:
        parts.append(f'stroke-dasharray="{" ".join(f"{length:g}" for length in style.dash)}"')
    return " ".join(parts)


def _pattern(style: Style) -> str:
    if style.hatch is Hatch.NONE:
        return ""
    ground = f'<rect width="6" height="6" fill="{style.fill}" fill-opacity="{style.fill_opacity}"/>'
    ink = style.line or MUTED
    mark = (
        f'<circle cx="3" cy="3" r="1" fill="{ink}" fill-opacity="0.5"/>'
        if style.hatch is Hatch.DISTRICT_ONLY
        else f'<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="{ink}" stroke-width="1"/>'
    )
    return (
        f'<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse">{ground}{mark}</pattern></defs>'
    )
