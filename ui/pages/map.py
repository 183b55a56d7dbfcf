"""The Map page: where, what, how safe people say they feel, and what the border was said to be that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.sections import status_day
from model.errors import FerghanaError
from model.selection import Selection
from model.strings import N_, Translator, fill
from ui import caching, figures, filters, language, legend, map_view, messages, url

if TYPE_CHECKING:
    from store.bundle import Store

TITLE = N_("Where are incidents reported, how safe do people feel, and how was the border described on {date}?")


def show() -> None:
    """Draw the page from top to bottom: address, filters, figures, map, what can be said."""
    tr, store = language.translator(), caching.store()
    address = url.read(store)
    if address is not None:
        filters.preset(store, address.selection, address.layers)
    with st.sidebar:
        selection, layers = filters.show(store, tr=tr)
    url.write(selection, layers)
    incidents, day = caching.answer("incidents", selection), status_day(caching.answer("sections", selection))
    st.title(fill(tr.gettext(TITLE), date=day.isoformat()), anchor=False)
    if address is not None:
        messages.problems(address.problems)
        messages.choices(address.choices, tr=tr)
    messages.strip(incidents.table, tr=tr)
    figures.show(incidents, tr=tr)
    messages.empty(incidents, widen=lambda: filters.preset(store, Selection(), layers), tr=tr)
    map_view.show(selection, layers, tr=tr)
    figures.said(store, incidents, tr=tr)
    st.download_button(
        tr.gettext(N_("Download this map (PNG)")),
        data=lambda: _picture(store, selection, layers, tr),
        file_name=fill("ferghana-map-{date}.png", date=day.isoformat()),
        mime="image/png",
        key="snapshot",
        on_click="ignore",
    )
    legend.sources([layer.view for layer in caching.drawn(layers, selection, tr)], tr=tr)


def _picture(store: Store, selection: Selection, layers: tuple[str, ...], tr: Translator) -> bytes:
    from briefing.snapshot import snapshot_png  # noqa: PLC0415 - Matplotlib costs half a second at the start

    return snapshot_png(store, selection, layers=layers, tr=tr)


try:
    show()
except FerghanaError as problem:
    messages.refuse(problem)
