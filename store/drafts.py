"""The next version of a workspace while it is made: tables are read, replaced, and written in one step.

A version is a whole data folder: the bundled rows, and those that people brought. Bundled rows come fresh from
the program's own data folder whenever that has changed since the last version, so that a workspace made with an
older program meets newer bundled data with the first change.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely
from pyarrow import parquet

from model.tables import BY_NAME
from model.workspace_tables import EVERY_TABLE, MERGE_ORIGINALS, PAIR_DECISIONS, UNITED_PLACES
from store import merging
from store.bundle import BUNDLED
from store.catalog import FORMAT, WORKSPACE_FORMAT, read_catalog
from store.frames import empty_frame, to_arrow, to_frame
from store.table_files import keep_file, write_catalog, write_table
from store.united_places import with_united
from store.workspace import bring_up, current_version, publish_version, version_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.catalog import Catalog

T = TypeVar("T")
_WGS84 = "EPSG:4326"
_SURVEY = frozenset({"survey_answers", "survey_waves"})
"""Tables whose bundled rows are a demonstration: a survey of one's own takes their place."""


class Draft:
    """The tables of the next version. Frames that it gives are copies of what will be written: ``replace`` them.

    Incidents and accounts are those that sources state: what merges make of them is made again when they are
    written (:mod:`store.merging`). ``version`` is the version it begins from; ``None`` = the bundled data.
    """

    def __init__(self, base: Catalog, bundled: Catalog, *, version: str | None) -> None:
        self.version = version
        self.base = base
        self._bundled = bundled
        self._own: dict[str, pd.DataFrame | pa.Table | Future[pa.Table]] = {}
        if version is not None and base.bundled_version != bundled.version:
            self._refresh()

    def frame(self, table: str) -> pd.DataFrame:
        """All rows of a table without its geometry, types as in :mod:`store.frames`, in a frame of one's own."""
        rows = self._held(table)
        if isinstance(rows, pd.DataFrame):
            return pd.DataFrame(rows.drop(columns="geometry", errors="ignore"))
        columns = [column for column in EVERY_TABLE[table].column_names if column != "geometry"]
        return to_frame(self.rows(table).select(columns))

    def rows(self, table: str) -> pa.Table:
        """The same as an Arrow table; a table that this workspace does not have yet is empty."""
        rows = self._held(table)
        if isinstance(rows, pa.Table):
            return rows
        columns = EVERY_TABLE[table].columns
        if rows is not None and not EVERY_TABLE[table].has_geometry:
            return to_arrow(rows, columns)
        if self.base.has(table):
            return self._as_stated(table, parquet.read_table(self.base.path_of(table)))
        return to_arrow(empty_frame(columns), columns)

    def geometry(self, table: str) -> gpd.GeoDataFrame:
        """All rows of a table with geometry (EPSG:4326, lon before lat; ``None`` where none is known)."""
        own = self._held(table)
        if isinstance(own, gpd.GeoDataFrame):
            return own.copy()
        shapes = self.rows(table).column("geometry").to_pylist()
        return gpd.GeoDataFrame(self.frame(table), geometry=list(shapely.from_wkb(shapes)), crs=_WGS84)

    @property
    def bundled_sources(self) -> frozenset[str]:
        """The short names of the sources that come with the program: nobody's file may take one."""
        return frozenset(_source_ids(self._bundled))

    def bundled_rows(self, table: str) -> pa.Table:
        """The rows of the program's own data folder, whatever the workspace made of them."""
        return parquet.read_table(self._bundled.path_of(table))

    def replace(self, table: str, rows: pd.DataFrame | pa.Table | Future[pa.Table]) -> None:
        """Let these rows be the table in the next version; a table with geometry needs a GeoDataFrame.

        Rows that are still being made are waited for when somebody asks for them.
        """
        self._own[table] = rows

    def _held(self, table: str) -> pd.DataFrame | pa.Table | None:
        rows = self._own.get(table)
        if isinstance(rows, Future):
            rows = self._own[table] = rows.result()
        return rows

    @property
    def changed(self) -> frozenset[str]:
        """The tables that were replaced."""
        return frozenset(self._own)

    def write(self, folder: Path) -> None:
        """Write the whole data folder of the next version."""
        sources, own = self.frame("sources"), {name: self._held(name) for name in self._own} | self._as_counted()
        kept = [file for file in self.base.files if file.table is None or file.table not in own]
        entries = [keep_file(file, self.base.folder, folder) for file in kept]
        paths = {file.table: file.path for file in self.base.files}

        def written(name: str) -> dict[str, Any]:
            return write_table(name, own[name], paths.get(name), folder, sources=sources)

        with ThreadPoolExecutor(max_workers=2) as beside:
            entries += beside.map(written, own)
        write_catalog(
            folder,
            entries,
            format=FORMAT,
            workspace_format=WORKSPACE_FORMAT,
            built_on=datetime.now(UTC).date().isoformat(),
            bundled={"version": self._bundled.version, "source_ids": _source_ids(self._bundled)},
        )

    def _as_stated(self, table: str, rows: pa.Table) -> pa.Table:
        """The rows of the version begun from as their sources state them, whatever merges made of them."""
        if table == "accounts":
            return merging.told_as_stated(rows)
        if table != "incidents" or not self.base.has(MERGE_ORIGINALS.name):
            return rows
        return merging.as_stated(rows, to_frame(parquet.read_table(self.base.path_of(MERGE_ORIGINALS.name))))

    def _as_counted(self) -> dict[str, pd.DataFrame | pa.Table]:
        """The tables that decisions about pairs change, where anything that they are made from was replaced."""
        decisions = self.frame(PAIR_DECISIONS.name)
        merged = self.base.has(MERGE_ORIGINALS.name) or len(merging.merging(decisions))
        if not merged or not merging.TOUCHED & set(self._own):
            return {}
        tables = self.rows("incidents"), self.rows("accounts")
        records, accounts, originals = merging.as_counted(*tables, decisions, self.frame("sources"))
        return {"incidents": records, "accounts": accounts, MERGE_ORIGINALS.name: originals}

    def _refresh(self) -> None:
        """Put the bundled rows as they are now in the place of those of the version begun from."""
        old = set(self.base.bundled_sources or _source_ids(self._bundled))
        own_survey = set(self.frame("survey_answers")["source_id"]) - old
        for name, contract in BY_NAME.items():
            bundled = parquet.read_table(self._bundled.path_of(name))
            if "source_id" in contract.column_names:
                mine = _mine(self.rows(name), old)
                fresh = bundled.slice(0, 0) if name in _SURVEY and own_survey else bundled
                rows = _together(mine, fresh, contract.key)
            else:
                rows = bundled
            self._own[name] = rows
        if self.base.has(UNITED_PLACES.name):
            self._own["places"] = with_united(self.frame("places"), self.frame(UNITED_PLACES.name))


