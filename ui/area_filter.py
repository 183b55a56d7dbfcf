"""Saved areas in the sidebar: one click sets districts and places, and what is set can be kept under a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping
from layers.rows import Row, rows
from model.enums import Mode
from model.errors import FerghanaError
from model.strings import N_
from store.saved_areas import remove_area, save_area
from ui import caching, desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.selection import Selection
    from model.strings import Message, Translator
    from store.bundle import Store

_TABLE = "saved_areas"
_NAME, _PROBLEM = "areas.name", "areas.problem"
_TITLE = N_("My areas")
_FORGET = N_("Forget {name}")
_AS = N_("Keep these districts and places as")
_KEEP = N_("Keep")
_HINT = N_("my villages")


def show(store: Store, selection: Selection, *, use: Callable[[Selection], None], tr: Translator) -> None:
    """Draw a button for each saved area, and the box that keeps the districts and places of the filters.

    ``use`` sets the filters to a selection.
    """
    areas = rows(store.frame(_TABLE))
    chosen = bool(selection.district or selection.place)
    if not areas and not (chosen and caching.MODE is Mode.INTERNAL):
        return
    with st.expander(tr.gettext(_TITLE), expanded=bool(areas)):
        for area in areas:
            _area(area, selection, use, tr)
        if chosen and caching.MODE is Mode.INTERNAL:
            _keep(selection, tr)


def _area(area: Row, selection: Selection, use: Callable[[Selection], None], tr: Translator) -> None:
    alone = selection.but(
        district=tuple(area["district_ids"]), place=tuple(area["place_ids"]), province=(), country=()
    )
    with st.container(horizontal=True):
        st.button(escaping.markdown(area["name"]), on_click=use, args=(alone,), key=f"area.{area['area_id']}")
        if caching.MODE is Mode.INTERNAL:
            st.button(
                "×",
                on_click=_forget,
                args=(str(area["area_id"]),),
                key=f"area.forget.{area['area_id']}",
                help=escaping.markdown(tr.gettext(_FORGET).format(name=area["name"])),
                type="tertiary",
            )


def _keep(selection: Selection, tr: Translator) -> None:
    _ = tr.gettext
    st.text_input(_(_AS), key=_NAME, placeholder=_(_HINT), max_chars=60)
    st.button(_(_KEEP), on_click=partial(_save, selection), key="areas.keep")
    problem: Message | None = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        st.error(escaping.markdown(problem.text(tr)))


def _save(selection: Selection) -> None:
    name = st.session_state.get(_NAME) or ""
    _written(lambda: save_area(desk.folder(), name, district_ids=selection.district, place_ids=selection.place))


def _forget(area_id: str) -> None:
    _written(lambda: remove_area(desk.folder(), area_id))


def _written(step: Callable[[], object]) -> None:
    """Do it; what stands in its way is said when the page is drawn again."""
    try:
        step()
    except FerghanaError as problem:
        st.session_state[_PROBLEM] = problem.message
