"""The tables ``countries``, ``exclaves`` and ``border_lines``, from the polygons of ``timezonefinder_data``.

Three zones follow the country borders of OpenStreetMap (ODbL, "© OpenStreetMap contributors"); Uzbekistan
is two zones. They show the lines after the treaties of 2022 and 2025. The lines keep every vertex, because
kilometres are measured on them; the countries are cut to the map box and simplified together
(:data:`TOLERANCE_M`), so that their edges still meet. The neutral strip at Tort-Kocho stays a gap.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString, Point, Polygon

from geo.crs import to_lonlat, to_metric
from model.errors import DataFileError
from model.settings import MAP_BOX
from tools.fact_rows import as_texts, fact_rows
from tools.shared_edges import (
    Chain,
    clockwise_from_west,
    from_end,
    meeting_vertex,
    shared_chains,
)
from tools.timezone_polygons import Ring, read_zones

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

ZONES: dict[str, tuple[str, ...]] = {
    "KG": ("Asia/Bishkek",),
    "TJ": ("Asia/Dushanbe",),
    "UZ": ("Asia/Samarkand", "Asia/Tashkent"),
}
NAMES: dict[str, tuple[str, str, str]] = {
    "KG": ("Kyrgyzstan", "Кыргызстан", "Кыргызстан"),
    "TJ": ("Tajikistan", "Таджикистан", "Тоҷикистон"),
    "UZ": ("Uzbekistan", "Узбекистан", "Oʻzbekiston"),
}
"""Country: name in English, in Russian, in its own language."""
TOLERANCE_M = 50.0
"""Visvalingam-Whyatt: a vertex goes where its triangle is smaller than the square of this."""
DRAWN_AS_OF = date(2025, 3, 13)
"""The last exchange that the polygons show."""
VERSION = "line after the treaties of 2022-2025 (timezonefinder-data 3.2026.3)"
SOURCE = "osm-lines"
RINGS: dict[tuple[str, str], dict[str, tuple[float, float]]] = {
    ("KG", "TJ"): {"Vorukh ring": (70.58, 39.85)},
    ("KG", "UZ"): {"Shohimardon ring": (71.80, 39.98), "Sokh ring": (71.12, 39.95)},
    ("TJ", "UZ"): {"Sarvan ring": (70.618, 40.9605)},
}
"""Pair: the rings by name, each with a point inside it."""
LOOP = "Khojai Alo loop"
_DEGREE = 1e6
_GEOD = Geod(ellps="WGS84")
_SIDE_STEP_M = 1.0
_AGREE = 0.99


def build() -> dict[str, gpd.GeoDataFrame]:
    """The three tables, EPSG:4326.

    Raises
    ------
        DataFileError: the polygons lack a line, a ring or a side that is expected of them.
    """
    zones = read_zones([zone for names in ZONES.values() for zone in names])
    rings = {code: [polygon for name in names for polygon in zones[name]] for code, names in ZONES.items()}
    shapes = {code: _shape(polygons) for code, polygons in rings.items()}
    return {
        "countries": _countries(shapes),
        "exclaves": _exclaves(shapes),
        "border_lines": _border_lines(rings, shapes),
    }


def _shape(polygons: Sequence[Sequence[Ring]]) -> BaseGeometry:
    parts = [Polygon(rings[0] / _DEGREE, [ring / _DEGREE for ring in rings[1:]]) for rings in polygons]
    return shapely.union_all(parts)


def _countries(shapes: Mapping[str, BaseGeometry]) -> gpd.GeoDataFrame:
    codes = sorted(shapes)
    cut = [shapely.clip_by_rect(shapely.normalize(shapes[code]), *MAP_BOX) for code in codes]
    metric = shapely.transform(np.array(cut), lambda xy: np.column_stack(to_metric(xy[:, 0], xy[:, 1])))
    simple = shapely.coverage_simplify(metric, TOLERANCE_M)
    degrees = shapely.transform(simple, _rounded_lonlat)
    names = [dict(zip(("name_en", "name_ru", "name_local"), NAMES[code], strict=True)) for code in codes]
    rows = [
        {"country": code, **name, "valid_from": DRAWN_AS_OF, "valid_to": None, "source_id": SOURCE}
        for code, name in zip(codes, names, strict=True)
    ]
    return gpd.GeoDataFrame(rows, geometry=shapely.normalize(degrees), crs="EPSG:4326")


def _rounded_lonlat(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees with 7 decimals (a centimetre): the same bytes on every platform, shared edges still shared."""
    return np.column_stack([axis.round(7) for axis in to_lonlat(xy[:, 0], xy[:, 1])])


