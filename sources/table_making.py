"""Raw tables made from rows of cells: blank rows and tag rows left out, ragged rows told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.settings import LONGEST_CELL
from sources.numbering import categories
from sources.raw_table import RAGGED, ROW, RawTable, different

if TYPE_CHECKING:
    from collections.abc import Sequence

_BATCH = 20_000
_TAGS_WITHIN = 3
"""A row of HXL tags stands among the first rows."""
_TAG = r"^#[A-Za-z]"
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


@dataclass
class Gathered:
    """Rows of equal width as an Arrow table with their numbers in the file, and the rows of another width."""

    table: pa.Table
    rows: np.ndarray
    ragged: list[tuple[int, int, int, str, str]]
    header_row: int = 1
    separator: str = "\t"
    _columns: list[list[str | None]] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)
    _batches: list[pa.Table] = field(default_factory=list)

    @classmethod
    def empty(cls, width: int, *, header_row: int, separator: str = "\t") -> Gathered:
        """No rows yet of a table with so many columns."""
        found = cls(_batch([[] for _ in range(width)]), np.array([], dtype=np.int64), [], header_row, separator)
        found._columns = [[] for _ in range(width)]
        return found

    def take(
        self,
        number: int,
        cells: Sequence[str | None],
        *,
        text: str = "",
        code: str | None = None,
        damaged: bool = False,
    ) -> None:
        """Add a row; what cannot be one goes to the ragged ones, what is blank nowhere."""
        width = len(self._columns)
        wrong = code or _damage(cells, damaged=damaged)
        if wrong is None and not any(cell and not cell.isspace() for cell in cells):
            return
        if wrong is None and len(cells) > width and not any(cell and not cell.isspace() for cell in cells[width:]):
            cells = cells[:width]
        if wrong or len(cells) != width:
            whole = text.rstrip("\r\n") or self.separator.join(cell or "" for cell in cells)
            self.ragged.append((number, width, len(cells), whole[:LONGEST_CELL], wrong or "Q07"))
            return
        for column, cell in zip(self._columns, cells, strict=True):
            column.append(cell)
        self._numbers.append(number)
        if len(self._numbers) % _BATCH == 0:
            self._flush()

    def closed(self) -> Gathered:
        """The same with all rows in its table."""
        self._flush()
        self.table = pa.concat_tables([self.table, *self._batches])
        self.rows = np.array(self._numbers, dtype=np.int64)
        self._batches.clear()
        return self

    def _flush(self) -> None:
        if self._columns and self._columns[0]:
            self._batches.append(_batch(self._columns))
            self._columns = [[] for _ in self._columns]


def table_of(
    found: Gathered,
    header: Sequence[str],
    *,
    file: str,
    sheet: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> RawTable:
    """The raw table of gathered rows under these headers."""
    headers = tuple(header)
    names = different(headers)
    columns = {name: _cells(column) for name, column in zip(names, found.table.columns, strict=True)}
    frame = pd.DataFrame(columns, columns=list(names), index=_index(found.rows), copy=False)
    said = ~_blank_rows(frame)
    said &= ~_tag_rows(frame, said)
    return RawTable(
        file,
        names,
        frame if said.all() else frame[said],
        pd.DataFrame(found.ragged, columns=list(RAGGED)),
        sheet,
        encoding,
        separator,
        found.header_row,
        headers,
    )


def _cells(column: pa.ChunkedArray) -> Any:
    if pa.types.is_dictionary(column.type):
        return categories(column)
    return _nulls_for_blanks(column).to_pandas(types_mapper=lambda _: _TEXT).array


def _index(rows: np.ndarray) -> pd.Index:
    """The numbers of the rows; those of a file without blank or ragged ones follow each other."""
    if len(rows) and len(rows) == rows[-1] - rows[0] + 1:
        return pd.RangeIndex(int(rows[0]), int(rows[-1]) + 1, name=ROW)
    found: pd.Index = pd.Index(rows, name=ROW)
    return found


def _batch(columns: list[list[str | None]]) -> pa.Table:
    names = [str(at) for at in range(len(columns))]
    return pa.table([pa.array(column, type=pa.large_string()) for column in columns], names=names)


def _nulls_for_blanks(column: pa.ChunkedArray) -> pa.ChunkedArray:
    blank = pc.or_kleene(pc.utf8_is_space(column), pc.equal(pc.binary_length(column), 0))
    if not pc.any(blank).as_py():
        return column
    return pc.if_else(blank, pa.scalar(None, type=column.type), column)


def _blank_rows(frame: pd.DataFrame) -> np.ndarray:
    blank = np.ones(len(frame), dtype=bool)
    for at in range(frame.shape[1]):
        blank &= frame.iloc[:, at].isna().to_numpy()
        if not blank.any():
            break
    return blank


def _tag_rows(frame: pd.DataFrame, said: np.ndarray) -> np.ndarray:
    """The row of HXL tags, where there is one: every cell that says something begins with a hash and a letter."""
    tags = np.zeros(len(frame), dtype=bool)
    for at in np.flatnonzero(said)[:_TAGS_WITHIN]:
        cells = frame.iloc[at].dropna()
        if cells.str.match(_TAG).all():
            tags[at] = True
            break
    return tags


def _damage(cells: Sequence[str | None], *, damaged: bool) -> str | None:
    if damaged and any(cell and "\ufffd" in cell for cell in cells):
        return "Q12"
    return "Q15" if any(cell and "\x00" in cell for cell in cells) else None
