"""When a response was: days, months or years, an end that is not known or not yet there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from model.enums import DateLevel
from sources import values
from sources.known_words import known_words
from sources.response_headers import GOES_ON

if TYPE_CHECKING:
    from sources.checking import Checks

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_WEEK, _MONTH = 7, 31
_TO = " – "


class Columns(Protocol):
    """The columns of a list of responses."""

    checks: Checks
    found: dict[str, str]

    def header(self, column: str) -> str:
        """The header that means the column."""
        ...

    def cells(self, column: str) -> pd.Series:
        """The cells that mean the column."""
        ...

    def text(self, column: str) -> pd.Series:
        """The cells trimmed."""
        ...

    def word(self, column: str, meaning: dict[str, str], default: str | None) -> pd.Series:
        """The words of a closed column."""
        ...


def days(columns: Columns) -> dict[str, pd.Series]:
    """``date_start, date_end, date_level, date_note``.

    A month or a year begins with its first day and ends with its last. A last day that is blank, or says "going
    on", is not known; where the list has one column of days only, a response ends with what that says.
    """
    start, end = columns.cells("date_start"), columns.cells("date_end")
    told = pd.concat([values.known(cells).dropna().drop_duplicates() for cells in (start, end)])
    day_first = values.day_first(told) is not False
    goes_on = values.known(end).map(lambda cell: values.worded(cell) in GOES_ON, na_action="ignore")
    begin, begin_end, bad = values.spans(start, day_first=day_first)
    last_begin, last, bad_end = values.spans(end.mask(goes_on.eq(other=True)), day_first=day_first)
    for column, wrong in (("date_start", bad), ("date_end", bad_end)):
        columns.checks.refuse(wrong, column=columns.header(column), code="Q02")
    for column, found in (("date_start", begin), ("date_end", last)):
        _check_years(columns, column, found)
    if "date_end" not in columns.found:
        last = begin_end
    early = pd.Series(_apart(begin, last) < 0, index=begin.index)
    columns.checks.refuse(early, column=columns.header("date_end"), code="Q08", other=begin)
    vague = np.fmax(_apart(begin, begin_end), _apart(last_begin, last))
    stated = columns.word("date_level", known_words("date_level"), None)
    level = stated.where(stated.notna(), _levels(vague, begin.isna() & last.isna()))
    return {"date_start": begin, "date_end": last, "date_level": level, "date_note": _note(columns, vague)}


def _check_years(columns: Columns, column: str, found: pd.Series) -> None:
    odd = found.map(lambda day: day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR).astype(bool)
    years: dict[str, Any] = {"year_first": _FIRST_YEAR, "year_last": _LAST_YEAR}
    columns.checks.refuse(odd, column=columns.header(column), code="Q11", **years)


def _apart(first: pd.Series, last: pd.Series) -> np.ndarray:
    """Days from the first to the last, NaN where one is not known."""
    pairs = zip(first, last, strict=True)
    return np.array([(two - one).days if one and two else np.nan for one, two in pairs], dtype=float)


def _levels(vague: np.ndarray, unknown: pd.Series) -> pd.Series:
    """The level of days that are known to within so many days (methods section 12); no day at all is T5."""
    levels = np.select(
        [unknown.to_numpy(dtype=bool), ~(vague > 0), vague < _WEEK, vague < _MONTH],
        [DateLevel.T5.value, DateLevel.T1.value, DateLevel.T2.value, DateLevel.T3.value],
        DateLevel.T5.value,
    )
    return pd.Series(levels.astype(object), index=unknown.index, dtype=object)


def _note(columns: Columns, vague: np.ndarray) -> pd.Series:
    """The list's own note; where it has none and the days are no days, the days as it writes them."""
    start, end = columns.text("date_start"), columns.text("date_end")
    written = [_TO.join(cell for cell in pair if cell) for pair in zip(start, end, strict=True)]
    note = columns.text("date_note")
    own = pd.Series(written, index=note.index, dtype=object).where(vague > 0, None)
    return note.where(note.notna(), own)