def change(folder: Path, edit: Callable[[Draft], T], *, bundled: Path = BUNDLED) -> tuple[T, str]:
    """Let ``edit`` change a draft, write it as the current version; what it gave back, and the version's name.

    Nobody else writes meanwhile. Whatever goes wrong, the version before stays current.

    Raises
    ------
        TargetError: another program is writing into the workspace, or the disk refuses.
        DataFileError: the current version cannot be read.
    """
    given: list[T] = []
    bring_up(folder, bundled=bundled)

    def write(target: Path) -> None:
        draft = _draft_of(folder, bundled)
        given.append(edit(draft))
        draft.write(target)

    version = publish_version(folder, write)
    return given[0], version


def open_draft(folder: Path, *, bundled: Path = BUNDLED) -> Draft:
    """A draft that begins from the current version of the workspace, else from the bundled data."""
    bring_up(folder, bundled=bundled)
    return _draft_of(folder, bundled)


def _draft_of(folder: Path, bundled: Path) -> Draft:
    program = read_catalog(bundled)
    version = current_version(folder) if folder.is_dir() else None
    base = program if version is None else read_catalog(version_folder(folder, version))
    return Draft(base, program, version=version)


def _source_ids(catalog: Catalog) -> list[str]:
    ids = parquet.read_table(catalog.path_of("sources"), columns=["source_id"]).column("source_id")
    return sorted(ids.to_pylist())


def _mine(rows: pa.Table, bundled_sources: set[str]) -> pd.DataFrame:
    """The rows that people brought."""
    frame = rows.to_pandas(types_mapper=pd.ArrowDtype)
    mine: pd.DataFrame = frame[~frame["source_id"].isin(bundled_sources)]
    return mine


def _together(mine: pd.DataFrame, bundled: pa.Table, key: tuple[str, ...]) -> pa.Table:
    """Both; where the key is the same, the row that people brought stands."""
    if mine.empty:
        return bundled
    theirs = bundled.to_pandas(types_mapper=pd.ArrowDtype)
    taken = pd.MultiIndex.from_frame(mine[list(key)])
    rest = theirs[~pd.MultiIndex.from_frame(theirs[list(key)]).isin(taken)]
    both: Any = pd.concat([rest, mine], ignore_index=True)
    return pa.Table.from_pandas(both, schema=bundled.schema, preserve_index=False)
