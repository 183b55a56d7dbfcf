"""Where each table lies under ``data/``, and the catalog that names every file with its hash and licence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from model.errors import DataFileError
from model.tables import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    import pandas as pd

CATALOG = "catalog.json"
FORMAT = 1
PATHS: dict[str, str] = {
    "countries": "boundaries/countries.parquet",
    "exclaves": "boundaries/exclaves.parquet",
    "districts": "boundaries/districts.parquet",
    "border_lines": "boundaries/border_lines.parquet",
    "border_sections": "boundaries/border_sections.parquet",
    "border_statements": "boundaries/border_statements.parquet",
    "annotations": "boundaries/annotations.parquet",
    "crossings": "boundaries/crossings.parquet",
    "crossing_status": "boundaries/crossing_status.parquet",
    "shared_resources": "resources/shared_resources.parquet",
    "responses": "responses/responses.parquet",
    "places": "places/places.parquet",
    "incidents": "incidents/incidents.parquet",
    "accounts": "incidents/accounts.parquet",
    "reference_figures": "surveys/reference_figures.parquet",
    "survey_questions": "surveys/survey_questions.parquet",
    "survey_waves": "surveys/survey_waves.parquet",
    "survey_answers": "surveys/survey_answers.parquet",
    "sources": "sources.parquet",
}
"""The file of each table, below the data folder."""
ALSO_FROM: dict[str, tuple[str, ...]] = {
    "crossings": ("facts-places", "osm-lines"),
    "districts": ("facts-places", "geonames", "osm-lines"),
    "places": ("osm-lines",),
    "responses": ("facts-places", "osm-lines"),
    "shared_resources": ("facts-places",),
}
"""Sources that a table's rows do not name but its geometry or some of its points are made from."""
_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Document:
    """A file of ``data/`` that is no table, such as the questionnaire."""

    path: str
    title: str
    content: bytes
    source_ids: tuple[str, ...]
    built_by: str


def table_entry(
    name: str, frame: pd.DataFrame, folder: Path, *, sources: pd.DataFrame, built_by: str
) -> dict[str, Any]:
    """The catalog entry of a table that has been written below ``folder``; bounds in degrees, west to north."""
    cited = {*frame["source_id"].dropna(), *ALSO_FROM.get(name, ())}
    return {
        "path": PATHS[name],
        "table": name,
        "title": BY_NAME[name].meaning,
        "sha256": hashlib.sha256((folder / PATHS[name]).read_bytes()).hexdigest(),
        "rows": len(frame),
        "bounds": _bounds(frame),
        **_rights(cited, sources),
        "built_by": built_by,
    }


def document_entry(document: Document, *, sources: pd.DataFrame) -> dict[str, Any]:
    """The catalog entry of a file that is no table."""
    return {
        "path": document.path,
        "table": None,
        "title": document.title,
        "sha256": hashlib.sha256(document.content).hexdigest(),
        "rows": None,
        "bounds": None,
        **_rights(document.source_ids, sources),
        "built_by": document.built_by,
    }


def write_catalog(entries: Iterable[Mapping[str, Any]], folder: Path, *, today: date) -> bool:
    """Whether the catalog changed; it is written only then, so the date is that of the last change."""
    files = sorted((dict(entry) for entry in entries), key=lambda entry: entry["path"])
    path = folder / CATALOG
    if path.is_file() and read_entries(folder) == files:
        return False
    catalog = {"format": FORMAT, "built_on": today.isoformat(), "files": files}
    text = json.dumps(catalog, ensure_ascii=False, indent=2) + "\n"
    path.write_bytes(text.encode("utf-8"))
    return True


def read_entries(folder: Path) -> list[dict[str, Any]]:
    """The entries of the catalog of a data folder.

    Raises
    ------
        DataFileError: the catalog is missing or is no catalog.
    """
    path = folder / CATALOG
    try:
        return list(json.loads(path.read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        message = f"The catalog {path} cannot be read ({problem}): run `make data` to build it again."
        raise DataFileError(message) from problem


def _bounds(frame: pd.DataFrame) -> list[float] | None:
    if "geometry" in frame.columns:
        shapes = [shape for shape in frame["geometry"] if shape is not None]
        bounds = [float(value) for value in shapely.total_bounds(shapes)] if shapes else None
    elif {"lon", "lat"} <= set(frame.columns) and frame["lon"].notna().any():
        bounds = [float(value) for value in (*frame[["lon", "lat"]].min(), *frame[["lon", "lat"]].max())]
    else:
        bounds = None
    return None if bounds is None else [round(value, _DIGITS) for value in bounds]


def _rights(cited: Iterable[str], sources: pd.DataFrame) -> dict[str, Any]:
    """Licence, attribution and ids of the sources that a file draws on."""
    ids = sorted(set(cited))
    known = sources.set_index("source_id")
    unknown = [key for key in ids if key not in known.index]
    if unknown:
        message = f"The table sources has no row {', '.join(unknown)}: add it to tools/facts/sources.csv."
        raise DataFileError(message)
    return {
        "licence": "; ".join(dict.fromkeys(known.loc[ids, "licence"])),
        "attribution": "; ".join(dict.fromkeys(known.loc[ids, "attribution"])),
        "source_ids": ids,
    }
