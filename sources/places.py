"""Lists of places: GeoNames' tables, maps with points or areas (GeoJSON, GeoPackage, KML, shapefile), sheets.

Every row becomes a place or is told: what is no settlement (Q22), what lies in none of the three countries or
outside the map (Q23), what has no usable shape (Q13). Which of them the workspace has already is found out by
:mod:`store.place_arrivals`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.errors import BadInputError
from model.imports import STATED_DISTRICT, STATED_PROVINCE, ImportKind, Parsed
from model.settings import MAP_BOX
from model.strings import N_, Message
from model.tables import PLACES, Kind
from sources import values
from sources.checking import Checks
from sources.countries import country_at
from sources.known_words import known_words
from sources.personal import personal_columns
from sources.place_headers import DAYS, GEONAMES, KINDS, NAMED, columns_of
from sources.place_names import named
from sources.place_origins import OF_GEONAMES, Origin, is_geonames, origin_of
from sources.raw_table import joined, plain
from sources.record_ids import record_ids
from sources.shapes import LON, RADIUS, SHAPE
from sources.source_rows import source_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.imports import ImportOptions
    from sources.raw_table import RawTable

_ORDER = [*PLACES.column_names, STATED_PROVINCE, STATED_DISTRICT]
_SETTLEMENTS = "P"
_STATE_LANGUAGE = {"KG": "name_ky", "TJ": "name_tg", "UZ": "name_uz"}
_UNKNOWN = ("country_before", "country_since", "district_id", "exclave_id")
_NEEDED = frozenset({"name", "lon", "lat"})
_NO_COLUMNS = N_(
    "A list of places needs a name and a point, but {file} has the columns {columns}: head them 'name', 'lon' and "
    "'lat'."
)
_OTHER_COUNTRY = N_(
    "Places whose point lies in another country than the one stated: {n}. The stated one stands, and their points "
    "do not decide which village is nearest."
)
_LEFT = N_("Not read, because it holds no names with points: {tables}.")
_AREAS = N_("Places drawn as areas stand at a point inside them: {n}.")


def recognises(table: RawTable) -> bool:
    """Whether the table is GeoNames', a map with names, or a list of names with points and no days."""
    if is_geonames(table):
        return True
    if not columns_of(table.headers).keys() >= _NEEDED or DAYS & {plain(header) for header in table.headers}:
        return False
    known = sum(plain(header) in NAMED for header in table.headers)
    return LON in table.headers or 2 * known > len(table.headers)


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The rows as places.

    Raises
    ------
    BadInputError
        There is no column of names, or none of points.
    """
    chosen = _chosen(tables)
    raw = joined([_headed(table) for table in chosen])
    columns = _Columns(raw)
    source_id = options.source_id or str(columns.origin.own["source_id"])
    frame = _settled(named(raw, columns.found), columns)
    frame = _placed(frame, columns)
    frame = _counted(_identified(frame, columns, source_id), columns)
    good = _none(frame.loc[columns.checks.good])
    return Parsed(
        ImportKind.PLACES,
        "places",
        source_row(options, columns.origin.own),
        {"places": good[_ORDER]},
        raw.read,
        columns.checks.quarantine(),
        columns.checks.cells(),
        (*_skipped(tables, chosen), *_notes(good, columns)),
    )


class _Columns:
    """The cells of a list by what they mean, and the problems that are found in them."""

    def __init__(self, raw: RawTable) -> None:
        self.found: Mapping[str, list[str]] = columns_of(raw.headers)
        if not self.found.keys() >= _NEEDED:
            raise BadInputError(Message(_NO_COLUMNS, {"file": raw.file, "columns": raw.headers[:15]}))
        self.raw, self.index = raw, raw.cells.index
        self.origin: Origin = origin_of(raw, self.found)
        used = {header for headers in self.found.values() for header in headers}
        self.checks = Checks(raw, personal=personal_columns(raw.headers) - used)

    def header(self, field: str) -> str:
        """The header that means the field, or the field's own name."""
        return self.found[field][0] if field in self.found else field

    def cells(self, field: str) -> pd.Series:
        """The cells that mean the field; nothing where none does."""
        if field in self.found:
            return self.raw.cells[self.found[field][0]]
        return pd.Series(None, index=self.index, dtype="str")

    def own(self, column: str) -> pd.Series:
        """The cells of one of the columns that every map has; nothing where the file is no map."""
        return (
            self.raw.cells[column] if column in self.raw.cells else pd.Series(None, index=self.index, dtype="str")
        )


def _chosen(tables: Sequence[RawTable]) -> list[RawTable]:
    """Those of GeoNames, where there are any (its archives hold a readme), else those with names and points."""
    found = [table for table in tables if is_geonames(table)]
    found = found or [table for table in tables if columns_of(table.headers).keys() >= _NEEDED]
    return found or [*tables[:1]]


def _skipped(tables: Sequence[RawTable], chosen: Sequence[RawTable]) -> list[Message]:
    left = [table.sheet or table.file for table in tables if all(table is not one for one in chosen)]
    return [Message(_LEFT, {"tables": tuple(left)})] if left else []


def _headed(table: RawTable) -> RawTable:
    headless = is_geonames(table) and table.column("geonameid") is None
    return table.headless(GEONAMES) if headless else table


