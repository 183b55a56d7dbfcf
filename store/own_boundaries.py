"""Official boundaries of somebody's own: a map matched to the districts, shown, installed, taken out again.

An installed shape stands in the place of the bundled catchment, which comes back when the map is removed. Of
several maps that draw one district the one installed last is drawn. A map of provinces draws no district: it is
kept, and maps of districts are held against it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.districts import OFFICIAL, assign_by_geometry
from model.boundaries import BoundaryOptions, BoundaryReport
from model.errors import BadInputError, UnknownNameError
from model.imports import ImportOptions
from model.strings import N_, Message
from model.workspace_tables import OWN_BOUNDARIES
from sources.boundaries import read_boundaries
from sources.boundary_origins import may_be_passed_on
from sources.source_rows import source_row
from store.boundary_report import DISTRICT, boundary_report
from store.bundle import BUNDLED
from store.drafts import change, open_draft
from store.frames import to_frame
from store.import_records import add_source
from store.table_files import hash_of

if TYPE_CHECKING:
    from pathlib import Path

    from sources.boundaries import BoundaryUnits
    from store.drafts import Draft

__all__ = ["install", "installed", "remove"]

_TABLE = OWN_BOUNDARIES.name
_WGS84, _HELD = "EPSG:4326", "boundaries"
_NOTHING = N_(
    "None of the {n} units of {file} is a {level} that we know, so nothing was installed: look at them with "
    "--dry-run, and say which is which with --assign 'NAME=ID'."
)
_NO_UNIT = N_(
    "There is no district '{unit}' for '{name}': use an id such as kg-batken; the report lists those near."
)
_OTHER_SOURCE = N_("'{name}' is the name of another source: choose another one with --source.")
_NO_SOURCE = N_("There are no installed boundaries '{name}': use one of {names}.")
_NONE_YET = N_("There are no installed boundaries '{name}': none are installed.")


def install(
    folder: Path,
    path: Path,
    *,
    name: str | None = None,
    options: BoundaryOptions | None = None,
    dry_run: bool = False,
    bundled: Path = BUNDLED,
) -> BoundaryReport:
    """Match the units of a map to our districts and draw them from now on; what became of every unit.

    ``name`` stands for the file in sentences. A dry run matches and writes nothing. Installing a source again
    replaces its map.

    Raises
    ------
        BadInputError: the file is no map of districts, or nothing of it matches.
        TargetError: the workspace cannot be written.
    """
    chosen = options or BoundaryOptions()
    units = read_boundaries(path, name=name)
    source = _source(units, chosen)
    if dry_run:
        draft = open_draft(folder, bundled=bundled)
        return replace(_report(draft, units, source, chosen), dry_run=True)
    sha256 = hash_of(path)

    def edit(draft: Draft) -> BoundaryReport:
        report = _report(draft, units, source, chosen)
        if not report.matched:
            fields = {"n": report.units, "file": units.file, "level": report.level}
            raise BadInputError(Message(_NOTHING, fields))
        add_source(draft, source)
        kept = draft.geometry(_TABLE)
        others = kept[kept["source_id"] != source["source_id"]]
        _write(draft, pd.concat([others, _rows(report, units, sha256)], ignore_index=True))
        return report

    report, version = change(folder, edit, bundled=bundled)
    return replace(report, version=version)


def installed(folder: Path, *, bundled: Path = BUNDLED) -> list[dict[str, Any]]:
    """One entry a map, the one installed last first: source, licence, file, how many units it has and draws."""
    draft = open_draft(folder, bundled=bundled)
    rows, sources = draft.frame(_TABLE), draft.frame("sources").set_index("source_id")
    if rows.empty:
        return []
    drawn = _last(rows)
    maps = []
    for source_id, part in rows.groupby("source_id", sort=False):
        first = part.iloc[0]
        maps.append(
            {
                "source_id": source_id,
                "title": sources["title"].get(source_id),
                "licence": sources["licence"].get(source_id),
                "redistributable": bool(sources["redistributable"].get(source_id)),
                "level": first["level"],
                "file": first["file"],
                "installed_at": first["installed_at"],
                "units": len(part),
                "drawn": int(part.index.isin(drawn.index).sum()),
                "unit_ids": sorted(part["unit_id"]),
            }
        )
    return sorted(maps, key=lambda one: one["installed_at"], reverse=True)


def remove(folder: Path, source_id: str, *, bundled: Path = BUNDLED) -> tuple[list[str], str]:
    """Take a map out: its districts get the map installed before, else their bundled area; their ids, version.

    Raises
    ------
        UnknownNameError: no such map is installed.
        TargetError: the workspace cannot be written.
    """
    known = [str(one["source_id"]) for one in installed(folder, bundled=bundled)]
    if source_id not in known:
        sentence = _NO_SOURCE if known else _NONE_YET
        raise UnknownNameError(Message(sentence, {"name": source_id, "names": tuple(known)}))

    def edit(draft: Draft) -> list[str]:
        rows = draft.geometry(_TABLE)
        gone = rows["source_id"] == source_id
        ids = sorted(rows.loc[gone, "unit_id"])
        _write(draft, rows[~gone].reset_index(drop=True))
        sources = draft.frame("sources")
        draft.replace("sources", sources[sources["source_id"] != source_id].reset_index(drop=True))
        return ids

    return change(folder, edit, bundled=bundled)


def _source(units: BoundaryUnits, options: BoundaryOptions) -> dict[str, Any]:
    """The row of ``sources``; a licence that a person states decides whether rows may be passed on."""
    said = ImportOptions(
        source_id=options.source_id,
        title=options.title,
        licence=options.licence,
        redistributable=None if options.licence is None else may_be_passed_on(options.licence),
    )
    return source_row(said, units.own)


def _report(
    draft: Draft, units: BoundaryUnits, source: dict[str, Any], options: BoundaryOptions
) -> BoundaryReport:
    taken = draft.frame("sources").set_index("source_id")["holds"].to_dict()
    if source["source_id"] in draft.bundled_sources or taken.get(source["source_id"], _HELD) != _HELD:
        raise BadInputError(Message(_OTHER_SOURCE, {"name": source["source_id"]}))
    known = set(draft.frame("districts")["district_id"])
    for name, unit in options.assigned.items():
        if unit not in known:
            raise UnknownNameError(Message(_NO_UNIT, {"unit": unit, "name": name}))
    return boundary_report(draft, units, source, options.assigned)


def _rows(report: BoundaryReport, units: BoundaryUnits, sha256: str) -> gpd.GeoDataFrame:
    """The matched units as rows of the workspace's table."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {
            "source_id": report.source["source_id"],
            "level": report.level,
            "unit_id": one["unit_id"],
            "name": one["name"] or one["unit_id"],
            "matched_by": one["by"],
            "file": report.file,
            "sha256": sha256,
            "installed_at": at,
        }
        for one in report.matched
    ]
    shapes = [units.units.geometry[one["row"]] for one in report.matched]
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes, crs=_WGS84)


