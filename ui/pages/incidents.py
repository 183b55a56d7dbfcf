"""The Incidents page: the records behind a number, each with its sources, and files of exactly these."""

from __future__ import annotations

import streamlit as st

from answers.wording import in_words
from layers import escaping
from model.errors import FerghanaError
from model.strings import N_
from ui import caching, figures, frame, incident_table, messages, record_card, record_downloads

TITLE = N_("Which records are behind this number?")


def show() -> None:
    """Draw the page from top to bottom: address, filters, figures, table and card, downloads."""
    page = frame.begin("incidents")
    store, selection, tr = page.store, page.selection, page.tr
    incidents = caching.answer("records", selection, lang=tr.lang)
    st.title(tr.gettext(TITLE), anchor=False)
    page.say()
    messages.strip(incidents.table, tr=tr)
    figures.show(incidents, selection, tr=tr)
    words = " · ".join(message.text(tr) for message in in_words(store, selection))
    st.html(escaping.paragraph(words, kind="line"))
    messages.in_source_language(tr=tr)
    messages.empty(incidents, widen=page.widen, tr=tr)
    if incidents.table.empty:
        return
    left, right = st.columns([1.9, 1], gap="small")
    with left:
        found = incident_table.show(incidents, selection, tr=tr)
        record_downloads.show(store, incidents, selection, tr=tr)
    with right, st.container(height=record_card.HEIGHT, key="panel", border=False):
        record_card.show(incidents, found, tr=tr)


try:
    show()
except FerghanaError as problem:
    messages.refuse(problem)
