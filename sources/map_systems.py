"""Coordinates of a map in degrees, longitude first; numbers that cannot be that are refused with what was found.

A declared coordinate system is obeyed. Where none is declared, numbers are taken as degrees only if they plainly
are: inside the globe and around our area. A file whose numbers say something else than what it declares is
refused, because a map in the wrong place is worse than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError

from model.errors import BadInputError
from model.settings import Box
from model.strings import N_, Message

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

AREA = Box(55.0, 36.0, 81.0, 46.0)
"""The three countries with some room, degrees: where maps for this program lie."""
_GLOBE = Box(-180.0, -90.0, 180.0, 90.0)
_MOSTLY = 0.5
_LONLAT = "EPSG:4326"
NO_SHAPE, EMPTY, BEYOND = "there is none", "it is empty", "its numbers are no degrees"

_UNITS = N_(
    "Degrees were expected in {file}, but x runs from {west} to {east} and y from {south} to {north}: these are "
    "other units, so export the map with its coordinate system, or as EPSG:4326."
)
_UNDECLARED = N_(
    "{file} does not say its coordinate system (a shapefile needs its .prj file), and its numbers (x {west} to "
    "{east}, y {south} to {north}) are not plainly degrees of our area: export it as EPSG:4326."
)
_EXCHANGED = N_(
    "Longitude was expected first in {file}, but x runs from {west} to {east} and y from {south} to {north}: "
    "longitude and latitude are exchanged, so exchange them and try again."
)
_NOT_METRES = N_(
    "{file} says that its coordinates are of {system}, but x runs from {west} to {east} and y from {south} to "
    "{north}, which are degrees: declare EPSG:4326 and try again."
)
_UNKNOWN = N_("The coordinate system of {file} ({system}) is not known: export the map as EPSG:4326.")


def in_degrees(
    shapes: NDArray[np.object_], system: str | None, *, name: str
) -> tuple[NDArray[np.object_], list[str | None]]:
    """The shapes in EPSG:4326, ``None`` where they cannot be used, and why not for each of those.

    Raises
    ------
    BadInputError
        Most numbers are no degrees, are exchanged, or are not what the file declares.
    """
    faults: list[str | None] = [_absent(shape) for shape in shapes]
    there = np.array([fault is None for fault in faults], dtype=bool)
    found = shapes.copy()
    found[~there] = None
    if not there.any():
        return found, faults
    before = shapely.bounds(found[there])
    if system is None:
        if not (_inside(before, _GLOBE).all() and (_touches(before, AREA).any() or _exchanged(before))):
            _refuse(_UNDECLARED, before, name)
    else:
        found[there] = _projected(found[there], system, before, name)
    after = shapely.bounds(found[there])
    good = _inside(after, _GLOBE)
    if good.mean() <= _MOSTLY:
        _refuse(_UNITS, before, name)
    if _exchanged(after[good]):
        _refuse(_EXCHANGED, after[good], name)
    for at in np.flatnonzero(there)[~good]:
        found[at], faults[at] = None, BEYOND
    return found, faults


def _absent(shape: BaseGeometry | None) -> str | None:
    if shape is None:
        return NO_SHAPE
    return EMPTY if shapely.is_empty(shape) else None


def _projected(
    shapes: NDArray[np.object_], system: str, before: NDArray[np.float64], name: str
) -> NDArray[np.object_]:
    try:
        known = CRS.from_user_input(system)
        if known.is_projected and (_inside(before, AREA).mean() > _MOSTLY):
            _refuse(_NOT_METRES, before, name, system=known.name)
        degrees = gpd.GeoSeries(list(shapes), crs=known).to_crs(_LONLAT)
    except (CRSError, ProjError, ValueError) as error:
        if isinstance(error, BadInputError):
            raise
        raise BadInputError(Message(_UNKNOWN, {"file": name, "system": system[:60]})) from error
    return np.array(list(degrees), dtype=object)


def _inside(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Which bounds lie in the box; unknown and infinite ones never do."""
    west, south, east, north = bounds.T
    found: NDArray[np.bool_] = (
        (west >= box.west) & (south >= box.south) & (east <= box.east) & (north <= box.north)
    )
    return found


def _touches(bounds: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    west, south, east, north = bounds.T
    found: NDArray[np.bool_] = (
        (west <= box.east) & (south <= box.north) & (east >= box.west) & (north >= box.south)
    )
    return found


def _exchanged(bounds: NDArray[np.float64]) -> bool:
    """Whether nothing lies in our area, but most would if longitude and latitude were exchanged."""
    turned = bounds[:, [1, 0, 3, 2]]
    return not _touches(bounds, AREA).any() and _inside(turned, AREA).mean() > _MOSTLY


def _refuse(sentence: str, bounds: NDArray[np.float64], name: str, **more: str) -> None:
    columns = zip(("west", "south", "east", "north"), (np.min, np.min, np.max, np.max), bounds.T, strict=True)
    ends = {end: f"{pick(values):.6g}" for end, pick, values in columns}
    raise BadInputError(Message(sentence, {"file": name, **ends, **more}))
