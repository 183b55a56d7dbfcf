"""The form "add one incident": the fields of the log, the same checks and the same way in as a file."""

from __future__ import annotations

import csv
import io
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping
from model.errors import FerghanaError
from model.imports import STATED_DISTRICT, ImportKind, ImportOptions
from model.incident_log import LOG_FIELDS
from model.labels import label
from model.strings import N_, Message
from store.importing import import_files
from ui import desk, import_report, options

if TYPE_CHECKING:
    from model.imports import ImportReport
    from model.incident_log import LogField
    from model.strings import Translator
    from store.bundle import Store

SOURCE = "own-log"
"""The source that incidents of this form belong to."""
_TITLE_OF_SOURCE = N_("Incident log of this workspace")
_ADD = N_("Add this incident")
_ADDED = N_("Added as data version {version} of the workspace.")
_NEEDED = N_("Fill in what has a star: {fields}.")
_LONG = frozenset({"description"})
_DONE = "log.report"
_TWO = 2


def show(store: Store, *, tr: Translator) -> None:
    """Draw the form, and what became of the incident that was added last."""
    with st.form("log", clear_on_submit=False):
        values = _fields(store, tr)
        sent = st.form_submit_button(tr.gettext(_ADD), type="primary")
    if sent:
        _send(values, tr)
    report: ImportReport | None = st.session_state.get(_DONE)
    if report is not None:
        if not report.quarantined_rows:
            st.success(escaping.markdown(Message(_ADDED, {"version": report.version}).text(tr)))
        import_report.show(report, tr=tr, key="log")


def _send(values: dict[str, str], tr: Translator) -> None:
    """Add the incident and draw the page anew; what is missing or refused is said."""
    st.session_state.pop(_DONE, None)
    empty = [tr.gettext(field.label) for field in LOG_FIELDS if field.needed and not values[field.column].strip()]
    if empty:
        st.error(escaping.markdown(Message(_NEEDED, {"fields": ", ".join(empty)}).text(tr)))
        return
    try:
        st.session_state[_DONE] = _add(values, tr)
    except FerghanaError as problem:
        st.error(escaping.markdown(problem.text(tr)))
        return
    st.rerun()


def _fields(store: Store, tr: Translator) -> dict[str, str]:
    boxes = st.columns(_TWO, gap="medium")
    return {field.column: _field(field, store, tr, boxes[at % _TWO]) for at, field in enumerate(LOG_FIELDS)}


def _field(field: LogField, store: Store, tr: Translator, box: st.delta_generator.DeltaGenerator) -> str:
    title = tr.gettext(field.label) + (" *" if field.needed else "")
    key, hint = f"log.{field.column}", tr.gettext(field.hint)
    choices = _choices(field, store, tr)
    if choices is not None:
        words = {"": "–"} | choices
        chosen: str = box.selectbox(title, options=list(words), format_func=words.__getitem__, help=hint, key=key)
        return chosen
    if field.column in _LONG:
        long: str = box.text_area(title, help=hint, key=key, max_chars=5000)
        return long
    short: str = box.text_input(title, help=hint, key=key, max_chars=300)
    return short


def _choices(field: LogField, store: Store, tr: Translator) -> dict[str, str] | None:
    if field.words is not None:
        return {word.value: tr.gettext(label(word)) for word in field.words}
    return options.offer(store, tr=tr).districts if field.column == STATED_DISTRICT else None


def _add(values: dict[str, str], tr: Translator) -> ImportReport:
    """Import a file of this one record; where a check would set it aside nothing is written."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=list(values))
    writer.writeheader()
    writer.writerow(values)
    chosen = ImportOptions(source_id=SOURCE, title=tr.gettext(_TITLE_OF_SOURCE), adds_only=True)
    with tempfile.TemporaryDirectory(prefix="ferghana-log-") as folder:
        path = Path(folder) / "incident.csv"
        path.write_text(stream.getvalue(), "utf-8")
        take = partial(import_files, desk.folder(), ImportKind.SPREADSHEET, (path,), options=chosen)
        checked = take(dry_run=True)
        return checked if checked.quarantined_rows else take()
