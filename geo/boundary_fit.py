"""How official maps of several countries fit together: where they overlap, and what neither of them covers.

Each publisher draws a country as it sees itself. Areas are measured in the metric CRS, inside a given frame.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import shapely

from geo.crs import project

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

ALONG_LINE_M = 2_000.0
"""A gap is looked for so far from the line between two countries and from a unit: beyond is another map."""
LEAST_KM2 = 0.05


class Misfit(NamedTuple):
    """Two countries, where the second's outline is from (``file, installed, bundled``), square kilometres."""

    one: str
    other: str
    beside: str
    overlap_km2: float
    gap_km2: float


def misfits(
    units: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    *,
    installed: gpd.GeoDataFrame,
    frame: BaseGeometry,
) -> list[Misfit]:
    """For each pair of countries of which the map has one: overlap and gap, those of more than 0.05 km².

    All have ``geometry`` in EPSG:4326, ``units``, ``countries`` and ``installed`` a ``country``, ``lines`` a
    ``border``. Where the map lacks the second country, what is installed of it stands for it, else its bundled
    outline.
    """
    inside = project(gpd.GeoSeries([frame], crs="EPSG:4326")).iloc[0]
    own, set_up, drawn = (_by_country(rows, inside) for rows in (units, installed, countries))
    borders = {
        str(key): shapely.union_all(part.geometry.to_numpy()) for key, part in _projected(lines).groupby("border")
    }
    found = []
    for one, other in combinations(sorted(drawn), 2):
        if one not in own and other not in own:
            continue
        first, second = (one, other) if one in own else (other, one)
        beside = "file" if second in own else "installed" if second in set_up else "bundled"
        shapes = {"file": own, "installed": set_up, "bundled": drawn}[beside]
        line = borders.get(f"{one}-{other}")
        gap = _gap(first, second, (own, shapes, drawn), line, bundled=beside == "bundled")
        overlap = own[first].intersection(shapes[second]).area / 1e6
        if max(overlap, gap) >= LEAST_KM2:
            found.append(Misfit(first, second, beside, round(overlap, 2), round(gap, 2)))
    return found


def _gap(
    first: str,
    second: str,
    outlines: tuple[Mapping[str, BaseGeometry], Mapping[str, BaseGeometry], Mapping[str, BaseGeometry]],
    line: BaseGeometry | None,
    *,
    bundled: bool,
) -> float:
    """What neither covers along their line, near the units of the first (and of the second, if they are units)."""
    own, beside, drawn = outlines
    if line is None:
        return 0.0
    strip = line.buffer(ALONG_LINE_M).intersection(own[first].buffer(ALONG_LINE_M))
    if bundled:
        return float(strip.intersection(drawn[first]).difference(own[first]).area / 1e6)
    strip = strip.intersection(beside[second].buffer(ALONG_LINE_M))
    land = strip.intersection(shapely.union_all([drawn[first], drawn[second]]))
    return float(land.difference(shapely.union_all([own[first], beside[second]])).area / 1e6)


def _by_country(rows: gpd.GeoDataFrame, inside: BaseGeometry) -> dict[str, BaseGeometry]:
    """The outline of each country in metres, cut to the frame; only those that have something there."""
    shaped = rows[rows.geometry.notna() & rows["country"].notna()]
    if shaped.empty:
        return {}
    metric = _projected(shaped)
    found = {str(code): shapely.union_all(part.geometry.to_numpy()) for code, part in metric.groupby("country")}
    cut = {code: shape.intersection(inside) for code, shape in found.items()}
    return {code: shape for code, shape in cut.items() if not shape.is_empty}


def _projected(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    metric: pd.DataFrame = rows.assign(geometry=project(rows.geometry))
    return gpd.GeoDataFrame(metric)