def _write(draft: Draft, rows: gpd.GeoDataFrame) -> None:
    """Keep these maps, and draw the districts by them."""
    shaped = gpd.GeoDataFrame(rows, geometry="geometry", crs=_WGS84)
    draft.replace(_TABLE, shaped)
    districts = with_official(draft, shaped)
    draft.replace("districts", districts)
    draft.replace("places", _in_districts(draft, districts))


def _in_districts(draft: Draft, districts: gpd.GeoDataFrame) -> pd.DataFrame:
    """The places; imported ones of which no district was known get the one around them."""
    places = draft.frame("places")
    bare = places["district_id"].isna() & ~places["source_id"].isin(draft.bundled_sources)
    around = assign_by_geometry(places.loc[bare, "lon"], places.loc[bare, "lat"], districts)
    country = dict(zip(districts["district_id"], districts["country"], strict=True))
    around = around.where(around.map(country) == places.loc[bare, "country"], None)
    return places.assign(district_id=places["district_id"].where(~bare, around.reindex(places.index)))


def with_official(draft: Draft, rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The districts as bundled, those that an installed map draws with its shape, quality and source."""
    bundled = draft.bundled_rows("districts")
    frame = to_frame(bundled.drop_columns(["geometry"]))
    shapes = shapely.from_wkb(bundled.column("geometry").to_pylist())
    districts = gpd.GeoDataFrame(frame, geometry=list(shapes), crs=_WGS84)
    last = _last(rows[rows["level"] == DISTRICT]).set_index("unit_id")
    ours = districts["district_id"].isin(last.index)
    chosen = last.reindex(districts.loc[ours, "district_id"])
    districts.loc[ours, "geometry"] = np.asarray(chosen["geometry"], dtype=object)
    districts.loc[ours, "geometry_quality"] = OFFICIAL
    districts.loc[ours, "source_id"] = chosen["source_id"].to_numpy()
    return districts


def _last(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each unit the row installed last; rows stand in the order of their installation."""
    return rows[~rows.duplicated(["level", "unit_id"], keep="last")]
