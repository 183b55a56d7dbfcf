"""Cells of a file as values: days, whole numbers, coordinates, words, lists, a whole column at a time.

Every function gives :class:`Values`: what was read, and which cells say something that could not be read. A cell
that is blank or says "not available" in one of the usual ways is missing, never bad. Nothing is guessed
cell by cell: whether ``03/12/2019`` begins with the day is said for the whole column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.numbered import is_numbered, objects, split, spread
from sources.written_days import span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

MISSING: frozenset[str] = frozenset(
    {
        *("", "-", "--", "–", "—", ".", "..", "na", "n/a", "n.a.", "n. a.", "#n/a", "#null!", "nan", "<na>"),
        *("null", "none", "nil", "missing", "not available", "no data", "н/д", "н.д.", "нет данных", "б/д"),
    }
)
"""What cells say that say nothing, in small letters."""
_LONGEST_MISSING = max(len(text.encode()) for text in MISSING)
_SAYS_SOMETHING = pa.scalar("+", pa.large_string())

_MISSING = pa.array(sorted(MISSING), pa.large_string())
_STR = pd.StringDtype(na_value=np.nan)

_ISO = r"^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.*)?$"
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]+")
_WHOLE = re.compile(r"([+-]?)(\d{1,15})(?:[.,]0*)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_SPACED = re.compile(r"\d{1,3}(?:[\s\u00a0\u2007\u2009\u202f'’]\d{3})+|\d+")
_QUARTER = r"(?:(?P<{name}>[nsewсвюз])(?:\.?\s*[шд]\.?)?)?"
_DEGREES = re.compile(
    _QUARTER.format(name="before")
    + r"\s*(?P<sign>[+−-]?)(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*[°º]?\s*"
    + r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?"
    + r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″]|''|’’|′′)\s*)?"
    + _QUARTER.format(name="after")
)
_QUARTERS: Mapping[Literal[90, 180], Mapping[str, int]] = {
    90: {"n": 1, "с": 1, "s": -1, "ю": -1},
    180: {"e": 1, "в": 1, "w": -1, "з": -1},
}
"""Letters of the quarters in English and Russian, with the sign they give, for latitudes and longitudes."""


class Values(NamedTuple):
    """What a column says (index as given), and which of its cells could not be read."""

    values: pd.Series
    bad: pd.Series


class Spans(NamedTuple):
    """First and last day that each cell means, and which cells could not be read."""

    first: pd.Series
    last: pd.Series
    bad: pd.Series


def known(cells: pd.Series) -> pd.Series:
    """The cells trimmed, missing where they are blank or say that nothing is known.

    >>> known(pd.Series([" Batken ", "N/A", "", None], dtype="str")).to_list()
    ['Batken', nan, nan, nan]
    """
    if is_numbered(cells):
        codes, words = split(cells)
        found = spread(_told(known(pd.Series(words, dtype="str"))), codes, cells.index)
        found.name = cells.name
        return found
    told = pa.array(cells.astype("str")).cast(pa.large_string())
    trimmed = pc.utf8_trim_whitespace(told)
    length = pc.binary_length(trimmed)
    unchanged = pc.equal(pc.sum(length), pc.sum(pc.binary_length(told))).as_py() is not False
    # Long cells say something; leaving them out saves a copy of every long text.
    short = pc.if_else(pc.less_equal(length, _LONGEST_MISSING), trimmed, _SAYS_SOMETHING)
    says_nothing = pc.is_in(pc.utf8_lower(short), value_set=_MISSING)
    if not pc.any(says_nothing).as_py():
        if unchanged:
            return cells.astype("str")
        kept = trimmed
    else:
        kept = pc.if_else(says_nothing, pa.scalar(None, pa.large_string()), told if unchanged else trimmed)
    found = pa.chunked_array([kept] if isinstance(kept, pa.Array) else kept.chunks, pa.large_string())
    return pd.Series(found.to_pandas(types_mapper=lambda _: _STR).array, index=cells.index, name=cells.name)


def dates(cells: pd.Series, *, day_first: bool = True) -> Values:
    """Each cell as a :class:`datetime.date` or None; a month or a year alone is bad here, see :func:`spans`.

    Read are ISO days with or without a time (the day as it is written, whatever the zone), days with the
    month as a word in English, Russian, Kyrgyz, Tajik or Uzbek, days in digits (``day_first`` says which
    comes first; two digits of a year mean 1969 to 2068), and the serial numbers of spreadsheets.

    >>> dates(pd.Series(["16 February 2023", "31-12-19", "44818", "soon"], dtype="str")).values.to_list()
    [datetime.date(2023, 2, 16), datetime.date(2019, 12, 31), datetime.date(2022, 9, 14), None]
    """
    codes, told = _different(cells)
    days = [one[0] if one and one[0] == one[1] else None for one in _days(told, day_first=day_first)]
    bad = _bad([day is None for day in days], codes, cells.index)
    return Values(_spread(days, codes, cells), bad)


def spans(cells: pd.Series, *, day_first: bool = True) -> Spans:
    """The first and the last day that each cell means: a month or a year alone means all of it.

    >>> first, last, bad = spans(pd.Series(["2022-09", "сентябрь 2022", "2022-09-14"], dtype="str"))
    >>> last.to_list()
    [datetime.date(2022, 9, 30), datetime.date(2022, 9, 30), datetime.date(2022, 9, 14)]
    """
    codes, told = _different(cells)
    found = _days(told, day_first=day_first)
    first = _spread([one[0] if one else None for one in found], codes, cells)
    last = _spread([one[1] if one else None for one in found], codes, cells)
    return Spans(first, last, _bad([one is None for one in found], codes, cells.index))


def day_first(cells: pd.Series) -> bool | None:
    """Whether days in digits begin with the day; None where no cell decides it, or cells contradict each other.

    >>> day_first(pd.Series(["25/06/2019", "3/12/2019"], dtype="str"))
    True
    """
    digits = known(cells).dropna().str.extract(r"^(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}(?:\D.*)?$").dropna()
    one, other = (digits[at].astype(int).gt(12).any() for at in (0, 1))
    return None if one == other else bool(one)


def whole_numbers(cells: pd.Series, *, least: int = 0) -> Values:
    r"""Each cell as a nullable whole number from ``least`` on: ``3``, ``3.0``, ``1 200``, ``1,200``.

    >>> found = whole_numbers(pd.Series(["3.0", "1\u202f200", "", "2.5", "-1", "several"], dtype="str"))
    >>> found.values.to_list(), found.bad.to_list()
    ([3, 1200, <NA>, <NA>, <NA>, <NA>], [False, False, False, True, True, True])
    """
    codes, told = _different(cells)
    found = [number if (number := _whole(cell)) is not None and number >= least else None for cell in told]
    bad = _bad([number is None for number in found], codes, cells.index)
    table = pd.array([*found, None], dtype="Int64")
    return Values(pd.Series(table.take(codes), index=cells.index), bad)


def coordinates(cells: pd.Series, *, most: Literal[90, 180]) -> Values:
    r"""Each cell as degrees from ``-most`` to ``most`` (90 for latitudes, 180 for longitudes), else missing.

    Read are decimal degrees with point or comma, a letter of the quarter before or after, degrees with
    minutes and seconds.

    >>> cells = pd.Series(["40,2345", "40.5° N", "40°30'00\" N", "95"], dtype="str")
    >>> coordinates(cells, most=90).values.to_list()
    [40.2345, 40.5, 40.5, nan]
    """
    codes, told = _different(cells)
    plain = np.array(pd.to_numeric(pd.Series(told, dtype="str"), errors="coerce"), dtype=float)
    for at in np.flatnonzero(~np.isfinite(plain)):
        plain[at] = _degrees(told[at], most=most)
    plain = np.where(np.abs(plain) <= most, plain, np.nan)
    table = np.append(plain, np.nan)
    return Values(pd.Series(table[codes], index=cells.index), _bad(np.isnan(plain), codes, cells.index))


def words(cells: pd.Series, meaning: Mapping[str, str]) -> Values:
    """Each cell as the word that it means; ``meaning`` has the cells in small letters, spaces single.

    >>> words(pd.Series(["Драка", "?"], dtype="str"), {"драка": "stone_throwing"}).values.to_list()
    ['stone_throwing', None]
    """
    codes, told = _different(cells)
    found = [meaning.get(worded(cell)) for cell in told]
    bad = _bad([word is None for word in found], codes, cells.index)
    return Values(_spread(found, codes, cells), bad)


def worded(cell: str) -> str:
    """A cell as words are compared: small letters, single spaces, no white at its ends.

    >>> worded("  Stone  Throwing ")
    'stone throwing'
    """
    return " ".join(cell.split()).casefold()


def lists(cells: pd.Series, *, separators: str = ";") -> pd.Series:
    """Each cell as a list of its parts, trimmed; an empty list where nothing is known. Equal cells share a list.

    >>> lists(pd.Series(["a; b;", None], dtype="str")).to_list()
    [['a', 'b'], []]
    """
    codes, told = _different(cells)
    cut = re.compile(f"[{re.escape(separators)}]")
    found = [[part.strip() for part in cut.split(cell) if part.strip()] for cell in told]
    return pd.Series(objects([*found, []])[codes], index=cells.index, dtype=object)


def texts(cells: pd.Series) -> pd.Series:
    """The cells trimmed, as objects with None where nothing is known; equal cells share their text.

    >>> texts(pd.Series([" a ", "-"], dtype="str")).to_list()
    ['a', None]
    """
    codes, told = _different(cells)
    return _spread(told, codes, cells)


def _different(cells: pd.Series) -> tuple[np.ndarray, list[str]]:
    """For each cell the place of its text among the different ones, -1 where nothing is known."""
    codes, told = split(cells if is_numbered(cells) else cells.astype("str"))
    if not len(told):
        return codes, []
    trimmed = known(pd.Series(told, dtype="str"))
    again, different = pd.factorize(trimmed)
    return np.append(again, -1)[codes], [str(cell) for cell in different]


def _told(cells: pd.Series) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in cells]


def _spread(found: Sequence[object], codes: np.ndarray, cells: pd.Series) -> pd.Series:
    """For each cell what was found for its text; every object is made once and shared."""
    return spread(found, codes, cells.index, numbered=is_numbered(cells))


def _bad(found: list[bool] | np.ndarray, codes: np.ndarray, index: pd.Index) -> pd.Series:
    return pd.Series(np.append(np.asarray(found, dtype=bool), [False])[codes], index=index, dtype=bool)


def _days(told: list[str], *, day_first: bool) -> list[tuple[date, date] | None]:
    """Days of the different cells: the usual form a column at a time, the others one by one."""
    iso = pd.to_datetime(pd.Series(told, dtype="str").str.extract(_ISO)[0], format="%Y-%m-%d", errors="coerce")
    found: list[tuple[date, date] | None] = []
    for cell, day in zip(told, iso, strict=True):
        found.append(span(cell, day_first=day_first) if pd.isna(day) else (day.date(), day.date()))
    return found


def _whole(cell: str) -> int | None:
    spaced = _SPACED.fullmatch(cell)
    text = _SPACES.sub("", cell) if spaced else cell
    if _THOUSANDS.fullmatch(text):
        return int(text.replace(",", ""))
    found = _WHOLE.fullmatch(text)
    return int(found[1] + found[2]) if found else None


def _degrees(cell: str, *, most: Literal[90, 180]) -> float:
    """Degrees of one cell, NaN where it says none."""
    parts = _DEGREES.fullmatch(cell.casefold())
    if parts is None or (parts["before"] and parts["after"]):
        return float("nan")
    quarter = parts["before"] or parts["after"]
    sign = _QUARTERS[most].get(quarter, 0) if quarter else 1
    degrees, minutes, seconds = (
        float((parts[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    )
    if sign == 0 or max(minutes, seconds) >= 60:
        return float("nan")
    return (-sign if parts["sign"] in {"-", "−"} else sign) * (degrees + minutes / 60 + seconds / 3600)
