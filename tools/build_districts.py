"""Builds the table ``districts``: 105 units from ``tools/facts/districts.csv`` with their catchments.

The shape of a district is an inhabited catchment (:mod:`geo.catchments`): no official polygon may be
bundled. Towns of district significance are rows of their own, of kind ``city``; Isfara, Konibodom,
Istaravshan and Panjakent are cities with the villages round them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo.catchments import inhabited_catchments
from model.tables import DISTRICTS
from tools.build_places import as_list, known_cells
from tools.build_places import build as build_places
from tools.write_table import read_table

if TYPE_CHECKING:
    from collections.abc import Hashable

COUNTRIES_FILE = Path(__file__).parents[1] / "data" / "boundaries" / "countries.parquet"
VALID_FROM = date(2010, 1, 1)
"""The first day that the bundled data cover: most units are older, and no source dates all of them."""


def build(countries: gpd.GeoDataFrame | None = None) -> dict[str, gpd.GeoDataFrame]:
    """The table ``districts`` in EPSG:4326, one row a unit, catchment or no geometry.

    ``countries`` are the polygons of the table ``countries``; without them the built file is read.

    Raises
    ------
        DataFileError: the file of the countries is not there yet.
    """
    ground = read_table(COUNTRIES_FILE) if countries is None else countries
    places = build_places()["places"]
    facts = known_cells("districts", key="district_id")
    return {"districts": districts_of(facts, places, gpd.GeoDataFrame(ground))}


def districts_of(facts: pd.DataFrame, places: pd.DataFrame, countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The contract's columns from rows of the fact file, the places and the countries."""
    catchments = inhabited_catchments(places, countries)
    shapes = [catchments.get(key) for key in facts["district_id"]]
    columns: dict[str, Any] = {name: facts[name] for name in DISTRICTS.column_names if name in facts.columns}
    columns |= {
        "variants": facts["variants"].map(as_list),
        "geometry_quality": ["none" if shape is None else "approximate" for shape in shapes],
        "valid_from": VALID_FROM,
        "valid_to": None,
        "source_id": "facts-districts",
        "geometry": shapes,
    }
    for name in ("population", "population_year"):
        columns[name] = pd.to_numeric(facts[name]).astype("Int64")
    columns |= _seats(facts, places)
    frame = pd.DataFrame(columns)[list(DISTRICTS.column_names)]
    return gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326")


def _seats(facts: pd.DataFrame, places: pd.DataFrame) -> dict[str, list[float]]:
    """The point of each seat: that of the place which is the seat, else the estimate of the fact file."""
    points = places.set_index("place_id")[["lon", "lat"]]
    chosen = [_seat(row, points) for row in facts.to_dict("records")]
    return {"lon": [lon for lon, _ in chosen], "lat": [lat for _, lat in chosen]}


def _seat(row: dict[Hashable, Any], points: pd.DataFrame) -> tuple[float, float]:
    if row["centre_place_id"] is not None:
        lon, lat = points.loc[row["centre_place_id"], ["lon", "lat"]]
        return float(lon), float(lat)
    return float(row["lon"]), float(row["lat"])
