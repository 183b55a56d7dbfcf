"""The cells of a table of coded events as values, with what is wrong with each row; what ACLED and UCDP share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.enums import AssignedBy, DateLevel, LocationLevel, RecordKind, Visibility
from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.numbered import filled, is_numbered, objects, split, spread, together
from model.settings import MAP_BOX
from model.strings import N_, Message
from model.tables import INCIDENTS
from sources import event_words as words
from sources import values
from sources.checking import Checks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sources.raw_table import RawTable

ORDER: tuple[str, ...] = (*INCIDENTS.column_names, STATED_PROVINCE, STATED_DISTRICT)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ENDS = ("low", "best", "high")
_SHOWN = 5
_NO_LEVEL = N_(
    "The file has no column {column}, which says how exactly places are known: they stand on no map (L9). Export "
    "it with that column."
)
_NO_DAY_LEVEL = N_(
    "The file has no column {column}, which says how exactly days are known: they are taken as vague (T5), "
    "because a day may stand for a week. Export it with that column."
)


class EventColumns:
    """The cells of a table by our names for them; every method tells its problems to ``checks``."""

    def __init__(self, raw: RawTable, names: Mapping[str, Sequence[str]]) -> None:
        self.raw, self.checks = raw, Checks(raw)
        self.index = raw.cells.index
        self.numbered = any(is_numbered(raw.cells.iloc[:, at]) for at in range(raw.cells.shape[1]))
        self._names = names
        self._headers = {name: raw.column(*headers) for name, headers in names.items()}
        self._known: dict[str, pd.Series] = {}

    def has(self, name: str) -> bool:
        """Whether the file has the column."""
        return self._headers[name] is not None

    def header(self, name: str) -> str:
        """The header in the file; where it is not there, the one that is expected."""
        return self._headers[name] or self._names[name][0]

    def cells(self, name: str) -> pd.Series:
        """The cells trimmed, missing where they say nothing or the column is not there."""
        if name not in self._known:
            header = self._headers[name]
            found = pd.Series(None, index=self.index, dtype="str") if header is None else self.raw.cells[header]
            self._known[name] = values.known(found).rename(name)
        return self._known[name]

    def all_say(self, word: str) -> pd.Series:
        """A column in which every row says the word."""
        return spread([word], np.zeros(len(self.index), dtype=np.int8), self.index, numbered=self.numbered)

    def days(self, name: str) -> pd.Series:
        """Days as dates; a row without one, or with a year that cannot be meant, is refused."""
        cells, header = self.cells(name), self.header(name)
        first = values.day_first(pd.Series(split(cells)[1], dtype="str"))
        day, bad = values.dates(cells, day_first=first is not False)
        self.checks.refuse(bad, column=header, code="Q02")
        self.checks.refuse(cells.isna(), column=header, code="Q01")
        codes, told = split(day)
        odd = np.array([*(not _FIRST_YEAR <= one.year <= _LAST_YEAR for one in told), False])[codes]
        years = {"year_first": _FIRST_YEAR, "year_last": _LAST_YEAR}
        self.checks.refuse(pd.Series(odd, index=self.index), column=header, code="Q11", **years)
        return day

    def point(self) -> tuple[pd.Series, pd.Series]:
        """Longitude and latitude, both or neither; degrees."""
        found: dict[str, pd.Series] = {}
        bad: dict[str, pd.Series] = {}
        for name, most in (("lon", 180), ("lat", 90)):
            found[name], bad[name] = values.coordinates(self.cells(name), most=180 if most == 180 else 90)
            self.checks.refuse(bad[name], column=self.header(name), code="Q04", first=-most, last=most)
        sound = ~bad["lon"] & ~bad["lat"]
        for name, other in (("lon", "lat"), ("lat", "lon")):
            half = sound & found[name].isna() & found[other].notna()
            self.checks.refuse(half, column=self.header(name), code="Q16", other=self.header(other))
        return found["lon"], found["lat"]

    def count(self, name: str) -> pd.Series:
        """Whole numbers from 0 on; unknown is not zero."""
        found, bad = values.whole_numbers(self.cells(name))
        self.checks.refuse(bad, column=self.header(name), code="Q03")
        return found


def where(columns: EventColumns, levels: pd.Series, country: pd.Series, *, told_by: str) -> dict[str, pd.Series]:
    """``lon, lat, location_level, radius_m, record_kind, country, coord_source``.

    Outside are points beyond the map, and events without a point in a country that is none of the three. A level
    that is None is L9; ``country`` holds the words of the file.
    """
    lon, lat = columns.point()
    level = filled(levels, LocationLevel.L9.value)
    inside = lon.between(MAP_BOX.west, MAP_BOX.east) & lat.between(MAP_BOX.south, MAP_BOX.north)
    ours = words.coded(country, words.COUNTRIES)
    away = (lon.notna() & ~inside) | (lon.isna() & country.notna() & ours.isna())
    kinds, sources = (RecordKind.EVENT.value, RecordKind.OUTSIDE.value), (None, told_by)
    return {
        "lon": lon,
        "lat": lat,
        "location_level": level,
        "radius_m": words.radii(level),
        "record_kind": _one_of(kinds, away, like=level),
        "country": ours,
        "coord_source": _one_of(sources, lon.notna(), like=level),
    }


def when(day: pd.Series, levels: pd.Series) -> dict[str, pd.Series]:
    """``date_start, date_end, date_level`` of one day and ACLED's level of it (methods section 12).

    T2 is three days on either side, T3 the calendar month, no level T5 with the day as it is stated.
    """
    level = filled(levels, DateLevel.T5.value)
    index = day.index
    (days, told_days), (kinds, told_levels) = split(day), split(level)
    numbers, first = together([(days, len(told_days)), (kinds, len(told_levels))], len(index))
    at = np.append(np.array(told_days, dtype="datetime64[D]"), np.datetime64("NaT", "D"))[days[first]]
    kind = objects([*told_levels, None])[kinds[first]]
    week, month = kind == DateLevel.T2.value, kind == DateLevel.T3.value
    months = at.astype("datetime64[M]")
    begin, end = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]") - 1
    spans = {
        "date_start": np.where(month, begin, np.where(week, at - 3, at)),
        "date_end": np.where(month, end, np.where(week, at + 3, at)),
    }
    numbered = is_numbered(day)
    return {
        **{name: spread(_dates(found), numbers, index, numbered=numbered) for name, found in spans.items()},
        "date_level": level,
    }


def rest(columns: EventColumns, source_id: str) -> dict[str, object]:
    """The columns of an incident that coded events never state."""
    nobody = np.full(len(columns.index), -1, dtype=np.int8)
    nothing = spread([], nobody, columns.index, numbered=columns.numbered)
    unknown = pd.Series(pd.NA, index=columns.index, dtype="Int64")
    words = {
        "assigned_by": AssignedBy.UNKNOWN.value,
        "visibility": Visibility.PUBLIC.value,
        "source_id": source_id,
    }
    return {
        **{f"{what}_{end}": unknown for what in ("injured", "displaced") for end in _ENDS},
        **dict.fromkeys(("place_id", "district_id", "part_of", "source_url"), nothing),
        "district_ids": pd.Series(objects([[]])[nobody], index=columns.index, dtype=object),
        **{name: columns.all_say(word) for name, word in words.items()},
    }


def told(sentences: Sequence[tuple[int, Message]]) -> list[Message]:
    """The sentences about something that happened at all."""
    return [sentence for n, sentence in sentences if n]


def unknown_levels(columns: EventColumns, name: str, meaning: Mapping[str, str], *, last: int) -> list[Message]:
    """That the column of a precision is not there, or that so many rows have no code of it that we know."""
    header = columns.header(name)
    if not columns.has(name):
        return [Message(_NO_LEVEL if name == "level" else _NO_DAY_LEVEL, {"column": header})]
    n = int(words.coded(columns.cells(name), meaning).isna().sum())
    sentence = Message.counted(
        "{n} row has no code from 1 to {last} in {column}: it is taken as not exact enough to use (L9, T5).",
        "{n} rows have no code from 1 to {last} in {column}: they are taken as not exact enough to use (L9, T5).",
        n,
        column=header,
        last=last,
    )
    return told([(n, sentence)])


def unknown_types(types: pd.Series, unknown: pd.Series) -> Message:
    """That so many rows have a type that the codebook does not have, and which."""
    return Message.counted(
        "{n} row has a type that the codebook does not have ({types}): it is an incident of the type 'other'.",
        "{n} rows have a type that the codebook does not have ({types}): they are incidents of the type 'other'.",
        int(unknown.sum()),
        types=tuple(str(one) for one in types[unknown].dropna().unique()[:_SHOWN]) or "–",
    )


def _one_of(words: tuple[str | None, str | None], second: pd.Series, *, like: pd.Series) -> pd.Series:
    """The first word, or the second one where that is chosen; numbered as another column is."""
    return spread(words, second.to_numpy(dtype=bool).astype(np.int8), second.index, numbered=is_numbered(like))


def _dates(days: np.ndarray) -> list[date | None]:
    return [None if np.isnat(day) else day.item() for day in days]
