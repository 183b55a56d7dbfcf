"""Tables of a workspace as files: Parquet of the contract's types, and the catalog that names each file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyarrow as pa
import shapely
from pyarrow import parquet
from pyproj import CRS

from model.workspace_tables import EVERY_TABLE
from store.catalog import CATALOG
from store.chunks import CHUNK
from store.frames import to_arrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from store.catalog import DataFile

_OWN = "workspace"
"""Folder of the tables that the bundled data do not have."""
_WGS84 = "EPSG:4326"


def write_table(
    name: str, rows: pd.DataFrame | pa.Table, path: str | None, folder: Path, *, sources: pd.DataFrame
) -> dict[str, Any]:
    """Write the rows of a table below ``folder`` and give back its entry for the catalog.

    ``path`` is where the table lies in other folders; without one it goes to a folder of its own.
    """
    contract = EVERY_TABLE[name]
    at = path or f"{_OWN}/{name}.parquet"
    target = folder / at
    target.parent.mkdir(parents=True, exist_ok=True)
    table = rows if isinstance(rows, pa.Table) else _as_arrow(name, rows)
    parquet.write_table(table, target, compression="zstd", row_group_size=CHUNK)
    cited = _cited(table) if "source_id" in contract.column_names else []
    return {
        "path": at,
        "table": name,
        "title": contract.meaning,
        "sha256": hash_of(target),
        "rows": table.num_rows,
        "bounds": None,
        **_rights(cited, sources),
        "source_ids": cited,
        "built_by": "import",
    }


def keep_file(file: DataFile, source: Path, folder: Path) -> dict[str, Any]:
    """Take a file over as it is (linked where the disk can, as files never change); its entry for the catalog."""
    target = folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source / file.path, target)
    except OSError:
        shutil.copyfile(source / file.path, target)
    return dict(file.entry)


def write_catalog(folder: Path, entries: Iterable[Mapping[str, Any]], **more: Any) -> None:
    """Write the catalog of a folder; ``more`` stands beside format and files."""
    files = sorted((dict(entry) for entry in entries), key=lambda entry: str(entry["path"]))
    text = json.dumps({**more, "files": files}, ensure_ascii=False, indent=1)
    (folder / CATALOG).write_text(text + "\n", "utf-8")


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def geo_metadata(shapes: list[Any]) -> dict[str, str]:
    """The ``geo`` block of GeoParquet 1.0 of a column ``geometry`` (WKB, EPSG:4326 lon/lat).

    Written by hand so that every column keeps its contract type.
    """
    there = [shape for shape in shapes if shape is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in there}),
        "crs": CRS.from_user_input(_WGS84).to_json_dict(),
    }
    if there:
        column["bbox"] = [float(value) for value in shapely.total_bounds(there)]
    geo = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return {"geo": json.dumps(geo, sort_keys=True)}


def _as_arrow(name: str, rows: pd.DataFrame) -> pa.Table:
    contract = EVERY_TABLE[name]
    if not contract.has_geometry:
        return to_arrow(rows, contract.columns)
    shapes = list(gpd.GeoSeries(rows["geometry"])) if len(rows) else []
    plain = to_arrow(rows, [column for column in contract.columns if column.name != "geometry"])
    wkb = pa.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], pa.binary())
    table = plain.append_column("geometry", wkb).select(list(contract.column_names))
    return table.replace_schema_metadata(geo_metadata(shapes))


def _cited(table: pa.Table) -> list[str]:
    return sorted({source for source in table.column("source_id").unique().to_pylist() if source})


def _rights(cited: Iterable[str], sources: pd.DataFrame) -> dict[str, str]:
    known = sources.set_index("source_id").reindex(list(cited))
    return {
        name: "; ".join(dict.fromkeys(str(text) for text in known[name].dropna()))
        for name in ("licence", "attribution")
    }
