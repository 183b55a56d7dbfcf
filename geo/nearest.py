"""The nearest of many segments for many points: exact, and fast through a tree of sample points.

Each segment is cut into pieces of at most :data:`SPACING_M`, and both ends of every piece go into a KD-tree.
The foot of a point on its nearest segment is either an end of the segment, then a sample lies there, or a
place where the segment runs square to the way from the point, then a sample lies at most half a spacing
along it. So a sample of the nearest segment is at most ``hypot(d, spacing / 2)`` away from the point, d
being the true distance. Any segment looked at bounds d from above; once the k-th nearest sample is farther
than ``hypot(bound, spacing / 2)``, no other segment can win. Where it is not yet, k grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.sides import nearest_on, unit_tangents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.crs import Floats

SPACING_M = 300.0
FIRST_K = 4
GROWTH = 4
"""How many times more samples are looked at in each further round."""
_LEAF = 64
_BLOCK_M = 5_000.0
_CHUNK = 65_536
"""Points looked at together: their distances fit into the processor's cache."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Segments in a metric CRS: ends (n, 2), their metres along the part, part number, neighbours."""

    starts: Floats
    ends: Floats
    metres: Floats
    part: NDArray[np.intp]
    links: NDArray[np.intp]

    @classmethod
    def of_vertices(cls, xy: Floats, metres: Floats, part: int, links: NDArray[np.intp]) -> Segments:
        """The segments between consecutive vertices of one piece of a part."""
        numbers = np.full(len(xy) - 1, part, dtype=np.intp)
        return cls(xy[:-1], xy[1:], np.column_stack([metres[:-1], metres[1:]]), numbers, links)

    @classmethod
    def joined(cls, given: Sequence[Segments]) -> Segments:
        """All segments of several sets, neighbours renumbered."""
        firsts = np.cumsum([0, *(len(one.part) for one in given)])[:-1]
        return cls(
            np.concatenate([one.starts for one in given]),
            np.concatenate([one.ends for one in given]),
            np.concatenate([one.metres for one in given]),
            np.concatenate([one.part for one in given]),
            np.concatenate([one.links + first for one, first in zip(given, firsts, strict=True)]),
        )

    def nearest(self, segment: NDArray[np.intp], points: Floats) -> tuple[Floats, Floats]:
        """Share 0..1 along each named segment of its point nearest to the point; squared distance, m2."""
        return nearest_on(self.starts[segment], self.ends[segment], points)

    def at(self, segment: NDArray[np.intp], share: Floats) -> Floats:
        """The points (n, 2) at a share 0..1 of segments."""
        return self.starts[segment] + share[:, None] * (self.ends - self.starts)[segment]

    def metres_at(self, segment: NDArray[np.intp], share: Floats) -> Floats:
        """Metres from km 0 of the part at a share 0..1 of segments."""
        ends = self.metres[segment]
        return ends[:, 0] + share * (ends[:, 1] - ends[:, 0])


class NearestSegment:
    """A search over segments, or over those where ``among`` is true."""

    def __init__(self, segments: Segments, among: NDArray[np.bool_] | None = None) -> None:
        chosen = np.arange(len(segments.part)) if among is None else np.flatnonzero(among)
        self._segments = segments
        samples, self._owner = _samples(segments, chosen)
        from scipy.spatial import KDTree  # noqa: PLC0415 - loading it takes a third of a second

        self._tree = KDTree(samples, leafsize=_LEAF)
        self._corners = _corners(segments, chosen)

    def find(self, points: Floats) -> NDArray[np.intp]:
        """The number of the segment nearest to each point (n, 2); the lowest number of equally near ones.

        Where several lines start at one corner and the corner is nearest, it is the line that points most
        towards the point: only of the two lines around a point can its side be told.
        """
        found = np.empty(len(points), dtype=np.intp)
        order = _by_block(points)
        for start in range(0, len(points), _CHUNK):
            self._find(points, order[start : start + _CHUNK], found)
        for tied in self._corners:
            self._choose_at_corner(points, tied, found)
        return found

    def _choose_at_corner(self, points: Floats, tied: NDArray[np.intp], found: NDArray[np.intp]) -> None:
        rows = np.flatnonzero(np.isin(found, tied))
        rows = rows[self._segments.nearest(found[rows], points[rows])[0] <= 0]
        starts, ends = self._segments.starts[tied], self._segments.ends[tied]
        towards = (points[rows] - starts[0]) @ unit_tangents(starts, ends).T
        found[rows] = tied[towards.argmax(axis=1)] if len(rows) else found[rows]

    def _find(self, points: Floats, rows: NDArray[np.intp], found: NDArray[np.intp]) -> None:
        """Fills ``found`` for some rows, looking at more samples where the first ones leave it open."""
        open_rows, k = rows, FIRST_K
        while len(open_rows):
            looked_at = min(k, len(self._owner))
            segment, certain = self._best(points[open_rows], looked_at)
            certain |= looked_at == len(self._owner)
            found[open_rows[certain]] = segment[certain]
            open_rows, k = open_rows[~certain], k * GROWTH

    def _best(self, points: Floats, k: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The nearest segment among the owners of the k nearest samples, and whether no other can win."""
        answer = self._tree.query(points, k=[*range(1, k + 1)], workers=-1)
        reach, sample = np.asarray(answer[0]), np.asarray(answer[1])
        owners = self._owner[sample]
        squared = self._squared(owners, points)
        least = squared.min(axis=1)
        # equally near segments share a vertex or a line: the lowest number makes the answer reproducible
        segment = np.where(squared <= least[:, None], owners, len(self._segments.part)).min(axis=1)
        return segment, reach[:, -1] ** 2 > least + (SPACING_M / 2) ** 2

    def _squared(self, owners: NDArray[np.intp], points: Floats) -> Floats:
        starts, ends = self._segments.starts, self._segments.ends
        x, y = starts[owners, 0], starts[owners, 1]
        dx, dy = ends[owners, 0] - x, ends[owners, 1] - y
        px, py = points[:, :1] - x, points[:, 1:] - y
        share = np.clip((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0)
        px -= share * dx
        py -= share * dy
        return np.asarray(px * px + py * py, dtype=np.float64)


def _corners(segments: Segments, chosen: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """The groups of segments, first ones of their line, that start at one and the same vertex."""
    first = chosen[segments.links[chosen, 0] == chosen]
    _, group, size = np.unique(segments.starts[first], axis=0, return_inverse=True, return_counts=True)
    return [first[group == number] for number in np.flatnonzero(size > 1)]


def _by_block(points: Floats) -> NDArray[np.intp]:
    """The row numbers block by block: neighbours walk the same branches of the tree, a third faster."""
    if not len(points):
        return np.empty(0, dtype=np.intp)
    column, row = np.clip((points - points.min(axis=0)) // _BLOCK_M, 0, 255).astype(np.uint16).T
    return np.argsort(column * np.uint16(256) + row, kind="stable")  # 16 bits are sorted in linear time


def _samples(segments: Segments, chosen: NDArray[np.intp]) -> tuple[Floats, NDArray[np.intp]]:
    """Both ends of every piece of the chosen segments (n, 2), and the number of the segment of each."""
    along = segments.ends[chosen] - segments.starts[chosen]
    pieces = np.maximum(np.ceil(np.hypot(along[:, 0], along[:, 1]) / SPACING_M), 1).astype(int)
    owner = np.repeat(np.arange(len(chosen)), pieces + 1)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(pieces + 1) - pieces - 1, pieces + 1)
    samples = segments.starts[chosen][owner] + along[owner] * (rank / pieces[owner])[:, None]
    return samples, chosen[owner]
