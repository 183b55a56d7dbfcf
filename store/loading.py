"""How incidents come into the engine: piece after piece, placed, and numbered by their first day.

Beside the contract and what geometry adds, the table there has columns for the program only
(:data:`HIDDEN`): answers count and join by them instead of by text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from model.enums import RecordKind, SectionStatus
from model.tables import INCIDENTS, Column, Kind
from store.chunks import order_of, words_of
from store.frames import to_arrow, to_frame
from store.placing import NEEDED, PLACED, PLACED_INCIDENTS, place
from store.symbol_keys import NotOnMap, not_on_map_reasons, spots

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from store.chunks import Rows
    from store.engine import Engine, Words
    from store.placing import Ground

HIDDEN: tuple[Column, ...] = (
    Column("row", Kind.INT, "number of the record by first day and id, from 0"),
    Column("single", Kind.BOOL, "has accounts or belongs to a group: its figures are not its own alone"),
    Column("reason", Kind.TEXT, "why it has no point on the map", nullable=True, words=NotOnMap),
    Column("spot", Kind.TEXT, "its point as text, where it has no place", nullable=True),
)
"""Columns of the engine's table that no answer hands out."""

ORDER = ("date_start", "incident_id")
_ADDED: tuple[Column, ...] = (
    *PLACED,
    *(column for column in INCIDENTS.columns if column.name in {"district_id", "assigned_by"}),
)
"""What placing makes or fills up."""
_STATED = tuple(column.name for column in INCIDENTS.columns if column not in _ADDED)


def load_incidents(engine: Engine, rows: Rows, ground: Ground, told: pa.ChunkedArray) -> None:
    """Make the table ``incidents`` of the engine; ``told`` = the ids of records that have accounts."""
    columns = (*PLACED_INCIDENTS, *HIDDEN)
    engine.fill("incidents", _placed(rows, ground, told), columns, _words(rows, ground))


def _placed(rows: Rows, ground: Ground, told: pa.ChunkedArray) -> Iterator[pa.Table]:
    order = order_of(rows, ORDER)
    names = INCIDENTS.column_names
    number = 0
    for piece in rows.pieces(names) if order is None else rows.pieces_by(names, order):
        yield _finished(piece, ground, told, number)
        number += len(piece)
        pa.default_memory_pool().release_unused()


def _finished(piece: pa.Table, ground: Ground, told: pa.ChunkedArray, number: int) -> pa.Table:
    placed = place(to_frame(piece.select(NEEDED)), ground)
    reasons = not_on_map_reasons(placed)
    columns = {name: piece.column(name) for name in _STATED}
    columns |= {column.name: to_arrow(placed, [column]).column(0) for column in _ADDED}
    columns |= {
        "row": pa.array(np.arange(number, number + len(piece))),
        "single": _single(piece, told),
        "reason": pa.array(reasons, pa.string()),
        "spot": pa.array(spots(placed, reasons), pa.string()),
    }
    return pa.table(columns)


def _single(piece: pa.Table, told: pa.ChunkedArray) -> pa.ChunkedArray:
    ids = piece.column("incident_id").cast(pa.string())
    grouped = pc.or_(
        pc.is_valid(piece.column("part_of")),
        pc.equal(piece.column("record_kind").cast(pa.string()), RecordKind.TOTAL.value),
    )
    return pc.or_(grouped, pc.is_in(ids, value_set=told.combine_chunks())) if len(told) else grouped


def _words(rows: Rows, ground: Ground) -> Words:
    """The words of every text column: those of the contract, those of the ground, or what the rows hold."""
    found: Words = {}
    for column in (*PLACED_INCIDENTS, *HIDDEN):
        if column.words is not None:
            found[column.name] = [str(word) for word in column.words]
        elif column in INCIDENTS.columns and column.kind is Kind.TEXT:
            found[column.name] = words_of(rows, column.name)
    districts = found["district_id"]
    if districts is not None:
        found["district_id"] = sorted({*districts, *_different(ground.districts["district_id"])})
    return found | {
        "part": _different(ground.lines.parts["part"]),
        "section_id": _different(ground.sections["section_id"]),
        "section_status": [status.value for status in SectionStatus],
        "exclave_id": _different(ground.exclaves["exclave_id"]),
    }


def _different(column: pd.Series[str]) -> list[str]:
    return sorted(set(column))
