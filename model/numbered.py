"""Long columns of few different words as numbered words (pandas' categories): work is done a word, not a row.

A column of a million cells that says one of some thousand things is numbers into a list of words. What is found
out about a word is found out once and spread over the rows. Everything here takes plain columns as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.integer[Any]]

_MOST = 2**62
_TIMES = 4
"""Keys up to so many times the number of rows are numbered by a table of all keys, others by hashing."""


def is_numbered(cells: pd.Series[Any]) -> bool:
    """Whether a column holds numbered words."""
    return isinstance(cells.dtype, pd.CategoricalDtype)


def split(cells: pd.Series[Any]) -> tuple[Codes, pd.Index[Any]]:
    """The number of each cell's word, -1 where it is missing, and the different words; some may be in no cell.

    >>> [part.tolist() for part in split(pd.Series(["b", None, "b"]))]
    [[0, -1, 0], ['b']]
    """
    if isinstance(cells.array, pd.Categorical):
        return np.asarray(cells.array.codes), cells.array.categories
    codes, words = pd.factorize(cells)
    return codes, pd.Index(words)


def spread(
    words: Sequence[Any] | NDArray[Any] | pd.Index[Any],
    codes: Codes,
    index: pd.Index[Any],
    *,
    missing: Any = None,
    numbered: bool = True,
) -> pd.Series[Any]:
    """For each row the word that its code points at; -1 points at ``missing``. Numbered words, or objects.

    Several codes may point at one word, and words may be ``None``, which is missing.

    >>> spread(["x", None, "x"], np.array([0, 1, 2, -1]), pd.RangeIndex(4), missing="y").astype(object).to_list()
    ['x', nan, 'x', 'y']
    """
    table = objects([*words, missing])
    if not numbered:
        return pd.Series(table[codes], index=index, dtype=object)
    numbers, different = pd.factorize(table)
    short = numbers.astype(np.min_scalar_type(-len(different) - 1))
    values = pd.Categorical.from_codes(short[codes], pd.Index(different, dtype=object), validate=False)
    return pd.Series(values, index=index, copy=False)


def objects(values: Iterable[Any]) -> NDArray[Any]:
    """The values as an array of objects, lists among them left whole."""
    held = list(values)
    found = np.empty(len(held), dtype=object)
    for at, value in enumerate(held):
        found[at] = value
    return found


def filled(cells: pd.Series[Any], word: Any) -> pd.Series[Any]:
    """The column with a word where it has none."""
    if not is_numbered(cells):
        return cells.fillna(word)
    codes, words = split(cells)
    return spread(words, codes, cells.index, missing=word)


def plain(cells: pd.Series[Any]) -> pd.Series[Any]:
    """The column as objects with ``None`` where it has no word; columns of other types as they are."""
    if not is_numbered(cells):
        return cells
    codes, words = split(cells)
    return pd.Series(objects([*words, None])[codes], index=cells.index, dtype=object)


def all_plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without numbered words."""
    return frame.assign(**{name: plain(frame[name]) for name in frame.columns if is_numbered(frame[name])})


def together(columns: Iterable[tuple[Codes, int]], rows: int) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """One number for each combination in several columns of codes below a bound, and the first row of each.

    Combinations are numbered in the order of their first rows.

    >>> numbers, first = together([(np.array([1, 0, 1]), 2), (np.array([-1, -1, -1]), 0)], 3)
    >>> numbers.tolist(), first.tolist()
    ([0, 1, 0], [0, 1])
    """
    key, bound = np.zeros(rows, dtype=np.int64), 1
    for codes, size in columns:
        if bound * (size + 1) > _MOST:
            key = pd.factorize(key)[0].astype(np.int64)
            bound = int(key.max(initial=0)) + 1
        key = key * (size + 1) + codes + 1
        bound *= size + 1
    return _numbered(key, bound)


def _numbered(key: NDArray[np.int64], bound: int) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    if bound > _TIMES * max(len(key), 1):
        numbers = pd.factorize(key)[0].astype(np.int64)
        first = np.empty(int(numbers.max(initial=-1)) + 1, dtype=np.intp)
        first[numbers[::-1]] = np.arange(len(key))[::-1]
        return numbers, first
    # Of several values for one place numpy keeps the last: that of the first row.
    seen = np.full(bound, -1, dtype=np.intp)
    seen[key[::-1]] = np.arange(len(key))[::-1]
    first = np.sort(seen[seen >= 0])
    rank = np.empty(bound, dtype=np.int64)
    rank[key[first]] = np.arange(len(first))
    return rank[key], first
