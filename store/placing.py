"""What geometry adds to an incident: kilometre, section, distance, side, exclave, district.

Computed when incidents are loaded, in one vectorised pass, from point, date and line alone; nothing
of it stands in a file. Methods sections 8 and 12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from geo import districts as district_geometry
from geo import exclaves as exclave_geometry
from geo import sections as section_geometry
from model.alike_rows import Alike
from model.enums import AssignedBy, RecordKind, Side, SideBy
from model.precision import SECTION_COUNTED
from model.tables import INCIDENTS, Column, Kind

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.lines import BorderLines

NOT_A_BORDER_INCIDENT_M = 50_000.0
"""Farther from the line than this, no section is named (methods section 8, B2)."""

PLACED: tuple[Column, ...] = (
    Column("part", Kind.TEXT, "part of the line that is nearest", nullable=True),
    Column("km", Kind.FLOAT, "kilometre on that part", nullable=True),
    Column("distance_m", Kind.FLOAT, "distance to the line, metres", nullable=True),
    Column("section_id", Kind.TEXT, "section valid on the first day; empty = none recorded", nullable=True),
    Column("section_status", Kind.TEXT, "its status on that day", nullable=True),
    Column("section_also", Kind.TEXTS, "other sections that hold there on that day"),
    Column("spans_change", Kind.BOOL, "the status changes between first and last day"),
    Column("side", Kind.TEXT, "side of the line", nullable=True, words=Side),
    Column("side_by", Kind.TEXT, "what decided the side", nullable=True, words=SideBy),
    Column("exclave_id", Kind.TEXT, "exclave that the point lies in", nullable=True),
)
"""The columns that :func:`place` adds to the contract of incidents."""

PLACED_INCIDENTS: tuple[Column, ...] = (*INCIDENTS.columns, *PLACED)


NEEDED: tuple[str, ...] = (
    "date_start",
    "date_end",
    "place_id",
    "district_id",
    "assigned_by",
    "country",
    "lon",
    "lat",
    "location_level",
    "radius_m",
    "border",
    "record_kind",
)
"""The columns of incidents that :func:`place` reads."""


_MANY = 10_000
"""From so many records on it pays to look for equal points."""


class Ground(NamedTuple):
    """What incidents are placed on."""

    lines: BorderLines
    sections: pd.DataFrame
    exclaves: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    places: pd.DataFrame


def place(incidents: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """The incidents with the columns of :data:`PLACED`; ``district_id`` and ``assigned_by`` filled where found.

    Only records with a place, or near one (L1, L2), have a point that means something: they alone are
    measured against the line, name a section and lie in an exclave or a district by their point. The
    point of a coarser record is a reference, and a stated border or country stays. The index is kept.
    """
    usable = _usable(incidents)
    lon, lat = incidents["lon"].where(usable), incidents["lat"].where(usable)
    located = _located(incidents[usable], ground.lines).reindex(incidents.index)
    return incidents.assign(
        **{name: located[name] for name in ("part", "km", "distance_m")},
        **_sections(incidents, located, ground),
        **_sides(incidents, located, ground.places),
        **_districts(incidents, lon, lat, ground),
        exclave_id=exclave_geometry.inside(lon, lat, ground.exclaves),
    )


def _usable(incidents: pd.DataFrame) -> pd.Series[bool]:
    known = incidents["location_level"].isin(SECTION_COUNTED) & incidents["lon"].notna() & incidents["lat"].notna()
    return known & (incidents["record_kind"] != RecordKind.TOTAL)


def _located(incidents: pd.DataFrame, lines: BorderLines) -> pd.DataFrame:
    """Where each record lies on the lines; coded data share points of their locations, which are asked once."""
    if len(incidents) < _MANY:
        return _asked(incidents, lines)
    alike = Alike(incidents, ["lon", "lat", "border"])
    if len(alike.first) * 2 > len(incidents):
        return _asked(incidents, lines)
    found = _asked(incidents.iloc[alike.first], lines)
    return pd.DataFrame({name: alike.spread(found[name]) for name in found.columns})


def _asked(incidents: pd.DataFrame, lines: BorderLines) -> pd.DataFrame:
    return lines.locate(incidents["lon"], incidents["lat"], border=incidents["border"].to_list()).astype(
        {"border": object, "part": object, "side": object}
    )


def _sections(incidents: pd.DataFrame, located: pd.DataFrame, ground: Ground) -> dict[str, pd.Series[Any]]:
    named = located["distance_m"] <= NOT_A_BORDER_INCIDENT_M
    found = section_geometry.assign(
        located, ground.sections, ground.lines.parts, dates=incidents[["date_start", "date_end"]]
    )
    return {
        "section_id": found["section_id"].where(named, None),
        "section_status": found["section_status"].where(named, None),
        "section_also": _lists(found["section_also"], named),
        "spans_change": (found["spans_change"] & named).astype(bool),
    }


def _lists(values: pd.Series[Any], keep: pd.Series[bool]) -> pd.Series[Any]:
    none: list[str] = []
    kept = [value if wanted else none for value, wanted in zip(values, keep, strict=True)]
    return pd.Series(kept, index=values.index, dtype=object)


def _sides(incidents: pd.DataFrame, located: pd.DataFrame, places: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    """Stated country, else dated country of the place, else the line as drawn, which may be uncertain."""
    stated, of_place = incidents["country"], _country_of_place(incidents, places)
    unsure = located["distance_m"] <= incidents["radius_m"].fillna(np.inf)
    drawn = located["side"].mask(unsure & located["side"].notna(), Side.UNCERTAIN.value)
    choices = [stated, of_place, drawn]
    side = pd.Series(None, index=incidents.index, dtype=object)
    reason = side.copy()
    for choice, word in zip(choices, (SideBy.STATED, SideBy.PLACE, SideBy.GEOMETRY), strict=True):
        new = side.isna() & choice.notna()
        side, reason = side.mask(new, choice), reason.mask(new, word.value)
    return {"side": side.where(side.notna(), None), "side_by": reason}


def _country_of_place(incidents: pd.DataFrame, places: pd.DataFrame) -> pd.Series[Any]:
    matched = places.set_index("place_id").reindex(incidents["place_id"])
    matched.index = incidents.index
    since = pd.to_datetime(matched["country_since"])
    before = pd.to_datetime(incidents["date_start"]) < since
    return matched["country"].where(~before, matched["country_before"])


def _districts(
    incidents: pd.DataFrame, lon: pd.Series[float], lat: pd.Series[float], ground: Ground
) -> dict[str, pd.Series[Any]]:
    """The district that the source states, else that of the named place, else the one around the point.

    What the file says about its own choice stays; only records without a district get one, and
    totals never do.
    """
    stands = incidents["district_id"].notna() | (incidents["record_kind"] == RecordKind.TOTAL)
    by_name = incidents["place_id"].map(ground.places.set_index("place_id")["district_id"])
    around = district_geometry.assign_by_geometry(lon.mask(stands), lat.mask(stands), ground.districts)
    chosen, by = district_geometry.decide(incidents["district_id"], by_name.mask(stands), around)
    return {
        "district_id": chosen.where(chosen.notna(), None),
        "assigned_by": incidents["assigned_by"].where(stands, by.fillna(AssignedBy.UNKNOWN.value)),
    }
