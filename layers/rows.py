"""Rows of a frame as plain dictionaries, one kind of emptiness only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """The rows in order; every empty cell (NaN, NA, NaT) is ``None``.

    >>> rows(pd.DataFrame({"n": [1.5, float("nan")]}))
    [{'n': 1.5}, {'n': None}]
    """
    return [_plain(row) for row in frame.to_dict("records")]


def _plain(row: Mapping[Hashable, Any]) -> Row:
    return {str(key): None if _is_empty(value) else value for key, value in row.items()}


def _is_empty(value: Any) -> bool:
    return bool(pd.api.types.is_scalar(value)) and bool(pd.isna(value))
