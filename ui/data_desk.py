"""The parts of the Data page where people add data of their own and decide what only they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping
from model.strings import N_
from ui import boundary_install, desk, import_flow, import_history, log_form, name_review, pair_review

if TYPE_CHECKING:
    from model.strings import Translator
    from store.bundle import Store

KEY, _KEPT = "data.part", "data.part.kept"
"""Session state: the part that is chosen; the same, kept while other pages are looked at."""
HERE, ADD, DECIDE, HISTORY = "here", "add", "decide", "history"
PARTS: dict[str, str] = {
    HERE: N_("What is in here"),
    ADD: N_("Add your data"),
    DECIDE: N_("To decide"),
    HISTORY: N_("Imports and changes"),
}
_FILES, _ONE, _MAPS = N_("Import files"), N_("Add one incident"), N_("Official boundaries")


def choose(*, tr: Translator) -> str:
    """Draw the choice of parts; the part that is chosen, or was when this page was left."""
    chosen: str | None = st.segmented_control(
        tr.gettext(N_("Part of the page")),
        options=list(PARTS),
        format_func=lambda key: tr.gettext(PARTS[key]),
        default=None if KEY in st.session_state else st.session_state.get(_KEPT, HERE),
        key=KEY,
        required=True,
        label_visibility="collapsed",
    )
    st.session_state[_KEPT] = chosen or HERE
    return chosen or HERE


def show(part: str, store: Store, *, tr: Translator) -> None:
    """Draw one of the parts that change data."""
    if not desk.may_write(tr=tr):
        return
    if part == ADD:
        st.markdown(f"### {escaping.markdown(tr.gettext(_FILES))}")
        import_flow.show(store, tr=tr)
        with st.expander(tr.gettext(_ONE)):
            log_form.show(store, tr=tr)
        with st.expander(tr.gettext(_MAPS)):
            boundary_install.show(store, tr=tr)
    elif part == DECIDE:
        name_review.show(store, tr=tr)
        pair_review.show(tr=tr)
    else:
        import_history.show(store, tr=tr)
