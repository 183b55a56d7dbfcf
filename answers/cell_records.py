"""The records behind one cell of the map: those whose symbol lies in it and is known well enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo.cells import SIZES_KM, box_of, inside, points_of
from model.enums import LocationLevel

if TYPE_CHECKING:
    import pandas as pd

    from model.result import Result
    from model.settings import Box

MOST_SHOWN = 30
"""So many records of a cell are shown, the latest; the rest stands on the Incidents page."""


class Cell(NamedTuple):
    """A cell as the map names it: its width and its place in the grid of :mod:`geo.cells`."""

    size_km: int
    column: int
    row: int

    @property
    def box(self) -> Box:
        """Its edges in degrees."""
        return box_of(self.column, self.row, size_km=self.size_km)

    @property
    def title(self) -> str:
        """Its width and its edges, in no language.

        >>> Cell(8, 26, 21).title
        '8 km · 40.49–40.57° N, 70.96–71.05° E'
        """
        box = self.box
        return f"{self.size_km} km · {box.south:.2f}–{box.north:.2f}° N, {box.west:.2f}–{box.east:.2f}° E"


def cell_of(key: str) -> Cell | None:
    """The cell that ``size:column:row`` names; ``None`` where it names none.

    >>> cell_of("8:26:21"), cell_of("7:0:0"), cell_of("8:a:1")
    (Cell(size_km=8, column=26, row=21), None, None)
    """
    parts = key.split(":")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    size_km, column, row = (int(part) for part in parts)
    return Cell(size_km, column, row) if size_km in SIZES_KM else None


def symbols_in(answer: Result, cell: Cell) -> pd.DataFrame:
    """The symbols of the ``incidents`` answer that a cell counts; the largest first."""
    symbols = answer.tables["symbols"]
    placed = symbols[(symbols["level"] != LocationLevel.L3).to_numpy()]
    points = points_of(placed)
    mine = inside(points["lon"].to_numpy(), points["lat"].to_numpy(), cell.box)
    counted = mine & (points["reach_m"].to_numpy() <= 1_000.0 * cell.size_km)
    return placed[counted].sort_values(["count", "ref"], ascending=[False, True], ignore_index=True)


def figures_of(symbols: pd.DataFrame) -> dict[str, Any]:
    """What several symbols add up to: ``count, killed_best, unknown_records, deaths_unknown, first, last``."""
    count, unknown = int(symbols["count"].sum()), int(symbols["unknown_records"].sum())
    killed = None if unknown == count else int(symbols["killed_best"].fillna(0).sum())
    return {
        "count": count,
        "killed_best": killed,
        "unknown_records": unknown,
        "deaths_unknown": bool(unknown and not killed),
        "first": symbols["first"].min(),
        "last": symbols["last"].max(),
    }
