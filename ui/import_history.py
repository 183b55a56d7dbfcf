"""What was imported and what it changed: the log, the changes field by field, rows set aside; each to download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from briefing.tabular import defused, legible
from layers import escaping
from model.strings import N_, Message

if TYPE_CHECKING:
    import pandas as pd

    from model.strings import Translator
    from store.bundle import Store

SHOWN = 500
"""Rows of a list on the page; its file has all of them."""
_NONE = N_("Nothing was imported yet.")
_TABLES: dict[str, str] = {
    "import_log": N_("Imports"),
    "changes": N_("What imports changed in records that were there"),
    "quarantine": N_("Rows that were set aside"),
}
_HEADINGS: dict[str, str] = {
    "import_id": N_("Import"),
    "kind": N_("Kind"),
    "source_id": N_("Source"),
    "files": N_("Files"),
    "imported_at": N_("When"),
    "rows_read": N_("Rows read"),
    "accepted": N_("New"),
    "updated": N_("Changed"),
    "unchanged": N_("As before"),
    "withdrawn": N_("Withdrawn"),
    "quarantined": N_("Set aside"),
    "outside_area": N_("Outside the map"),
    "changed_at": N_("When"),
    "record_id": N_("Record"),
    "change": N_("What happened"),
    "column": N_("Column"),
    "before": N_("Before"),
    "after": N_("After"),
    "file": N_("File"),
    "row": N_("Row"),
    "code": N_("Code"),
    "value": N_("Cell"),
    "message": N_("What is wrong"),
}
_DOWNLOAD = N_("Download as CSV (internal)")
_MORE = N_("The last {shown} of {n} are shown; the file has all.")


def show(store: Store, *, tr: Translator) -> None:
    """Draw the three lists, the newest lines first."""
    if store.frame("import_log").empty:
        st.markdown(escaping.markdown(tr.gettext(_NONE)))
        return
    for name, title in _TABLES.items():
        _list(store.frame(name), name, tr.gettext(title), tr)


def _list(frame: pd.DataFrame, name: str, title: str, tr: Translator) -> None:
    st.markdown(f"### {escaping.markdown(title)}: {len(frame)}")
    if frame.empty:
        return
    shown = frame.iloc[::-1].head(SHOWN)[[column for column in _HEADINGS if column in frame.columns]]
    st.dataframe(
        shown,
        hide_index=True,
        column_config={column: tr.gettext(_HEADINGS[column]) for column in shown.columns},
        alt=title,
        key=f"history.{name}",
    )
    if len(frame) > SHOWN:
        words = Message(_MORE, {"shown": SHOWN, "n": len(frame)}).text(tr)
        st.html(escaping.paragraph(words, kind="line"))
    st.download_button(
        tr.gettext(_DOWNLOAD),
        data=lambda: _csv(frame),
        file_name=f"INTERNAL-ferghana-{name}.csv",
        mime="text/csv",
        key=f"history.{name}.csv",
        on_click="ignore",
    )


def _csv(frame: pd.DataFrame) -> bytes:
    """The list as CSV for spreadsheets, formula cells defused."""
    plain = frame.map(lambda cell: defused(legible("; ".join(cell) if isinstance(cell, list) else cell)))
    return ("\ufeff" + plain.to_csv(index=False)).encode()
