"""The border lines as something to ask: where on which line is the nearest point, and on which side am I.

Distances are metres in :data:`geo.crs.METRIC`, positions along a part are geodesic metres on WGS84 from
its kilometre 0, linear between vertices. A part of several pieces (the neutral strip at Tort-Kocho cuts
one) is measured over its pieces; the gap between them has no length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString

from geo.crs import Floats, to_metric
from geo.nearest import NearestSegment, Segments
from geo.sides import chain_links, directions, distinct, turn, unit_tangents
from model.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    from numpy.typing import ArrayLike, NDArray

_GEOD = Geod(ellps="WGS84")
LOCATED = ("border", "part", "km", "distance_m", "side")
"""The columns of :meth:`BorderLines.locate`."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One unbroken run of vertices of a part and the metres of its vertices from km 0 of the part."""

    lonlat: Floats
    metres: Floats


@dataclass(frozen=True, slots=True)
class _Part:
    border: str
    part: str
    left: str
    right: str
    closed: bool
    pieces: tuple[_Piece, ...]

    @property
    def length(self) -> float:
        return float(self.pieces[-1].metres[-1])


class BorderLines:
    """The border lines of one version, ready to be asked for many points at once."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = sorted(parts, key=lambda part: (part.border, part.part))
        self._by_name = {(part.border, part.part): part for part in self._parts}
        segments = [_segments_of(number, part) for number, part in enumerate(self._parts)]
        self._segments = Segments.joined(segments)
        self._tangents = unit_tangents(self._segments.starts, self._segments.ends)
        self._nearest = NearestSegment(self._segments)
        self._by_border: dict[str, NearestSegment] = {}

    @classmethod
    def from_frame(cls, border_lines: gpd.GeoDataFrame) -> BorderLines:
        """The lines of a ``border_lines`` table (EPSG:4326), each digitised with left_country on its left.

        Raises
        ------
            BadInputError: a row has no line.
        """
        return cls([_part_of(row) for row in border_lines.itertuples(index=False)])

    @property
    def parts(self) -> pd.DataFrame:
        """One row a part, sorted: border, part, left_country, right_country, length_m, closed."""
        rows = [(p.border, p.part, p.left, p.right, p.length, p.closed) for p in self._parts]
        return pd.DataFrame(
            rows, columns=["border", "part", "left_country", "right_country", "length_m", "closed"]
        )

    def locate(
        self, lon: ArrayLike, lat: ArrayLike, *, border: Sequence[str | None] | None = None
    ) -> pd.DataFrame:
        """The nearest point of the lines for each point, one row a point.

        Columns: border, part, km (geodesic, from km 0 of the part), distance_m, side (country code on
        whose side the point lies, by the pseudonormal rule; empty exactly on the line). The index is that
        of ``lon`` where it is a Series. ``border`` restricts the lines searched, point by point; None = all.
        A point without coordinates gives an empty row. Where the trijunction is nearest, the border is
        the one that leaves it most towards the point, so that the side is the country the point is in;
        other equal distances go to the border that comes first in the alphabet.

        Raises
        ------
            BadInputError: ``border`` names a pair of countries that has no line here.
        """
        index = lon.index if isinstance(lon, pd.Series) else None
        x, y = to_metric(np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float)))
        points = np.column_stack([x, y])
        known: NDArray[np.bool_] = np.isfinite(x) & np.isfinite(y)
        segment = np.zeros(len(points), dtype=np.intp)
        for rows, search in self._searches(known, border):
            segment[rows] = search.find(points[rows])
        return self._answer(points, known, segment, index)

    def _searches(
        self, known: NDArray[np.bool_], border: Sequence[str | None] | None
    ) -> Iterator[tuple[NDArray[np.intp], NearestSegment]]:
        if border is None:
            yield np.flatnonzero(known), self._nearest
            return
        asked = pd.Series(list(border), dtype=object)
        codes = asked.where(asked.notna(), None)
        for code in sorted({text for text in codes if text is not None}):
            yield np.flatnonzero(known & (codes == code).to_numpy()), self._search_in(code)
        yield np.flatnonzero(known & codes.isna().to_numpy()), self._nearest

    def _search_in(self, border: str) -> NearestSegment:
        if border not in self._by_border:
            numbers = [number for number, part in enumerate(self._parts) if part.border == border]
            if not numbers:
                known = ", ".join(sorted({part.border for part in self._parts}))
                message = f"There is no line of the border '{border}': use one of {known}."
                raise BadInputError(message)
            self._by_border[border] = NearestSegment(self._segments, np.isin(self._segments.part, numbers))
        return self._by_border[border]

    def _answer(
        self, points: Floats, known: NDArray[np.bool_], segment: NDArray[np.intp], index: pd.Index | None
    ) -> pd.DataFrame:
        share, squared = self._segments.nearest(segment, points)
        foot = self._segments.at(segment, share)
        turned = turn(directions(self._tangents, segment, share, self._segments.links), points - foot)
        part = self._segments.part[segment]
        names = np.array([(p.border, p.part, p.right, None, p.left) for p in self._parts], dtype=object)
        columns = {
            "border": names[part, 0],
            "part": names[part, 1],
            "km": self._segments.metres_at(segment, share) / 1000,
            "distance_m": np.sqrt(squared),
            "side": names[part, 3 + turned],
        }
        rows = pd.RangeIndex(len(points)) if index is None else index
        # object on purpose: turning columns of names into Arrow strings would cost more than the search
        located = pd.DataFrame({name: pd.Series(column, rows, column.dtype) for name, column in columns.items()})
        return located if known.all() else _emptied(located, ~known)

    def point_at(self, border: str, part: str, m: float) -> tuple[float, float]:
        """Longitude and latitude of the point ``m`` geodesic metres from km 0, held to the part's ends.

        Raises
        ------
            BadInputError: there is no such part.
        """
        given = self._part(border, part)
        at = min(max(float(m), 0.0), given.length)
        piece = next(piece for piece in given.pieces if at <= piece.metres[-1])
        return _between(piece, max(at, float(piece.metres[0])))

    def cut(self, border: str, part: str, from_m: float, to_m: float) -> LineString | MultiLineString:
        """The stretch of a part between two positions in lon/lat; in a ring from > to runs over km 0.

        Raises
        ------
            BadInputError: there is no such part, or the stretch runs backwards on a part that is no ring.
        """
        given = self._part(border, part)
        first, last = (min(max(float(m), 0.0), given.length) for m in (from_m, to_m))
        if first > last and not given.closed:
            message = f"A stretch of {border} {part} runs from {from_m:.0f} m back to {to_m:.0f} m: swap its ends."
            raise BadInputError(message)
        spans = [(first, last)] if first <= last else [(first, given.length), (0.0, last)]
        runs = [run for span in spans for piece in given.pieces if (run := _run(piece, *span)) is not None]
        if not runs:  # a stretch without length is still a place on the line
            point = self.point_at(border, part, first)
            return LineString([point, point])
        merged = shapely.line_merge(MultiLineString(runs), directed=True) if len(runs) > 1 else LineString(runs[0])
        assert isinstance(merged, (LineString, MultiLineString))
        return merged

    def _part(self, border: str, part: str) -> _Part:
        if (border, part) not in self._by_name:
            known = ", ".join(f"{one} {two}" for one, two in self._by_name)
            message = f"There is no part '{part}' of the border '{border}': use one of {known}."
            raise BadInputError(message)
        return self._by_name[border, part]


def _part_of(row: object) -> _Part:
    shape = getattr(row, "geometry", None)
    border, part = str(getattr(row, "border", "")), str(getattr(row, "part", ""))
    if not isinstance(shape, (LineString, MultiLineString)) or shape.is_empty:
        message = f"The part {border} {part} of border_lines has no line: build the boundaries again."
        raise BadInputError(message)
    lines = list(shape.geoms) if isinstance(shape, MultiLineString) else [shape]
    pieces, start = [], 0.0
    for line in lines:
        lonlat = distinct(shapely.get_coordinates(line))
        steps = _GEOD.inv(lonlat[:-1, 0], lonlat[:-1, 1], lonlat[1:, 0], lonlat[1:, 1])[2]
        metres = start + np.concatenate([[0.0], np.cumsum(steps)])
        pieces.append(_Piece(lonlat, metres))
        start = float(metres[-1])
    closed = len(lines) == 1 and bool((pieces[0].lonlat[0] == pieces[0].lonlat[-1]).all())
    left, right = str(getattr(row, "left_country", "")), str(getattr(row, "right_country", ""))
    return _Part(border, part, left, right, closed, tuple(pieces))


def _segments_of(number: int, part: _Part) -> Segments:
    return Segments.joined(
        [
            Segments.of_vertices(
                np.column_stack(to_metric(piece.lonlat[:, 0], piece.lonlat[:, 1])),
                piece.metres,
                number,
                chain_links(len(piece.metres) - 1, closed=part.closed),
            )
            for piece in part.pieces
        ]
    )


def _emptied(located: pd.DataFrame, rows: NDArray[np.bool_]) -> pd.DataFrame:
    emptied = located.copy()
    emptied.loc[rows, ["border", "part", "side"]] = None
    emptied.loc[rows, ["km", "distance_m"]] = np.nan
    return emptied


def _between(piece: _Piece, m: float) -> tuple[float, float]:
    lon, lat = (float(np.interp(m, piece.metres, piece.lonlat[:, axis])) for axis in (0, 1))
    return lon, lat


def _run(piece: _Piece, first: float, last: float) -> list[tuple[float, float]] | None:
    """The vertices of a piece between two positions; None where they share no length."""
    low, high = max(first, float(piece.metres[0])), min(last, float(piece.metres[-1]))
    if low >= high:
        return None
    inner = piece.lonlat[(piece.metres > low) & (piece.metres < high)]
    return [_between(piece, low), *((float(lon), float(lat)) for lon, lat in inner), _between(piece, high)]
