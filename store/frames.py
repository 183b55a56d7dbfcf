"""How a frame looks inside the program, and its two ways: Arrow to frame, frame to Arrow.

Text columns hold ``str`` or ``None``, dates ``datetime.date`` or ``None``, lists Python lists, whole
numbers are ``Int64`` (unknown is not zero), other numbers ``float64``. So ``if row.name_ru`` means
what it says, which it would not with NaN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.numbered import is_numbered, split, spread
from model.tables import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from model.tables import Column

ARROW: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.DATE: pa.date32(),
    Kind.INT: pa.int64(),
    Kind.FLOAT: pa.float64(),
    Kind.BOOL: pa.bool_(),
    Kind.GEOMETRY: pa.binary(),
}

_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
_FEW = 1000
"""Rows from which on it pays to look for repeated values."""


def to_frame(rows: pa.Table) -> pd.DataFrame:
    """The rows as a frame with a RangeIndex and the types that the module's docstring names."""
    columns = {name: _from_arrow(rows.column(name)) for name in rows.column_names}
    return pd.DataFrame(columns, index=pd.RangeIndex(rows.num_rows))


def to_numbered(rows: pa.Table) -> pd.DataFrame:
    """The rows for reckoning, not for handing out: words numbered where the rows have them so, days as times."""
    columns = {name: _reckoned(rows.column(name)) for name in rows.column_names}
    return pd.DataFrame(columns, index=pd.RangeIndex(rows.num_rows), copy=False)


def to_arrow(frame: pd.DataFrame, columns: Iterable[Column]) -> pa.Table:
    """The named columns of a frame as an Arrow table with the types of the contract."""
    return pa.table({column.name: _to_arrow(frame[column.name], column.kind) for column in columns})


def to_encoded(frame: pd.DataFrame, columns: Iterable[Column]) -> pa.Table:
    """The same with texts of few different words as numbered words: quicker to sort and to write."""
    return pa.table({column.name: _encoded(frame[column.name], column.kind) for column in columns})


def compact(frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame, each text column in one piece of memory: what it was cut from can then be given back."""
    return frame.assign(**{name: _in_one_piece(frame[name]) for name in frame.columns if _in_pieces(frame[name])})


def row_dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries by column name."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def empty_frame(columns: Sequence[Column]) -> pd.DataFrame:
    """A frame without rows that has the columns and types of the contract.

    >>> from model.tables import ACCOUNTS
    >>> empty_frame(ACCOUNTS.columns[:2]).columns.to_list()
    ['account_id', 'incident_id']
    """
    return to_frame(pa.table({column.name: pa.array([], ARROW[column.kind]) for column in columns}))


def _in_pieces(values: pd.Series[Any]) -> bool:
    return isinstance(values.dtype, pd.StringDtype) and isinstance(pa.array(values), pa.ChunkedArray)


def _in_one_piece(values: pd.Series[Any]) -> pd.Series[Any]:
    whole = pa.chunked_array([pa.array(values).combine_chunks()])
    return pd.Series(whole.to_pandas(types_mapper=lambda _: values.dtype).array, index=values.index)


def _encoded(cells: pd.Series[Any], kind: Kind) -> Any:
    if kind is Kind.TEXT and is_numbered(cells):
        return numbered_texts(cells)
    values = _to_arrow(cells, kind)
    if kind is not Kind.TEXT or len(values) < _FEW:
        return values
    some = values.take(pa.array(np.linspace(0, len(values) - 1, _FEW).astype(np.int64)))
    return values.dictionary_encode() if len(some.unique()) * 2 < _FEW else values


def numbered_texts(cells: pd.Series[Any]) -> pa.DictionaryArray:
    """Numbered words of a frame as Arrow's: only those that stand in a cell, by the alphabet."""
    codes, words = split(cells)
    here = np.zeros(len(words) + 1, dtype=bool)
    here[codes] = True
    told = [str(word) for word in words]
    used = sorted(np.flatnonzero(here[:-1]).tolist(), key=told.__getitem__)
    rank = np.full(len(words) + 1, -1, dtype=np.int32)
    rank[used] = np.arange(len(used))
    indices = pa.array(rank[codes], mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array([told[at] for at in used], pa.string()))


def _from_arrow(values: pa.ChunkedArray) -> Any:
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _from_arrow(values.cast(kind.value_type))
    if pa.types.is_integer(kind):
        return values.to_pandas(types_mapper=lambda _: pd.Int64Dtype()).array
    if pa.types.is_floating(kind) or (pa.types.is_boolean(kind) and not values.null_count):
        return values.to_numpy()
    if pa.types.is_list(kind):
        return _objects([item or [] for item in values.to_pylist()])
    if pa.types.is_timestamp(kind):
        values = pc.cast(values, pa.date32())
    return _repeated(values) if len(values) > _FEW else _objects(values.to_pylist())


def _reckoned(values: pa.ChunkedArray) -> Any:
    if pa.types.is_dictionary(values.type):
        whole = values.unify_dictionaries().combine_chunks()
        whole = whole if isinstance(whole, pa.DictionaryArray) else whole.chunk(0)
        codes = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return spread(whole.dictionary.to_pylist(), codes, pd.RangeIndex(len(codes))).array
    if pa.types.is_date(values.type):
        return values.cast(pa.timestamp("s")).to_numpy()
    if pa.types.is_string(values.type):
        return values.to_pandas(types_mapper=lambda _: _TEXT).array
    return _from_arrow(values)


def _repeated(values: pa.ChunkedArray) -> Any:
    """Objects of a long column: each different value is made once and shared by its rows."""
    coded = values.combine_chunks().dictionary_encode()
    different = np.empty(len(coded.dictionary) + 1, dtype=object)
    different[:-1] = coded.dictionary.to_pylist()
    codes = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)
    return _objects(different[codes])


def _objects(values: Any) -> pd.Series[Any]:
    return pd.Series(values, dtype=object)


def _to_arrow(values: pd.Series[Any], kind: Kind) -> pa.Array:
    if is_numbered(values):
        codes, words = split(values)
        return pa.array([*words], ARROW[kind]).take(pa.array(codes, pa.int32(), mask=codes < 0))
    if kind in {Kind.INT, Kind.FLOAT}:
        return pa.Array.from_pandas(pd.to_numeric(values).astype("Int64" if kind is Kind.INT else "float64"))
    if kind is Kind.TEXTS:
        if len(values) > _FEW:
            return _shared_lists(values)
        lists = pa.array(values.to_list(), ARROW[kind])
        return pa.array([item or [] for item in lists.to_pylist()], ARROW[kind]) if lists.null_count else lists
    return pa.Array.from_pandas(values, type=ARROW[kind])


def _shared_lists(values: pd.Series[Any]) -> pa.Array:
    codes, lists = shared_lists(values)
    return lists.take(pa.array(codes))


def shared_lists(values: pd.Series[Any]) -> tuple[np.ndarray[Any, Any], pa.Array]:
    """Lists of a long column: rows mostly share them, and each is made once; beside them each row's."""
    cells = values.to_numpy(dtype=object)
    codes, addresses = pd.factorize(np.fromiter(map(id, cells), np.int64, len(cells)))
    first = np.full(len(addresses), len(cells))
    np.minimum.at(first, codes, np.arange(len(cells)))
    lists = [cell if isinstance(cell, (list, np.ndarray)) else [] for cell in cells[first]]
    return codes, pa.array(lists, ARROW[Kind.TEXTS])
