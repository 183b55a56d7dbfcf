"""Two maps of the same layers side by side: one legend for both, and one scale for what is counted in cells.

Symbols follow the number they stand for, so they agree by themselves. The classes of cells follow the data of
a map, so the wider ones are taken for both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from layers import incident_cells
from model.settings import MOST_SYMBOLS
from model.strings import N_, Message
from model.view import CellsMark, LayerView

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOTH = N_("{one} · {other}")
_OF_PERIOD = N_("{period}: {note}")
_ONE_SCALE = N_("On both maps the same size and shade mean the same number.")
_ONE_IN_CELLS = N_(
    "On both maps the same size and shade mean the same number. One map has more than {n} symbols and counts "
    "incidents in cells; the other shows them one by one."
)


def merged(
    one: Sequence[LayerView], other: Sequence[LayerView], *, periods: tuple[Message, Message]
) -> tuple[LayerView, ...]:
    """The views for one legend: titles, entries and notes of both; a note of one map names its period."""
    right = {view.key: view for view in other}
    left_keys = {view.key for view in one}
    found = [_merged(view, right[view.key], periods) if view.key in right else view for view in one]
    return (*found, *(view for view in other if view.key not in left_keys))


def _merged(one: LayerView, other: LayerView, periods: tuple[Message, Message]) -> LayerView:
    title = one.title if one.title == other.title else Message(_BOTH, {"one": one.title, "other": other.title})
    shared = tuple(note for note in one.notes if note in other.notes)
    notes = [
        Message(_OF_PERIOD, {"period": period, "note": note})
        for view, period in zip((one, other), periods, strict=True)
        for note in view.notes
        if note not in shared
    ]
    return replace(
        one,
        title=title,
        legend=(*one.legend, *(entry for entry in other.legend if entry not in one.legend)),
        notes=(*shared, *notes),
        attributions=tuple(dict.fromkeys((*one.attributions, *other.attributions))),
        synthetic=one.synthetic or other.synthetic,
    )


def scale(one: Sequence[LayerView], other: Sequence[LayerView]) -> Message:
    """The sentence about the scale of the two maps."""
    in_cells = [any(_cells(view) for view in views) for views in (one, other)]
    return (
        Message(_ONE_IN_CELLS, {"n": MOST_SYMBOLS}) if any(in_cells) and not all(in_cells) else Message(_ONE_SCALE)
    )


def breaks_for(views: Sequence[LayerView]) -> tuple[float, ...] | None:
    """The classes of cells that all of these views can share, the widest of theirs; ``None`` without cells."""
    found = [mark.breaks for view in views for mark in _cells(view)]
    return max(found, key=lambda breaks: breaks[-1]) if found else None


def on_scale(view: LayerView, breaks: tuple[float, ...]) -> LayerView:
    """The view with its cells in these classes, in marks and legend; the view itself where nothing changes."""
    cells = [mark for mark in _cells(view) if mark.breaks != breaks]
    if not cells:
        return view
    legend = view.legend
    for mark in cells:
        before, after = incident_cells.legend(mark), incident_cells.legend(replace(mark, breaks=breaks))
        legend = (*after, *(entry for entry in legend if entry not in before))
    marks = tuple(replace(mark, breaks=breaks) if isinstance(mark, CellsMark) else mark for mark in view.marks)
    return replace(view, marks=marks, legend=legend)


def _cells(view: LayerView) -> list[CellsMark]:
    return [mark for mark in view.marks if isinstance(mark, CellsMark)]
