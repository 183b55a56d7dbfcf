"""Incidents in cells: what the layer shows where its symbols are too many to be drawn one by one.

A cell counts the records whose symbol lies in it; its shade is incidents on 100 km², so that a shade
means the same at every size. A record that is known within some kilometres only enters no cell narrower
than that; what is known to a district only stays an area.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.cells import SIZES_KM, Level, around, inside, level_of, points_of, pyramid
from model.settings import MAP_BOX, Box
from model.strings import N_, Message
from model.style import INCIDENT_CELLS
from model.view import CellLevel, CellsMark, CoverMark, LegendEntry, LegendSymbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from model.strings import Translator

LETTERS = 12_000
"""How many letters the cells of all levels may take on their way to the browser, about."""
_LETTERS_A_CELL = 6
_LETTERS_IN_SIGHT = 12_000
_ALWAYS_KM = 8
"""Cells of this width and wider always travel: even where every one is filled they are few enough."""

_ZOOM_OF_1_KM = 11.0
"""From this zoom on a kilometre is about 17 pixels wide at this latitude, which is as small as cells get."""

_TITLES = (
    N_("Incidents: {n} · deaths: {deaths}"),
    N_("Incidents: {n} · deaths: {deaths}, unknown in {unknown}"),
    N_("Incidents: {n} · deaths unknown"),
)
_CAPTION = N_("Cells of about {km} km")
_CAPTION_APART = N_("Cells of about {km} km · known less precisely, in none of these cells: {apart}")
_UP_TO = N_("up to {high} incidents on 100 km²")
_BETWEEN = N_("over {low}, up to {high}")
_OVER = N_("over {low}")


class Sight(NamedTuple):
    """What a reader has in sight: a zoom of the web map and a box in degrees."""

    zoom: float
    box: Box


def sight_of(words: str) -> Sight | None:
    """What the map says about what is in sight, ``sight:zoom:west:south:east:north``; ``None`` = something else.

    >>> sight_of("sight:10.5:70:40:71:41"), sight_of("place:SET001")
    (Sight(zoom=10.5, box=Box(west=70.0, south=40.0, east=71.0, north=41.0)), None)
    """
    kind, *numbers = words.split(":")
    if kind != "sight" or len(numbers) != 5:
        return None
    try:
        zoom, *edges = (float(number) for number in numbers)
    except ValueError:
        return None
    return Sight(zoom, Box(*edges)) if all(map(math.isfinite, (zoom, *edges))) else None


def from_zoom(size_km: int) -> float:
    """The zoom from which on cells of a size are wide enough to be seen and clicked.

    >>> [from_zoom(size_km) for size_km in SIZES_KM]
    [6.0, 7.0, 8.0, 9.0, 10.0]
    """
    return _ZOOM_OF_1_KM - math.log2(size_km)


def size_at(zoom: float) -> int:
    """The width in km of the finest cells that are wide enough at a zoom.

    >>> size_at(5.0), size_at(8.5), size_at(18.0)
    (32, 8, 2)
    """
    return next((size for size in reversed(SIZES_KM) if from_zoom(size) <= zoom), SIZES_KM[0])


def cells(symbols: pd.DataFrame, tr: Translator) -> CellsMark:
    """The symbols (not of districts) counted in cells of every size that fits :data:`LETTERS`, coarse to fine."""
    levels = _fitting(pyramid(points_of(symbols)))
    return _mark(levels, breaks_of(levels), tr)


def finer(symbols: pd.DataFrame, tr: Translator, *, whole: CellsMark, size_km: int) -> CellsMark | None:
    """A part of the map in cells of ``size_km`` in the classes of ``whole``; ``None`` where they are too many."""
    level = level_of(points_of(symbols), size_km=size_km)
    return _mark([level], whole.breaks, tr) if len(level.cells) * _LETTERS_A_CELL <= _LETTERS_IN_SIGHT else None


def _mark(levels: Sequence[Level], breaks: tuple[float, ...], tr: Translator) -> CellsMark:
    return CellsMark(
        levels=tuple(_level(level, tr) for level in levels),
        ramp=INCIDENT_CELLS,
        breaks=breaks,
        titles=(tr.gettext(_TITLES[0]), tr.gettext(_TITLES[1]), tr.gettext(_TITLES[2])),
    )


def breaks_of(levels: Sequence[Level]) -> tuple[float, ...]:
    """Incidents on 100 km² between the classes: round, each some four times the one before.

    The highest is what 2 % of the cells of the level that a map shows at first lie above.
    """
    level = next((level for level in levels if level.size_km == _ALWAYS_KM), levels[-1])
    densities = 100.0 * level.cells["count"] / level.size_km**2
    high = float(densities.quantile(0.98)) if len(densities) else 1.0
    found = [_round(high / 4.0**step) for step in reversed(range(len(INCIDENT_CELLS) - 1))]
    return tuple(found)


def _round(value: float) -> float:
    """The nearest of 1, 2, 5, 10 … by ratio.

    >>> _round(0.3), _round(37.0), _round(1200.0)
    (0.2, 50.0, 1000.0)
    """
    power = 10.0 ** math.floor(math.log10(max(value, 1e-3)))
    best = min((1.0, 2.0, 5.0, 10.0), key=lambda step: abs(math.log(max(value, 1e-3) / (step * power))))
    return round(best * power, 6)


def _fitting(levels: Sequence[Level]) -> list[Level]:
    """The levels that always travel, and those after them that fit."""
    letters = np.cumsum([_LETTERS_A_CELL * len(level.cells) for level in levels])
    fit = int((letters <= LETTERS).sum())
    return list(levels[: max(SIZES_KM.index(_ALWAYS_KM) + 1, fit)])


def _level(level: Level, tr: Translator) -> CellLevel:
    pattern = _CAPTION_APART if level.apart else _CAPTION
    caption = Message(pattern, {"km": level.size_km, "apart": level.apart}).text(tr)
    cells_ = tuple(map(tuple, level.cells.to_numpy().tolist()))
    return CellLevel(level.size_km, from_zoom(level.size_km), cells_, caption)


def cover(sight: Sight) -> CoverMark:
    """The whole cells around what is in sight; cells of every finer size fit into it."""
    box = Box(
        max(sight.box.west, MAP_BOX.west),
        max(sight.box.south, MAP_BOX.south),
        min(sight.box.east, MAP_BOX.east),
        min(sight.box.north, MAP_BOX.north),
    )
    size_km = size_at(sight.zoom)
    return CoverMark(*around(box, size_km=size_km), from_zoom=from_zoom(size_km))


def covered(symbols: pd.DataFrame, mark: CoverMark) -> pd.DataFrame:
    """The symbols inside a cover."""
    box = Box(mark.west, mark.south, mark.east, mark.north)
    return symbols[inside(symbols["lon"].to_numpy(), symbols["lat"].to_numpy(), box)]


def legend(mark: CellsMark) -> tuple[LegendEntry, ...]:
    """An entry for each class that occurs at any size."""
    used = {class_of(mark, level, cell) for level in mark.levels for cell in level.cells}
    return tuple(
        LegendEntry(LegendSymbol.AREA, style, _class(mark.breaks, number))
        for number, style in enumerate(mark.ramp)
        if number in used
    )


def class_of(mark: CellsMark, level: CellLevel, cell: tuple[int, ...]) -> int:
    """The number of a cell's class, that is of its style in the ramp."""
    density = 100.0 * cell[2] / level.size_km**2
    return sum(density > high for high in mark.breaks)


