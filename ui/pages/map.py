"""The Map page: where, what, how safe people say they feel, and what the border was said to be that day."""

from __future__ import annotations

import streamlit as st

from layers.sections import status_day
from model.errors import FerghanaError
from model.strings import N_, fill
from ui import caching, download, figures, frame, legend, map_view, messages, notes

TITLE = N_("Where are incidents reported, how safe do people feel, and how was the border described on {date}?")


def show() -> None:
    """Draw the page from top to bottom: address, filters, figures, map, what can be said."""
    page = frame.begin("map", on_map=True)
    store, selection, layers, tr = page.store, page.selection, page.layers, page.tr
    incidents = caching.answer("incidents", selection)
    day = status_day(caching.answer("sections", caching.asked("sections", selection)))
    with st.container():  # what comes and goes here must not move the map to another place, or it starts anew
        st.title(fill(tr.gettext(TITLE), date=day.isoformat()), anchor=False)
        page.say()
        messages.strip(incidents.table, tr=tr)
        figures.show(incidents, tr=tr)
        messages.in_force(store, incidents, widen=page.widen, tr=tr)
        messages.empty(incidents, widen=page.widen, tr=tr)
    map_view.show(selection, layers, tr=tr)
    figures.said(store, incidents, tr=tr)
    download.show(store, selection, layers, day=day, tr=tr)
    notes.show(selection, tr=tr)
    legend.sources([layer.view for layer in caching.drawn(layers, selection, tr)], tr=tr)


try:
    show()
except FerghanaError as problem:
    messages.refuse(problem)
