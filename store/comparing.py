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

from model.tables import Column, Kind
from model.workspace_tables import CHANGES, EVERY_TABLE, ChangeKind
from store.frames import row_dicts, to_arrow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
_JOIN = "\x1f"


class Fate(StrEnum):
    """What a row of a file does to what was there."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``records``: a row for each record, by its id: ``row, content, fate``; ``withdrawn``: ids of old records.

    ``fates`` says the fate of each row of the file (index = row of the file).
    """

    records: pd.DataFrame
    fates: pd.Series[Any]
    withdrawn: tuple[str, ...]

    def ids(self, fate: Fate) -> list[str]:
        """The ids of the records of this fate."""
        return list(self.records.index[self.records["fate"] == fate.value])

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
    table: str, new: pd.DataFrame, ready: pd.DataFrame, known: Mapping[str, str], old: pd.DataFrame
) -> Comparison:
    """The rows of a file beside what the same source had.

    ``new`` has the rows of the file in its index, ``ready`` the same with names matched; ``known`` maps the ids of
    the source's records to their content; ``old`` holds the source's rows of the table.
    """
    ids = record_ids(table, new)
    records = _records(new, ids, table)
    before = records.index.map(known)
    fate = np.select(
        [pd.isna(before), before == records["content"]], [Fate.NEW.value, Fate.UNCHANGED.value], Fate.UPDATED.value
    )
    records = records.assign(fate=pd.Series(fate, index=records.index, dtype=object))
    fates = ids.map(records["fate"])
    fates = fates[~fates.index.duplicated()]
    gone = sorted(set(known) - set(records.index))
    return Comparison(records, fates, tuple(_withdrawn(table, ready, old, gone)) if gone else ())


def changes(table: str, old: pd.DataFrame, new: pd.DataFrame, found: Comparison) -> pd.DataFrame:
    """One row for each field that differs in an updated record, and for each field of a withdrawn one.

    Columns ``table, record_id, change, column, before, after``. Of a survey only that an interview changed is
    said: its answers are in the table.
    """
    columns = [c.name for c in CHANGES.columns if c.name not in {"import_id", "changed_at"}]
    if len(KEYS[table]) > 1:
        lines: list[tuple[str | None, ...]] = [
            (table, key, kind.value, "answers", None, None)
            for kind, keys in (
                (ChangeKind.UPDATED, found.ids(Fate.UPDATED)),
                (ChangeKind.WITHDRAWN, found.withdrawn),
            )
            for key in keys
        ]
        return pd.DataFrame(lines, columns=columns, dtype=object)
    key = KEYS[table][0]
    before = _by_id(old, key, {*found.ids(Fate.UPDATED), *found.withdrawn})
    after = _by_id(new, key, set(found.ids(Fate.UPDATED)))
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


def _records(new: pd.DataFrame, ids: pd.Series[Any], table: str) -> pd.DataFrame:
    """One row a record: its first row in the file, and the hash of all it says, whatever the order of rows."""
    hashed = pd.util.hash_array(_said(new, table), categorize=False)
    frame = pd.DataFrame({"id": ids.to_numpy(), "row": new.index.to_numpy(), "hash": hashed})
    if frame["id"].is_unique:
        found = frame.set_index("id")
    else:
        by_record = frame.groupby("id", sort=False)
        found = pd.DataFrame({"row": by_record["row"].first(), "hash": by_record["hash"].sum()})
    content = found["hash"].map("{:016x}".format).astype(object)
    return pd.DataFrame({"row": found["row"], "content": content}, index=found.index)


def _said(frame: pd.DataFrame, table: str) -> Any:
    """What each row says, as one text: its columns by name, lists joined, unknown told from empty."""
    known = {column.name: column for column in EVERY_TABLE[table].columns}
    columns = [known.get(name) or Column(name, Kind.TEXT, "") for name in sorted(frame.columns)]
    rows = to_arrow(frame, [column for column in columns if column.kind is not Kind.GEOMETRY])
    texts = [_as_text(rows.column(name).combine_chunks()) for name in rows.column_names]
    joined = pc.binary_join_element_wise(*texts, _JOIN, null_handling="replace", null_replacement="\x00")
    return joined.to_pandas().to_numpy(dtype=object)


def _as_text(values: pa.Array) -> pa.Array:
    return pc.binary_join(values, ";") if pa.types.is_list(values.type) else values.cast(pa.string())


def _withdrawn(table: str, new: pd.DataFrame, old: pd.DataFrame, gone: Sequence[str]) -> list[str]:
    """Those of the missing records that the file speaks about."""
    ids = record_ids(table, old)
    missing = old[ids.isin(set(gone))]
    if table == "survey_answers":
        inside = missing["wave"].isin(set(new["wave"]))
    elif table in _SPANS and len(new):
        first, last = _SPANS[table]
        begin, end = new[first].dropna().min(), new[last].dropna().max()
        inside = missing[first].map(lambda day: day is not None and begin <= day) & missing[last].map(
            lambda day: day is not None and day <= end
        )
        if "country" in new.columns:
            countries = set(new["country"].dropna())
            inside &= missing["country"].isna() | missing["country"].isin(countries)
    else:
        return []
    return sorted(set(ids[missing.index[inside.to_numpy(dtype=bool)]]))


def _by_id(frame: pd.DataFrame, key: str, wanted: set[str]) -> dict[str, dict[str, str | None]]:
    """The fields of some records as texts, by id."""
    rows = frame[frame[key].isin(wanted)]
    return {str(row[key]): {name: _text(value) for name, value in row.items()} for row in row_dicts(rows)}


def _text(value: Any) -> str | None:
    if isinstance(value, (list, np.ndarray)):
        return "; ".join(str(item) for item in value) or None
    return None if value is None or pd.isna(value) else str(value)
