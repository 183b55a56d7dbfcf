"""UCDP event data: GED and Candidate, columns in any order, with or without a header.

An event spans ``date_start`` to ``date_end``; its deaths come as low, best and high. The country-year file and
other aggregates have no places: they are refused. UCDP data are CC BY 4.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.enums import AssignedBy, DateLevel, IncidentType, LocationLevel, RecordKind, Verification, Visibility
from model.errors import BadInputError
from model.imports import STATED_DISTRICT, STATED_PROVINCE, ImportKind, Parsed
from model.settings import MAP_BOX
from model.strings import N_, Message
from model.tables import INCIDENTS
from sources import event_words as words
from sources import values
from sources.checking import Checks
from sources.raw_table import joined
from sources.record_ids import record_ids
from sources.source_rows import source_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportOptions
    from sources.raw_table import RawTable

SOURCE = "ucdp-ged"
COLUMNS: tuple[str, ...] = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
    *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
    *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
"""The columns of GED in their canonical order: a Candidate file without a header has them so."""

_NEEDED = ("id", "type_of_violence", "date_start", "date_end", "latitude", "longitude", "best", "low", "high")
_USED = (
    *_NEEDED,
    *("side_a", "side_b", "dyad_name", "source_article", "source_office", "source_headline", "where_prec"),
    *("where_coordinates", "where_description", "adm_1", "adm_2", "country", "event_clarity", "date_prec"),
)
_YEARS_ONLY = ("year_cy", "country_id_cy", "country_cy")
_ONE_SIDED, _NOT_CLEAR = "3", "2"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ENDS = ("low", "best", "high")
_LONGEST = 300
_ORDER = [*INCIDENTS.column_names, STATED_PROVINCE, STATED_DISTRICT]
_TOTALS = N_(
    "Events with places were expected in {file}, but it has totals of countries and years: download UCDP GED or "
    "Candidate events instead."
)
_NOT_UCDP = N_(
    "UCDP events were expected in {file}, but it lacks {missing}: download GED or Candidate events as CSV, or "
    "import the file as a spreadsheet."
)
_WIDENED = N_("Events whose best number of deaths lay outside their own range, which was widened to hold it: {n}.")
_HEADLESS = N_("The file has no header; its {n} columns were taken in the order of GED.")


def recognises(table: RawTable) -> bool:
    """Whether the table is UCDP's: events with or without a header, or its totals, to be refused with a reason."""
    events = all(table.column(name) for name in ("type_of_violence", "date_start", "latitude"))
    return events or _is_headless(table) or all(table.column(name) for name in _YEARS_ONLY)


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The events as incidents.

    Raises
    ------
    BadInputError
        The file has totals and no events, or lacks columns that every file of events has.
    """
    headless = [table for table in tables if _is_headless(table)]
    raw = joined([table.headless(COLUMNS) if _is_headless(table) else table for table in tables])
    _check(raw)
    source_id = options.source_id or SOURCE
    checks = Checks(raw)
    frame = _frame(raw)
    frame = _dated(frame, raw, checks)
    frame = _placed(frame, raw, checks)
    frame = _counted(frame, raw, checks)
    frame = _filled(frame, source_id)
    frame["incident_id"] = record_ids(source_id, frame["source_record"], raw.cells)
    _once(frame, raw, checks)
    good = frame.loc[checks.good, _ORDER]
    own = {
        "source_id": SOURCE,
        "title": "UCDP georeferenced events",
        "publisher": "Uppsala Conflict Data Program",
        "url": "https://ucdp.uu.se",
        "licence": "CC-BY-4.0",
        "attribution": "Uppsala Conflict Data Program (UCDP), CC BY 4.0",
        "redistributable": True,
    }
    widened = _widened(raw)
    notes = [Message(_HEADLESS, {"n": len(COLUMNS)})] if headless else []
    notes += [Message(_WIDENED, {"n": widened})] if widened else []
    days = [*good["date_start"].unique(), *good["date_end"].unique()]
    return Parsed(
        ImportKind.UCDP,
        "incidents",
        source_row(options, own, days=days),
        {"incidents": good},
        raw.read,
        checks.quarantine(),
        checks.cells(),
        tuple(notes),
    )


def _is_headless(table: RawTable) -> bool:
    first = table.first_row or table.headers
    return len(first) == len(COLUMNS) and first[0].isdigit() and not table.column("latitude")


def _check(raw: RawTable) -> None:
    if any(raw.column(name) for name in _YEARS_ONLY):
        raise BadInputError(Message(_TOTALS, {"file": raw.file}))
    missing = [name for name in _NEEDED if not raw.column(name)]
    if missing:
        raise BadInputError(Message(_NOT_UCDP, {"file": raw.file, "missing": ", ".join(missing)}))


def _frame(raw: RawTable) -> pd.DataFrame:
    nothing = pd.Series(None, index=raw.cells.index, dtype=object)
    found: dict[str, Any] = {}
    for name in _USED:
        header = raw.column(name)
        found[name] = nothing if header is None else values.known(raw.cells[header])
    return pd.DataFrame(found, index=raw.cells.index)


def _dated(frame: pd.DataFrame, raw: RawTable, checks: Checks) -> pd.DataFrame:
    found: dict[str, pd.Series] = {}
    for name in ("date_start", "date_end"):
        header = raw.column(name) or name
        day, bad = values.dates(frame[name], day_first=False)
        checks.refuse(bad, column=header, code="Q02")
        checks.refuse(frame[name].isna(), column=header, code="Q01")
        odd = day.map(lambda day: day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR).astype(bool)
        checks.refuse(odd, column=header, code="Q11", year_first=_FIRST_YEAR, year_last=_LAST_YEAR)
        found[name] = day
    first, last = (pd.to_datetime(found[name], errors="coerce") for name in ("date_start", "date_end"))
    checks.refuse(last < first, column=raw.column("date_end") or "date_end", code="Q08", other=found["date_start"])
    level = words.coded(frame["date_prec"], _texts(words.UCDP_DAYS), DateLevel.T5.value)
    return frame.assign(**found, date_level=level)


def _placed(frame: pd.DataFrame, raw: RawTable, checks: Checks) -> pd.DataFrame:
    lat, bad_lat = values.coordinates(frame["latitude"], most=90)
    lon, bad_lon = values.coordinates(frame["longitude"], most=180)
    checks.refuse(bad_lat, column=raw.column("latitude") or "latitude", code="Q04", first=-90, last=90)
    checks.refuse(bad_lon, column=raw.column("longitude") or "longitude", code="Q04", first=-180, last=180)
    level = words.coded(frame["where_prec"], _texts(words.UCDP_PLACES), LocationLevel.L9.value)
    inside = lon.between(MAP_BOX.west, MAP_BOX.east) & lat.between(MAP_BOX.south, MAP_BOX.north)
    kind = np.where((lon.notna() & ~inside).to_numpy(), RecordKind.OUTSIDE.value, RecordKind.EVENT.value)
    country = words.coded(frame["country"], _texts(words.COUNTRIES), "")
    return frame.assign(
        lon=lon,
        lat=lat,
        location_level=level,
        radius_m=words.radii(level),
        record_kind=pd.Series(kind.astype(object), index=frame.index, dtype=object),
        country=country.where(country != "", None),
    )


def _counted(frame: pd.DataFrame, raw: RawTable, checks: Checks) -> pd.DataFrame:
    found: dict[str, pd.Series] = {}
    for end in _ENDS:
        found[end], bad = values.whole_numbers(frame[end])
        checks.refuse(bad, column=raw.column(end) or end, code="Q03")
    # Some events of GED have a best estimate beyond their own low or high: the range then holds all three.
    every = pd.DataFrame(found)
    low, high = every.min(axis=1), every.max(axis=1)
    return frame.assign(killed_low=low, killed_best=found["best"], killed_high=high)


def _widened(raw: RawTable) -> int:
    """How many events have a best estimate beyond their own low or high."""
    low, best, high = (values.whole_numbers(raw.cells[raw.column(end) or end])[0] for end in _ENDS)
    return int(((low > best) | (best > high)).fillna(value=False).sum())


def _filled(frame: pd.DataFrame, source_id: str) -> pd.DataFrame:
    nothing = pd.Series(None, index=frame.index, dtype=object)
    unknown = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    figures = {f"{what}_{end}": unknown for what in ("injured", "displaced") for end in _ENDS}
    sides = _objects(frame["side_a"]).fillna("") + "; " + _objects(frame["side_b"]).fillna("")
    kind = words.coded(frame["type_of_violence"], _texts(words.UCDP_TYPES), IncidentType.OTHER.value)
    one_sided = frame["type_of_violence"].fillna("").astype(str).str.removesuffix(".0") == _ONE_SIDED
    kind = kind.mask(one_sided & words.by_state(frame["side_a"]), IncidentType.ABUSE_BY_SECURITY.value)
    clear = frame["event_clarity"].fillna("").astype(str).str.removesuffix(".0") != _NOT_CLEAR
    place, border = _objects(frame["where_coordinates"]), words.borders(sides)
    told = _objects(frame["dyad_name"]).fillna("") + ". " + _objects(frame["where_description"]).fillna("")
    return frame.drop(columns=list(_ENDS)).assign(
        source_record=_objects(frame["id"]).map(lambda key: None if key is None else str(key).removesuffix(".0")),
        place_text=place.where(place.notna(), ""),
        place_id=nothing,
        district_id=nothing,
        district_ids=values.lists(nothing.astype("str")),
        assigned_by=AssignedBy.UNKNOWN.value,
        border=border,
        incident_type=kind,
        theme=words.themes(border, kind),
        parties=values.lists(sides.astype("str")),
        description=told.str.strip(". ").astype(object),
        source_title=_brief(frame["source_headline"].fillna(frame["source_article"])),
        source_url=None,
        verification=np.where(clear, Verification.VERIFIED.value, Verification.PARTLY.value).astype(object),
        visibility=Visibility.PUBLIC.value,
        part_of=nothing,
        coord_source="UCDP",
        source_id=source_id,
        **figures,
        **{STATED_PROVINCE: _objects(frame["adm_1"]), STATED_DISTRICT: _objects(frame["adm_2"])},
    )


def _once(frame: pd.DataFrame, raw: RawTable, checks: Checks) -> None:
    """An id that stands further up already is refused: UCDP has one row an event."""
    keys = frame["source_record"]
    first = keys.map(dict(zip(keys[::-1], keys.index[::-1], strict=True)))
    checks.refuse(keys.notna() & keys.duplicated(), column=raw.column("id") or "id", code="Q06", other=first)


def _brief(cells: pd.Series) -> pd.Series:
    return _objects(cells).map(lambda text: None if text is None else " ".join(str(text).split())[:_LONGEST])


def _texts(meaning: dict[str, Any]) -> dict[str, str]:
    return {code: word.value for code, word in meaning.items()}


def _objects(cells: pd.Series) -> pd.Series:
    plain = cells.astype(object)
    return plain.where(plain.notna(), None)
