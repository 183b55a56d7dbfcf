"""One writer and one reader for every table of ``data/``: contract check, fixed types, the same bytes each time.

Every builder hands its frames to :func:`write_table`; :mod:`tools.table_contract` checks them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as arrow  # noqa: ICN001 - pa means pandera in its sister module
import shapely
from pyarrow import parquet

from model.errors import DataFileError
from model.tables import Kind, Table
from store.table_files import geo_metadata
from tools.table_contract import check_table, conform, is_empty, table_of

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = ["check_table", "conform", "read_table", "write_table"]

_ARROW: dict[Kind, arrow.DataType] = {
    Kind.TEXT: arrow.string(),
    Kind.TEXTS: arrow.list_(arrow.string()),
    Kind.DATE: arrow.date32(),
    Kind.INT: arrow.int64(),
    Kind.FLOAT: arrow.float64(),
    Kind.BOOL: arrow.bool_(),
    Kind.GEOMETRY: arrow.binary(),
}


def write_table(name: str, frame: pd.DataFrame, path: Path) -> pd.DataFrame:
    """The frame as it was written: contract columns in order, sorted by key, index 0..n-1.

    Parquet with Zstandard, or GeoParquet 1.0 (WKB, EPSG:4326 lon/lat) where the table has a
    geometry; an empty geometry is a null. The same rows give the same bytes with the same pyarrow.

    Raises
    ------
        DataFileError: the frame breaks the contract; every problem is named.
    """
    table = table_of(name)
    ready = conform(name, frame)
    check_table(name, ready)
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(_to_arrow(table, ready), path, compression="zstd")
    return ready


def read_table(path: Path) -> pd.DataFrame | gpd.GeoDataFrame:
    """The rows of one file of ``data/``; the table is told by the file's name.

    Text columns hold ``str`` or ``None``, lists are Python lists, dates are ``datetime.date`` or
    ``None``, whole numbers are ``Int64``; a table with geometry comes as a GeoDataFrame in EPSG:4326.

    Raises
    ------
        DataFileError: no table of that name, or columns other than the contract's.
    """
    table = table_of(path.stem)
    if not path.is_file():
        message = f"The data file {path} is missing: run `make data` to build it again."
        raise DataFileError(message)
    rows = parquet.read_table(path)
    if tuple(rows.column_names) != table.column_names:
        message = (
            f"{path} should have the columns {', '.join(table.column_names)} but has "
            f"{', '.join(rows.column_names)}: run `make data` to build it again."
        )
        raise DataFileError(message)
    columns = {column.name: rows.column(column.name).to_pylist() for column in table.columns}
    if table.has_geometry:
        columns["geometry"] = shapely.from_wkb(columns["geometry"])
    return conform(table.name, pd.DataFrame(columns, columns=list(table.column_names)))


def _to_arrow(table: Table, frame: pd.DataFrame) -> arrow.Table:
    fields, arrays = [], []
    for column in table.columns:
        kind = _ARROW[column.kind]
        fields.append(arrow.field(column.name, kind))
        arrays.append(arrow.array(_plain(frame[column.name], column.kind), type=kind))
    rows = arrow.Table.from_arrays(arrays, schema=arrow.schema(fields))
    return rows.replace_schema_metadata(geo_metadata(list(frame["geometry"])) if table.has_geometry else None)


def _plain(values: pd.Series[Any], kind: Kind) -> list[Any]:
    if kind is Kind.GEOMETRY:
        return [None if value is None else shapely.to_wkb(value) for value in values]
    return [None if is_empty(value) else value for value in values] if kind is not Kind.TEXTS else list(values)
