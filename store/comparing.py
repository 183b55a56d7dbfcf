"""A new import of a source beside what it had: new, changed field by field, as it was, no longer there.

Records are compared by what the file says, before names are matched: a decision about a name is no change of the
source. A record is called withdrawn only where the file speaks about its days and its country: an export of March
says nothing about April.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from model.workspace_tables import CHANGES, ChangeKind
from store.contents import as_words, hashes_of, ids_of
from store.frames import row_dicts, to_frame

if TYPE_CHECKING:
    from collections.abc import Collection

    from store.contents import Hashes

KEYS: dict[str, tuple[str, ...]] = {
    "incidents": ("incident_id",),
    "places": ("place_id",),
    "responses": ("response_id",),
    "survey_answers": ("wave", "respondent_key"),
}
"""Main tables of imports, and what tells their records apart."""

_SPANS: dict[str, tuple[str, str]] = {
    "incidents": ("date_start", "date_end"),
    "responses": ("date_start", "date_end"),
}


class Fate(StrEnum):
    """What a row of a file does to what was there."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``records``: a row for each record: ``record_id, row, content, fate``; ``withdrawn``: ids of old records.

    ``fates`` says the fate of each row of the file (index = row of the file).
    """

    records: pa.Table
    fates: pd.Series[Any]
    withdrawn: tuple[str, ...]

    def ids(self, fate: Fate) -> list[str]:
        """The ids of the records of this fate."""
        found: list[str] = self.id_column(fate).to_pylist()
        return found

    def id_column(self, fate: Fate) -> pa.Array:
        """The same as Arrow's large strings."""
        ids = self.records.column("record_id")
        return ids.filter(pc.equal(self.records.column("fate"), fate.value)).combine_chunks()

    def rows(self, fate: Fate) -> int:
        """How many rows of the file have this fate."""
        return int((self.fates == fate.value).sum())


def record_ids(table: str, frame: pd.DataFrame) -> pd.Series[Any]:
    """The id of the record that each row belongs to, as provenance writes it; same index."""
    keys = KEYS[table]
    if len(keys) == 1:
        return frame[keys[0]].astype(object)
    return frame[keys[0]].astype(str).str.cat(frame[keys[1]].astype(str), sep="/").astype(object)


def compare(
    table: str,
    new: pd.DataFrame,
    ready: pd.DataFrame,
    known: pa.Table,
    old: pa.Table,
    *,
    hashes: Hashes | None = None,
) -> Comparison:
    """The rows of a file beside what the same source had.

    ``new`` has the rows of the file in its index, ``ready`` the same with names matched; ``known`` has the ids of
    the source's records and their content (``record_id, content``); ``old`` holds the source's rows of the table.
    ``hashes`` are those of ``new``, where somebody has them already.
    """
    ids = pa.array(record_ids(table, new), pa.large_string())
    records, codes = _records(new, ids, hashes_of(table, new) if hashes is None else hashes)
    before = known.column("content").combine_chunks().cast(pa.large_string())
    known_ids = known.column("record_id").combine_chunks().cast(pa.large_string())
    there = before.take(pc.index_in(records.column("record_id"), value_set=known_ids).combine_chunks())
    same = pc.fill_null(pc.equal(there, records.column("content").combine_chunks()), fill_value=False)
    words = np.array([Fate.UPDATED.value, Fate.UNCHANGED.value, Fate.NEW.value], dtype=object)
    fate = words[
        np.where(pc.is_null(there).to_numpy(zero_copy_only=False), 2, same.to_numpy(zero_copy_only=False))
    ]
    fates = pd.Series(fate if codes is None else fate[codes], index=new.index, dtype=object)
    gone = known_ids.filter(pc.invert(pc.is_in(known_ids, value_set=ids)))
    return Comparison(
        records.append_column("fate", pa.array(fate, pa.string())),
        fates[~fates.index.duplicated()],
        tuple(_withdrawn(table, ready, old, gone)) if len(gone) else (),
    )


