"""Made incidents for measuring: as many as asked, the same for the same seed, in the contract's columns.

They lie along the bundled lines: either at the bundled places (as coded data do: many records share
a point) or scattered up to some kilometres off the line. Nothing here is a fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.crs import project, to_lonlat
from model import enums
from model.tables import INCIDENTS, Kind

if TYPE_CHECKING:
    from store.bundle import Store

SEED = 20261125
FIRST_DAY, LAST_DAY = "2010-01-01", "2025-08-31"
OFF_LINE_M = 6_000.0
"""Standard deviation of the distance of a scattered point from the line."""


def made_incidents(store: Store, size: int, *, scattered: bool = False, seed: int = SEED) -> pd.DataFrame:
    """``size`` records of kind event, columns as in the contract; lon/lat degrees, radius metres.

    Every record states its district, unless ``scattered``: then the geometry has to find it.
    """
    chance = np.random.default_rng(seed)
    columns: dict[str, Any] = {column.name: None for column in INCIDENTS.columns}
    columns |= {
        column.name: [[] for _ in range(size)] for column in INCIDENTS.columns if column.kind is Kind.TEXTS
    }
    columns |= _dates(chance, size) | _words(chance, size) | _figures(chance, size)
    columns |= _scattered(store, chance, size) if scattered else _at_places(store, chance, size)
    frame = pd.DataFrame(columns, index=range(size))
    return frame[list(INCIDENTS.column_names)]


def _dates(chance: np.random.Generator, size: int) -> dict[str, Any]:
    days = pd.date_range(FIRST_DAY, LAST_DAY).to_numpy()
    start = pd.Series(np.sort(chance.choice(days, size)))
    return {
        "incident_id": [f"MADE{number:07d}" for number in range(size)],
        "date_start": start.dt.date,
        "date_end": start.dt.date,
        "date_level": enums.DateLevel.T1.value,
    }


def _words(chance: np.random.Generator, size: int) -> dict[str, Any]:
    types = [word.value for word in enums.IncidentType]
    themes = [word.value for word in enums.Theme]
    return {
        "incident_type": chance.choice(types, size),
        "theme": chance.choice(themes, size),
        "location_level": enums.LocationLevel.L1.value,
        "radius_m": 2_000.0,
        "verification": enums.Verification.VERIFIED.value,
        "record_kind": enums.RecordKind.EVENT.value,
        "visibility": enums.Visibility.PUBLIC.value,
        "description": "made for measuring",
        "place_text": "made",
        "source_id": "facts-incidents",
    }


def _figures(chance: np.random.Generator, size: int) -> dict[str, Any]:
    """Half of the records know their dead; the others leave them unknown."""
    known = chance.random(size) < 0.5
    killed = pd.array(np.where(known, chance.poisson(0.4, size), 0), dtype="Int64")
    killed[~known] = pd.NA
    figures: dict[str, Any] = {f"killed_{end}": killed for end in ("low", "best", "high")}
    empty = pd.array([pd.NA] * size, dtype="Int64")
    return figures | {
        f"{stem}_{end}": empty for stem in ("injured", "displaced") for end in ("low", "best", "high")
    }


def _at_places(store: Store, chance: np.random.Generator, size: int) -> dict[str, Any]:
    places = store.frame("places").dropna(subset=["district_id"])
    rows = places.iloc[chance.integers(0, len(places), size)]
    borders = [word.value for word in enums.Border]
    chosen: dict[str, Any] = {
        name: rows[name].to_numpy() for name in ("place_id", "district_id", "lon", "lat", "country")
    }
    return chosen | {
        "place_text": rows["name_en"].to_numpy(),
        "border": chance.choice(borders, size),
        "assigned_by": enums.AssignedBy.STATED.value,
    }


def _scattered(store: Store, chance: np.random.Generator, size: int) -> dict[str, Any]:
    vertices, borders = _vertices(store)
    nearest = chance.integers(0, len(vertices), size)
    x, y = (vertices[nearest] + chance.normal(0.0, OFF_LINE_M, (size, 2))).T
    lon, lat = to_lonlat(x, y)
    return {"lon": lon, "lat": lat, "border": borders[nearest], "assigned_by": enums.AssignedBy.UNKNOWN.value}


def _vertices(store: Store) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The vertices of all lines in metres, and the border of each."""
    lines = store.geometry("border_lines")
    points = project(lines.geometry).get_coordinates()
    return points[["x", "y"]].to_numpy(), lines.loc[points.index, "border"].to_numpy()
