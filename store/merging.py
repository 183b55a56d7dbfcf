"""Decisions about pairs, applied to the tables: records as their sources state them, and records as they count.

A draft works on records as their sources state them; what counts is made from them and the decisions whenever a
version is written. So taking a decision back gives exactly what was there before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.decisions import Ledger, Stated
from analysis.merging import MADE, merge
from model.settings import INCIDENT_SOURCE
from model.tables import ACCOUNTS, INCIDENTS
from model.workspace_tables import MERGE_ORIGINALS, PairDecision
from store.frames import empty_frame, row_dicts, to_arrow, to_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from model.tables import Column

TOUCHED: frozenset[str] = frozenset({"incidents", "accounts", "sources", "pair_decisions"})
"""Tables from which the merged records are made."""
_MERGING = (PairDecision.SAME.value, PairDecision.PART_OF.value, PairDecision.HAS_PART.value)


def as_stated(incidents: pa.Table, originals: pd.DataFrame) -> pa.Table:
    """The records as their sources state them: those that a merge changed are put back where they stand."""
    return _replaced(incidents, originals)


def told_as_stated(accounts: pa.Table) -> pa.Table:
    """The accounts without those that a merge made."""
    made = pc.starts_with(accounts.column("account_id").cast(pa.string()), MADE)
    return accounts.filter(pc.invert(made))


def as_counted(
    incidents: pa.Table, accounts: pa.Table, decisions: pd.DataFrame, sources: pd.DataFrame
) -> tuple[pa.Table, pa.Table, pd.DataFrame]:
    """The records as they count after all decisions, the accounts with those made, the originals of what changed.

    ``incidents`` and ``accounts`` are as stated. Decisions about a record that is not there (any more) wait.
    """
    ids = {str(key) for name in ("one_id", "other_id") for key in merging(decisions)[name]}
    before = to_frame(rows_with(incidents, ids))
    own = to_frame(_of_records(accounts, ids))
    after, made = merge(row_dicts(before), row_dicts(own), ledger_of(before, decisions), order_of(sources))
    changed = _differing(before, after)
    originals = before[before["incident_id"].isin({row["incident_id"] for row in changed})]
    told = pa.concat_tables([_plain(accounts, ACCOUNTS.columns), _arrow(made, ACCOUNTS.columns)])
    kept = originals.reset_index(drop=True)[list(MERGE_ORIGINALS.column_names)]
    return _replaced(incidents, pd.DataFrame(changed, columns=list(before.columns))), told, kept


def ledger_of(records: pd.DataFrame, decisions: pd.DataFrame) -> Ledger:
    """The decisions about records that are there; ``records`` as stated, at least those decided about."""
    known = {
        str(row["incident_id"]): Stated(str(row["source_id"]), str(row["record_kind"]), row["part_of"])
        for row in row_dicts(records[["incident_id", "source_id", "record_kind", "part_of"]])
    }
    pairs = zip(decisions["one_id"], decisions["other_id"], decisions["decision"], strict=True)
    return Ledger(known, [row for row in pairs if row[0] in known and row[1] in known])


def merging(decisions: pd.DataFrame) -> pd.DataFrame:
    """The decisions that change records."""
    return decisions[decisions["decision"].isin(_MERGING)]


def rows_with(incidents: pa.Table, ids: Iterable[str]) -> pa.Table:
    """The records with these ids, contract columns."""
    found = incidents.filter(pc.is_in(_ids(incidents), value_set=pa.array(sorted(ids), pa.string())))
    return _plain(found, INCIDENTS.columns)


def order_of(sources: pd.DataFrame) -> Mapping[str, int]:
    """Which source speaks first where several report one event.

    Sources that may be passed on go before others, the bundled facts (which tell the sides apart) before the rest,
    then ids in alphabetical order.
    """
    keys = [
        (not row["redistributable"], row["source_id"] != INCIDENT_SOURCE, row["source_id"])
        for row in row_dicts(sources[["source_id", "redistributable"]])
    ]
    return {source: rank for rank, (_, _, source) in enumerate(sorted(keys))}


def _of_records(accounts: pa.Table, ids: Iterable[str]) -> pa.Table:
    found = accounts.filter(pc.is_in(_ids(accounts), value_set=pa.array(sorted(ids), pa.string())))
    return _plain(found, ACCOUNTS.columns)


def _ids(rows: pa.Table) -> pa.ChunkedArray:
    return rows.column("incident_id").cast(pa.string())


def _differing(before: pd.DataFrame, after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        dict(row)
        for old, row in zip(row_dicts(before), after, strict=True)
        if any(not _equal(old[name], row[name]) for name in old)
    ]


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return list(one or []) == list(other or [])
    empty, bare = one is None or pd.isna(one), other is None or pd.isna(other)
    return bool(empty and bare) if empty or bare else bool(one == other)


def _replaced(rows: pa.Table, new: pd.DataFrame) -> pa.Table:
    """The rows, those with the ids of ``new`` exchanged for it, each where it stood."""
    if new.empty:
        return rows
    fresh = to_arrow(new, INCIDENTS.columns)
    plain = _plain(rows, INCIDENTS.columns)
    at = pc.index_in(_ids(plain), value_set=_ids(fresh).combine_chunks()).to_numpy(zero_copy_only=False)
    take = pd.Series(range(plain.num_rows)).mask(~pd.isna(at), pd.Series(at) + plain.num_rows).astype("int64")
    return pa.concat_tables([plain, fresh]).take(pa.array(take.to_numpy()))


def _arrow(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> pa.Table:
    frame = pd.DataFrame(list(rows), columns=[column.name for column in columns])
    return to_arrow(frame if len(frame) else empty_frame(columns), columns)


def _plain(rows: pa.Table, columns: Sequence[Column]) -> pa.Table:
    """The columns of the contract in its order and types: files may number their words."""
    schema = to_arrow(empty_frame(columns), columns).schema
    return rows.select(schema.names).cast(schema)
