"""On which side of a line a point lies, decided by the pseudonormal rule (methods section 8).

The nearest point of the line is looked at, and the line's direction there: the segment's own inside a
segment, the sum of the two unit tangents at a vertex (Baerentzen and Aanaes 2005). Testing one of two
equally near segments alone contradicts itself at sharp bends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geo.crs import Floats

LEFT, ON, RIGHT = 1, 0, -1


def unit_tangents(starts: Floats, ends: Floats) -> Floats:
    """Unit direction (n, 2) of segments given by their ends (n, 2)."""
    along = ends - starts
    return np.asarray(along / np.hypot(along[:, 0], along[:, 1])[:, None], dtype=np.float64)


def directions(tangents: Floats, segment: NDArray[np.intp], share: Floats, links: NDArray[np.intp]) -> Floats:
    """Direction (n, 2) of the line at points on it: ``share`` 0..1 along ``segment`` of ``tangents``.

    ``links`` (m, 2) names for each segment the one before and the one after it, itself where the line
    ends: an end has no second tangent.
    """
    other = np.where(share <= 0, links[segment, 0], np.where(share >= 1, links[segment, 1], segment))
    return tangents[segment] + np.where((other != segment)[:, None], tangents[other], 0.0)


def turn(direction: Floats, away: Floats) -> NDArray[np.int8]:
    """1 where ``away`` (point minus nearest point) lies left of ``direction``, -1 right, 0 on the line.

    An empty (NaN) point counts as on the line: it has no side.
    """
    cross = direction[:, 0] * away[:, 1] - direction[:, 1] * away[:, 0]
    return (cross > 0).astype(np.int8) - (cross < 0).astype(np.int8)


def distinct(vertices: Floats) -> Floats:
    """The vertices without those that repeat the one before: a segment without length has no direction."""
    moved = (np.diff(vertices, axis=0) != 0).any(axis=1)
    return np.asarray(vertices[np.concatenate([[True], moved])], dtype=np.float64)


def side_of(line: ArrayLike, points: ArrayLike) -> NDArray[np.int8]:
    """1 for points left of the line in its direction of digitising, -1 for right, 0 on the line.

    ``line`` is (m, 2) vertices, ``points`` (n, 2), both in one metric CRS. A line whose last vertex
    repeats its first is a ring: the same rule holds at the closing vertex. This is the plain form, one
    pass over all segments; :class:`geo.lines.BorderLines` does the same for many points.

    >>> hairpin = [(0, 0), (10, 0), (0, 1)]
    >>> side_of(hairpin, [(11, 0.5), (12, -1), (5, 0.25), (5, -1), (5, 2)]).tolist()
    [-1, -1, 1, -1, -1]
    """
    vertices, at = distinct(np.asarray(line, dtype=np.float64)), np.asarray(points, dtype=np.float64)
    starts, ends = vertices[:-1], vertices[1:]
    share, squared = nearest_on(starts[None], ends[None], at[:, None])
    segment = np.argmin(squared, axis=1)
    share = share[np.arange(len(at)), segment]
    foot = starts[segment] + share[:, None] * (ends - starts)[segment]
    links = chain_links(len(starts), closed=bool((vertices[0] == vertices[-1]).all()))
    return turn(directions(unit_tangents(starts, ends), segment, share, links), at - foot)


def nearest_on(starts: Floats, ends: Floats, points: Floats) -> tuple[Floats, Floats]:
    """Where on each segment its nearest point to a point lies (0..1), and the squared distance there.

    The last axis holds x and y, the others broadcast.
    """
    along, away = ends - starts, points - starts
    share = np.clip((away * along).sum(axis=-1) / (along * along).sum(axis=-1), 0.0, 1.0)
    rest = away - share[..., None] * along
    return share, (rest * rest).sum(axis=-1)


def chain_links(count: int, *, closed: bool) -> NDArray[np.intp]:
    """The segment before and after each of ``count`` chained segments; ends link to themselves."""
    here = np.arange(count)
    before, after = here - 1, here + 1
    before[0], after[-1] = (count - 1, 0) if closed else (0, count - 1)
    return np.column_stack([before, after])
