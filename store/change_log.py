"""What imports and people changed in a workspace since a day, or since the data that a briefing was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from model.errors import FerghanaError, UnknownNameError
from model.selection import parse_date
from model.strings import N_, Message
from model.workspace_tables import CHANGES, EVERY_TABLE, IMPORT_LOG, NAME_DECISIONS, PAIR_DECISIONS, PROVENANCE
from store.catalog import read_catalog
from store.frames import empty_frame, to_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.bundle import Store
    from store.catalog import Catalog

_VERSION = re.compile(r"[0-9a-f]{12}")
_NO_VERSION = N_(
    "No version of the workspace has the data version '{text}': take the one that the briefing states, or a day."
)
_RECORDS = ("incident_id", "date_start", "place_text", "visibility", "verification")


@dataclass(frozen=True, slots=True)
class Since:
    """From when on changes count: from a day on (ISO), or after a version that had ``imports`` up to a moment."""

    moment: str
    imports: frozenset[str] | None = None

    def after(self, times: pd.Series[Any]) -> pd.Series[bool]:
        """Which of these ISO times count; a day begins with its first hour."""
        texts = times.astype("str")
        return texts >= self.moment if self.imports is None else texts > self.moment


def since_of(store: Store, text: str) -> Since:
    """The moment that a day (YYYY-MM-DD) or a data version (12 letters, as every briefing states it) means.

    Raises
    ------
        BadInputError: it is neither.
        UnknownNameError: no version of this workspace has it.
    """
    wanted = text.strip().casefold()
    if not _VERSION.fullmatch(wanted):
        return Since(parse_date(text, "since").isoformat())
    if wanted in {store.catalog.bundled_version, store.data_version if _is_bundled(store) else None}:
        return Since("", frozenset())
    catalog = next((found for found in _versions(store) if found.version == wanted), None)
    if catalog is None:
        raise UnknownNameError(Message(_NO_VERSION, {"text": text}))
    imports = _read(catalog, IMPORT_LOG.name, ["import_id", "imported_at"])
    decided = [_read(catalog, name, ["decided_at"]) for name in (NAME_DECISIONS.name, PAIR_DECISIONS.name)]
    times = [*imports["imported_at"], *(moment for frame in decided for moment in frame["decided_at"])]
    return Since(max(times, default=""), frozenset(imports["import_id"]))


def imports_since(store: Store, since: Since) -> pd.DataFrame:
    """The rows of the import log since then, the first one first."""
    log = store.frame(IMPORT_LOG.name)
    new = since.after(log["imported_at"]) if since.imports is None else ~log["import_id"].isin(since.imports)
    return log[new].reset_index(drop=True)


def changed_records(store: Store, import_ids: Iterable[str]) -> pd.DataFrame:
    """What these imports did to records, in the order of imports: new, updated field by field, withdrawn.

    Columns ``change, table, record_id, column, before, after, import_id, file, row`` and, of incidents, first day,
    place, visibility and verification as they are now (of withdrawn ones as they were).
    """
    wanted = pa.array(sorted(import_ids), pa.string())
    brought = _read(store.catalog, PROVENANCE.name, None, pc.field("first_import_id").isin(wanted))
    changed = _read(store.catalog, CHANGES.name, None, pc.field("import_id").isin(wanted))
    new = brought.assign(change="new", column=None, before=None, after=None, import_id=brought["first_import_id"])
    names = ["change", "table", "record_id", "column", "before", "after", "import_id"]
    parts = [part[names].astype(object) for part in (new, changed) if len(part)]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names, dtype=object)
    placed = _with_files(store, rows)
    return _with_words(store, placed, changed).sort_values(
        ["import_id", "table", "record_id"], kind="stable", ignore_index=True
    )


def decisions_since(store: Store, since: Since) -> pd.DataFrame:
    """What people decided since then, in the columns of :func:`changed_records`; decisions taken back are gone."""
    names, pairs = store.frame(NAME_DECISIONS.name), store.frame(PAIR_DECISIONS.name)
    of_names = names[since.after(names["decided_at"])]
    of_pairs = pairs[since.after(pairs["decided_at"])]
    parts = [
        pd.DataFrame(
            {"table": NAME_DECISIONS.name, "record_id": of_names["text"], "after": of_names["unit_id"]},
            dtype=object,
        ),
        pd.DataFrame(
            {
                "table": PAIR_DECISIONS.name,
                "record_id": of_pairs["one_id"] + " / " + of_pairs["other_id"],
                "after": of_pairs["decision"],
            },
            dtype=object,
        ),
    ]
    return pd.concat(parts, ignore_index=True).assign(change="decided", column="decision")


def _is_bundled(store: Store) -> bool:
    return store.catalog.bundled_version is None


def _versions(store: Store) -> Iterable[Catalog]:
    """The catalogs of all versions that lie beside that of the store; none of the bundled data."""
    if _is_bundled(store):
        return
    for folder in sorted(store.catalog.folder.parent.iterdir()):
        try:
            yield read_catalog(folder)
        except FerghanaError:  # half written, or of another program
            continue


def _read(catalog: Catalog, table: str, columns: list[str] | None, asked: Any = None) -> pd.DataFrame:
    if not catalog.has(table):
        return empty_frame([c for c in EVERY_TABLE[table].columns if columns is None or c.name in columns])
    return to_frame(parquet.read_table(catalog.path_of(table), columns=columns, filters=asked))


def _with_files(store: Store, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the file and row where the record stands now; a withdrawn one stands nowhere."""
    ids = pa.array(sorted(set(rows["record_id"])), pa.string())
    known = _read(store.catalog, PROVENANCE.name, None, pc.field("record_id").isin(ids))
    own = known[["table", "record_id", "file", "row"]]
    return rows.merge(own, on=["table", "record_id"], how="left")


def _with_words(store: Store, rows: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    ids = sorted(set(rows.loc[rows["table"] == "incidents", "record_id"]))
    records = store.table("incidents")
    now = to_frame(records.filter(records.incident_id.isin(ids)).select(*_RECORDS).to_pyarrow())
    was = changed[(changed["change"] == "withdrawn") & changed["column"].isin(_RECORDS)]
    was = was[~was["record_id"].isin(set(now["incident_id"]))]
    then = was.pivot_table(index="record_id", columns="column", values="before", aggfunc="first")
    words = pd.concat([now.set_index("incident_id").astype(object), then.astype(object)])
    words = words[~words.index.duplicated()].reindex(columns=list(_RECORDS[1:]))
    found = words.reindex(rows["record_id"]).set_axis(rows.index)
    here = rows["table"] == "incidents"
    return rows.assign(
        **{str(name): found[name].where(here & found[name].notna(), None) for name in found.columns}
    )
