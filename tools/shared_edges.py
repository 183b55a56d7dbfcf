"""The lines where the polygons of two countries meet, found exactly on whole-number coordinates."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tools.timezone_polygons import Ring

Vertex: TypeAlias = tuple[int, int]
Chain: TypeAlias = list[Vertex]


def shared_chains(first: Sequence[Sequence[Ring]], second: Sequence[Sequence[Ring]]) -> list[Chain]:
    """The unbroken chains of edges that both countries' rings have; a closed one repeats its first vertex.

    Sorted by their least vertex, so that the same polygons give the same list.
    """
    edges = _edges(first) & _edges(second)
    neighbours: dict[Vertex, list[Vertex]] = defaultdict(list)
    for one, two in edges:
        neighbours[one].append(two)
        neighbours[two].append(one)
    ends = sorted(vertex for vertex, others in neighbours.items() if len(others) != 2)
    chains = []
    for start in [*ends, *sorted(neighbours)]:
        while neighbours[start]:
            chains.append(_walk(start, neighbours))
    return sorted(chains, key=min)


def _edges(polygons: Sequence[Sequence[Ring]]) -> set[tuple[Vertex, Vertex]]:
    found = set()
    for polygon in polygons:
        for ring in polygon:
            vertices = [(int(x), int(y)) for x, y in ring]
            for one, two in zip(vertices, [*vertices[1:], vertices[0]], strict=True):
                if one != two:
                    found.add((min(one, two), max(one, two)))
    return found


def _walk(start: Vertex, neighbours: dict[Vertex, list[Vertex]]) -> Chain:
    """Takes the edges of one chain out of ``neighbours``, beginning at ``start``."""
    chain, here = [start], start
    while neighbours[here]:
        there = min(neighbours[here])
        neighbours[here].remove(there)
        neighbours[there].remove(here)
        chain.append(there)
        here = there
        if here == start or len(neighbours[here]) > 1:
            break
    return chain


def from_end(chain: Chain, end: Vertex) -> Chain:
    """The chain turned so that it begins at ``end``, one of its two ends."""
    return chain if chain[0] == end else chain[::-1]


def clockwise_from_west(chain: Chain) -> Chain:
    """A closed chain, clockwise, beginning at its westernmost vertex (the southern one of several)."""
    ring = chain[:-1]
    doubled_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(chain))
    if doubled_area > 0:
        ring = ring[::-1]
    start = ring.index(min(ring))
    return [*ring[start:], *ring[:start], ring[start]]


def meeting_vertex(chains: Iterable[Sequence[Chain]]) -> Vertex:
    """The one vertex where an open chain of each given border ends."""
    ends = [{vertex for chain in group for vertex in (chain[0], chain[-1])} for group in chains]
    common = set.intersection(*ends)
    if len(common) != 1:
        message = f"The borders should end at one common vertex but share {len(common)}: look at the polygons."
        raise ValueError(message)
    return common.pop()
