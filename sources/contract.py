"""Frames that readers make, held against the contracts of :mod:`model.tables`: all rows that break them at once.

A reader refuses bad rows of a file itself, in sentences for people. This is the second net, for slips of our own:
what passes here can be matched, compared and written. It needs pandera, which is loaded only here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.errors import DataFileError
from model.numbered import is_numbered, split
from model.strings import N_, Message
from model.tables import Kind
from model.workspace_tables import EVERY_TABLE
from model.written import year_or_day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pandera.pandas import Check, DataFrameSchema

    from model.imports import Parsed
    from model.tables import Column, Table

_BROKEN = N_(
    "{file} was read, but {n} of its rows are not as the table {table} must be ({problems}): nothing was "
    "imported. Please report this with those rows."
)
_ROW = "row"
_SHOWN_ROWS, _SHOWN_PROBLEMS = 3, 3
_RANGES: dict[str, tuple[float, float]] = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0)}
_SPAN = ("date_start", "date_end")
_TIMES = frozenset({"since", "until"})
"""Columns of text that say a year or a day: answers count with them."""
_COUNTS = ("killed", "injured", "displaced")
_MAY_BE_NULL = frozenset({Kind.FLOAT, Kind.GEOMETRY})
"""A number or shape that nobody knows is empty in any table."""


def check(parsed: Parsed, *, file: str) -> None:
    """Nothing, if every frame that a reader made meets its contract.

    Raises
    ------
        DataFileError: which rows do not, and why; the slip is ours and not the file's.
    """
    for name, frame in parsed.tables.items():
        problems = broken(name, frame)
        if len(problems):
            raise DataFileError(Message(_BROKEN, _fields(name, problems) | {"file": file}))


def broken(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """What is wrong with a frame: one row a slip, ``row, column, problem``; ``row`` is of the frame's index.

    Checked are columns, types, words, what may not be empty, degrees, first and last days, ranges of figures, a
    point's two halves, and that rows of one key say the same. A column that the contract does not have is no slip.
    """
    contract = EVERY_TABLE[table]
    missing = [name for name in contract.column_names if name not in frame.columns]
    if missing:
        return _slips((None, name, "is not there") for name in missing)
    # A check of whole rows gives a case for each of their columns.
    return _slips([*_of_schema(contract, frame), *_of_keys(contract, frame)]).drop_duplicates(ignore_index=True)


def _of_schema(contract: Table, frame: pd.DataFrame) -> Iterator[tuple[Any, str, str]]:
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - loading it takes a second that starting has not

    try:
        # Nothing is changed by a schema that only checks: a copy of a million rows would be for nothing.
        _schema(contract.name).validate(frame, lazy=True, inplace=True)
    except SchemaErrors as found:
        for case in found.failure_cases.itertuples():
            column = str(case.column) if case.schema_context == "Column" else _ROW
            yield case.index, column, "is empty" if case.check == "not_nullable" else str(case.check)


@cache
def _schema(table: str) -> DataFrameSchema:
    """The contract of a table as pandera has it: checks of whole columns, so that a million rows are quick."""
    from pandera import pandas as pa  # noqa: PLC0415 - see above

    contract = EVERY_TABLE[table]
    columns = {
        column.name: pa.Column(
            checks=list(_checks(column, pa.Check)),
            nullable=column.nullable or column.kind in _MAY_BE_NULL,
        )
        for column in contract.columns
    }
    return pa.DataFrameSchema(columns, checks=list(_row_checks(contract, pa.Check)))


def _checks(column: Column, make: type[Check]) -> Iterator[Check]:
    if column.words is not None:
        words = [str(word) for word in column.words]
        yield make.isin(words, error=f"is none of {', '.join(words)}")
    if column.name in _RANGES:
        low, high = _RANGES[column.name]
        yield make.in_range(low, high, error=f"is not between {low:g} and {high:g}")
    if column.name in _TIMES:
        said = "is neither a year nor an ISO day"
        yield make(lambda cells: cells.map(lambda text: year_or_day_of(text) is not None), error=said)
    kind, said = _TYPES[column.kind]
    yield make(lambda cells: _all_are(cells, kind), error=f"is no {said}", ignore_na=False)


def _row_checks(contract: Table, make: type[Check]) -> Iterator[Check]:
    names = set(contract.column_names)
    if set(_SPAN) <= names:
        yield make(
            lambda frame: ~_less(frame["date_end"], frame["date_start"]),
            error="ends before it begins",
            ignore_na=False,
        )
    if {"lon", "lat"} <= names:
        yield make(
            lambda frame: frame["lon"].isna() == frame["lat"].isna(), error="has half a point", ignore_na=False
        )
    for what in _COUNTS:
        if f"{what}_low" in names:
            yield make(_in_order(what), error=f"has {what} figures that are not low, best, high", ignore_na=False)


def _in_order(what: str) -> Callable[[pd.DataFrame], pd.Series]:
    def holds(frame: pd.DataFrame) -> pd.Series:
        ends = (frame[f"{what}_{end}"] for end in ("low", "best", "high"))
        low, best, high = (pd.to_numeric(end, errors="coerce") for end in ends)
        wrong = (low < 0) | (low > best) | (best > high) | (low > high)
        return ~wrong.fillna(value=False).astype(bool)

    return holds


def _less(one: pd.Series, other: pd.Series) -> pd.Series:
    return pd.Series(_days(one) < _days(other), index=one.index)


def _days(cells: pd.Series) -> np.ndarray:
    if not is_numbered(cells):
        return pd.to_datetime(cells, errors="coerce").to_numpy()
    codes, words = split(cells)
    return np.append(pd.to_datetime(pd.Index(words), errors="coerce").to_numpy(), np.datetime64("NaT"))[codes]


def _all_are(cells: pd.Series, kind: str) -> pd.Series:
    """Which cells are of a kind; for a column of one type that is known without looking at each."""
    if is_numbered(cells):
        codes, words = split(cells)
        table = np.array([*(_named(type(word)) == kind for word in words), True], dtype=bool)
        return pd.Series(table[codes], index=cells.index)
    if pd.api.types.is_object_dtype(cells):
        # The types of a million cells are few, and asked for without a Python step a row.
        kinds = {_named(one) for one in set(map(type, cells.to_numpy(dtype=object)))}
        if kinds <= {kind} or (kinds <= {kind, "NoneType"} and kind != "list"):
            return pd.Series(data=True, index=cells.index)
        if kind == "list":
            return pd.Series([isinstance(cell, list) for cell in cells], index=cells.index)
        codes, different = _different(cells)
        table = np.array([*(_named(type(cell)) == kind for cell in different), True], dtype=bool)
        return pd.Series(table[codes], index=cells.index)
    found = {"text": pd.api.types.is_string_dtype, "number": pd.api.types.is_numeric_dtype}.get(kind)
    whole = found(cells.dtype) if found else kind == "truth" and pd.api.types.is_bool_dtype(cells.dtype)
    return pd.Series(bool(whole), index=cells.index)


def _different(cells: pd.Series) -> tuple[np.ndarray, Any]:
    """For each cell the place of its value among the different ones; those without a hash are all kept."""
    try:
        return pd.factorize(cells)
    except TypeError:
        return np.arange(len(cells)), cells


def _named(cell: type) -> str:
    return _PYTHON.get(cell.__name__, cell.__name__)


_PYTHON = {"str": "text", "list": "list", "date": "day", "int": "number", "float": "number", "bool": "truth"}
_TYPES: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("text", "text"),
    Kind.TEXTS: ("list", "list of texts"),
    Kind.DATE: ("day", "day"),
    Kind.INT: ("number", "number"),
    Kind.FLOAT: ("number", "number"),
    Kind.BOOL: ("truth", "true or false"),
    Kind.GEOMETRY: ("geometry", "shape"),
}


def _of_keys(contract: Table, frame: pd.DataFrame) -> Iterator[tuple[Any, str, str]]:
    """Rows of one key may repeat (one a row of the file), but they must say the same."""
    key = list(contract.key)
    if len(key) == 1 and frame[key[0]].nunique(dropna=False) == len(frame):
        return
    again = frame.duplicated(key, keep=False)
    if not again.any():
        return
    rows = frame.loc[again, list(contract.column_names)].astype(str)
    first = rows.drop_duplicates(key)
    for row in rows.drop_duplicates().index.difference(first.index):
        yield row, ", ".join(key), "says something else than another row of its key"


def _slips(found: Any) -> pd.DataFrame:
    return pd.DataFrame(list(found), columns=["row", "column", "problem"], dtype=object)


def _fields(table: str, problems: pd.DataFrame) -> dict[str, object]:
    shown = []
    for (column, problem), rows in problems.groupby(["column", "problem"], sort=False):
        numbers = ", ".join(str(row) for row in rows["row"].dropna().unique()[:_SHOWN_ROWS])
        shown.append(f"{column} {problem}" + (f" in row {numbers}" if numbers else ""))
    rows_broken = max(1, int(problems["row"].nunique()))
    return {"table": table, "n": rows_broken, "problems": "; ".join(shown[:_SHOWN_PROBLEMS])}
