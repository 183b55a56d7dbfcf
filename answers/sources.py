"""Where everything comes from, under which licence, and what period it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.publish import publish
from model.enums import Mode
from model.result import Result, SourceRef
from store.queries import rows_by_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model.selection import Selection
    from store.bundle import Store


def sources(store: Store, selection: Selection, *, mode: Mode = Mode.PUBLIC) -> Result:
    """One row a source: the contract of ``sources`` and ``incidents``, the number of its incident rows."""
    table = store.frame("sources")
    if selection.source:
        table = table[table["source_id"].isin(selection.source)]
    counted = table.assign(incidents=table["source_id"].map(rows_by_source(store)).fillna(0).astype("Int64"))
    result = Result(
        question="sources",
        selection=selection,
        table=counted,
        figures={"count": len(counted)},
        sources=source_refs(store, counted["source_id"]),
        workspace=store.workspace,
        data_version=store.data_version,
    )
    return publish(result, mode=mode)


def source_refs(store: Store, source_ids: Iterable[str]) -> tuple[SourceRef, ...]:
    """How an answer cites these sources, by id; an id without a row is cited by itself."""
    known = {row["source_id"]: row for row in store.frame("sources").to_dict("records")}
    wanted = sorted({source_id for source_id in source_ids if isinstance(source_id, str)})
    return tuple(
        SourceRef(
            source_id=source_id,
            title=known.get(source_id, {}).get("title") or source_id,
            attribution=known.get(source_id, {}).get("attribution") or "",
            licence=known.get(source_id, {}).get("licence") or "",
            synthetic=bool(known.get(source_id, {}).get("synthetic")),
            redistributable=bool(known.get(source_id, {}).get("redistributable", True)),
        )
        for source_id in wanted
    )
