"""Rows of a file or a frame in pieces, so that a million of them never stand twice in memory.

A file is opened for as long as it is read and closed again: nothing holds a data file open afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from model.tables import BY_NAME, Kind
from store.engine import pays
from store.frames import to_arrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

CHUNK = 122_880
"""Rows of a piece: one row group of the engine."""
MOST_WORDS = 32_768
"""An open text column with more different words than this stays text."""


class Rows(Protocol):
    """The rows of one table."""

    @property
    def count(self) -> int:
        """How many there are."""

    def pieces(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """These columns of all rows, a piece at a time, in the order in which they lie."""

    def pieces_by(self, columns: Sequence[str], order: np.ndarray[Any, Any]) -> Iterator[pa.Table]:
        """The same in the order of these row numbers."""


@dataclass(frozen=True, slots=True)
class FileRows:
    """The rows of a Parquet file."""

    path: Path
    table: str

    @property
    def count(self) -> int:
        """The number of rows that the file's footer states."""
        return int(parquet.read_metadata(self.path).num_rows)

    def pieces(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Read piece after piece; text comes as numbered words."""
        with parquet.ParquetFile(self.path, read_dictionary=self._texts(columns), pre_buffer=False) as file:
            for batch in file.iter_batches(batch_size=CHUNK, columns=list(columns)):
                yield pa.Table.from_batches([batch])

    def pieces_by(self, columns: Sequence[str], order: np.ndarray[Any, Any]) -> Iterator[pa.Table]:
        """All rows are read first, text as numbered words: another order needs them all."""
        whole = parquet.read_table(self.path, columns=list(columns), read_dictionary=self._texts(columns))
        for start in range(0, len(order), CHUNK):
            yield whole.take(pa.array(order[start : start + CHUNK]))

    def _texts(self, columns: Sequence[str]) -> list[str]:
        texts = {column.name for column in BY_NAME[self.table].columns if column.kind is Kind.TEXT}
        return [name for name in columns if name in texts]


@dataclass(frozen=True, slots=True)
class FrameRows:
    """The rows of a canonical frame."""

    frame: pd.DataFrame
    table: str

    @property
    def count(self) -> int:
        """The length of the frame."""
        return len(self.frame)

    def pieces(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """A stretch of the frame at a time."""
        return self.pieces_by(columns, np.arange(len(self.frame)))

    def pieces_by(self, columns: Sequence[str], order: np.ndarray[Any, Any]) -> Iterator[pa.Table]:
        """The rows of these numbers, a stretch at a time."""
        wanted = [column for column in BY_NAME[self.table].columns if column.name in set(columns)]
        few = self.frame[list(columns)]
        for start in range(0, len(order), CHUNK):
            yield to_arrow(few.iloc[order[start : start + CHUNK]], wanted)


def order_of(rows: Rows, names: Sequence[str]) -> np.ndarray[Any, Any] | None:
    """The row numbers sorted by these columns; ``None`` where the rows lie so already."""
    pieces = [_plain(piece) for piece in rows.pieces(names)]
    if not pieces:
        return None
    keys: list[tuple[str, Any]] = [(name, "ascending") for name in names]
    order = pc.sort_indices(pa.concat_tables(pieces), sort_keys=keys).to_numpy()
    return None if np.array_equal(order, np.arange(len(order))) else order


def words_of(rows: Rows, name: str) -> list[str] | None:
    """The words of an open text column, sorted; ``None`` where they are too many for an ENUM."""
    most = min(MOST_WORDS, rows.count)
    found = set[str]()
    for piece in rows.pieces([name]):
        found |= set(pc.unique(_plain(piece).column(name)).to_pylist()) - {None}
        if len(found) > most:
            return None
    return sorted(found) if not found or pays(len(found), rows.count) else None


def _plain(piece: pa.Table) -> pa.Table:
    """The piece with text as text: words are numbered anew in every piece."""
    columns = {
        name: column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for name, column in zip(piece.column_names, piece.columns, strict=True)
    }
    return pa.table(columns)