def _exclaves(shapes: Mapping[str, BaseGeometry]) -> gpd.GeoDataFrame:
    rows: list[dict[str, Any]] = [
        _exclave(row, shapes) for row in as_texts(fact_rows("exclaves", key="exclave_id"))
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def _exclave(row: Mapping[str, str], shapes: Mapping[str, BaseGeometry]) -> dict[str, Any]:
    at = Point(float(row["lon"]), float(row["lat"]))
    known = {name: text or None for name, text in row.items() if name not in {"lon", "lat"}}
    if row["geometry_kind"] == "point":
        return {**known, "area_km2": None, "geometry": at, "source_id": "facts-border"}
    pieces = [piece for piece in shapely.get_parts(shapes[row["belongs_to"]]) if piece.contains(at)]
    if len(pieces) != 1:
        message = (
            f"exclaves.csv, {row['exclave_id']}: no piece of {row['belongs_to']} holds {at}; correct the point."
        )
        raise DataFileError(message)
    area = abs(_GEOD.geometry_area_perimeter(pieces[0])[0]) / 1e6
    ring = shapely.normalize(pieces[0])
    return {**known, "area_km2": round(area, 2), "geometry": ring, "source_id": SOURCE}


def _border_lines(
    rings: Mapping[str, Sequence[Sequence[Ring]]], shapes: Mapping[str, BaseGeometry]
) -> gpd.GeoDataFrame:
    pairs = {(one, two): shared_chains(rings[one], rings[two]) for one, two in RINGS}
    corner = meeting_vertex([[chain for chain in chains if chain[0] != chain[-1]] for chains in pairs.values()])
    rows = []
    for pair, chains in pairs.items():
        for part, pieces in _named(pair, chains, corner).items():
            rows.append(_line_row(pair, part, [np.array(piece) / _DEGREE for piece in pieces], shapes))
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def _named(pair: tuple[str, str], chains: Sequence[Chain], corner: tuple[int, int]) -> dict[str, list[Chain]]:
    """The chains of a pair under the names of their parts, each in the direction of its kilometres."""
    open_chains = [chain for chain in chains if chain[0] != chain[-1]]
    first = next(from_end(chain, corner) for chain in open_chains if corner in {chain[0], chain[-1]})
    named: dict[str, list[Chain]] = {"main": [first]}
    if pair == ("KG", "TJ"):
        named |= _over_the_strip(first, [chain for chain in open_chains if corner not in {chain[0], chain[-1]}])
    for name, inside in RINGS[pair].items():
        closed = [chain for chain in chains if chain[0] == chain[-1]]
        ring = next(chain for chain in closed if Polygon(np.array(chain) / _DEGREE).contains(Point(inside)))
        named[name] = [clockwise_from_west(ring)]
    return named


def _over_the_strip(first: Chain, others: Sequence[Chain]) -> dict[str, list[Chain]]:
    """The KG-TJ line on both sides of the neutral strip, and the loop round Khojai Alo that touches it.

    The strip has four corners: where the line from the trijunction ends, where it goes on, and the two
    ends of the loop. The loop is the short chain; its km 0 is the corner next to the line's end.
    """
    loop, onward = sorted(others, key=len)
    strip = first[-1]
    return {
        "main": [first, _turned_towards(onward, strip)],
        LOOP: [_turned_towards(loop, strip)],
    }


def _turned_towards(chain: Chain, near: tuple[int, int]) -> Chain:
    ends = sorted((chain[0], chain[-1]), key=lambda end: _GEOD.inv(*_lonlat(end), *_lonlat(near))[2])
    return from_end(chain, ends[0])


def _lonlat(vertex: tuple[int, int]) -> tuple[float, float]:
    return vertex[0] / _DEGREE, vertex[1] / _DEGREE


def _line_row(
    pair: tuple[str, str], part: str, pieces: Sequence[NDArray[np.float64]], shapes: Mapping[str, BaseGeometry]
) -> dict[str, Any]:
    left = _left_country(pair, part, pieces, shapes)
    line = LineString(pieces[0]) if len(pieces) == 1 else MultiLineString([LineString(piece) for piece in pieces])
    return {
        "border": "-".join(pair),
        "part": part,
        "left_country": left,
        "right_country": pair[1] if left == pair[0] else pair[0],
        "length_m": round(sum(_GEOD.line_length(*piece.T) for piece in pieces), 3),
        "closed": bool((pieces[0][0] == pieces[-1][-1]).all()),
        "version": VERSION,
        "source_id": SOURCE,
        "geometry": line,
    }


def _left_country(
    pair: tuple[str, str], part: str, pieces: Sequence[NDArray[np.float64]], shapes: Mapping[str, BaseGeometry]
) -> str:
    """The country on the left, by testing a point a metre left and right of the middle of every edge.

    Raises
    ------
        DataFileError: the edges disagree, so the line does not follow the polygons.
    """
    lefts, rights = zip(*(_beside(piece) for piece in pieces), strict=True)
    left, right = shapely.points(np.vstack(lefts)), shapely.points(np.vstack(rights))
    holds = {}
    for code, other in (pair, pair[::-1]):
        shapely.prepare([shapes[code], shapes[other]])
        holds[code] = shapely.contains(shapes[code], left) & shapely.contains(shapes[other], right)
    best = max(pair, key=lambda code: holds[code].mean())
    # not all: a metre aside may lie across the next edge at a sharp bend
    if holds[best].mean() < _AGREE:
        message = f"{'-'.join(pair)} {part}: only {holds[best].mean():.0%} of the edges have {best} on their left."
        raise DataFileError(message)
    return best


def _beside(piece: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points a metre left and a metre right of the middle of each edge."""
    xy = np.column_stack(to_metric(piece[:, 0], piece[:, 1]))
    along = np.diff(xy, axis=0)
    aside = np.column_stack([-along[:, 1], along[:, 0]]) / np.hypot(*along.T)[:, None] * _SIDE_STEP_M
    middle = (xy[:-1] + xy[1:]) / 2
    left, right = middle + aside, middle - aside
    return np.column_stack(to_lonlat(*left.T)), np.column_stack(to_lonlat(*right.T))
