"""Builds the table ``places`` from ``tools/facts/places.csv``.

The fact file has one row a place: the names and spellings that sources use, the best point that is
known with how it was found, and the district (the official polygon that holds a sourced point goes
before the district that the source states, which is then kept in ``district_stated``). A place that
changed hands has no district: no source names the new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.errors import DataFileError
from model.tables import PLACES
from tools.fact_rows import fact_rows

if TYPE_CHECKING:
    from typing import Any

SEPARATOR = "|"
"""What stands between the items of a list cell."""
SOURCED_M = 1_000.0
RADIUS_M: dict[str, float] = {
    "village point": SOURCED_M,
    "about 1 km": SOURCED_M,
    "3 km": 3_000.0,
    "5-10 km": 15_000.0,  # a quarter of such guesses turned out to be over 11 km off, when sources came
}
"""How far off a point may be, by the precision that the fact file states, in metres."""


def build() -> dict[str, pd.DataFrame]:
    """The table ``places``, one row a place, lon/lat in degrees (EPSG:4326), radii in metres.

    Raises
    ------
        DataFileError: a row has a point precision that :data:`RADIUS_M` does not know.
    """
    return {"places": places_of(known_cells("places", key="place_id"))}


def known_cells(name: str, *, key: str) -> pd.DataFrame:
    """The rows of a fact file with ``None`` for an empty cell."""
    rows = fact_rows(name, key=key).astype(object)
    return rows.where(rows != "", None)


def as_list(cell: str | None) -> list[str]:
    """The items of a list cell, in their order.

    >>> as_list("Исфана|Isfana"), as_list(None)
    (['Исфана', 'Isfana'], [])
    """
    return [item.strip() for item in (cell or "").split(SEPARATOR) if item.strip()]


def places_of(facts: pd.DataFrame) -> pd.DataFrame:
    """The contract's columns from rows of the fact file."""
    unknown = sorted(set(facts["point_precision"]) - set(RADIUS_M))
    if unknown:
        message = (
            f"tools/facts/places.csv should have a point_precision of {', '.join(RADIUS_M)}, "
            f"but has {', '.join(map(str, unknown))}: correct these rows."
        )
        raise DataFileError(message)
    columns: dict[str, Any] = {name: facts[name] for name in PLACES.column_names if name in facts.columns}
    columns |= {
        "variants": facts["variants"].map(as_list),
        "radius_m": facts["point_precision"].map(RADIUS_M),
        "hugs_line": facts["hugs_line"].notna(),
        "source_id": facts["place_id"].str.startswith("GN").map({True: "geonames", False: "facts-places"}),
    }
    for name in ("lon", "lat"):
        columns[name] = facts[name].astype(float)
    for name in ("population", "population_year"):
        columns[name] = pd.to_numeric(facts[name]).astype("Int64")
    return pd.DataFrame(columns)[list(PLACES.column_names)]
