"""What a file says about a record, as a short text that differs where the file says something else.

All rows at once in DuckDB: a million rows are compared by 16 letters each, and no text is made a Python object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from model.tables import Column, Kind
from model.workspace_tables import EVERY_TABLE
from store.frames import to_arrow

if TYPE_CHECKING:
    import pandas as pd

    Hashes = np.ndarray[Any, np.dtype[np.uint64]]

_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_BETWEEN, _UNKNOWN = 31, 0
"""Letters that no cell holds: between two columns, and for what is not known (which is not the same as empty)."""
_DIGITS = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
_WIDTH = 16


def hashes_of(table: str, frame: pd.DataFrame) -> Hashes:
    """One number for each row: it depends on all that the row says, whatever the order of its columns."""
    known = {column.name: column for column in EVERY_TABLE[table].columns}
    columns = [known.get(name) or Column(name, Kind.TEXT, "") for name in sorted(map(str, frame.columns))]
    rows = to_arrow(frame, [column for column in columns if column.kind is not Kind.GEOMETRY])
    texts = ", ".join(_as_text(number, rows.field(number).type) for number in range(rows.num_columns))
    plain = rows.rename_columns([f"c{number}" for number in range(rows.num_columns)])
    with duckdb.connect(":memory:", config=_CONFIG) as engine:
        found = engine.from_arrow(plain).project(f"md5_number_lower(concat_ws(chr({_BETWEEN}), {texts})) AS hash")
        numbers: Hashes = found.fetchnumpy()["hash"]
    return numbers


def as_words(hashes: Hashes) -> pa.Array:
    """The numbers as texts of 16 letters.

    >>> as_words(np.array([0, 255, 2**64 - 1], dtype=np.uint64)).to_pylist()
    ['0000000000000000', '00000000000000ff', 'ffffffffffffffff']
    """
    octets = hashes.astype(">u8").view(np.uint8)
    letters = np.stack([_DIGITS[octets >> 4], _DIGITS[octets & 15]], axis=1)
    offsets = np.arange(len(hashes) + 1, dtype=np.int32) * _WIDTH
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(letters))]
    return pa.Array.from_buffers(pa.string(), len(hashes), buffers).cast(pa.large_string())


def ids_of(rows: pa.Table, keys: tuple[str, ...]) -> pa.Array:
    """The id of each row's record as provenance writes it: its key, or its keys with a stroke between."""
    texts = [rows.column(name).cast(pa.large_string()) for name in keys]
    found = texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, pa.scalar("/", pa.large_string()))
    return found.combine_chunks()


def _as_text(number: int, kind: pa.DataType) -> str:
    name = f"c{number}"
    text = f"array_to_string({name}, ';')" if pa.types.is_list(kind) else f"CAST({name} AS VARCHAR)"
    return f"coalesce({text}, chr({_UNKNOWN}))"
