"""Lists of what was done about insecurity, by spreadsheet: columns by their headings, days also as months, years.

The headings are the contract's names, or what people write in the languages of the region
(:mod:`sources.response_headers`). Results stay what those who did the work report.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.enums import Country, LocationLevel, ResponseKind, Verification
from model.errors import BadInputError
from model.imports import STATED_DISTRICT, STATED_PROVINCE, ImportKind, Parsed
from model.precision import RADIUS_M
from model.strings import N_, Message
from model.tables import RESPONSES
from sources import values
from sources.checking import Checks
from sources.known_words import known_words
from sources.personal import personal_columns
from sources.raw_table import joined
from sources.record_ids import record_ids, slug
from sources.response_days import days
from sources.response_headers import KINDS, columns_of
from sources.source_rows import source_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportOptions
    from sources.raw_table import RawTable

_ORDER = [*RESPONSES.column_names, STATED_PROVINCE, STATED_DISTRICT]
_LISTS = ";|\n"
_UNITS = ";|,\n"
_NEEDED = ("name_en", "kind")
_IDENTITY = ("name_en", "kind", "district", "place_text", "date_start")
"""What tells responses without an id apart: their results may be corrected and they stay the same."""
_LOOKED_AT, _MOSTLY = 400, 0.8
_POINT_SOURCE = "the imported file"
_LICENCE = N_("not stated: ask whoever made the list")
_NO_NAME = N_(
    "A list of responses needs a column that says what was done, but {file} has the columns {columns}: head it "
    "'name_en' or 'Activity'."
)
_NO_ROWS = N_("{file} has headers but no rows: fill it in, or import the file that you filled in.")
_UNREAD = N_("Columns that were not read, because a response has none like them: {columns}.")
_HIDDEN = N_("Never stored, because it could tell a person: {columns}.")
_NAMED = 15


def recognises(table: RawTable) -> bool:
    """Whether the table says what was done and of which kind, in words for kinds of responses."""
    found = columns_of(table.headers)
    if not found.keys() >= set(_NEEDED):
        return False
    told = values.known(table.cells[found["kind"]].head(10 * _LOOKED_AT)).dropna().head(_LOOKED_AT)
    return bool(len(told)) and float(values.words(told, KINDS).bad.mean()) <= 1 - _MOSTLY


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The rows as responses; sheets without a column of names are left aside.

    Raises
    ------
    BadInputError
        No sheet has a column of names, or none has a row.
    """
    chosen = [table for table in tables if "name_en" in columns_of(table.headers)]
    if not chosen:
        raise BadInputError(Message(_NO_NAME, {"file": tables[0].file, "columns": tables[0].headers[:_NAMED]}))
    if not any(table.read for table in chosen):
        raise BadInputError(Message(_NO_ROWS, {"file": chosen[0].file}))
    file = chosen[0].file
    source_id = options.source_id or slug(PurePath(file).stem) or "responses"
    columns = _Columns(joined(chosen))
    frame = _rows(columns, source_id).loc[columns.checks.good]
    own = {"source_id": source_id, "title": file, "publisher": file, "licence": _LICENCE, "holds": "responses"}
    return Parsed(
        ImportKind.RESPONSES,
        "responses",
        source_row(options, own, days=[*frame["date_start"], *frame["date_end"]]),
        {"responses": frame[_ORDER]},
        columns.raw.read,
        columns.checks.quarantine(),
        columns.checks.cells(),
        tuple(_notes(columns)),
    )


