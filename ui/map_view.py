"""The map and the panel beside it, in one fragment: a click runs this part of the page only.

The component keeps one map in the browser as long as its key and its base map stay the same, so
both are constant and everything that varies goes through ``feature_group_to_add``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

from layers import tiles
from layers.basemap import assets_note, base_map
from layers.escaping import markdown
from layers.incident_cells import sight_of
from layers.marks import group_of
from layers.rows import rows
from model.errors import UnknownNameError
from model.settings import MOST_IN_SIGHT, MOST_SYMBOLS
from model.strings import N_
from ui import caching, compare_view, detail_panel, legend
from ui.look import COMPARED_HEIGHT, MAP_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.incident_cells import Sight
    from layers.tiles import Background
    from model.selection import Selection
    from model.strings import Translator
    from store.bundle import Store

REF, SIDE, PANEL = "map.ref", "map.side", "map.panel"
"""Session state: the clicked mark, which of two periods it was clicked in, and what the panel shows."""

_KEYS = ("map", "map.compared")
"""Of the map that always stands, and of the one beside it that shows another period."""
_COUNT, _SIGHT = ".clicks", ".sight"
_ALONE, _BESIDE = (2.65, 1.0), (1.0, 1.0)
_STATIC = Path(__file__).resolve().parent.parent / "static" / "leaflet" / "leaflet.js"
_RETURNED = ("last_active_drawing", "last_object_clicked_count")
_LEGEND, _DETAIL = "legend", "detail"
_TABS = {_LEGEND: N_("Legend"), _DETAIL: N_("Detail")}


@st.fragment
def show(
    store: Store, sides: Sequence[Selection], layers: tuple[str, ...], *, ground: Background | None, tr: Translator
) -> None:
    """Draw the map of the selection, or of two, and the legend or the detail of the clicked mark.

    With one map the panel stands beside it, with two below them. The first map keeps its place among the
    elements, and so its zoom, when a second one comes or goes.
    """
    if caching.outdated():  # else the map would show other data than the figures above it
        st.rerun()
    drawn = compare_view.on_one_scale([_drawn(number, side, layers, tr) for number, side in enumerate(sides)], tr)
    two = len(sides) > 1
    columns = st.columns(_BESIDE if two else _ALONE, gap="small", vertical_alignment="bottom" if two else "top")
    for number, side in enumerate(sides):
        with columns[number]:
            with st.container():  # always there, so that the map below keeps its place
                if two:
                    compare_view.head(store, side, number=number, tr=tr)
            _take_click(number, _map(number, drawn[number], ground, height=_height(sides), tr=tr))
    if two:
        compare_view.between(store, sides, tr=tr)
    with columns[1] if not two else st.container(key="below"):
        _beside(store, sides, drawn, tr)


def _drawn(number: int, side: Selection, layers: tuple[str, ...], tr: Translator) -> tuple[caching.Drawn, ...]:
    return (*caching.drawn(layers, side, tr), *caching.in_sight(layers, side, _sight(number), tr))


def _height(sides: Sequence[Selection]) -> int:
    return MAP_HEIGHT if len(sides) == 1 else COMPARED_HEIGHT


def _beside(
    store: Store, sides: Sequence[Selection], drawn: Sequence[tuple[caching.Drawn, ...]], tr: Translator
) -> None:
    """The panel; below two maps it is as high as what it holds."""
    with st.container(height=MAP_HEIGHT if len(sides) == 1 else "content", key="panel", border=False):
        if _panel(tr) == _DETAIL:
            _detail(compare_view.chosen_side(store, sides, key=SIDE, tr=tr), tr)
        elif len(sides) == 1:
            legend.show([layer.view for layer in drawn[0]], tr=tr)
        else:
            compare_view.one_legend(store, sides, drawn, tr=tr)


def _map(
    number: int, drawn: tuple[caching.Drawn, ...], ground: Background | None, *, height: int, tr: Translator
) -> dict[str, Any]:
    local = _STATIC.is_file()
    note = assets_note(local_assets=local)
    if note is not None:
        st.warning(note.text(tr))
    groups = [group_of(layer.packed, title=layer.title) for layer in drawn]
    returned: dict[str, Any] = st_folium(
        base_map(tr, local_assets=local),
        key=_KEYS[number],
        height=height,
        use_container_width=True,
        feature_group_to_add=[*([] if ground is None else [tiles.group_of(ground, tr)]), *groups],
        returned_objects=_RETURNED,
    )
    return returned


def _sight(number: int) -> Sight | None:
    """What a map last said is in sight; it says so only where it shows cells."""
    key = _KEYS[number]
    drawing = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
    sight = sight_of(str(drawing.get("properties", {}).get("ref")))
    if sight is not None:
        st.session_state[key + _SIGHT] = sight
    kept: Sight | None = st.session_state.get(key + _SIGHT)
    return kept


def _take_click(number: int, returned: dict[str, Any]) -> None:
    """A new click (the component counts them) sets the mark and turns the panel to it."""
    count, counted = returned.get("last_object_clicked_count") or 0, _KEYS[number] + _COUNT
    if count == st.session_state.get(counted, 0):
        return
    st.session_state[counted] = count
    drawing = returned.get("last_active_drawing") or {}
    ref = drawing.get("properties", {}).get("ref")
    if isinstance(ref, str) and ref and sight_of(ref) is None:
        st.session_state[REF], st.session_state[PANEL], st.session_state[SIDE] = ref, _DETAIL, number


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
        st.info(markdown(problem.text(tr)))


def _finder(selection: Selection, tr: Translator) -> None:
    """The symbols of the map in a list, the largest of many: the way to the detail without a mouse."""
    table = caching.answer("incidents", selection, lang=tr.lang).tables["symbols"]
    if len(table) > MOST_SYMBOLS:
        table = table.nlargest(MOST_IN_SIGHT, "count")
    symbols = {row["ref"]: row for row in rows(table)}
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
