"""Map files as shapes in degrees, and as tables with a point a row.

GeoJSON, GeoPackage, KML, GPX and zipped shapefiles are read by GDAL (through pyogrio); what a file may not be or
do is decided before (:mod:`sources.map_files`). Whatever a file declares, shapes come out in EPSG:4326, longitude
first, and a file whose numbers cannot be that is refused. A shape that is none does not stop the rest: its row is
told.
"""

from __future__ import annotations

import json
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio import raw
from pyogrio.errors import DataSourceError

from geo.crs import project
from model.errors import BadInputError
from model.strings import N_, Message
from sources.map_files import MapPart, map_parts, opens
from sources.map_systems import in_degrees
from sources.raw_table import ROW, RawTable, different, no_ragged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

__all__ = ["LAT", "LON", "RADIUS", "SHAPE", "ShapeLayer", "open_shapes", "opens", "read_layers"]

LON, LAT, RADIUS, SHAPE = "@lon", "@lat", "@radius_m", "@shape"
"""Columns of a map's table beside its own: point in degrees, radius of its area, what is wrong with its shape."""

MOST_SHAPES = 2_000_000
_DAMAGED = N_(
    "The map {file} cannot be read to its end: it is damaged or cut off, so download or export it again."
)
_LETTERS = N_("The letters of the map {file} cannot be read: export it again as UTF-8.")
_MANY = N_("The map {file} holds {found} shapes, more than {most}: cut it into parts.")
_NO_SHAPES = N_("A map was expected in {file}, but it holds no layer with shapes: export the layer that you mean.")
_OLD_LETTERS = N_("The letters of {file} were read as cp1251, because they are no UTF-8.")
_KML_STYLE = frozenset(
    {"id", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon"}
)
"""What GDAL adds to every KML: how it is drawn, and ids that only number its rows."""
_UTF8, _CYRILLIC = "UTF-8", "cp1251"
_AREAL = frozenset({"Polygon", "MultiPolygon"})
_LETTER_ERRORS = (UnicodeDecodeError, LookupError)


@dataclass(frozen=True, slots=True)
class ShapeLayer:
    """One layer of a map. Rows are numbered by shape, the first is 1 (:data:`sources.raw_table.ROW`).

    ``cells`` holds the attributes as text, missing where blank; ``shapes`` the geometry in EPSG:4326 lon/lat, flat
    and valid, ``None`` where it cannot be used; ``faults`` says why, for those rows. ``mended`` counts the shapes
    whose rings crossed themselves and were made valid.
    """

    file: str
    layer: str
    cells: pd.DataFrame
    shapes: gpd.GeoSeries
    faults: pd.Series
    mended: int
    notes: tuple[Message, ...] = ()


def read_layers(path: Path, *, name: str | None = None) -> list[ShapeLayer]:
    """The layers of a map that have shapes.

    Raises
    ------
    BadInputError
        The file is no map, is damaged or dangerous, or its numbers are no degrees: expected, found, what to do.
    """
    shown = name or path.name
    with warnings.catch_warnings():
        # What GDAL grumbles about single shapes is told by row.
        warnings.simplefilter("ignore", RuntimeWarning)
        found = [layer for part in map_parts(path, name=shown) for layer in _layers(part, shown)]
    if not found:
        raise BadInputError(Message(_NO_SHAPES, {"file": shown}))
    return found


def open_shapes(path: Path, *, name: str | None = None) -> list[RawTable]:
    """Each layer of a map as a table: :data:`LON`, :data:`LAT`, :data:`RADIUS`, :data:`SHAPE`, its attributes.

    The point of an area is one inside it, and its radius that of a circle as large. A row whose shape gives no
    point has none, and :data:`SHAPE` says why.

    Raises
    ------
    BadInputError
        As :func:`read_layers`.
    """
    layers = read_layers(path, name=name)
    return [_as_table(layer, sheet=layer.layer if len(layers) > 1 else None) for layer in layers]


def _layers(part: MapPart, shown: str) -> list[ShapeLayer]:
    try:
        layers = [str(layer) for layer, kind in pyogrio.list_layers(part.source) if kind is not None]
        wanted = [layer for layer in layers if part.layer in {None, layer}]
        return [_layer(part, layer, shown) for layer in wanted]
    except (DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
        raise BadInputError(Message(_DAMAGED, {"file": shown})) from error
    except (pyogrio.errors.GeometryError, pyogrio.errors.FieldError, pyogrio.errors.CRSError) as error:
        raise BadInputError(Message(_DAMAGED, {"file": shown})) from error
    except _LETTER_ERRORS as error:
        raise BadInputError(Message(_LETTERS, {"file": shown})) from error
    except (ValueError, OverflowError, MemoryError) as error:
        if isinstance(error, BadInputError):
            raise
        raise BadInputError(Message(_DAMAGED, {"file": shown})) from error


def _layer(part: MapPart, layer: str, shown: str) -> ShapeLayer:
    info = pyogrio.read_info(part.source, layer=layer, force_feature_count=True)
    if info["features"] > MOST_SHAPES:
        raise BadInputError(Message(_MANY, {"file": shown, "found": info["features"], "most": MOST_SHAPES}))
    meta, shapes, fields, notes = _read(part, layer, shown)
    index = pd.RangeIndex(1, len(shapes) + 1, name=ROW)
    cells = pd.DataFrame(
        {name: _texts(values) for name, values in zip(different(meta["fields"]), fields, strict=True)}, index=index
    )
    if "KML" in str(info["driver"]):
        cells = cells.drop(columns=list(_KML_STYLE), errors="ignore")
    given = np.array([_parts(shape) for shape in shapes], dtype=object)
    placed, faults = in_degrees(given, meta["crs"], name=shown)
    mended, count, broken = _mended(placed)
    told = pd.Series(
        [fault or lost for fault, lost in zip(faults, broken, strict=True)], index=index, dtype=object
    )
    series = gpd.GeoSeries(list(mended), index=index, crs="EPSG:4326")
    return ShapeLayer(shown, layer, cells, series, told[told.notna()], count, notes)


def _read(
    part: MapPart, layer: str, shown: str
) -> tuple[dict[str, Any], np.ndarray, list[Any], tuple[Message, ...]]:
    """What GDAL tells: the header, shapes (``None`` where they cannot be read), columns, what must be said."""
    notes: tuple[Message, ...] = ()
    try:
        meta, _, wkb, fields = raw.read(part.source, layer=layer, datetime_as_string=True, encoding=part.encoding)
    except UnicodeDecodeError:
        if part.encoding != _UTF8:
            raise
        meta, _, wkb, fields = raw.read(part.source, layer=layer, datetime_as_string=True, encoding=_CYRILLIC)
        notes = (Message(_OLD_LETTERS, {"file": shown}),)
    count = len(wkb) if wkb is not None else len(fields[0]) if len(fields) else 0
    given = [None] * count if wkb is None else wkb
    return meta, shapely.from_wkb(given, on_invalid="ignore"), list(fields), notes


def _texts(values: np.ndarray) -> pd.Series:
    found = [_text(value) for value in values.tolist()]
    return pd.Series(found, dtype="str", index=pd.RangeIndex(1, len(found) + 1, name=ROW))


def _text(value: Any) -> str | None:
    """A cell as text; whole numbers without a point, so that codes stay codes."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return str(int(value))
    if isinstance(value, np.ndarray):
        return json.dumps(value.tolist(), ensure_ascii=False, default=str)
    if isinstance(value, (list, dict, tuple)):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bytes):
        return None
    text = str(value).strip().replace("\x00", "")
    return text or None


def _parts(shape: BaseGeometry | None) -> BaseGeometry | None:
    """A shape without heights; of a collection its areas, else its points, else its lines."""
    if shape is None:
        return None
    flat: BaseGeometry = shapely.force_2d(shape)
    if flat.geom_type != "GeometryCollection":
        return flat
    leaves = list(_leaves(flat))
    for kind, whole in (("Polygon", shapely.multipolygons), ("Point", shapely.multipoints)):
        chosen = [leaf for leaf in leaves if leaf.geom_type == kind]
        if chosen:
            joined: BaseGeometry = chosen[0] if len(chosen) == 1 else whole(chosen)
            return joined
    lines = [leaf for leaf in leaves if leaf.geom_type == "LineString"]
    return shapely.multilinestrings(lines) if lines else flat


def _leaves(shape: BaseGeometry) -> Any:
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from _leaves(part)
    elif not shape.is_empty:
        yield shape


def _mended(shapes: np.ndarray) -> tuple[np.ndarray, int, list[str | None]]:
    """Valid shapes, how many were not, and what is wrong with those that have nothing left."""
    found, count = shapes.copy(), 0
    told: list[str | None] = [None] * len(shapes)
    for at in np.flatnonzero(~shapely.is_valid(shapes) & (shapes != None)):  # noqa: E711 - elementwise
        areal = shapes[at].geom_type in _AREAL
        mended = _parts(shapely.make_valid(shapes[at]))
        if mended is None or mended.is_empty or (areal and mended.geom_type not in _AREAL):
            found[at], told[at] = None, "its rings enclose nothing"
        else:
            found[at], count = mended, count + 1
    return found, count, told


def _as_table(layer: ShapeLayer, *, sheet: str | None) -> RawTable:
    own = _points(layer)
    names = different([*own.columns, *layer.cells.columns])
    cells = pd.concat([own, layer.cells], axis=1).set_axis(list(names), axis=1).rename_axis(ROW)
    return RawTable(layer.file, names, cells, no_ragged(), sheet, first_row=names)


def _points(layer: ShapeLayer) -> pd.DataFrame:
    """The point of each row as text, with the radius of its area and what is wrong with its shape."""
    shapes = layer.shapes
    kinds = shapes.geom_type
    areal = kinds.isin(_AREAL)
    one = kinds.eq("Point") | (kinds.eq("MultiPoint") & (shapely.get_num_geometries(shapes.to_numpy()) == 1))
    usable = areal | one
    at = shapes.where(usable).representative_point()
    fault = layer.faults.reindex(shapes.index).astype(object)
    fault = fault.where(fault.notna() | usable, kinds)
    radius = pd.Series(np.nan, index=shapes.index)
    if areal.any():
        radius[areal] = (project(gpd.GeoSeries(shapes[areal])).area / np.pi) ** 0.5
    columns = {LON: at.x.round(7), LAT: at.y.round(7), RADIUS: radius.round(0), SHAPE: fault}
    return pd.DataFrame({name: _column(values) for name, values in columns.items()}, index=shapes.index)


def _column(values: pd.Series) -> pd.Series:
    told: Sequence[str | None] = [_text(value) for value in values.astype(object)]
    return pd.Series(told, index=values.index, dtype="str")
