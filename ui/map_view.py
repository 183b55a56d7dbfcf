"""The map and the panel beside it, in one fragment: a click runs this part of the page only.

The component keeps one map in the browser as long as its key and its base map stay the same, so
both are constant and everything that varies goes through ``feature_group_to_add``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

from layers.basemap import assets_note, base_map
from layers.escaping import markdown
from layers.marks import group_of
from layers.rows import rows
from model.errors import UnknownNameError
from model.strings import N_
from ui import caching, detail_panel, legend
from ui.look import MAP_HEIGHT

if TYPE_CHECKING:
    from model.selection import Selection
    from model.strings import Translator

REF, PANEL = "map.ref", "map.panel"
"""Session state: the clicked mark, and what the panel shows."""

_COUNT = "map.clicks"
_STATIC = Path(__file__).resolve().parent.parent / "static" / "leaflet" / "leaflet.js"
_RETURNED = ("last_active_drawing", "last_object_clicked_count")
_LEGEND, _DETAIL = "legend", "detail"
_TABS = {_LEGEND: N_("Legend"), _DETAIL: N_("Detail")}


@st.fragment
def show(selection: Selection, layers: tuple[str, ...], *, tr: Translator) -> None:
    """Draw the map of the selection, and beside it the legend or the detail of the clicked mark."""
    drawn = caching.drawn(layers, selection, tr)
    left, right = st.columns([2.65, 1], gap="small")
    with left:
        _take_click(_map(drawn, tr))
    with right, st.container(height=MAP_HEIGHT, key="panel", border=False):
        if _panel(tr) == _LEGEND:
            legend.show([layer.view for layer in drawn], tr=tr)
        else:
            _detail(selection, tr)


def _map(drawn: tuple[caching.Drawn, ...], tr: Translator) -> dict[str, Any]:
    local = _STATIC.is_file()
    note = assets_note(local_assets=local)
    if note is not None:
        st.warning(note.text(tr))
    returned: dict[str, Any] = st_folium(
        base_map(tr, local_assets=local),
        key="map",
        height=MAP_HEIGHT,
        use_container_width=True,
        feature_group_to_add=[group_of(layer.packed, title=layer.title) for layer in drawn],
        returned_objects=_RETURNED,
    )
    return returned


def _take_click(returned: dict[str, Any]) -> None:
    """A new click (the component counts them) sets the mark and turns the panel to it."""
    count = returned.get("last_object_clicked_count") or 0
    if count == st.session_state.get(_COUNT, 0):
        return
    st.session_state[_COUNT] = count
    drawing = returned.get("last_active_drawing") or {}
    ref = drawing.get("properties", {}).get("ref")
    if isinstance(ref, str) and ref:
        st.session_state[REF], st.session_state[PANEL] = ref, _DETAIL


def _panel(tr: Translator) -> str:
    chosen = st.segmented_control(
        tr.gettext(N_("Beside the map")),
        options=list(_TABS),
        format_func=lambda key: tr.gettext(_TABS[key]),
        default=None if PANEL in st.session_state else _LEGEND,
        key=PANEL,
        required=True,
        label_visibility="collapsed",
    )
    return chosen or _LEGEND


def _detail(selection: Selection, tr: Translator) -> None:
    _finder(selection, tr)
    ref = st.session_state.get(REF)
    if ref is None:
        st.markdown(tr.gettext(N_("Click a symbol, an area or a line on the map, or choose a place above.")))
        return
    try:
        detail_panel.show(selection, ref, tr=tr)
    except UnknownNameError as problem:
        st.info(markdown(problem))


def _finder(selection: Selection, tr: Translator) -> None:
    """Every symbol of the map in a list: the way to the detail without a mouse."""
    symbols = {row["ref"]: row for row in rows(caching.answer("incidents", selection).tables["symbols"])}
    st.selectbox(
        tr.gettext(N_("Open a place with incidents")),
        options=sorted(symbols, key=lambda ref: (str(symbols[ref]["name"]), ref)),
        format_func=lambda ref: f"{symbols[ref]['name']} ({symbols[ref]['count']})",
        index=None,
        placeholder=tr.gettext(N_("Open a place with incidents")),
        label_visibility="collapsed",
        key="map.finder",
        on_change=_open_found,
    )


def _open_found() -> None:
    if st.session_state.get("map.finder"):
        st.session_state[REF] = st.session_state["map.finder"]