def _class(breaks: Sequence[float], number: int) -> Message:
    low = {"low": breaks[number - 1]} if number else {}
    high = {"high": breaks[number]} if number < len(breaks) else {}
    if not number:
        return Message(_UP_TO, high)
    return Message(_BETWEEN if high else _OVER, low | high)


def notes(symbols: pd.DataFrame) -> tuple[Message, ...]:
    """Why there are cells, and what is not in the finest or in none of them."""
    n = len(symbols)
    found = [
        Message.counted(
            "{n} symbol is too many to draw one by one: each cell shows how many incidents are reported in it. "
            "On the dashboard, zooming in shows smaller cells and then single symbols.",
            "{n} symbols are too many to draw one by one: each cell shows how many incidents are reported in it. "
            "On the dashboard, zooming in shows smaller cells and then single symbols.",
            n,
        )
    ]
    points = points_of(symbols)
    reach, count = points["reach_m"].to_numpy(), points["count"].to_numpy()
    near = int(count[reach > 1_000.0 * SIZES_KM[-1]].sum())
    if near:
        none = int(count[reach > 1_000.0 * SIZES_KM[0]].sum())
        found.append(
            Message.counted(
                "{n} incident is known only to within some kilometres and counted in no cell narrower than that "
                "({none} in no cell at all).",
                "{n} incidents are known only to within some kilometres and counted in no cell narrower than that "
                "({none} in no cell at all).",
                near,
                none=none,
            )
        )
    return tuple(found)
