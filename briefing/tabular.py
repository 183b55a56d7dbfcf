"""Frames as rows of plain values and as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DECIMALS = 6
"""Digits kept of a number: about 0.1 m of a degree."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LIST_SEPARATOR = "; "
_QUOTED_ENDS = "\r\n"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(value: Any) -> Any:
    """A cell as JSON has it: unknown is ``None``, days are ISO texts, numbers are Python's own.

    >>> [plain(value) for value in (float("nan"), dt.date(2022, 9, 14), np.int64(3), ("a", "b"))]
    [None, '2022-09-14', 3, ['a', 'b']]
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
        return [plain(item) for item in value]
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return _plain_number(value.item() if isinstance(value, np.generic) else value)


def _plain_number(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) if math.isfinite(value) else None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value if isinstance(value, (bool, int)) else str(value)


def rows_of(frame: pd.DataFrame, *, without: Iterable[str] = ("geometry",)) -> list[dict[str, Any]]:
    """The frame as a list of rows of plain values, columns in their order, geometry left out.

    >>> rows_of(pd.DataFrame({"a": [1, None]}))
    [{'a': 1.0}, {'a': None}]
    """
    left_out = set(without)
    columns = [name for name in frame.columns if name not in left_out]
    cells = [[plain(value) for value in frame[name]] for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def defused(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a text that could be one gets an apostrophe.

    >>> [defused(cell) for cell in ("=1+1", "-5", "Batken", -5)]
    ["'=1+1", "'-5", 'Batken', -5]
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def to_csv(rows: Sequence[Mapping[str, Any]], *, columns: Sequence[str], stamp: Mapping[str, Any]) -> str:
    """The rows as CSV with one line of column names; every line ends in the stamp's columns.

    The stamp (workspace, data version, mode) stands in every line, because lines are copied out of
    files. Lists are joined by "; ", unknown is an empty cell, formula cells are defused.
    """
    ends = [_cell(value) for value in stamp.values()]
    lines = [_line([*columns, *stamp])]
    lines += [_line([*(_cell(row.get(name)) for name in columns), *ends]) for row in rows]
    return "".join(lines)


def _line(cells: Sequence[Any]) -> str:
    stream = io.StringIO(newline="")
    # The writer quotes only what its own line end consists of: a lone carriage return must be quoted too.
    csv.writer(stream, lineterminator=_QUOTED_ENDS).writerow(cells)
    return stream.getvalue().removesuffix(_QUOTED_ENDS) + "\n"


def joined(value: Any) -> Any:
    """A list as one text, anything else as it is.

    >>> joined(["a", None, "b"])
    'a; ; b'
    """
    if isinstance(value, (list, tuple, np.ndarray)):
        return _LIST_SEPARATOR.join("" if item is None else str(item) for item in value)
    return value


def legible(value: Any) -> Any:
    r"""A text without the characters that file formats forbid (control characters, halves of pairs).

    >>> legible("a\x00b\n"), legible(3)
    ('ab\n', 3)
    """
    return _FORBIDDEN.sub("", value) if isinstance(value, str) else value


def _cell(value: Any) -> Any:
    value = joined(value)
    if isinstance(value, bool):
        return str(value).lower()
    return defused(value)
