"""What a file says about a record, as a short text that differs where the file says something else.

A column at a time: equal cells are hashed once, so that a million rows cost little more than their words.
The hash is pandas' own, which is the same on every machine and in every version.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.numbered import is_numbered, split
from model.tables import Column, Kind
from model.workspace_tables import EVERY_TABLE
from store.chunks import CHUNK
from store.frames import ARROW, shared_lists, to_arrow

if TYPE_CHECKING:
    Hashes = np.ndarray[Any, np.dtype[np.uint64]]

_BETWEEN = ";"
_SAMPLE = 1000
_UNKNOWN = 0x9E3779B97F4A7C15
"""What stands for a cell of which nothing is known: that is not the same as an empty one."""
_SPREAD = 0xFF51AFD7ED558CCD
_DIGITS = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
_WIDTH = 16


def hashes_of(table: str, frame: pd.DataFrame) -> Hashes:
    """One number for each row: it depends on all that the row says, whatever the order of its columns."""
    known = {column.name: column for column in EVERY_TABLE[table].columns}
    found: Hashes = np.zeros(len(frame), dtype=np.uint64)
    for name in frame.columns:
        column = known.get(name) or Column(str(name), Kind.TEXT, "")
        if column.kind is Kind.GEOMETRY:
            continue
        found += _mixed(_hashed_column(frame[name], column), column.name)
    return found


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


def _mixed(hashes: Hashes, name: str) -> Hashes:
    """Hashes that tell of which column they are: two cells that change places make another sum."""
    return (hashes ^ np.uint64(zlib.crc32(name.encode()))) * np.uint64(_SPREAD)


def _hashed_column(cells: pd.Series[Any], column: Column) -> Hashes:
    """The hash of each cell; of numbered words each is hashed once."""
    if column.kind is Kind.TEXTS:
        codes, lists = shared_lists(cells)
        found: Hashes = _hashed(lists)[codes]
        return found
    if not is_numbered(cells):
        (values,) = to_arrow(pd.DataFrame({column.name: cells}, copy=False), [column]).itercolumns()
        return _hashed(values.combine_chunks())
    codes, words = split(cells)
    texts = pa.array([*words], ARROW[column.kind])
    return _spread(_of_texts(texts), codes)


def _spread(words: Hashes, codes: Any) -> Hashes:
    """The hash of each code's word; that of what is not known for -1."""
    found: Hashes = np.append(words, np.uint64(_UNKNOWN))[codes]
    return found


def _hashed(cells: pa.Array) -> Hashes:
    """The hash of each cell."""
    if pa.types.is_list(cells.type):
        cells = pc.binary_join(cells, _BETWEEN)
    if _all_different(cells):
        return np.concatenate([_of_texts(cells.slice(at, CHUNK)) for at in range(0, len(cells), CHUNK)])
    coded = cells.dictionary_encode()
    return _spread(_of_texts(coded.dictionary), coded.indices.fill_null(-1).to_numpy(zero_copy_only=False))


def _all_different(cells: pa.Array) -> bool:
    """Whether a look at some rows says that hardly two are equal."""
    some = cells[:: max(1, len(cells) // _SAMPLE)]
    return len(some) > 0 and 2 * len(some.unique()) > len(some)


def _of_texts(cells: pa.Array) -> Hashes:
    texts = cells.cast(pa.string()).to_numpy(zero_copy_only=False)
    found: Hashes = pd.util.hash_array(texts.astype(object), categorize=False)
    return np.where(pc.is_null(cells).to_numpy(zero_copy_only=False), np.uint64(_UNKNOWN), found)
