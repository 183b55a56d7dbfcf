"""Reads country-sized polygons out of the data package ``timezonefinder_data`` (ODbL, from OpenStreetMap).

The package holds the world's time zones and no reader, so its layout 3 is read here:

* ``timezone_names.txt``: one zone a line; ``zone_ids.npy``: the zone number of each polygon.
* ``boundaries/coordinates.bin``: a FlatBuffer (identifier ``TZFP``) with one vector of 32-bit words a
  ring. Rings are cut into blocks of 128 vertices; each block repeats the first vertex of the next one.
* a block is two bit streams, longitudes then latitudes, each starting on a word; a value of ``w`` bits
  is a step of 1e-6 degree above the block's least value. The least longitude stands in
  ``block_bases.npy``, the least latitude in ``block_ranges.npy``, both in 1e-7 degree; ``w`` in
  ``block_widths.npy``; ``block_offsets.npy`` is the first block of each ring.
* ``hole_registry.json``: polygon -> number of holes, first hole. ``holes/poly_ref.npy`` says of each hole
  which polygon it is a copy of, or, where negative, the one's complement of its ring in ``holes/``.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import timezonefinder_data
from numpy.typing import NDArray

from model.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Ring: TypeAlias = NDArray[np.int64]
"""Vertices (n, 2), lon and lat in 1e-6 degree, first one not repeated."""

BLOCK = 128
STEP = 10
"""Stored coordinates count 1e-7 degree; the source is published on a grid of 1e-6."""
LAYOUT = 3


class _Rings:
    """The rings of one folder of the package, decoded one by one."""

    def __init__(self, folder: Path) -> None:
        self._buffer = (folder / "coordinates.bin").read_bytes()
        self._payloads = _payload_positions(self._buffer, folder)
        self._bases = np.load(folder / "block_bases.npy").astype(np.int64)
        self._lows = np.load(folder / "block_ranges.npy")[:, 0].astype(np.int64)
        self._widths = np.load(folder / "block_widths.npy").astype(int)
        self._firsts = np.load(folder / "block_offsets.npy").astype(int)
        self._sizes = np.load(folder / "nr_vertices.npy").astype(int)

    def ring(self, number: int) -> Ring:
        """The vertices of one ring."""
        start, words = self._payloads[number]
        payload = np.frombuffer(self._buffer, dtype="<u4", count=words, offset=start)
        left, at, blocks = int(self._sizes[number]), 0, []
        for block in range(self._firsts[number], self._firsts[number + 1]):
            count = min(BLOCK, left)
            columns = []
            for width, base in zip(self._widths[block], (self._bases[block], self._lows[block]), strict=True):
                steps, used = _unpack(payload[at:], int(width), count + 1)
                columns.append((steps * STEP + base)[:count] // STEP)
                at += used
            blocks.append(np.column_stack(columns))
            left -= count
        return np.vstack(blocks)


def read_zones(names: Iterable[str]) -> dict[str, list[list[Ring]]]:
    """The polygons of each named zone: a list of polygons, each an outer ring and its holes.

    Coordinates are whole numbers of 1e-6 degree, so that shared edges can be found exactly.

    Raises
    ------
        DataFileError: the package does not hold the zone, or is of a layout that is not known here.
    """
    folder = timezonefinder_data.DATA_DIR
    zones = (folder / "timezone_names.txt").read_text(encoding="utf-8").split()
    zone_of = np.load(folder / "zone_ids.npy")
    outer, holes = _Rings(folder / "boundaries"), _HoleRings(folder)
    found: dict[str, list[list[Ring]]] = {}
    for name in names:
        if name not in zones:
            message = f"The package timezonefinder-data has no zone '{name}': install the version of requirements."
            raise DataFileError(message)
        numbers = np.flatnonzero(zone_of == zones.index(name)).tolist()
        found[name] = [[outer.ring(number), *holes.of(number, outer)] for number in numbers]
    return found


class _HoleRings:
    """Which rings are cut out of which polygon."""

    def __init__(self, folder: Path) -> None:
        self._own = _Rings(folder / "holes")
        self._refs = np.load(folder / "holes" / "poly_ref.npy").astype(int)
        self._registry = json.loads((folder / "hole_registry.json").read_text(encoding="utf-8"))

    def of(self, polygon: int, outer: _Rings) -> list[Ring]:
        """The holes of one polygon."""
        count, first = self._registry.get(str(polygon), (0, 0))
        refs = self._refs[first : first + count].tolist()
        return [outer.ring(ref) if ref >= 0 else self._own.ring(~ref) for ref in refs]


def _unpack(words: NDArray[np.uint32], width: int, count: int) -> tuple[NDArray[np.int64], int]:
    if width == 0:
        return np.zeros(count, dtype=np.int64), 0
    used = -(-count * width // 32)
    bits = np.unpackbits(words[:used].view(np.uint8), bitorder="little")[: count * width]
    return bits.reshape(count, width).astype(np.int64) @ (1 << np.arange(width, dtype=np.int64)), used


def _payload_positions(buffer: bytes, folder: Path) -> list[tuple[int, int]]:
    """Byte position and number of words of each ring: table -> vector of tables -> vector of words."""
    root = struct.unpack_from("<I", buffer, 0)[0]
    version_at = _field(buffer, root, 1)
    version = 0 if version_at is None else struct.unpack_from("<H", buffer, version_at)[0]
    if buffer[4:8] != b"TZFP" or version != LAYOUT:
        message = f"{folder} holds polygons of layout {version}, expected {LAYOUT}: install the pinned version."
        raise DataFileError(message)
    at, count = _vector(buffer, root)
    tables = [at + 4 * k + struct.unpack_from("<I", buffer, at + 4 * k)[0] for k in range(count)]
    return [_vector(buffer, table) for table in tables]


def _vector(buffer: bytes, table: int) -> tuple[int, int]:
    """Position of the first item and number of items of a table's first field."""
    field = _field(buffer, table, 0)
    if field is None:
        return 0, 0
    at = field + struct.unpack_from("<I", buffer, field)[0]
    return at + 4, struct.unpack_from("<I", buffer, at)[0]


def _field(buffer: bytes, table: int, number: int) -> int | None:
    """Position of a field of a FlatBuffers table; None where the table leaves it out."""
    vtable = table - struct.unpack_from("<i", buffer, table)[0]
    slot = 4 + 2 * number
    if slot >= struct.unpack_from("<H", buffer, vtable)[0]:
        return None
    offset = struct.unpack_from("<H", buffer, vtable + slot)[0]
    return table + offset if offset else None
