"""The pairs of records inside a selection that may be one event and about which nobody has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.enums import COUNTED_KINDS, RecordKind
from model.workspace_tables import DUPLICATE_PAIRS, PAIR_DECISIONS
from store.conditions import conditions, shown
from store.duplicate_pairs import ids_of, undecided
from store.frames import to_frame
from store.source_choice import merged, sources_in_force, stated

if TYPE_CHECKING:
    from model.enums import Mode
    from model.selection import Selection
    from store.bundle import Store

_KINDS = sorted({*COUNTED_KINDS, RecordKind.TOTAL})
_FEW = 500
"""So many ids are asked for by name; more are found by a join."""


def open_pairs(store: Store) -> pd.DataFrame:
    """The undecided pairs, likeliest first: ``one_id, other_id``; the record that stands for merged ones."""
    found: pd.DataFrame = store.derived("open pairs", lambda: _open(store))
    return found


def pairs_inside(store: Store, selection: Selection, mode: Mode) -> pd.DataFrame:
    """Those undecided pairs of which both records count in a selection; none where one source speaks."""
    waiting = open_pairs(store)
    if waiting.empty or len(sources_in_force(store, selection)) < len(("one", "other")):
        return waiting.iloc[:0]
    inside = _inside(store, selection, mode, waiting)
    both = waiting["one_id"].isin(inside) & waiting["other_id"].isin(inside)
    return waiting[both].reset_index(drop=True)


def _open(store: Store) -> pd.DataFrame:
    waiting = store.frame(DUPLICATE_PAIRS.name)
    if len(waiting):
        waiting = undecided(waiting, store.frame(PAIR_DECISIONS.name), lambda ids: stated(store, ids))
    stands_for = {member: key for key, event in merged(store).items() for member in event.members}
    pairs = {name: waiting[name].map(lambda key: stands_for.get(key, key)) for name in ("one_id", "other_id")}
    return pd.DataFrame(pairs, dtype=object).drop_duplicates(ignore_index=True)


def _inside(store: Store, selection: Selection, mode: Mode, waiting: pd.DataFrame) -> set[str]:
    """The ids of the records of pairs that count inside the selection."""
    table = store.table("incidents")
    kept = [*conditions(store, table, selection), *shown(table, selection, mode), table.record_kind.isin(_KINDS)]
    ids = ids_of(waiting)
    if len(ids) <= _FEW:
        rows = table.filter([*kept, table.incident_id.isin(sorted(ids))])
    else:
        rows = table.filter(kept).semi_join(_members(store), "incident_id")
        kept = [*kept, table.incident_id.isin(sorted(merged(store)))]
        rows = rows.select("incident_id").union(table.filter(kept).select("incident_id"))
    return set(to_frame(rows.select("incident_id").to_pyarrow())["incident_id"])


def _members(store: Store) -> Any:
    pairs = store.table(DUPLICATE_PAIRS.name)
    one, other = (pairs.select(incident_id=pairs[name].cast("string")) for name in ("one_id", "other_id"))
    return one.union(other, distinct=True)
