"""Rows of a mapped table as incidents: what no column says is filled by rules that are written down here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from model.enums import AssignedBy, IncidentType, LocationLevel, RecordKind, Theme, Verification, Visibility
from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.precision import RADIUS_M
from model.settings import MAP_BOX
from model.tables import INCIDENTS
from sources import values
from sources.incident_columns import MappedColumns
from sources.known_words import WORDS
from sources.record_ids import record_ids

if TYPE_CHECKING:
    from model.imports import Profile
    from sources.raw_table import RawTable

_COUNTS = ("killed", "injured", "displaced")
_TEXTS = ("place_text", STATED_DISTRICT, STATED_PROVINCE, "description", "source_title", "source_url")
_IDENTITY = ("date_start", "date_end", "place_text", STATED_DISTRICT, "lon", "lat", "incident_type", "description")
"""What tells records without a key apart: their figures may be corrected and they stay the same record."""
_THEMES = {
    IncidentType.RIOT_INTERETHNIC.value: Theme.INTERETHNIC.value,
    IncidentType.ABUSE_BY_SECURITY.value: Theme.SECURITY_PROVIDER.value,
}
_POINT_SOURCE = "the imported file"
_ORDER = [*INCIDENTS.column_names, STATED_PROVINCE, STATED_DISTRICT]


class IncidentRows(NamedTuple):
    """What a table gives: incidents, problems, and the cells of the rows that have one."""

    frame: pd.DataFrame
    quarantine: pd.DataFrame
    cells: pd.DataFrame


def incident_rows(raw: RawTable, profile: Profile, *, source_id: str) -> IncidentRows:
    """The rows of a table as incidents; only a first day is needed, everything else may be unknown.

    An organisation's own records are ``partly`` verified unless a column says otherwise: somebody who was
    nearer than we are wrote them down, but no second source was read.
    """
    columns = MappedColumns(raw, profile)
    found = {column: columns.text(column) for column in _TEXTS}
    found |= columns.point()
    outside = _outside(found["lon"], found["lat"])
    # A country that is not ours is no slip where the point lies outside our map.
    found |= {column: columns.word(column, unless=outside if column == "country" else None) for column in WORDS}
    stated = found["date_level"]
    found |= columns.days()
    found["date_level"] = stated.where(stated.notna(), found["date_level"])
    for what in _COUNTS:
        found |= columns.count(what)
    found["parties"] = values.lists(columns.cells("parties"), separators=";\n")
    found["source_record"] = columns.keys()
    frame = _filled(pd.DataFrame(found, index=raw.cells.index), source_id)
    identity = pd.DataFrame({column: columns.cells(column) for column in _IDENTITY}, index=raw.cells.index)
    frame["incident_id"] = record_ids(source_id, frame["source_record"], identity)
    good = columns.checks.good
    return IncidentRows(frame.loc[good, _ORDER], columns.checks.quarantine(), columns.checks.cells())


def _filled(frame: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """The frame with every column of the contract."""
    point = frame["lon"].notna() & frame["lat"].notna()
    level = _either(frame["location_level"], _levels(frame, point))
    kind = _either(frame["incident_type"], IncidentType.OTHER.value)
    theme = kind.map(_THEMES).where(frame["border"].isna(), kind.map(_THEMES).fillna(Theme.CROSS_BORDER.value))
    place = _either(frame["place_text"], frame[STATED_DISTRICT])
    return frame.assign(
        place_text=_either(_either(place, frame[STATED_PROVINCE]), ""),
        place_id=None,
        district_id=None,
        district_ids=values.lists(pd.Series(None, index=frame.index, dtype="str")),
        assigned_by=AssignedBy.UNKNOWN.value,
        location_level=level,
        radius_m=level.map({key.value: radius for key, radius in RADIUS_M.items()}).astype(float),
        incident_type=kind,
        theme=_either(frame["theme"], _either(theme, Theme.OTHER.value)),
        description=_either(frame["description"], ""),
        verification=_either(frame["verification"], Verification.PARTLY.value),
        visibility=_either(frame["visibility"], Visibility.PUBLIC.value),
        record_kind=_outside(frame["lon"], frame["lat"]).map(
            {True: RecordKind.OUTSIDE.value, False: RecordKind.EVENT.value}
        ),
        part_of=None,
        coord_source=point.map({True: _POINT_SOURCE, False: None}),
        source_id=source_id,
    )


def _outside(lon: pd.Series, lat: pd.Series) -> pd.Series:
    """Which points lie outside the map; a record without a point does not."""
    inside = lon.between(MAP_BOX.west, MAP_BOX.east) & lat.between(MAP_BOX.south, MAP_BOX.north)
    return lon.notna() & lat.notna() & ~inside


def _levels(frame: pd.DataFrame, point: pd.Series) -> pd.Series:
    """How exactly the place is known, by what is said about it."""
    named = [point | frame["place_text"].notna(), frame[STATED_DISTRICT].notna(), frame[STATED_PROVINCE].notna()]
    levels = [LocationLevel.L1.value, LocationLevel.L3.value, LocationLevel.L4.value]
    found = np.select(named, levels, LocationLevel.L5.value)
    return pd.Series(found.astype(object), index=frame.index, dtype=object)


def _either(first: pd.Series, other: pd.Series | str) -> pd.Series:
    """The first value, the other one where the first is unknown."""
    return first.where(first.notna(), other)
