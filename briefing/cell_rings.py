"""Cells of incidents as rings for paper: the level that a screen of the same scale shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.cells import box_of
from layers.incident_cells import class_of

if TYPE_CHECKING:
    from model.view import CellLevel, CellsMark, Ring, Style


def level_at(mark: CellsMark, *, zoom: float) -> CellLevel:
    """The finest level that begins at or below a zoom, else the coarsest."""
    return next((level for level in reversed(mark.levels) if level.from_zoom <= zoom), mark.levels[0])


def cell_rings(mark: CellsMark, *, zoom: float) -> list[tuple[Style, list[Ring]]]:
    """The styles that occur, pale to dark, each with the rings (lon/lat degrees) of its cells."""
    level = level_at(mark, zoom=zoom)
    rings: list[list[Ring]] = [[] for _ in mark.ramp]
    for cell in level.cells:
        box = box_of(cell[0], cell[1], size_km=level.size_km)
        low, high = (box.west, box.south), (box.east, box.north)
        rings[class_of(mark, level, cell)].append((low, (box.east, box.south), high, (box.west, box.north), low))
    return [(style, found) for style, found in zip(mark.ramp, rings, strict=True) if found]
