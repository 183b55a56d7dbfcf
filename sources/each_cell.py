"""A function on each cell that says something; the others stay unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable


def each(cells: pd.Series, function: Callable[[str], Any]) -> pd.Series:
    """What the function makes of each cell, ``None`` where a cell is missing; same index, always objects.

    Different cells are asked once, so a column of a hundred thousand answers costs no more than its answers.

    >>> each(pd.Series(["a", None], dtype="str"), str.upper).to_list()
    ['A', None]
    """
    made = {text: function(str(text)) for text in cells.dropna().unique()}
    return pd.Series([made.get(cell) for cell in cells], index=cells.index, dtype=object)