class _Columns:
    """The cells of the list by what they mean; every method tells its problems to ``checks``."""

    def __init__(self, raw: RawTable) -> None:
        self.raw, self.index = raw, raw.cells.index
        found = columns_of(raw.headers)
        if "reported_result" not in found and "description" in found:
            found["reported_result"] = found.pop("description")
        # A bare "name" is that of a response here; whatever else could tell a person is never read.
        self.hidden = personal_columns(raw.headers) - {found["name_en"]}
        self.found = {column: header for column, header in found.items() if header not in self.hidden}
        self.checks = Checks(raw, personal=self.hidden)

    def header(self, column: str) -> str:
        """The header that means the column, or the column's own name."""
        return self.found.get(column, column)

    def cells(self, column: str) -> pd.Series:
        """The cells that mean the column; nothing where none does."""
        if column in self.found:
            return self.raw.cells[self.found[column]]
        return pd.Series(None, index=self.index, dtype="str")

    def text(self, column: str, *, missing: str | None = None) -> pd.Series:
        """The cells trimmed."""
        found = values.texts(self.cells(column))
        return found if missing is None else found.where(found.notna(), missing)

    def word(self, column: str, meaning: dict[str, str], default: str | None) -> pd.Series:
        """The words of a closed column; another word is refused, a blank cell is ``default``."""
        found, bad = values.words(self.cells(column), meaning)
        self.checks.refuse(
            bad, column=self.header(column), code="Q05", words=tuple(dict.fromkeys(meaning.values()))
        )
        return found if default is None else found.where(found.notna(), default)

    def countries(self) -> pd.Series:
        """The countries of each row, by code; any other is refused."""
        meaning = known_words("country")
        told = values.lists(self.cells("countries"), separators=_UNITS)
        found = told.map(lambda names: [meaning.get(values.worded(name)) for name in names])
        words = tuple(country.value for country in Country)
        bad = found.map(lambda codes: None in codes).astype(bool)
        self.checks.refuse(bad, column=self.header("countries"), code="Q05", words=words)
        return found.map(lambda codes: sorted({code for code in codes if code}))

    def point(self) -> tuple[pd.Series, pd.Series]:
        """Longitude and latitude, both or neither; degrees."""
        lon, bad_lon = values.coordinates(self.cells("lon"), most=180)
        lat, bad_lat = values.coordinates(self.cells("lat"), most=90)
        self.checks.refuse(bad_lon, column=self.header("lon"), code="Q04", first=-180, last=180)
        self.checks.refuse(bad_lat, column=self.header("lat"), code="Q04", first=-90, last=90)
        sound = ~bad_lon & ~bad_lat
        for one, other, name, second in ((lon, lat, "lon", "lat"), (lat, lon, "lat", "lon")):
            half = sound & one.isna() & other.notna()
            self.checks.refuse(half, column=self.header(name), code="Q16", other=self.header(second))
        return lon, lat

    def keys(self) -> pd.Series:
        """The keys of the records; a row whose key stands further up is refused."""
        keys = self.text("response_id")
        first = keys.map(dict(zip(keys[::-1], keys.index[::-1], strict=True)))
        again = keys.notna() & keys.duplicated()
        self.checks.refuse(again, column=self.header("response_id"), code="Q06", other=first)
        return keys


def _rows(columns: _Columns, source_id: str) -> pd.DataFrame:
    keys = columns.keys()
    identity = pd.DataFrame({name: columns.cells(name) for name in _IDENTITY}, index=columns.index)
    name = columns.text("name_en")
    columns.checks.refuse(name.isna(), column=columns.header("name_en"), code="Q01")
    group = columns.text("part_of")
    found: dict[str, Any] = {
        "response_id": record_ids(source_id, keys, identity),
        "name_en": name,
        "kind": columns.word("kind", dict(KINDS), ResponseKind.OTHER.value),
        # A group of this list is no group of another one that happens to have its name.
        "part_of": group.map(lambda text: f"{source_id}-{text}", na_action="ignore"),
        **days(columns),
        "actors": values.lists(columns.cells("actors"), separators=_LISTS),
        **{name: columns.text(name) for name in ("funder", "verification_note", "source_title", "source_url")},
        **{name: columns.text(name, missing="") for name in ("concern", "reported_result")},
        **_where(columns),
        "verification": columns.word("verification", known_words("verification"), Verification.PARTLY.value),
        "source_id": source_id,
    }
    return pd.DataFrame(found, index=columns.index)


def _where(columns: _Columns) -> dict[str, Any]:
    """Units in the file's words, the point, and how exactly the place is known by what is said about it."""
    provinces = values.lists(columns.cells("provinces"), separators=_UNITS)
    districts = values.lists(columns.cells("district"), separators=_UNITS)
    place, named = columns.text("place_text"), columns.text("district")
    told = place.where(place.notna(), named)
    countries, (lon, lat) = columns.countries(), columns.point()
    known = [lon.notna() | place.notna(), districts.map(len) == 1, (provinces.map(len) > 0) | named.notna()]
    levels = [LocationLevel.L1.value, LocationLevel.L3.value, LocationLevel.L4.value]
    stated = columns.word("location_level", known_words("location_level"), None)
    level = stated.where(stated.notna(), np.select(known, levels, LocationLevel.L5.value).astype(object))
    nothing = pd.Series(np.full(len(columns.index), None, dtype=object), index=columns.index)
    return {
        "place_text": told.where(told.notna(), columns.text("provinces", missing="")),
        "place_id": nothing,
        "district_id": nothing,
        "provinces": provinces,
        "countries": countries,
        "lon": lon,
        "lat": lat,
        "location_level": level,
        "radius_m": level.map({key.value: radius for key, radius in RADIUS_M.items()}).astype(float),
        "coord_source": lon.notna().map({True: _POINT_SOURCE, False: None}).astype(object),
        STATED_PROVINCE: provinces.map(_only),
        STATED_DISTRICT: districts.map(_only),
    }


def _only(units: list[str]) -> str | None:
    """The unit, where there is one: of several none decides."""
    return units[0] if len(units) == 1 else None


def _notes(columns: _Columns) -> list[Message]:
    read = {*columns.found.values(), *columns.hidden}
    unread = tuple(header for header in columns.raw.headers if header not in read)
    if "description" in columns.found:
        unread = (*unread, columns.found["description"])
    hidden = tuple(sorted(columns.hidden))
    return [
        Message(sentence, {"columns": headers})
        for sentence, headers in ((_UNREAD, unread[:_NAMED]), (_HIDDEN, hidden))
        if headers
    ]