def changes(table: str, old: pa.Table, new: pd.DataFrame, found: Comparison) -> pd.DataFrame:
    """One row for each field that differs in an updated record, and for each field of a withdrawn one.

    Columns ``table, record_id, change, column, before, after``. Of a survey only that an interview changed is
    said: its answers are in the table.
    """
    columns = [c.name for c in CHANGES.columns if c.name not in {"import_id", "changed_at"}]
    updated = found.ids(Fate.UPDATED)
    if len(KEYS[table]) > 1:
        lines: list[tuple[str | None, ...]] = [
            (table, key, kind.value, "answers", None, None)
            for kind, keys in ((ChangeKind.UPDATED, updated), (ChangeKind.WITHDRAWN, found.withdrawn))
            for key in keys
        ]
        return pd.DataFrame(lines, columns=columns, dtype=object)
    key = KEYS[table][0]
    before = _by_id(rows_of(table, old, {*updated, *found.withdrawn}), key)
    after = _by_id(new[new[key].isin(updated)], key) if updated else {}
    fields: list[tuple[str | None, ...]] = [
        (table, record, ChangeKind.UPDATED.value, column, before.get(record, {}).get(column), value)
        for record, row in after.items()
        for column, value in row.items()
        if value != before.get(record, {}).get(column)
    ]
    fields += [
        (table, record, ChangeKind.WITHDRAWN.value, column, value, None)
        for record in found.withdrawn
        for column, value in before.get(record, {}).items()
        if value is not None
    ]
    return pd.DataFrame(fields, columns=columns, dtype=object)


def rows_of(table: str, rows: pa.Table, ids: Collection[str] | pa.Array) -> pd.DataFrame:
    """The rows of some records as a frame."""
    wanted = ids if isinstance(ids, pa.Array) else pa.array(sorted(ids), pa.large_string())
    return to_frame(rows.filter(pc.is_in(ids_of(rows, KEYS[table]), value_set=wanted)))


def _records(new: pd.DataFrame, ids: pa.Array, hashes: Hashes) -> tuple[pa.Table, np.ndarray[Any, Any] | None]:
    """One row a record: its first row in the file, and the hash of all it says, whatever the order of rows.

    Beside them the record of each row as its number, unless every row is a record of its own.
    """
    rows = new.index.to_numpy()
    codes = None
    if pc.count_distinct(ids).as_py() < len(ids):
        coded = ids.dictionary_encode()
        codes, ids = coded.indices.to_numpy(), coded.dictionary
        sums = np.zeros(len(ids), dtype=np.uint64)
        np.add.at(sums, codes, hashes)
        hashes, rows = sums, rows[np.unique(codes, return_index=True)[1]]
    return pa.table({"record_id": ids, "row": pa.array(rows, pa.int64()), "content": as_words(hashes)}), codes


def _withdrawn(table: str, new: pd.DataFrame, old: pa.Table, gone: pa.Array) -> list[str]:
    """Those of the missing records that the file speaks about."""
    missing = rows_of(table, old, gone)
    ids = record_ids(table, missing)
    if table == "survey_answers":
        inside = missing["wave"].isin(set(new["wave"]))
    elif table in _SPANS and len(new):
        first, last = _SPANS[table]
        begin, end = min(new[first].dropna().unique()), max(new[last].dropna().unique())
        inside = missing[first].map(lambda day: day is not None and begin <= day) & missing[last].map(
            lambda day: day is not None and day <= end
        )
        if "country" in new.columns:
            countries = set(new["country"].dropna())
            inside &= missing["country"].isna() | missing["country"].isin(countries)
    else:
        return []
    return sorted(set(ids[inside.to_numpy(dtype=bool)]))


def _by_id(rows: pd.DataFrame, key: str) -> dict[str, dict[str, str | None]]:
    """The fields of records as texts, by id."""
    return {str(row[key]): {name: _text(value) for name, value in row.items()} for row in row_dicts(rows)}


def _text(value: Any) -> str | None:
    if isinstance(value, (list, np.ndarray)):
        return "; ".join(str(item) for item in value) or None
    return None if value is None or pd.isna(value) else str(value)
