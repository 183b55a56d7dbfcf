"""The contract of a table, checked with pandera: all problems of a frame at once, each one sentence.

The contract is :mod:`model.tables` and nothing else: the schema is made from it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa
import shapely

from model.errors import DataFileError
from model.tables import BY_NAME, Column, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Callable

WGS84 = "EPSG:4326"
_SHOWN = 5
"""How many rows a problem names before it says how many more there are."""


def check_table(name: str, frame: pd.DataFrame) -> None:
    """Nothing, if the frame meets the contract of the table ``name``.

    Raises
    ------
        DataFileError: one sentence for each problem: columns, empty cells, types, words, keys, geometry.
    """
    table = table_of(name)
    problems = _column_problems(table, frame)
    if not problems:
        try:
            _schema(table).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as found:
            problems = _problems(table, frame, found.failure_cases)
    if problems:
        raise DataFileError(" ".join(problems))


def conform(name: str, frame: pd.DataFrame) -> pd.DataFrame | gpd.GeoDataFrame:
    """A copy with the contract's column order and types, sorted by key; missing columns stay missing.

    Empty values (``None``, NaN, NaT, empty text) become ``None``, an empty list ``[]``; timestamps and
    ISO texts become dates. A value that cannot be turned is left for :func:`check_table` to name.
    """
    table = table_of(name)
    known = [column for column in table.columns if column.name in frame.columns]
    extra = [column for column in frame.columns if column not in table.column_names]
    ready = pd.DataFrame(
        {column.name: _as_kind(frame[column.name], column.kind) for column in known}
        | {column: frame[column] for column in extra},
        index=frame.index,
    )
    if set(table.key) <= set(ready.columns):
        ready = ready.sort_values(list(table.key), kind="stable", key=_sort_key)
    ready = ready.reset_index(drop=True)
    if table.has_geometry and "geometry" in ready.columns:
        return gpd.GeoDataFrame(ready, geometry="geometry", crs=WGS84)
    return ready


def table_of(name: str) -> Table:
    """The contract of a table.

    Raises
    ------
        DataFileError: there is no table of that name.
    """
    if name not in BY_NAME:
        message = f"There is no table '{name}': use one of {', '.join(BY_NAME)}."
        raise DataFileError(message)
    return BY_NAME[name]


def _sort_key(values: pd.Series[Any]) -> pd.Series[Any]:
    return values if pd.api.types.is_numeric_dtype(values) else values.astype("string")


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing: ``None``, NaN, NaT or blank text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _as_kind(values: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    if kind is Kind.INT:
        return _try(values, lambda given: pd.to_numeric(given).astype("Int64"))
    if kind is Kind.FLOAT:
        return _try(values, lambda given: pd.to_numeric(given).astype("float64"))
    if kind is Kind.BOOL:
        return _try(values, lambda given: given if given.isna().any() else given.astype(bool))
    if kind is Kind.GEOMETRY:
        return pd.Series([_geometry(value) for value in values], index=values.index, dtype=object)
    return pd.Series([_CELL[kind](value) for value in values], index=values.index, dtype=object)


def _try(values: pd.Series[Any], turn: Callable[[pd.Series[Any]], pd.Series[Any]]) -> pd.Series[Any]:
    filled = values.map(lambda value: None if is_empty(value) else value).astype(object)
    try:
        return turn(filled)
    except (TypeError, ValueError):
        return filled


def _geometry(value: Any) -> Any:
    return None if value is None or is_empty(value) or value.is_empty else value


def _text(value: Any) -> Any:
    return None if is_empty(value) else str(value) if isinstance(value, str) else value


def _texts(value: Any) -> Any:
    if pd.api.types.is_scalar(value):
        return [] if is_empty(value) else value
    return [str(item) for item in value]


def _date(value: Any) -> Any:
    if is_empty(value):
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return value
    return value.date() if hasattr(value, "date") else value


_CELL: dict[Kind, Callable[[Any], Any]] = {Kind.TEXT: _text, Kind.TEXTS: _texts, Kind.DATE: _date}


def _column_problems(table: Table, frame: pd.DataFrame) -> list[str]:
    missing = [name for name in table.column_names if name not in frame.columns]
    extra = [str(name) for name in frame.columns if name not in table.column_names]
    problems = []
    if missing:
        problems.append(f"Table {table.name} lacks the columns {', '.join(missing)}: add them in its builder.")
    if extra:
        problems.append(
            f"Table {table.name} has columns that its contract does not know, {', '.join(extra)}: "
            "drop them or add them to model/tables.py."
        )
    return problems


def _schema(table: Table) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                checks=_checks(column), nullable=column.nullable or column.kind in _NULL_BY_KIND, required=True
            )
            for column in table.columns
        },
        unique=list(table.key),
        ordered=True,
    )


_NULL_BY_KIND = frozenset({Kind.GEOMETRY})
"""An empty geometry is a null in any table: "none is known" is an answer."""


def _checks(column: Column) -> list[pa.Check]:
    checks = [pa.Check(_IS[column.kind], element_wise=True, error=_EXPECTED[column.kind])]
    if column.words is not None:
        words = [str(word) for word in column.words]
        checks.append(pa.Check.isin(words, error=f"one of {', '.join(words)}"))
    if column.name in _RANGES:
        low, high = _RANGES[column.name]
        checks.append(pa.Check.in_range(low, high, error=f"between {low:g} and {high:g}"))
    return checks


_RANGES: dict[str, tuple[float, float]] = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0)}
_IS: dict[Kind, Callable[[Any], bool]] = {
    Kind.TEXT: lambda value: isinstance(value, str) and bool(value.strip()),
    Kind.TEXTS: lambda value: isinstance(value, list) and all(isinstance(item, str) and item for item in value),
    Kind.DATE: lambda value: isinstance(value, date),
    Kind.INT: lambda value: float(value).is_integer(),
    Kind.FLOAT: lambda value: abs(float(value)) != float("inf"),
    Kind.BOOL: lambda value: value in {True, False},
    Kind.GEOMETRY: lambda value: bool(shapely.is_valid(value)),
}
_EXPECTED: dict[Kind, str] = {
    Kind.TEXT: "a text",
    Kind.TEXTS: "a list of texts",
    Kind.DATE: "a date",
    Kind.INT: "a whole number",
    Kind.FLOAT: "a finite number",
    Kind.BOOL: "true or false",
    Kind.GEOMETRY: "a valid geometry",
}


def _problems(table: Table, frame: pd.DataFrame, cases: pd.DataFrame) -> list[str]:
    problems = []
    for (column, check), rows in cases.groupby(["column", "check"], dropna=False, sort=False):
        if str(check).startswith("multiple_fields_uniqueness"):
            continue
        expected = "a value, but it is empty" if check == "not_nullable" else str(check)
        problems.append(
            f"Table {table.name}, column {column}: expected {expected} in {_where(table, frame, rows)}."
        )
    repeated = frame[frame.duplicated(list(table.key), keep=False)]
    if len(repeated):
        keys = sorted({_key(table, repeated, label) for label in repeated.index})
        shown = ", ".join(keys[:_SHOWN])
        problems.append(
            f"Table {table.name}: the key {', '.join(table.key)} must be unique, but these repeat: {shown}."
        )
    return problems or [f"Table {table.name} breaks its contract: {cases.to_string(index=False)}."]


def _where(table: Table, frame: pd.DataFrame, rows: pd.DataFrame) -> str:
    shown = [
        f"{_key(table, frame, row['index'])} (found {row['failure_case']!r})"
        for _, row in rows.head(_SHOWN).iterrows()
    ]
    more = len(rows) - len(shown)
    return ", ".join(shown) + (f" and {more} more rows" if more else "")


def _key(table: Table, frame: pd.DataFrame, label: Any) -> str:
    if label not in frame.index:
        return "the table"
    return " ".join(str(frame.loc[label, name]) for name in table.key)
