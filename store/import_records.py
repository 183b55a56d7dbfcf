"""What a workspace keeps about an import beside the records themselves: log, provenance, changes, quarantine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.workspace_tables import CHANGES, IMPORT_LOG, PROVENANCE, QUARANTINE, WAITING_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.imports import ImportReport, Parsed
    from store.comparing import Comparison
    from store.drafts import Draft

_CODE = "I"


def next_import_id(log: pd.DataFrame) -> str:
    """The id of the next import: ``I`` and a running number.

    >>> next_import_id(pd.DataFrame({"import_id": ["I0001", "I0009"]}))
    'I0010'
    """
    taken = [int(text.removeprefix(_CODE)) for text in log["import_id"]]
    return f"{_CODE}{max(taken, default=0) + 1:04d}"


def known_content(draft: Draft, table: str, source_id: str) -> pa.Table:
    """The records that earlier imports of the source brought and that are still there: ``record_id, content``."""
    imports = draft.frame(IMPORT_LOG.name)
    mine = pa.array(imports.loc[imports["source_id"] == source_id, "import_id"], pa.string())
    known = draft.rows(PROVENANCE.name)
    here = pc.and_(pc.equal(known.column("table"), table), pc.is_in(known.column("import_id"), value_set=mine))
    return known.filter(here).select(["record_id", "content"])


def add_provenance(draft: Draft, table: str, found: Comparison, import_id: str, file: str) -> None:
    """Say of every record of the file which file, row and import it comes from; withdrawn ones leave."""
    known, records = draft.rows(PROVENANCE.name), found.records
    ids = records.column("record_id").combine_chunks()
    here = pc.equal(known.column("table"), table)
    mine = known.filter(here)
    at = pc.index_in(ids, value_set=mine.column("record_id").combine_chunks().cast(ids.type))
    first = mine.column("first_import_id").combine_chunks().take(at)
    left = pa.concat_arrays([ids, pa.array(found.withdrawn, ids.type)])
    gone = pc.and_(here, pc.is_in(known.column("record_id").cast(ids.type), value_set=left))
    new = {
        "table": _all(table, records),
        "record_id": ids,
        "first_import_id": pc.fill_null(first, import_id),
        "import_id": _all(import_id, records),
        "file": _all(file, records),
        "row": records.column("row"),
        "content": records.column("content"),
    }
    rows = pa.table(new).select(PROVENANCE.column_names).cast(known.schema)
    draft.replace(PROVENANCE.name, pa.concat_tables([known.filter(pc.invert(gone)), rows]))


def _all(word: str, records: pa.Table) -> pa.Array:
    return pa.repeat(pa.scalar(word, pa.string()), records.num_rows)


def add_changes(draft: Draft, lines: pd.DataFrame, import_id: str, at: str) -> None:
    """Keep what the import changed, field by field."""
    known = draft.frame(CHANGES.name)
    stamped = lines.assign(import_id=import_id, changed_at=at)
    draft.replace(CHANGES.name, _added(known, stamped, CHANGES.column_names))


def add_quarantine(draft: Draft, parsed: Parsed, import_id: str, file: str) -> None:
    """Keep the rows that could not be used, with their cells as JSON and each reason as a sentence."""
    known = draft.frame(QUARANTINE.name)
    cells = {row: _as_json(values) for row, values in zip(parsed.cells.index, _dicts(parsed.cells), strict=True)}
    rows = parsed.quarantine
    new = pd.DataFrame(
        {
            "import_id": import_id,
            "file": file,
            "row": rows["row"],
            "column": rows["column"],
            "code": rows["code"],
            "value": rows["value"],
            "message": [message.english() for message in rows["message"]],
            "cells": [cells.get(row, "{}") for row in rows["row"]],
        }
    )
    draft.replace(QUARANTINE.name, _added(known, new, QUARANTINE.column_names))


def add_waiting(
    draft: Draft, table: str, ids: pd.Series[Any], waiting: pd.DataFrame, withdrawn: tuple[str, ...]
) -> None:
    """Keep which records have a name that a person must decide; ``ids`` gives the record of each row."""
    known = draft.frame(WAITING_NAMES.name)
    if len(known):
        stale = known["record_id"].isin({*ids}) | known["record_id"].isin({*withdrawn})
        known = known[~(stale & (known["table"] == table))]
    if waiting.empty and known.empty:
        draft.replace(WAITING_NAMES.name, known)
        return
    once = ids if ids.index.is_unique else ids[~ids.index.duplicated()]
    new = waiting.assign(table=table, record_id=once.reindex(waiting.index).astype(object))
    new = new.drop_duplicates(["record_id", "kind"])
    draft.replace(WAITING_NAMES.name, _added(known, new, WAITING_NAMES.column_names))


def add_log(draft: Draft, report: ImportReport, more: Mapping[str, Any]) -> None:
    """Add the line of this import to the log; ``more`` holds what the report does not know."""
    known = draft.frame(IMPORT_LOG.name)
    line = {
        "import_id": report.import_id,
        "kind": report.kind.value,
        "source_id": report.source_id,
        "files": [*report.files],
        "rows_read": report.rows_read,
        "accepted": report.accepted,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "withdrawn": report.withdrawn,
        "quarantined": report.quarantined_rows,
        "outside_area": report.outside_area,
        **more,
    }
    draft.replace(IMPORT_LOG.name, _added(known, pd.DataFrame([line]), IMPORT_LOG.column_names))


def add_source(draft: Draft, source: Mapping[str, Any]) -> None:
    """Put the source's row into ``sources``; its coverage grows with every import and never shrinks."""
    known = draft.frame("sources")
    mine = known["source_id"] == source["source_id"]
    row = dict(source)
    for name, pick in (("coverage_from", min), ("coverage_to", max)):
        days = [day for day in (*known.loc[mine, name], row[name]) if day is not None and not pd.isna(day)]
        row[name] = pick(days, default=None)
    draft.replace("sources", _added(known[~mine], pd.DataFrame([row]), tuple(known.columns)))


def _added(known: pd.DataFrame, new: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Both, with the columns of the contract, unknown as ``None``."""
    parts = [frame[list(columns)].astype(object) for frame in (known, new) if len(frame)]
    if not parts:
        return known
    both = pd.concat(parts, ignore_index=True)
    return both.where(both.notna(), None)


def _dicts(cells: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in cells.to_dict("records")]


def _as_json(values: Mapping[str, Any]) -> str:
    return json.dumps(
        {name: None if pd.isna(value) else str(value) for name, value in values.items()}, ensure_ascii=False
    )
