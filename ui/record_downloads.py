"""The downloads of exactly the selection: public files, whatever mode the screen is in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from answers.incidents import incidents as ask
from layers import escaping
from model.enums import Mode
from model.strings import N_, Message, fill
from ui import caching

if TYPE_CHECKING:
    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator
    from store.bundle import Store

FORMATS: dict[str, str] = {
    "csv": N_("CSV (table)"),
    "xlsx": N_("XLSX (Excel)"),
    "geojson": N_("GeoJSON (map)"),
    "gpkg": N_("GeoPackage (QGIS)"),
}
"""Format: what its button says."""

NAME = "ferghana-incidents-{version}.{fmt}"
_FEWER = N_(
    "Others shown here, internal, not verified or not to be passed on by their licence, are in no file of this "
    "page: {n}."
)


def show(store: Store, incidents: Result, selection: Selection, *, tr: Translator) -> None:
    """Draw a button for each format; a file is made when its button is pressed, not before."""
    _ = tr.gettext
    n = _public(store, incidents, selection)
    words = _exactly(n).text(tr)
    hidden = len(incidents.table) - n
    more = f" {Message(_FEWER, {'n': hidden}).text(tr)}" if hidden else ""
    st.html(escaping.paragraph(words + more, kind="line"))
    with st.container(horizontal=True, key="downloads"):
        for fmt, title in FORMATS.items():
            st.download_button(
                tr.gettext(title),
                data=partial(_file, store, selection, fmt, tr),
                file_name=fill(NAME, version=store.data_version, fmt=fmt),
                key=f"incidents.{fmt}",
                on_click="ignore",
            )


def _exactly(n: int) -> Message:
    return Message.counted(
        "Download the {n} record of the filters; sources and limits are inside.",
        "Download the {n} records of the filters (a search leaves none out); sources and limits are inside.",
        n,
    )


def _public(store: Store, incidents: Result, selection: Selection) -> int:
    """How many records the public may have of those shown."""
    if caching.MODE is Mode.PUBLIC:
        return len(incidents.table)
    answer = ask(store, selection, mode=Mode.PUBLIC, texts=False)
    closed = {source.source_id for source in answer.sources if not source.redistributable}
    return int(answer.table.loc[~answer.table["source_id"].isin(closed), "records"].sum())


def _file(store: Store, selection: Selection, fmt: str, tr: Translator) -> bytes:
    from briefing.records import records_file  # noqa: PLC0415 - openpyxl and pyogrio cost time at the start

    return records_file(store, selection, fmt, tr=tr)
