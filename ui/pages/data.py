"""The Data page: what is in here, where it comes from, until when, and what is left out."""

from __future__ import annotations

import streamlit as st

from layers.escaping import markdown
from model.errors import FerghanaError
from model.strings import N_
from ui import data_desk, data_files, data_sources, frame, messages

TITLE = N_("What is in here, and can I trust it?")
FROM = N_("Where it comes from")
LEFT = N_("What is left out, and what is known less well")
MADE = N_("What is made up")
FILES = N_("The files")


def show() -> None:
    """Draw the page from top to bottom: version, then the part that is chosen."""
    page = frame.begin("data", with_filters=False)
    tr = page.tr
    st.title(tr.gettext(TITLE), anchor=False)
    page.say()
    data_files.version(tr=tr)
    part = data_desk.choose(tr=tr)
    if part == data_desk.HERE:
        _what_is_here(page)
    else:
        data_desk.show(part, page.store, tr=tr)


def _what_is_here(page: frame.Frame) -> None:
    """Sources beside what is left out and synthetic, then the files."""
    tr = page.tr
    _ = tr.gettext
    messages.in_source_language(tr=tr)
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        st.markdown(f"### {markdown(_(FROM))}")
        data_sources.sources(page.store, tr=tr)
    with right:
        st.markdown(f"### {markdown(_(LEFT))}")
        data_sources.left_out(tr=tr)
        st.markdown(f"### {markdown(_(MADE))}")
        data_sources.synthetic(tr=tr)
    st.markdown(f"### {markdown(_(FILES))}")
    data_files.table(tr=tr)


try:
    show()
except FerghanaError as problem:
    messages.refuse(problem)
