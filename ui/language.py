"""The language of a session: an address or the switch in the sidebar sets it, and it goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from answers import languages
from layers import escaping
from model.settings import LANGUAGES, OWN_NAMES, TRANSLATED, language_note
from ui import url

if TYPE_CHECKING:
    from model.strings import Translator

KEY = "language"
"""Session state and key of the switch."""

_DRAWN = "language.drawn"

_LABEL = "Language · Язык · Забон"
"""In the three languages at once: whoever needs the switch cannot read the page yet."""


def translator() -> Translator:
    """The translator of this session, in the language that a new address asks for, else as it was."""
    asked = url.language()
    if asked is not None:
        st.session_state[KEY] = asked
    lang = st.session_state.setdefault(KEY, LANGUAGES[0])
    if st.session_state.get(_DRAWN, lang) != lang:
        _say_again()
    st.session_state[_DRAWN] = lang
    return languages.translator(lang)


def _say_again() -> None:
    """Give every list its value anew, before it stands.

    The browser holds what is chosen by its words. In another language it would go on showing the old ones, and
    with the next click send them back, where no choice has these words: filters would fall off by themselves.
    """
    for key, value in st.session_state.to_dict().items():
        if isinstance(value, str | list) and key != KEY:
            st.session_state[key] = value


def switch(*, tr: Translator) -> None:
    """Draw the switch on top of the sidebar, and what must be said about the wording of the language."""
    offered = (*TRANSLATED, *(lang for lang in (tr.lang,) if lang not in TRANSLATED))
    with st.sidebar:
        st.selectbox(_LABEL, options=offered, format_func=OWN_NAMES.__getitem__, key=KEY)
        note = language_note(tr.lang)
        if note is not None:
            st.html(escaping.paragraph(note.text(tr), kind="line"))
