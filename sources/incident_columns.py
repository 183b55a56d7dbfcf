"""The cells of a mapped table as values of the columns of incidents, with what is wrong with each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.enums import DateLevel
from sources import values
from sources.checking import Checks
from sources.known_words import WORDS, known_words
from sources.personal import personal_columns
from sources.profiles import NAMES

if TYPE_CHECKING:
    from model.imports import Profile
    from sources.raw_table import RawTable

_YEAR_FIRST, _YEAR_LAST = 1900, 2100
_WEEK, _MONTH = 7, 31


class MappedColumns:
    """The cells of a table by the column that they mean; every method tells its problems to ``checks``."""

    def __init__(self, raw: RawTable, profile: Profile) -> None:
        self._raw, self._profile = raw, profile
        hidden = personal_columns(raw.headers)
        self.checks = Checks(raw, personal=hidden)
        mapped = profile.columns.items()
        self._headers = {
            column: header for column, header in mapped if header in raw.headers and header not in hidden
        }

    def header(self, column: str) -> str:
        """The header of the file that means the column."""
        return self._headers.get(column, column)

    def cells(self, column: str) -> pd.Series:
        """The cells that mean the column; the fixed value where none is mapped, else nothing."""
        if column in self._headers:
            return self._raw.cells[self._headers[column]]
        return pd.Series(self._profile.fixed.get(column), index=self._raw.cells.index, dtype="str")

    def text(self, column: str) -> pd.Series:
        """The cells trimmed; names that the mapping knows are replaced."""
        found = values.texts(self.cells(column))
        names = self._told(column)
        if column in NAMES and names:
            return found.map(lambda cell: names.get(values.worded(cell), cell), na_action="ignore")
        return found

    def word(self, column: str, *, unless: pd.Series | None = None) -> pd.Series:
        """The words of a column of closed words; a row with another one is refused, ``unless`` it may have one."""
        allowed = {word.value: word.value for word in WORDS[column]}
        own = {values.worded(code): code for code in allowed}
        meaning = self._told(column) if column in self._profile.words else known_words(column)
        found, bad = values.words(self.cells(column), own | meaning)
        refused = bad if unless is None else bad & ~unless
        self.checks.refuse(refused, column=self.header(column), code="Q05", words=tuple(allowed))
        return found

    def days(self) -> dict[str, pd.Series]:
        """First day, last day and how exactly they are known, by how they are written."""
        start, end = self.header("date_start"), self.header("date_end")
        begin, to, bad = values.spans(self.cells("date_start"), day_first=self._profile.day_first)
        self.checks.refuse(bad, column=start, code="Q02")
        self.checks.refuse(begin.isna() & ~bad, column=start, code="Q01")
        late_begin, late, late_bad = values.spans(self.cells("date_end"), day_first=self._profile.day_first)
        self.checks.refuse(late_bad, column=end, code="Q02")
        for days, column in ((begin, start), (late, end)):
            self._check_years(days, column)
        last = late.where(late.notna(), to)
        early = _pairs(begin, last) < 0
        self.checks.refuse(pd.Series(early, index=begin.index), column=end, code="Q08", other=begin)
        vague = np.fmax(_pairs(begin, to), _pairs(late_begin, late))
        return {"date_start": begin, "date_end": last, "date_level": _levels(vague, begin.index)}

    def point(self) -> dict[str, pd.Series]:
        """Longitude and latitude, both or neither."""
        lon, bad_lon = values.coordinates(self.cells("lon"), most=180)
        lat, bad_lat = values.coordinates(self.cells("lat"), most=90)
        lon_header, lat_header = self.header("lon"), self.header("lat")
        self.checks.refuse(bad_lon, column=lon_header, code="Q04", first=-180, last=180)
        self.checks.refuse(bad_lat, column=lat_header, code="Q04", first=-90, last=90)
        sound = ~bad_lon & ~bad_lat
        self.checks.refuse(sound & lon.isna() & lat.notna(), column=lon_header, code="Q16", other=lat_header)
        self.checks.refuse(sound & lat.isna() & lon.notna(), column=lat_header, code="Q16", other=lon_header)
        return {"lon": lon, "lat": lat}

    def count(self, what: str) -> dict[str, pd.Series]:
        """Lowest, best and highest number; one figure stands for all three."""
        found: dict[str, pd.Series] = {}
        for end in ("low", "best", "high"):
            column = f"{what}_{end}"
            found[column], bad = values.whole_numbers(self.cells(column))
            self.checks.refuse(bad, column=self.header(column), code="Q03")
        low, best, high = found.values()
        for lower, upper, column, other in (
            (low, high, "low", "high"),
            (low, best, "low", "best"),
            (best, high, "best", "high"),
        ):
            wrong = (lower > upper).fillna(value=False).astype(bool)
            at = self.header(f"{what}_{column}")
            self.checks.refuse(wrong, column=at, code="Q09", other=self.header(f"{what}_{other}"))
        return {f"{what}_low": low.fillna(best), f"{what}_best": best, f"{what}_high": high.fillna(best)}

    def keys(self) -> pd.Series:
        """The keys of the records; a row whose key stands further up is refused."""
        keys = self.text("source_record")
        again = keys.notna() & keys.duplicated()
        first = keys.map(dict(zip(keys[::-1], keys.index[::-1], strict=True)))
        self.checks.refuse(again, column=self.header("source_record"), code="Q06", other=first)
        return keys

    def _told(self, column: str) -> dict[str, str]:
        return {values.worded(cell): word for cell, word in self._profile.words.get(column, {}).items()}

    def _check_years(self, days: pd.Series, column: str) -> None:
        odd = days.map(lambda day: day is not None and not _YEAR_FIRST <= day.year <= _YEAR_LAST).astype(bool)
        self.checks.refuse(odd, column=column, code="Q11", year_first=_YEAR_FIRST, year_last=_YEAR_LAST)


def _pairs(first: pd.Series, last: pd.Series) -> np.ndarray:
    """Days from the first to the last, NaN where one is not known."""
    pairs = zip(first, last, strict=True)
    return np.array([(two - one).days if one and two else np.nan for one, two in pairs], dtype=float)


def _levels(vague: np.ndarray, index: pd.Index) -> pd.Series:
    """The level of days that are known to within so many days (methods section 12)."""
    levels = np.select(
        [~(vague > 0), vague < _WEEK, vague < _MONTH],
        [DateLevel.T1.value, DateLevel.T2.value, DateLevel.T3.value],
        DateLevel.T5.value,
    )
    return pd.Series(levels.astype(object), index=index, dtype=object)
