"""The report of an import on the page: what became of every row, what waits for a person, what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from briefing.quarantine_file import quarantine_csv
from layers import escaping
from layers.numbers import whole
from model.enums import LocationLevel
from model.labels import label
from model.strings import N_, Message
from ui import caching, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportReport, NameCase
    from model.strings import Translator

_ROWS = N_("rows read")
_NEW = N_("new")
_CHANGED = N_("changed")
_SAME = N_("as they were")
_ASIDE = N_("set aside")
_EQUATION = N_(
    "Every row is accounted for: {read} read = {new} new + {changed} changed + {same} as before + {aside} set "
    "aside."
)
_WITHDRAWN = N_("No longer in the file, taken out and kept under changes: {n}.")
_OUTSIDE = N_("Outside the map, kept and never counted: {n}.")
_PAIRS = N_("Possible duplicates of records of other sources, to be decided: {n}.")
_LEVELS = N_("How exactly the places are known")
_QUARANTINE = N_("Rows set aside")
_DOWNLOAD = N_("Download these rows with their reasons (CSV), mend them and import that file")
_UNMATCHED = N_("Names that fit no place that we know")
_AMBIGUOUS = N_("Names that fit several places")
_NAME, _TIMES, _WITHIN, _NEAR = N_("Name"), N_("Rows"), N_("Looked for in"), N_("Nearest")
_ROW, _COLUMN, _VALUE, _WHY = N_("Row"), N_("Column"), N_("Cell"), N_("What is wrong")
SHOWN = 200
"""Rows of a list on the page; files have all of them."""
_MORE = N_("The first {shown} of {n} are shown; the file has all.")


def show(report: ImportReport, *, tr: Translator, key: str) -> None:
    """Draw the report from top to bottom."""
    _ = tr.gettext
    pairs = [
        (whole(report.rows_read), _(_ROWS)),
        (whole(report.accepted), _(_NEW)),
        (whole(report.updated), _(_CHANGED)),
        (whole(report.unchanged), _(_SAME)),
        (whole(report.quarantined_rows), _(_ASIDE)),
    ]
    st.html(escaping.figures(pairs))
    for sentence in _sentences(report):
        st.markdown(escaping.markdown(sentence.text(tr)))
    _levels(report, tr)
    _names(_(_AMBIGUOUS), report.ambiguous, tr)
    _names(_(_UNMATCHED), report.unmatched, tr)
    _set_aside(report, tr, key)


def _sentences(report: ImportReport) -> list[Message]:
    sums = {
        "read": report.rows_read,
        "new": report.accepted,
        "changed": report.updated,
        "same": report.unchanged,
        "aside": report.quarantined_rows,
    }
    more = ((_WITHDRAWN, report.withdrawn), (_OUTSIDE, report.outside_area), (_PAIRS, report.duplicates))
    return [Message(_EQUATION, sums), *(Message(text, {"n": n}) for text, n in more if n), *report.notes]


def _levels(report: ImportReport, tr: Translator) -> None:
    known = {level.value: tr.gettext(label(level)) for level in LocationLevel}
    said = " · ".join(f"{known.get(level, level)}: {whole(n)}" for level, n in report.levels.items() if n)
    if said:
        st.html(escaping.paragraph(f"{tr.gettext(_LEVELS)}: {said}", kind="line"))


def _names(title: str, cases: Sequence[NameCase], tr: Translator) -> None:
    if not cases:
        return
    _ = tr.gettext
    st.markdown(f"#### {escaping.markdown(title)}")
    lines = [
        {
            _(_NAME): case.text,
            _(_TIMES): case.rows,
            _(_WITHIN): options.unit_name(case.within, caching.store(), tr=tr),
            _(_NEAR): ", ".join(str(near.get("name", "")) for near in case.candidates),
        }
        for case in cases
    ]
    _table(pd.DataFrame(lines), tr, alt=title)


def _set_aside(report: ImportReport, tr: Translator, key: str) -> None:
    if report.quarantine.empty:
        return
    _ = tr.gettext
    st.markdown(f"#### {escaping.markdown(_(_QUARANTINE))}")
    lines = pd.DataFrame(
        {
            _(_ROW): report.quarantine["row"],
            _(_COLUMN): report.quarantine["column"],
            _(_VALUE): report.quarantine["value"],
            _(_WHY): [message.text(tr) for message in report.quarantine["message"]],
        }
    )
    _table(lines, tr, alt=_(_QUARANTINE))
    st.download_button(
        _(_DOWNLOAD),
        data=lambda: quarantine_csv(report, tr=tr),
        file_name="ferghana-set-aside.csv",
        mime="text/csv",
        key=f"{key}.quarantine",
        on_click="ignore",
    )


def _table(lines: pd.DataFrame, tr: Translator, *, alt: str) -> None:
    st.dataframe(lines.head(SHOWN), hide_index=True, alt=alt)
    if len(lines) > SHOWN:
        words = Message(_MORE, {"shown": SHOWN, "n": len(lines)}).text(tr)
        st.html(escaping.paragraph(words, kind="line"))
