"""Key figures above the map: counts, deaths by whose count, what is not on the map, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from answers.said import said as what_is_said
from briefing.key_figures import pairs
from layers import escaping
from model.strings import N_
from ui import caching

if TYPE_CHECKING:
    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator
    from store.bundle import Store


def show(incidents: Result, selection: Selection, *, tr: Translator) -> None:
    """Draw the figures; interethnic violence apart, a difference only where both periods are covered."""
    apart, change = (caching.answer(question, selection) for question in ("themes", "difference"))
    st.html(escaping.figures(pairs(incidents, apart=apart, change=change, tr=tr)))
    if change.message is not None and incidents.figures["count"]:
        st.html(escaping.paragraph(change.message.text(tr), kind="line"))


def said(store: Store, incidents: Result, *, tr: Translator) -> None:
    """The two sentences that may be quoted, with n and limits, and a button that copies them."""
    apart = caching.answer("themes", incidents.selection)
    sentences = " ".join(message.text(tr) for message in what_is_said(store, incidents, told_apart=apart))
    with st.container(key="said"):
        st.html(escaping.paragraph(tr.gettext(N_("What can be said (copy into a note)")), kind="line"))
        st.code(sentences, language=None, wrap_lines=True)
