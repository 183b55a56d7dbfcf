"""The files part of the Data page: which files these data are, with hash, rows and licence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from layers.escaping import markdown
from model.selection import Selection
from model.strings import N_, Message
from ui import caching

if TYPE_CHECKING:
    from model.strings import Translator

HEADINGS: dict[str, str] = {
    "path": N_("File"),
    "title": N_("What it holds"),
    "rows": N_("Rows"),
    "licence": N_("Licence"),
    "attribution": N_("Attribution"),
    "sha256": N_("Hash (SHA-256)"),
}
"""The columns of the table in their order."""

_VERSION = N_(
    "Data version {version}, last changed on {day}, workspace: {workspace}. The {n} files below were compared "
    "with their hashes when they were opened; a changed file would have been refused."
)


def version(*, tr: Translator) -> None:
    """Draw the name of exactly these data, and what was checked."""
    answer = caching.answer("data_files", Selection())
    words = {
        "version": answer.data_version,
        "day": date.fromisoformat(answer.figures["built_on"]),
        "workspace": tr.gettext(answer.workspace),
        "n": answer.figures["count"],
    }
    st.markdown(markdown(Message(_VERSION, words).text(tr)))


def table(*, tr: Translator) -> None:
    """Draw the table of files."""
    answer = caching.answer("data_files", Selection())
    st.dataframe(
        answer.table[list(HEADINGS)],
        hide_index=True,
        column_config={name: tr.gettext(heading) for name, heading in HEADINGS.items()},
        key="data.files",
        alt=tr.gettext(N_("The files of the data, a line each")),
    )
