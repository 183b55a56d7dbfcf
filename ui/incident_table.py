"""The table of the records behind a number, with a search; the box of a line, or the list above it, opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from answers.casualties import figures_of
from layers.numbers import whole
from model.enums import Country, IncidentType, LocationLevel, SectionStatus, Side, Theme, Verification
from model.labels import label
from model.strings import N_, fill
from ui import caching

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from model.result import Result
    from model.selection import Selection
    from model.strings import Translator

RECORD, SEARCH = "incidents.record", "incidents.search"
"""Session state: the record that is open, and the words of the search."""

HEIGHT = 400
HEADINGS: Mapping[str, tuple[str, int]] = {
    "date": (N_("Date"), 88),
    "place": (N_("Place"), 130),
    "district": (N_("District"), 102),
    "country": (N_("Country"), 90),
    "type": (N_("Type"), 130),
    "killed": (N_("Killed"), 106),
    "precision": (N_("Precision"), 105),
    "side": (N_("Side"), 95),
    "section": (N_("Section then"), 130),
    "verification": (N_("Checked"), 90),
    "until": (N_("Until"), 95),
    "source": (N_("Source"), 320),
}
"""The columns of the table in their order, each with its heading and its width in pixels."""

_SEARCH = N_("Search place, description, parties and source, in any script")
_UNKNOWN = N_("unknown")
_NO_LINE = N_("–")
_AT_LEAST = N_("{low} or more")
_BETWEEN = N_("{low}–{high}")
_SHOWN = N_("{shown} of {n} records; a click on a heading sorts, a tick in the box of a line opens its record.")
_NONE_FOUND = N_("None of the {n} records has all of these words: write fewer of them, or widen the filters.")


def show(incidents: Result, selection: Selection, *, tr: Translator) -> tuple[str, ...]:
    """Draw search, table and the number of records shown; the ids of these, in the order of the answer."""
    _ = tr.gettext
    words = st.text_input(_(_SEARCH), key=SEARCH, placeholder=_(_SEARCH), label_visibility="collapsed")
    frame = _frame(incidents.data_version, str(selection.to_query()), tr.lang, incidents, tr)
    if words.strip():
        frame = frame[caching.found(selection, words)]
    ids = tuple(incidents.table.loc[frame.index, "incident_id"])
    if not ids:
        st.info(fill(_(_NONE_FOUND), n=whole(len(incidents.table))))
        return ids
    _table(frame, ids, tr)
    st.caption(fill(_(_SHOWN), shown=whole(len(frame)), n=whole(len(incidents.table))))
    return ids


@st.cache_resource(show_spinner=False, max_entries=8)
def _frame(version: str, key: str, lang: str, _incidents: Result, _tr: Any) -> pd.DataFrame:  # noqa: ARG001 - the key
    return records_frame(_incidents, tr=_tr)


def _table(frame: pd.DataFrame, ids: tuple[str, ...], tr: Translator) -> None:
    headings = {
        name: st.column_config.TextColumn(
            tr.gettext(heading), width=width, alignment="right" if name == "killed" else "left"
        )
        for name, (heading, width) in HEADINGS.items()
    }
    # Another set of records is another table: a line that was marked may mean another record there.
    key = f"incidents.table.{hash(ids):x}"
    st.dataframe(
        frame,
        hide_index=True,
        height=HEIGHT,
        column_config=headings,
        selection_mode="single-row",
        on_select=lambda: _open(key, ids),
        key=key,
        alt=tr.gettext(N_("The records of the selection, a line each")),
    )


def _open(key: str, ids: tuple[str, ...]) -> None:
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(ids):
        st.session_state[RECORD] = ids[rows[0]]


def records_frame(incidents: Result, *, tr: Translator) -> pd.DataFrame:
    """The table as text, index that of the answer; columns as :data:`HEADINGS`. What is not known is a word."""
    table = incidents.table
    columns = {
        "date": table["date_start"].astype(str),
        "place": table["place_text"],
        "district": table["district"],
        "country": _words(table["country"], Country, tr),
        "type": _words(table["incident_type"], IncidentType, tr),
        "killed": killed(incidents, tr=tr),
        "precision": _words(table["location_level"], LocationLevel, tr),
        "side": _sides(table, tr),
        "section": _words(table["section_status"], SectionStatus, tr),
        "verification": _words(table["verification"], Verification, tr),
        "until": table["date_end"].astype(str),
        "source": table["source_title"],
    }
    frame = pd.DataFrame(columns, index=table.index, columns=list(HEADINGS)).astype(object)
    frame["section"] = frame["section"].fillna(tr.gettext(_NO_LINE))
    return frame.fillna(tr.gettext(_UNKNOWN))


def _sides(table: pd.DataFrame, tr: Translator) -> pd.Series[Any]:
    """The side of the border; a dash for interethnic violence, where none was between those who died."""
    return _words(table["side"], Side, tr).mask(table["theme"] == Theme.INTERETHNIC, tr.gettext(_NO_LINE))


def _words(column: pd.Series[Any], words: type[StrEnum], tr: Translator) -> pd.Series[Any]:
    return column.map({word.value: tr.gettext(label(word)) for word in words}).astype(object)


def killed(incidents: Result, *, tr: Translator) -> list[str]:
    """Deaths of each record as the accounts of its sides have them: one number, a range, or "unknown".

    Numbers are padded, because the table sorts texts.
    """
    figures = figures_of(caching.store(), incidents.table, mode=caching.MODE)
    ends = zip(figures["killed_low"], figures["killed_high"], strict=True)
    patterns = tr.gettext(_UNKNOWN), tr.gettext(_AT_LEAST), tr.gettext(_BETWEEN)
    return [_range(low, high, patterns) for low, high in ends]


def _range(low: float, high: float, patterns: tuple[str, str, str]) -> str:
    unknown, at_least, between = patterns
    if pd.isna(low):
        return unknown
    first = f"{int(low):>4}"
    if pd.isna(high):
        return fill(at_least, low=first)
    return first if high == low else fill(between, low=first, high=int(high))
