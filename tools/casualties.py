"""Low, best and high of an account and of a record (methods section 13), for the builders only."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from model.enums import AboutSide
from model.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURES = ("killed", "injured", "displaced")
_ENDS = ("low", "best", "high")
Range: TypeAlias = tuple[int | None, int | None, int | None]
"""Low, best and high; ``None`` = unknown."""


def account_figures(row: dict[str, str]) -> dict[str, int | None]:
    """``killed_low`` … ``displaced_high`` of one account.

    One number is low, best and high; a span ``1-2`` sets low and high, ``10+`` leaves the high unknown.

    >>> account_figures({"account_id": "A", "killed": "10", "killed_span": "10+"})["killed_high"] is None
    True

    Raises
    ------
        DataFileError: a cell is neither empty nor such a number or span.
    """
    figures: dict[str, int | None] = {}
    for measure in MEASURES:
        low, best, high = _span(row.get(measure, ""), row.get(f"{measure}_span", ""), row["account_id"])
        figures |= {f"{measure}_low": low, f"{measure}_best": best, f"{measure}_high": high}
    return figures


def record_figures(row: dict[str, str], accounts: pd.DataFrame | None) -> dict[str, int | None]:
    """The figures of a record: its accounts summed over the sides, else its own number, else unknown.

    A side has the lowest low, the best of the account that is read first and the highest high of its
    accounts; a side that is spoken of without a number leaves the high of the record unknown. Accounts
    of both sides together count where no side has a figure; beside sides one of priority 1 raises the
    high and nothing else.
    """
    figures: dict[str, int | None] = {}
    for measure in MEASURES:
        told = _told(measure, accounts)
        if told is None:
            own = _number(row[measure], row["incident_id"])
            told = (own, own, own)
        figures |= {f"{measure}_{end}": value for end, value in zip(_ENDS, told, strict=True)}
    return figures


def _told(measure: str, accounts: pd.DataFrame | None) -> Range | None:
    if accounts is None:
        return None
    known = accounts[accounts[f"{measure}_best"].notna()]
    of_both = known[known["about_side"] == AboutSide.BOTH.value]
    sided = known[known["about_side"] != AboutSide.BOTH.value]
    used = of_both if sided.empty else sided
    if used.empty:
        return None
    sides = [_side(measure, rows) for _, rows in used.groupby("about_side")]
    lows, bests, highs = zip(*sides, strict=True)
    high = _sum(highs)
    if not sided.empty:
        silent = set(accounts["about_side"]) - {AboutSide.BOTH.value} - set(sided["about_side"])
        first = of_both[of_both["priority"] == 1]
        high = None if silent else _highest([high, *([] if first.empty else [_side(measure, first)[2]])])
    return _sum(lows), _sum(bests), high


def _side(measure: str, rows: pd.DataFrame) -> Range:
    first = rows.sort_values("priority", kind="stable").iloc[0]
    highs = [None if pd.isna(value) else int(value) for value in rows[f"{measure}_high"]]
    return int(rows[f"{measure}_low"].min()), int(first[f"{measure}_best"]), _highest(highs)


def _highest(values: Sequence[int | None]) -> int | None:
    """The highest; unknown as soon as one of them is."""
    known = [value for value in values if value is not None]
    return max(known) if len(known) == len(values) else None


def _sum(values: tuple[int | None, ...]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _span(best: str, span: str, where: str) -> Range:
    number = _number(best, where)
    if not span:
        return number, number, number
    if span.endswith("+"):
        return _number(span[:-1], where), number, None
    low, _, high = span.partition("-")
    return _number(low, where), number, _number(high, where)


def _number(text: str, where: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        message = f"{where}: expected a whole number, found '{text}'; correct the cell or leave it empty."
        raise DataFileError(message)
    return int(text)