def _settled(frame: pd.DataFrame, columns: _Columns) -> pd.DataFrame:
    """Name and kind; rows that are no settlements are refused."""
    columns.checks.refuse(frame["name"].isna(), column=columns.header("name"), code="Q01")
    if "class" in columns.found:
        other = values.texts(columns.cells("class")).ne(_SETTLEMENTS)
        columns.checks.refuse(other, column=columns.header("class"), code="Q22")
    told = frame["place"] if "place" in frame else columns.cells("kind")
    meant, bad = values.words(told, KINDS)
    if "class" not in columns.found:  # GeoNames' class says already what a settlement is
        columns.checks.refuse(bad, column=columns.header("kind"), code="Q22")
    return frame.assign(kind=meant.where(meant.notna(), "settlement"))


def _placed(frame: pd.DataFrame, columns: _Columns) -> pd.DataFrame:
    """Point, radius and country."""
    checks, faulty = columns.checks, columns.own(SHAPE).notna()
    checks.refuse(faulty, column=SHAPE, code="Q13")
    x, y = _degrees("lon", columns, faulty), _degrees("lat", columns, faulty)
    turned = _on_map(y, x) & ~_on_map(x, y)
    checks.refuse(turned, column=columns.header("lon"), code="Q04", first=MAP_BOX.west, last=MAP_BOX.east)
    stated, unknown = values.words(columns.cells("country"), known_words("country"))
    around = country_at(x, y)
    country = stated.where(stated.notna(), around)
    away = (unknown | ~_on_map(x, y) | country.isna()) & x.notna() & y.notna() & ~turned
    checks.refuse(away, column=columns.header("country" if unknown.any() else "lon"), code="Q23")
    disagree = stated.notna() & around.notna() & (stated != around)
    reach = pd.to_numeric(columns.own(RADIUS), errors="coerce").fillna(0.0).clip(lower=columns.origin.radius_m)
    local = [frame[name].where(country == code) for code, name in _STATE_LANGUAGE.items()]
    return frame.assign(
        lon=x,
        lat=y,
        radius_m=reach,
        country=country,
        name_local=local[0].combine_first(local[1]).combine_first(local[2]).astype(object),
        confidence=pd.Series(columns.origin.confidence, index=frame.index, dtype=object).mask(disagree, "low"),
        disagree=disagree,
    )


def _degrees(field: str, columns: _Columns, faulty: pd.Series) -> pd.Series:
    most = 180 if field == "lon" else 90
    header = columns.header(field)
    degrees, bad = values.coordinates(columns.cells(field), most=180 if field == "lon" else 90)
    columns.checks.refuse(bad, column=header, code="Q04", first=-most, last=most)
    columns.checks.refuse(degrees.isna() & ~bad & ~faulty, column=header, code="Q01")
    return degrees.astype(float)


def _on_map(lon: pd.Series, lat: pd.Series) -> pd.Series:
    return lon.between(MAP_BOX.west, MAP_BOX.east) & lat.between(MAP_BOX.south, MAP_BOX.north)


def _identified(frame: pd.DataFrame, columns: _Columns, source_id: str) -> pd.DataFrame:
    """The id of each place and what is said of its point; a key that comes twice is refused."""
    keys, checks, header = values.texts(columns.cells("key")), columns.checks, columns.header("key")
    first = keys.map(dict(zip(keys[::-1], keys.index[::-1], strict=True)))
    checks.refuse(keys.notna() & keys.duplicated(), column=header, code="Q06", other=first)
    if columns.origin is OF_GEONAMES:
        checks.refuse(keys.isna(), column=header, code="Q01")
        checks.refuse(keys.notna() & ~keys.fillna("").str.isdecimal(), column=header, code="Q03")
        ids = "GN" + keys.astype("str")
    else:
        ids = record_ids(source_id, keys, frame[["name", "lon", "lat"]].astype("str"))
    cited = [columns.origin.cites.format(key=key or "", file=columns.raw.file).strip() for key in keys]
    return frame.assign(
        place_id=ids.astype(object),
        coord_source=pd.Series(cited, index=frame.index, dtype=object),
        source_id=source_id,
        verification="partly",
        hugs_line=False,
        **{name: pd.Series(None, index=frame.index, dtype=object) for name in _UNKNOWN},
        **{name: values.texts(columns.cells(name)) for name in (STATED_PROVINCE, STATED_DISTRICT)},
    )


def _counted(frame: pd.DataFrame, columns: _Columns) -> pd.DataFrame:
    """Inhabitants and the year of their number."""
    people, bad = values.whole_numbers(columns.cells("population"))
    year, odd = values.whole_numbers(columns.cells("population_year"))
    columns.checks.refuse(bad, column=columns.header("population"), code="Q03")
    columns.checks.refuse(odd, column=columns.header("population_year"), code="Q03")
    people = people.where(people.notna(), frame["people"])
    # GeoNames writes 0 where it knows no number.
    return frame.assign(population=people.astype("Int64").mask(people == 0), population_year=year)


def _none(frame: pd.DataFrame) -> pd.DataFrame:
    """Unknown texts and days as ``None``."""
    told = [column.name for column in PLACES.columns if column.nullable and column.kind in {Kind.TEXT, Kind.DATE}]
    texts = {name: frame[name].astype(object) for name in (*told, STATED_PROVINCE, STATED_DISTRICT)}
    return frame.assign(**{name: text.where(text.notna(), None) for name, text in texts.items()})


def _notes(good: pd.DataFrame, columns: _Columns) -> list[Message]:
    counts = {
        _OTHER_COUNTRY: int(good["disagree"].sum()),
        _AREAS: int(columns.own(RADIUS).loc[good.index].notna().sum()),
    }
    return [Message(sentence, {"n": n}) for sentence, n in counts.items() if n]
