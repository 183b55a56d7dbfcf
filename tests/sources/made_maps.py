"""Small made maps for tests of imports: texts of GeoJSON and KML, archives of shapefiles; nothing is real."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd


def square(west: float, south: float, size: float = 0.2) -> dict[str, Any]:
    """A square as the geometry of a feature."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def point(lon: float, lat: float) -> dict[str, Any]:
    """A point as the geometry of a feature."""
    return {"type": "Point", "coordinates": [lon, lat]}


BOW_TIE = {"type": "Polygon", "coordinates": [[[70, 39.5], [70.4, 39.9], [70.4, 39.5], [70, 39.9], [70, 39.5]]]}
"""A ring that crosses itself."""


def geojson(features: Sequence[tuple[Mapping[str, Any] | None, Mapping[str, Any]]], **more: Any) -> bytes:
    """A feature collection of (geometry, properties)."""
    listed = [{"type": "Feature", "properties": dict(own), "geometry": shape} for shape, own in features]
    return json.dumps({"type": "FeatureCollection", **more, "features": listed}, ensure_ascii=False).encode()


def kml(placemarks: str, *, head: str = "") -> bytes:
    """A KML document around some placemarks."""
    name = "http://www.opengis.net/kml/2.2"
    return f'<?xml version="1.0"?>{head}<kml xmlns="{name}"><Document>{placemarks}</Document></kml>'.encode()


def placemark(name: str, lon: float, lat: float) -> str:
    return f"<Placemark><name>{name}</name><Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>"


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def shapefile(
    frame: gpd.GeoDataFrame, folder: Path, *, without: Sequence[str] = (), **more: Any
) -> dict[str, bytes]:
    """The files of a shapefile by name, some left out."""
    folder.mkdir(exist_ok=True)
    frame.to_file(folder / "made.shp", driver="ESRI Shapefile", engine="pyogrio", **more)
    return {part.name: part.read_bytes() for part in sorted(folder.glob("made.*")) if part.suffix not in without}


def zipped(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
