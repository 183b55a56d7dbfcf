"""UCDP event data: GED and Candidate, columns in any order, with or without a header.

An event spans ``date_start`` to ``date_end``; its deaths come as low, best and high. The country-year file and
other aggregates have no places: they are refused. UCDP data are CC BY 4.0. What the codes mean is in
:mod:`sources.event_words`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.enums import DateLevel, IncidentType, Verification
from model.errors import BadInputError
from model.imports import STATED_DISTRICT, STATED_PROVINCE, ImportKind, Parsed
from model.strings import N_, Message
from sources import event_parties as party
from sources import event_words as words
from sources.event_columns import ORDER, EventColumns, rest, told, unknown_levels, unknown_types, where
from sources.raw_table import joined
from sources.record_ids import record_ids
from sources.source_rows import source_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
NAMES: dict[str, tuple[str, ...]] = {
    "key": ("id",),
    "type": ("type_of_violence",),
    "first": ("date_start",),
    "last": ("date_end",),
    "day_level": ("date_prec",),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "level": ("where_prec",),
    "place": ("where_coordinates",),
    "where": ("where_description",),
    "province": ("adm_1",),
    "district": ("adm_2",),
    "country": ("country",),
    "side_a": ("side_a",),
    "side_b": ("side_b",),
    "dyad": ("dyad_name",),
    "clarity": ("event_clarity",),
    "headline": ("source_headline",),
    "article": ("source_article",),
    "best": ("best",),
    "low": ("low",),
    "high": ("high",),
}
"""What we read, and the header that means it."""

_NEEDED = ("key", "type", "first", "last", "lat", "lon", "best", "low", "high")
_YEARS_ONLY = ("year_cy", "country_id_cy", "country_cy")
_ONE_SIDED, _NOT_CLEAR = "3", "2"
_ENDS = ("low", "best", "high")
_LONGEST = 300
_SHAPE: Mapping[str, re.Pattern[str]] = {
    "id": re.compile(r"\d+(?:\.0)?"),
    "type_of_violence": re.compile(r"[123](?:\.0)?"),
    "latitude": re.compile(r"-?\d{1,2}(?:\.\d+)?"),
    "longitude": re.compile(r"-?\d{1,3}(?:\.\d+)?"),
    "date_start": re.compile(r"\d{4}-\d{2}-\d{2}.*"),
}
"""How some of the cells of an event look, by which a file without a header is known."""
_TOTALS = N_(
    "Events with places were expected in {file}, but it has totals of countries and years: download UCDP GED or "
    "Candidate events instead."
)
_NOT_UCDP = N_(
    "UCDP events were expected in {file}, but it lacks {missing}: download GED or Candidate events as CSV, or "
    "import the file as a spreadsheet."
)
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
    columns = EventColumns(raw, NAMES)
    frame, widened = _rows(columns, options.source_id or SOURCE)
    good = frame.loc[columns.checks.good, list(ORDER)]
    notes = [Message(_HEADLESS, {"n": len(COLUMNS)})] if headless else []
    return Parsed(
        ImportKind.UCDP,
        "incidents",
        source_row(options, _OWN, days=[*good["date_start"].unique(), *good["date_end"].unique()]),
        {"incidents": good},
        raw.read,
        columns.checks.quarantine(),
        columns.checks.cells(),
        (*notes, *_notes(columns, int(widened[columns.checks.good].sum()))),
    )


_OWN: Mapping[str, Any] = {
    "source_id": SOURCE,
    "title": "UCDP georeferenced events",
    "publisher": "Uppsala Conflict Data Program",
    "url": "https://ucdp.uu.se",
    "licence": "CC-BY-4.0",
    "attribution": "Uppsala Conflict Data Program (UCDP), CC BY 4.0",
    "redistributable": True,
}


def _is_headless(table: RawTable) -> bool:
    first = table.first_row or table.headers
    if len(first) != len(COLUMNS):
        return False
    cells = dict(zip(COLUMNS, first, strict=True))
    return all(shape.fullmatch(cells[name].strip()) for name, shape in _SHAPE.items())


def _check(raw: RawTable) -> None:
    if any(raw.column(name) for name in _YEARS_ONLY):
        raise BadInputError(Message(_TOTALS, {"file": raw.file}))
    missing = tuple(NAMES[name][0] for name in _NEEDED if not raw.column(*NAMES[name]))
    if missing:
        raise BadInputError(Message(_NOT_UCDP, {"file": raw.file, "missing": missing}))


def _rows(columns: EventColumns, source_id: str) -> tuple[pd.DataFrame, pd.Series]:
    """One incident a row, and for which of them the range of deaths had to be widened."""
    keys = columns.cells("key").str.removesuffix(".0")
    killed, widened = _killed(columns)
    level = words.coded(columns.cells("level"), words.UCDP_PLACES)
    place = where(columns, level, columns.cells("country"), told_by="UCDP")
    found: dict[str, Any] = {
        "incident_id": record_ids(source_id, keys, columns.raw.cells),
        "source_record": keys,
        **_days(columns),
        **place,
        "place_text": columns.cells("place").fillna(""),
        STATED_PROVINCE: columns.cells("province"),
        STATED_DISTRICT: columns.cells("district"),
        **killed,
        "description": _description(columns),
        "source_title": _brief(columns.cells("headline").fillna(columns.cells("article"))),
        "verification": _verification(columns.cells("clarity")),
        **_told(columns, place["country"]),
        **rest(columns, source_id),
    }
    first = keys.map(dict(zip(keys[::-1], keys.index[::-1], strict=True)))
    again = keys.notna() & keys.duplicated()
    columns.checks.refuse(again, column=columns.header("key"), code="Q06", other=first)
    return pd.DataFrame(found, index=columns.index), widened


def _days(columns: EventColumns) -> dict[str, pd.Series]:
    """The first and the last day as they are stated; only the level comes from the code."""
    first, last = columns.days("first"), columns.days("last")
    begin, end = (pd.to_datetime(days, errors="coerce") for days in (first, last))
    columns.checks.refuse(end < begin, column=columns.header("last"), code="Q08", other=first)
    level = words.coded(columns.cells("day_level"), words.UCDP_DAYS).fillna(DateLevel.T5.value)
    return {"date_start": first, "date_end": last, "date_level": level}


def _killed(columns: EventColumns) -> tuple[dict[str, pd.Series], pd.Series]:
    found = pd.DataFrame({end: columns.count(end) for end in _ENDS})
    # Some events of GED have a best estimate beyond their own low or high: the range then holds all three.
    low, high = found.min(axis=1), found.max(axis=1)
    widened = ((found["low"] > low) | (found["high"] < high)).fillna(value=False).astype(bool)
    return {"killed_low": low, "killed_best": found["best"], "killed_high": high}, widened


def _told(columns: EventColumns, country: pd.Series) -> dict[str, Any]:
    """Parties, type, border and theme."""
    sides = party.parties(([columns.cells("side_a")], [columns.cells("side_b")]), main=("side_a",))
    types = columns.cells("type")
    kind = words.coded(types, words.UCDP_TYPES).fillna(IncidentType.OTHER.value)
    by_state = pd.Series((sides.marks & party.FOR_A_STATE) > 0, index=columns.index)
    one_sided = words.coded(types, {_ONE_SIDED: _ONE_SIDED}).notna()
    kind = kind.mask(one_sided & by_state, IncidentType.ABUSE_BY_SECURITY.value)
    border = party.borders(sides.marks, country)
    return {
        "parties": sides.lists,
        "incident_type": kind,
        "border": border,
        "theme": party.themes(border, kind, party.opposed(*sides.groups)),
    }


def _verification(clarity: pd.Series) -> pd.Series:
    """Verified; partly where UCDP itself says that the reports do not let one tell what happened exactly."""
    unclear = words.coded(clarity, {_NOT_CLEAR: _NOT_CLEAR}).notna()
    found = np.where(unclear, Verification.PARTLY.value, Verification.VERIFIED.value).astype(object)
    return pd.Series(found, index=clarity.index, dtype=object)


def _description(columns: EventColumns) -> pd.Series:
    """Who fought whom, and where, in the words of the file."""
    dyad, place = columns.cells("dyad").fillna(""), columns.cells("where").fillna("")
    return dyad.where((dyad == "") | (place == ""), dyad + ". ") + place


def _brief(cells: pd.Series) -> pd.Series:
    return cells.str.split().str.join(" ").str.slice(0, _LONGEST)


def _notes(columns: EventColumns, widened: int) -> list[Message]:
    types = columns.cells("type")
    unknown = words.coded(types, words.UCDP_TYPES).isna()
    levels = (("level", words.UCDP_PLACES, 7), ("day_level", words.UCDP_DAYS, 5))
    found = [note for name, meaning, last in levels for note in unknown_levels(columns, name, meaning, last=last)]
    outside = Message.counted(
        "{n} event has a best number of deaths outside its own range, which was widened to hold it.",
        "{n} events have a best number of deaths outside their own range, which was widened to hold it.",
        widened,
    )
    return [*found, *told([(int(unknown.sum()), unknown_types(types, unknown)), (widened, outside)])]
