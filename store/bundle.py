"""A data folder, opened: its small tables as frames, its geometry, its lines and its database.

:func:`open_store` checks every file against the catalog, reads, places the incidents and loads the
engine, which alone holds them. A store is never changed; :meth:`Store.with_incidents` makes another one.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import shapely
from pyarrow import parquet

from geo.lines import BorderLines
from model.errors import BadInputError, UnknownNameError, problems_error
from model.periods import Period, half_open
from model.settings import BUNDLED_WORKSPACE
from model.tables import ACCOUNTS, BY_NAME, Kind
from model.workspace_tables import EVERY_TABLE, WORKSPACE_TABLES
from store.catalog import Catalog, check_files, read_catalog
from store.chunks import FileRows, FrameRows
from store.engine import Engine
from store.frames import empty_frame, row_dicts, to_arrow, to_frame
from store.gazetteer import gazetteer
from store.loading import load_incidents
from store.placing import PLACED_INCIDENTS, Ground

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from geo.names import Gazetteer

BUNDLED = Path(__file__).resolve().parent.parent / "data"
"""The data folder of the repository."""

OWN = {table.name: table for table in WORKSPACE_TABLES}
"""Tables that a folder may lack: then they are empty."""

_WGS84 = "EPSG:4326"
_ORDER = {"survey_answers": ("wave", "question_id", "district_id", "cluster", "respondent_key", "answer")}
"""Order in the engine, where it is not that of the key."""
_KEPT_ROWS = 100_000
"""A frame of more incidents is made anew for everyone who asks: it is larger than all the rest together."""


def open_store(data_dir: Path = BUNDLED, *, verify: bool = True, workspace: str = BUNDLED_WORKSPACE) -> Store:
    """The store of a data folder; ``workspace`` is the name under which its answers say where they come from.

    ``verify=False`` leaves out the comparison of hashes, never that of files and columns.

    Raises
    ------
        DataFileError: files are missing, changed or lack contract columns; all are named.
    """
    catalog = read_catalog(Path(data_dir))
    check_files(catalog, hashes=verify)
    return Store(catalog, workspace=workspace)


class Store:
    """The tables of one data folder. Frames that it hands out are shared: never change them.

    ``incidents`` and ``accounts`` replace the folder's own; they are canonical frames.
    """

    def __init__(
        self,
        catalog: Catalog,
        *,
        incidents: pd.DataFrame | None = None,
        accounts: pd.DataFrame | None = None,
        shared: Mapping[tuple[str, str], Any] | None = None,
        workspace: str = BUNDLED_WORKSPACE,
    ) -> None:
        self.catalog = catalog
        self.workspace = workspace
        self.data_version = catalog.version
        self._lock = threading.RLock()
        self._cache: dict[tuple[str, str], Any] = dict(shared or {})
        self._engine = Engine()
        self._loaded: set[str] = set()
        self._load_incidents(incidents, accounts)

    def with_incidents(self, incidents: pd.DataFrame, *, accounts: pd.DataFrame | None = None) -> Store:
        """A store with the same map and surveys whose incidents are these, placed and loaded.

        Without ``accounts`` there are none, and every record speaks with its own figures.

        Raises
        ------
            BadInputError: contract columns are missing, or words are none of the contract's; all are named.
        """
        given = empty_frame(ACCOUNTS.columns) if accounts is None else accounts
        _require_contract("incidents", incidents)
        _require_contract("accounts", given)
        with self._lock:
            shared = {key: value for key, value in self._cache.items() if key[1] not in {"incidents", "accounts"}}
        return Store(self.catalog, incidents=incidents, accounts=given, shared=shared, workspace=self.workspace)

    def backend(self) -> Any:
        """The Ibis backend of this thread, with the tables ``incidents`` (placed) and ``accounts``."""
        return self._engine.backend()

    def table(self, name: str) -> Any:
        """A table as an Ibis expression of this thread's backend; any table without its geometry."""
        with self._lock:
            if name not in self._loaded:
                columns = [column for column in EVERY_TABLE[name].columns if column.kind is not Kind.GEOMETRY]
                order = ", ".join(_ORDER.get(name, EVERY_TABLE[name].key))
                self._engine.load(name, to_arrow(self.frame(name), columns), columns, order=order)
                self._loaded.add(name)
        return self._engine.table(name)

    def frame(self, table: str) -> pd.DataFrame:
        """All rows of a table without its geometry, types as in :mod:`store.frames`.

        Incidents are placed and come by first day and id. Very many of them take seconds and a gigabyte:
        ask :mod:`store.queries` for the rows and columns that are needed.
        """
        if table == "incidents":
            return self._incidents()
        found: pd.DataFrame = self._once("frame", table, lambda: self._read(table))
        return found

    def geometry(self, table: str) -> gpd.GeoDataFrame:
        """All rows of a table with geometry (EPSG:4326, lon before lat; ``None`` where none is known)."""
        found: gpd.GeoDataFrame = self._once("geometry", table, lambda: self._read_geometry(table))
        return found

    @property
    def lines(self) -> BorderLines:
        """The lines between the countries, ready for linear referencing."""
        found: BorderLines = self._once(
            "lines", "border_lines", lambda: BorderLines.from_frame(self.geometry("border_lines"))
        )
        return found

    def gazetteer(self, kind: str) -> Gazetteer:
        """The names of all units of a kind: district, province, place, country or source."""
        found: Gazetteer = self._once("gazetteer", kind, lambda: gazetteer(self.frame, kind))
        return found

    def coverage(self, source_id: str) -> Period:
        """The period that a source covers, half-open; open ends where it does not say.

        Raises
        ------
            UnknownNameError: there is no such source.
        """
        sources = {row["source_id"]: row for row in row_dicts(self.frame("sources"))}
        if source_id not in sources:
            message = f"There is no source '{source_id}': use one of {', '.join(sources)}."
            raise UnknownNameError(message)
        return half_open(sources[source_id]["coverage_from"], sources[source_id]["coverage_to"])

    def derived(self, name: str, make: Callable[[], Any]) -> Any:
        """What ``make`` makes of this store's records, made once and shared: never change it."""
        return self._once(name, "incidents", make)

    def _once(self, what: str, name: str, make: Callable[[], Any]) -> Any:
        with self._lock:
            key = (what, name)
            if key not in self._cache:
                self._cache[key] = make()
            return self._cache[key]

    def _read(self, table: str) -> pd.DataFrame:
        if table in OWN and not self.catalog.has(table):
            return empty_frame(OWN[table].columns)
        columns = [column for column in EVERY_TABLE[table].column_names if column != "geometry"]
        return to_frame(parquet.read_table(self.catalog.path_of(table), columns=columns))

    def _read_geometry(self, table: str) -> gpd.GeoDataFrame:
        shapes = parquet.read_table(self.catalog.path_of(table), columns=["geometry"]).column("geometry")
        return gpd.GeoDataFrame(self.frame(table), geometry=shapely.from_wkb(shapes.to_pylist()), crs=_WGS84)

    def _incidents(self) -> pd.DataFrame:
        with self._lock:
            found: pd.DataFrame | None = self._cache.get(("frame", "incidents"))
        if found is None:
            rows = self.table("incidents").order_by("row").select(*(column.name for column in PLACED_INCIDENTS))
            found = to_frame(rows.to_pyarrow())
            if len(found) <= _KEPT_ROWS:
                found = self._once("frame", "incidents", lambda: found)
        return found

    def _load_incidents(self, incidents: pd.DataFrame | None, accounts: pd.DataFrame | None) -> None:
        told = self._read("accounts") if accounts is None else accounts
        self._cache["frame", "accounts"] = told
        rows = to_arrow(told, ACCOUNTS.columns)
        given = FileRows(self.catalog.path_of("incidents"), "incidents")
        load_incidents(
            self._engine,
            given if incidents is None else FrameRows(incidents, "incidents"),
            self._ground(),
            rows.column("incident_id"),
        )
        self._engine.load("accounts", rows, ACCOUNTS.columns, order="incident_id, account_id")
        self._loaded |= {"incidents", "accounts"}

    def _ground(self) -> Ground:
        return Ground(
            self.lines,
            self.frame("border_sections"),
            self.geometry("exclaves"),
            self.geometry("districts"),
            self.frame("places"),
        )


def _require_contract(name: str, frame: pd.DataFrame) -> None:
    contract = BY_NAME[name]
    missing = [column for column in contract.column_names if column not in frame.columns]
    if missing:
        message = (
            f"The frame of {name} lacks the column(s) {', '.join(missing)}: "
            f"give all {len(contract.columns)} columns of the contract in model/tables.py."
        )
        raise BadInputError(message)
    problems = [
        f"The column {column.name} of {name} should hold {', '.join(column.words)} but has {', '.join(unknown)}."
        for column in contract.columns
        if column.words and (unknown := sorted(set(frame[column.name].dropna().unique()) - set(column.words)))
    ]
    if problems:
        raise problems_error(problems)
