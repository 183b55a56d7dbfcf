"""From which file, row and import a record of a workspace comes; bundled records come from no import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from model.tables import Column, Kind
from model.workspace_tables import IMPORT_LOG, PROVENANCE
from store.frames import empty_frame, to_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from store.bundle import Store

ORIGIN: tuple[Column, ...] = (
    Column("import_id", Kind.TEXT, "import that last held the record; empty = bundled", nullable=True),
    Column("imported_at", Kind.TEXT, "when that was, ISO time", nullable=True),
    Column("import_file", Kind.TEXT, "name of the file", nullable=True),
    Column("import_row", Kind.INT, "row in the file, the header counted", nullable=True),
)
"""What :func:`origins_of` says of each record."""
NAMES: tuple[str, ...] = tuple(column.name for column in ORIGIN)


def origins_of(store: Store, table: str, ids: Iterable[str]) -> pd.DataFrame:
    """A row for each of these records that an import brought: ``record_id`` and the columns of :data:`ORIGIN`."""
    found = provenance_of(store, table, ids)
    log = store.frame(IMPORT_LOG.name)
    times = dict(zip(log["import_id"], log["imported_at"], strict=True))
    named = found.rename(columns={"file": "import_file", "row": "import_row"})
    return named.assign(imported_at=named["import_id"].map(times).astype(object))[["record_id", *NAMES]]


def with_origins(store: Store, records: pd.DataFrame, *, table: str = "incidents") -> pd.DataFrame:
    """The records with the columns of :data:`ORIGIN`, all empty where they are bundled; same rows and index."""
    key = {"incidents": "incident_id", "responses": "response_id", "places": "place_id"}[table]
    own = origins_of(store, table, records[key]).set_index("record_id").reindex(records[key])
    given: dict[str, Any] = {}
    for name in NAMES:
        values = own[name].set_axis(records.index)
        given[name] = values.astype("Int64") if name == "import_row" else values.astype(object)
        if name != "import_row":
            given[name] = given[name].where(given[name].notna(), None)
    return records.assign(**given)


def provenance_of(store: Store, table: str, ids: Iterable[str]) -> pd.DataFrame:
    """The rows of the table ``provenance`` about these records; nothing else of it is kept in memory."""
    if not store.catalog.has(PROVENANCE.name):
        return empty_frame(PROVENANCE.columns)
    wanted = pa.array(list(ids), pa.string())
    asked = (pc.field("table") == table) & pc.field("record_id").isin(wanted)
    return to_frame(parquet.read_table(store.catalog.path_of(PROVENANCE.name), filters=asked))
