"""Rows that say the same in some columns, looked at once: a million events lie at some thousand locations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Alike:
    """The groups of rows that are equal in these columns, numbered in the order of their first rows.

    >>> alike = Alike(pd.DataFrame({"a": ["x", "y", "x"], "b": [1.0, 2.0, 1.0]}), ["a", "b"])
    >>> alike.first.tolist(), alike.counts.tolist(), alike.spread(pd.Series(["one", "two"])).to_list()
    ([0, 1], [2, 1], ['one', 'two', 'one'])
    """

    def __init__(self, rows: pd.DataFrame, columns: Sequence[str]) -> None:
        self.index = rows.index
        key = np.zeros(len(rows), dtype=np.int64)
        for name in columns:
            codes, told = pd.factorize(rows[name])
            if len(told) > 1 or (codes < 0).any():
                key = pd.factorize(key * (len(told) + 1) + codes + 1)[0]
        self.codes: NDArray[np.int64] = key
        self.counts: NDArray[np.int64] = np.bincount(key, minlength=1)
        self.first: NDArray[np.intp] = np.full(len(self.counts), len(rows))
        np.minimum.at(self.first, key, np.arange(len(rows)))

    def spread(self, values: pd.Series[Any]) -> pd.Series[Any]:
        """For each row the value of its group; ``values`` has one for each group, in their order."""
        return values.take(self.codes).set_axis(self.index)

    def rows_of(self, groups: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of some groups one after another: the place in ``groups`` of the one it is of, and its own.

        >>> alike = Alike(pd.DataFrame({"a": ["x", "y", "x"]}), ["a"])
        >>> [part.tolist() for part in alike.rows_of(np.array([1, 0]))]
        [[0, 1, 1], [1, 0, 2]]
        """
        order = np.argsort(self.codes, kind="stable")
        begin = np.cumsum(self.counts) - self.counts
        sizes = self.counts[groups]
        lines = np.repeat(np.arange(len(groups)), sizes)
        steps = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return lines, order[np.repeat(begin[groups], sizes) + steps]
