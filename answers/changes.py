"""What changed in the data since a day, or since my last briefing: records new, corrected, gone, and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.publish import admit, publish
from answers.sources import source_refs
from model.enums import Mode, Visibility
from model.result import Result
from model.strings import N_, Message
from store.change_log import changed_records, decisions_since, imports_since, since_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.selection import Selection
    from store.bundle import Store

COLUMNS: tuple[str, ...] = (
    *("change", "table", "record_id", "date_start", "place_text", "column", "before", "after"),
    *("import_id", "source_id", "file", "row", "visibility", "verification"),
)
"""Of each row of the answer."""
_NOTHING = N_("Nothing was imported or decided since then: the answers stand as they were.")
_OPEN_TABLES = frozenset({"places", "responses"})
"""Tables beside incidents whose rows nobody needs to hide; respondents and decisions are internal."""


def changes(store: Store, selection: Selection, *, since: str, mode: Mode = Mode.PUBLIC) -> Result:
    """What imports did to records and what people decided since a day or a data version.

    ``since``: YYYY-MM-DD (that day counts), or the 12 letters of the data version that a briefing states: then
    exactly the imports count that it did not have yet. ``table``: one row for each new record, each field of a
    corrected one, each field of a withdrawn one and each decision (:data:`COLUMNS`), imports in their order.
    ``figures``: records ``new``, ``updated``, ``withdrawn``, and ``decided``. ``tables["imports"]``: the imports.
    Public answers leave out what is internal (respondents and decisions always) or must not be passed on; what
    must not be passed on is still counted. Filter: source.

    Raises
    ------
        BadInputError: ``since`` is neither a day nor a data version.
        UnknownNameError: no version of the workspace has this data version.
    """
    moment = since_of(store, since)
    imports = imports_since(store, moment)
    if selection.source:
        imports = imports[imports["source_id"].isin(selection.source)].reset_index(drop=True)
    rows = changed_records(store, imports["import_id"])
    sources = dict(zip(imports["import_id"], imports["source_id"], strict=True))
    rows = _with_visibility(rows.assign(source_id=rows["import_id"].map(sources)))
    if not selection.source:
        decided = decisions_since(store, moment).assign(visibility=Visibility.INTERNAL.value)
        rows = pd.concat([part for part in (rows, decided) if len(part)] or [rows], ignore_index=True)
    table = rows.reindex(columns=list(COLUMNS)).astype(object)
    table = table.where(table.notna(), None)
    return publish(
        Result(
            question="changes",
            selection=selection,
            table=table,
            message=None if len(rows) else Message(_NOTHING),
            tables={"imports": imports},
            figures=_figures(admit(table, mode=mode)[0]),
            sources=source_refs(store, imports["source_id"]),
            workspace=store.workspace,
            data_version=store.data_version,
        ),
        mode=mode,
    )


def _with_visibility(rows: pd.DataFrame) -> pd.DataFrame:
    """A record that is or was internal in one of the changes is internal in all of them."""
    hidden = (rows["column"] == "visibility") & (
        (rows["before"] == Visibility.INTERNAL.value) | (rows["after"] == Visibility.INTERNAL.value)
    )
    was = rows["record_id"].isin(set(rows.loc[hidden, "record_id"]))
    closed = (rows["table"] != "incidents") & ~rows["table"].isin(_OPEN_TABLES)
    return rows.assign(visibility=rows["visibility"].mask(was | closed, Visibility.INTERNAL.value))


def _figures(table: pd.DataFrame) -> Mapping[str, Any]:
    """Records, not fields: one that two imports corrected is one."""
    by_change = table.drop_duplicates(["change", "table", "record_id"])["change"].value_counts()
    return {name: int(by_change.get(name, 0)) for name in ("new", "updated", "withdrawn", "decided")}
