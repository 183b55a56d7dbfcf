"""Columns of a text file that repeat their words, read as numbered words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBERED = pa.dictionary(pa.int32(), pa.large_string())
"""How pyarrow reads such a column."""
_LONG = _SAMPLE = 8_388_608
"""Bytes of a text from which on it matters, and of the rows that are looked at."""
_MOST_DIFFERENT = 2 / 3
"""A column of which more than this share of the first cells is different stays text."""


def repeating(text: memoryview, read: Callable[[memoryview], pa.Table]) -> frozenset[str]:
    """The columns whose words repeat in the first rows; none of a text that is short."""
    if len(text) < _LONG:
        return frozenset()
    sample = bytes(text[:_SAMPLE])
    table = read(memoryview(sample if len(sample) == len(text) else sample[: max(sample.rfind(b"\n"), 0)]))
    return frozenset(
        name
        for name, column in zip(table.column_names, table.columns, strict=True)
        if len(column) and pc.count_distinct(column).as_py() <= _MOST_DIFFERENT * len(column)
    )


def categories(column: pa.ChunkedArray) -> pd.Categorical:
    """Numbered words as pandas has them; a word of white space alone is a missing one."""
    whole = column.unify_dictionaries()
    words = whole.chunk(0).dictionary if whole.num_chunks else pa.array([], pa.large_string())
    numbers, different = pd.factorize(np.array([_word(word) for word in words.to_pylist()], dtype=object))
    codes = [np.append(numbers, -1)[_codes(chunk)] for chunk in whole.chunks]
    found = np.concatenate(codes) if codes else np.array([], dtype=np.int64)
    return pd.Categorical.from_codes(found, pd.Index(different, dtype=object))


def _word(word: str) -> str | None:
    return None if not word or word.isspace() else word


def _codes(chunk: pa.DictionaryArray) -> np.ndarray:
    codes: np.ndarray = chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return codes
