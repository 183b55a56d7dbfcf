"""The country of a point: the one of the bundled polygons that it lies in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_COUNTRIES = Path(__file__).resolve().parent.parent / "data" / "boundaries" / "countries.parquet"
"""The program's own file: countries are never anybody's import."""


@cache
def countries() -> gpd.GeoDataFrame:
    """The three countries, cut to the map box: ``country`` and ``geometry`` (EPSG:4326). Never change it."""
    found = gpd.read_parquet(_COUNTRIES, columns=["country", "geometry"])
    shapely.prepare(found.geometry.to_numpy())
    return found


def country_at(lon: ArrayLike, lat: ArrayLike) -> pd.Series:
    """The code of the country that each point (degrees) lies in, ``None`` in none; index of ``lon`` if a Series.

    >>> country_at([72.8, 10.0], [40.5, 50.0]).to_list()
    ['KG', None]
    """
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    found = np.full(len(x), None, dtype=object)
    rows = countries()
    for code, shape in zip(rows["country"], rows.geometry, strict=True):
        inside = shapely.contains_xy(shape, x, y)
        found[inside & pd.isna(found)] = code
    return pd.Series(found, index=lon.index if isinstance(lon, pd.Series) else None, dtype=object)
