"""The background of the map from the internet: off at first, and never part of an address.

A link must not make its reader's browser ask a server on the internet, so the choice stays in the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping, tiles
from model.strings import N_

if TYPE_CHECKING:
    from layers.tiles import Background
    from model.strings import Translator

KEY = "background"
NONE = "none"
_KEPT = "background.kept"


def show(*, tr: Translator) -> Background | None:
    """Draw the choice and say who is asked for what; the background chosen, or ``None``."""
    _ = tr.gettext
    st.session_state.setdefault(KEY, st.session_state.get(_KEPT, NONE))
    words = {NONE: _(N_("None (works offline)"))} | dict(tiles.OFFERED)
    key: str = st.selectbox(
        _(N_("Background from the internet")),
        options=list(words),
        format_func=words.__getitem__,
        key=KEY,
        help=_(N_("Off, the map asks nobody. On, your browser asks the server of the background you choose.")),
    )
    st.session_state[_KEPT] = key
    if key == NONE:
        return None
    chosen = tiles.background(key)
    said = f"{tiles.asks(chosen).text(tr)} {tiles.makers_view().text(tr)}"
    st.html(escaping.paragraph(said, kind="line"))
    return chosen
