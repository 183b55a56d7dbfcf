"""The legend on the page: the same entries as on paper, from the views that are on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping, symbols
from model.settings import SYNTHETIC_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.strings import Translator
    from model.view import LayerView


def show(views: Sequence[LayerView], *, tr: Translator) -> None:
    """Draw the legend of the views, what lies on top first; synthetic data are marked."""
    if any(view.synthetic for view in views):
        st.html(escaping.paragraph(tr.gettext(SYNTHETIC_MARK), kind="synthetic"))
    st.html(escaping.legend(symbols.rows(tuple(reversed(views)), tr=tr)))


def sources(views: Sequence[LayerView], *, tr: Translator) -> None:
    """One line with the sources of everything on the map."""
    lines = dict.fromkeys(line for view in views for line in view.attributions if line)
    words = " · ".join(lines)
    heading = tr.gettext("Sources")
    st.html(escaping.paragraph(f"{heading}: {words}", kind="line"))
