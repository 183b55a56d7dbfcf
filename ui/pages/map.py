"""The Map page: where, what, how safe people say they feel, and what the border was said to be that day."""

from __future__ import annotations

import streamlit as st

from layers.sections import status_day
from model.errors import FerghanaError
from model.selection import Selection
from model.strings import N_, fill
from ui import caching, download, figures, filters, language, legend, map_view, messages, notes, url

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
    incidents = caching.answer("incidents", selection)
    day = status_day(caching.answer("sections", caching.asked("sections", selection)))
    st.title(fill(tr.gettext(TITLE), date=day.isoformat()), anchor=False)
    if address is not None:
        messages.problems(address.problems)
        messages.choices(address.choices, tr=tr)
    messages.strip(incidents.table, tr=tr)
    figures.show(incidents, tr=tr)
    messages.empty(incidents, widen=lambda: filters.preset(store, Selection(), layers), tr=tr)
    map_view.show(selection, layers, tr=tr)
    figures.said(store, incidents, tr=tr)
    download.show(store, selection, layers, day=day, tr=tr)
    notes.show(selection, tr=tr)
    legend.sources([layer.view for layer in caching.drawn(layers, selection, tr)], tr=tr)


try:
    show()
except FerghanaError as problem:
    messages.refuse(problem)
