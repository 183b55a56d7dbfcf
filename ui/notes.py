"""Below the map, folded: what has no place on it. Statements about whole lines, remarks, other figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.escaping import link, markdown
from layers.naming import text_of
from layers.rows import Row, rows
from model.enums import Border, SectionStatus
from model.labels import label
from model.periods import last_day
from model.selection import Perceptions
from model.strings import N_
from model.written import days
from ui import caching, resource_lines
from ui.detail_panel import perception_lines

if TYPE_CHECKING:
    from model.selection import Selection
    from model.strings import Translator


def show(selection: Selection, layers: tuple[str, ...], *, tr: Translator) -> None:
    """Folded lists, each only where it has something to say."""
    border = caching.answer("sections", caching.asked("sections", selection))
    statements, remarks = rows(border.tables["statements"]), rows(border.tables["annotations"])
    if statements or remarks:
        with st.expander(tr.gettext(N_("What sources say about whole lines that day, and remarks"))):
            for row in [*statements, *remarks]:
                st.markdown(_said(row, tr))
    if "responses" in layers:
        _responses(selection, tr)
    if selection.perceptions is Perceptions.PUBLISHED:
        known = [
            row
            for row in rows(caching.answer("perceptions", selection, lang=tr.lang).table)
            if row["estimate"] is not None
        ]
        with st.expander(tr.gettext(N_("All published figures about perceptions"))):
            for row in known:
                st.markdown(f"{markdown(row['unit'])}: " + "  \n".join(perception_lines(row, tr)))


def _responses(selection: Selection, tr: Translator) -> None:
    """The responses that stand nowhere on the map: known to a province or a country only."""
    answer = caching.answer("responses", selection)
    drawn = {key for spot in rows(answer.tables["spots"]) for key in spot["ids"]}
    without = [row for row in rows(answer.table) if row["response_id"] not in drawn]
    if without:
        with st.expander(tr.gettext(N_("Responses without a point on the map"))):
            for row in without:
                st.markdown("  \n".join(resource_lines.response(row, tr)))
                st.divider()


def _said(row: Row, tr: Translator) -> str:
    border = tr.gettext(label(Border(row["border"]))) if row["border"] else ""
    span = days(row["date_from"], last_day(row["date_to"]), lang=tr.lang)
    status = row.get("status")
    words = text_of(row.get("statement")) or text_of(row.get("text"))
    said = f"{tr.gettext(label(SectionStatus(status)))}: {words}" if status else words
    source = link(text_of(row["source_title"]) or row["source_id"], row["source_url"])
    return f"**{markdown(border)}** {markdown(span)}  \n{markdown(said)} {source}"
