"""Rows that say the same in some columns, looked at once: a million events lie at some thousand locations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from model.numbered import split, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray


class Alike:
    """The groups of rows that are equal in these columns, numbered in the order of their first rows.

    >>> import pandas as pd
    >>> alike = Alike(pd.DataFrame({"a": ["x", "y", "x"], "b": [1.0, 2.0, 1.0]}), ["a", "b"])
    >>> alike.first.tolist(), alike.counts.tolist(), alike.spread(pd.Series(["one", "two"])).to_list()
    ([0, 1], [2, 1], ['one', 'two', 'one'])
    """

    def __init__(self, rows: pd.DataFrame, columns: Sequence[str]) -> None:
        self.index = rows.index
        split_up = (split(rows[name]) for name in columns)
        self.codes: NDArray[np.int64]
        self.first: NDArray[np.intp]
        self.codes, self.first = together(((codes, len(told)) for codes, told in split_up), len(rows))
        self.counts: NDArray[np.int64] = np.bincount(self.codes, minlength=1)

    def spread(self, values: pd.Series[Any]) -> pd.Series[Any]:
        """For each row the value of its group; ``values`` has one for each group, in their order."""
        return values.take(self.codes).set_axis(self.index)

    def rows_of(self, groups: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of some groups one after another: the place in ``groups`` of the one it is of, and its own.

        >>> import pandas as pd
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
