"""What is wrong with the rows of a raw table, gathered column by column, so that all of it is said at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.import_codes import import_problem
from model.imports import QUARANTINE_COLUMNS
from model.numbered import is_numbered, plain, split
from model.settings import LONGEST_CELL
from sources.raw_table import ROW

if TYPE_CHECKING:
    from collections.abc import Collection

    from model.strings import Message
    from sources.raw_table import RawTable

_LONGEST_SHOWN = 120
"""So many letters of a cell stand in a sentence."""
MASK = "•••"
"""What stands for a cell that could tell a person."""


class Checks:
    """The problems of one table. ``personal`` names the columns whose cells are never kept.

    >>> cells = pd.DataFrame({"n": ["1", "x"]}, index=pd.Index([2, 3], name="row"), dtype="str")
    >>> from sources.raw_table import RawTable
    >>> raw = RawTable("a.csv", ("n",), cells, pd.DataFrame(columns=["row", "expected", "found", "text"]))
    >>> checks = Checks(raw)
    >>> checks.refuse(cells["n"] == "x", column="n", code="Q03")
    >>> checks.good.to_list(), checks.quarantine()["code"].to_list()
    ([True, False], ['Q03'])
    """

    def __init__(self, raw: RawTable, *, personal: Collection[str] = ()) -> None:
        self._raw = raw
        self._personal = frozenset(personal)
        self._found: list[tuple[object, ...]] = []
        self._said: dict[tuple[object, ...], Message] = {}
        self._bad = pd.Series(data=False, index=raw.cells.index)
        self._too_long()
        codes = raw.ragged.get("code", pd.Series("Q07", index=raw.ragged.index))
        for row, expected, found, code in zip(
            raw.ragged["row"], raw.ragged["expected"], raw.ragged["found"], codes, strict=True
        ):
            self._add(row, "", code, None, {"expected": expected, "found": found, "encoding": raw.encoding or ""})

    def refuse(self, bad: pd.Series[bool], *, column: str, code: str, **fields: object) -> None:
        """Put the rows that are ``bad`` into quarantine because of this column.

        A field that is a Series (same index) gives each row its own value.
        """
        if not bad.any():
            return
        at = bad[bad.fillna(value=False).astype(bool)].index
        values = self._raw.cells.loc[at, column] if column in self._raw.cells.columns else None
        for row in at:
            own = {
                name: _plain(value[row]) if isinstance(value, pd.Series) else value
                for name, value in fields.items()
            }
            cell = None if values is None or pd.isna(values[row]) else str(values[row])
            self._add(row, column, code, cell, own)
        self._bad |= self._bad.index.isin(at)

    @property
    def good(self) -> pd.Series[bool]:
        """Which rows of ``cells`` nothing is wrong with."""
        return ~self._bad

    def quarantine(self) -> pd.DataFrame:
        """One row a problem (:data:`model.imports.QUARANTINE_COLUMNS`), by row of the file."""
        frame = pd.DataFrame(self._found, columns=list(QUARANTINE_COLUMNS), dtype=object)
        return frame.sort_values("row", kind="stable", ignore_index=True)

    def cells(self) -> pd.DataFrame:
        """The cells of the rows in quarantine, personal ones masked; a ragged row stands in the first column."""
        # To choose none of a million rows by a mask would copy all of their text first.
        rows = self._raw.cells[self._bad] if self._bad.any() else self._raw.cells.iloc[:0]
        kept = rows.astype(object)
        kept = kept.where(kept.notna(), None)
        for column in self._personal & set(kept.columns):
            kept[column] = kept[column].map(lambda cell: None if cell is None else MASK)
        ragged = self._raw.ragged
        if ragged.empty:
            return kept
        first = self._raw.cells.columns[0] if len(self._raw.cells.columns) else "text"
        text = MASK if self._personal else ragged["text"].to_numpy()
        more = pd.DataFrame({first: text}, index=pd.Index(ragged["row"], name=ROW), dtype=object)
        return pd.concat([kept, more]).sort_index().rename_axis(ROW)

    def _too_long(self) -> None:
        """Refuse rows with a cell that no table of ours holds, whatever its column."""
        for column in self._raw.cells.columns:
            cells = self._raw.cells[column]
            octets = pc.max(pc.binary_length(pa.array(_words(cells), pa.large_string()))).as_py()
            if (octets or 0) <= LONGEST_CELL:  # a letter has at least one
                continue
            length = plain(cells).astype("str").str.len()
            if (length.max() or 0) > LONGEST_CELL:
                self.refuse(length > LONGEST_CELL, column=column, code="Q10", length=length, most=LONGEST_CELL)

    def _add(self, row: Any, column: str, code: str, cell: str | None, fields: dict[str, object]) -> None:
        shown = MASK if cell is not None and column in self._personal else cell
        brief = shown if shown is None or len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
        # A million rows with one slip share one sentence.
        key = (code, column, brief, *fields.values())
        if key not in self._said:
            self._said[key] = import_problem(code, **{"column": column, "value": brief or "", **fields})
        self._found.append((int(row), column, code, brief, self._said[key]))


def _words(cells: pd.Series) -> Any:
    return split(cells)[1] if is_numbered(cells) else cells.array


def _plain(value: Any) -> object:
    """A number of a library as Python's own, so that a sentence writes it as a number."""
    return value.item() if isinstance(value, np.generic) else value
