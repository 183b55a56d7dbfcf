"""Data of one's own, step by step: files, what they are, a mapping, a check without writing, the import."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from briefing.incident_template import incident_template
from layers import escaping
from model.errors import FerghanaError
from model.imports import ImportKind, ImportOptions
from model.strings import N_, Message
from store.importing import import_files
from store.previewing import preview
from ui import desk, import_mapping, import_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import ImportReport
    from model.strings import Translator
    from store.bundle import Store
    from store.previewing import Preview

KINDS: dict[ImportKind, str] = {
    ImportKind.ACLED: N_("ACLED events"),
    ImportKind.UCDP: N_("UCDP events (GED, Candidate)"),
    ImportKind.KOBO: N_("Survey from KoboToolbox"),
    ImportKind.ODK: N_("Survey from ODK Central"),
    ImportKind.SPREADSHEET: N_("Table of incidents (spreadsheet, incident log)"),
    ImportKind.PLACES: N_("Places (GeoNames, OpenStreetMap, GeoJSON, KML …)"),
    ImportKind.RESPONSES: N_("Responses (activities)"),
}
"""Kind: what the page calls it."""
_SURVEYS = frozenset({ImportKind.KOBO, ImportKind.ODK})
_DONE, _SIGNED = "import.report", "import.signature"
_WORDS = ("import.source", "import.title", "import.wave")
_UPLOAD = N_("Files (CSV, TSV, XLSX, XLS, ODS, ZIP, GeoJSON, GeoPackage, KML)")
_TEMPLATE = N_("Download the incident log as a template (XLSX)")
_FORM = N_("The form of the survey (XLSForm), if you have it: it tells labels and scales")
_WHAT = N_("What the file is")
_SOURCE = N_("Short name of the source (letters, digits, lines); the same name again compares with what was there")
_TITLE = N_("Its title, as it shall be cited")
_WAVE = N_("Name of the survey wave")
_ROWS = N_("{file}: {n} rows, {columns} columns")
_HIDDEN = N_("Never kept, because it could tell a person: {columns}.")
_CHECK, _IMPORT, _CANCEL = N_("Check without importing"), N_("Import"), N_("Cancel")
_CHECKED = N_("Checked, nothing was written.")
_WRITTEN = N_("Imported as data version {version} of the workspace.")


class _Job(NamedTuple):
    paths: tuple[Path, ...]
    kind: ImportKind
    options: ImportOptions


def show(store: Store, *, tr: Translator) -> None:
    """Draw the steps; the later ones stand once the earlier ones are done."""
    _ = tr.gettext
    uploads = st.file_uploader(_(_UPLOAD), accept_multiple_files=True, key="import.files")
    if not uploads:
        _template(store, tr)
        return
    try:
        paths = desk.kept(uploads)
        found = preview(paths)
        job = _asked(paths, found, tr)
        _buttons(job, tr)
    except FerghanaError as problem:
        st.error(escaping.markdown(problem.text(tr)))


def _template(store: Store, tr: Translator) -> None:
    st.download_button(
        tr.gettext(_TEMPLATE),
        data=lambda: incident_template(store, tr=tr),
        file_name=f"ferghana-incident-log-{tr.lang}.xlsx",
        key="import.template",
        on_click="ignore",
    )


def _asked(paths: tuple[Path, ...], found: Preview, tr: Translator) -> _Job:
    """What the person says about the files: kind, names, form, mapping; of another file all is asked anew."""
    _, anew = tr.gettext, desk.is_new(paths)
    _preview(found, tr)
    for key in _WORDS:
        desk.preset(key, "", anew=anew)
    desk.preset("import.kind", found.kind or ImportKind.SPREADSHEET, anew=anew)
    kind: ImportKind = st.selectbox(
        _(_WHAT), options=list(KINDS), format_func=lambda kind: _(KINDS[kind]), key="import.kind"
    )
    source = st.text_input(_(_SOURCE), key="import.source", max_chars=60).strip()
    title = st.text_input(_(_TITLE), key="import.title", max_chars=200).strip()
    form, wave = _survey(tr) if kind in _SURVEYS else (None, "")
    profile = import_mapping.show(found, paths, anew=anew, tr=tr) if kind is ImportKind.SPREADSHEET else None
    options = ImportOptions(
        source_id=source or None, title=title or None, form=form, profile=profile, wave=wave or None
    )
    return _Job(paths, kind, options)


def _survey(tr: Translator) -> tuple[Path | None, str]:
    upload = st.file_uploader(tr.gettext(_FORM), key="import.form", type=["xlsx", "xls"])
    wave = st.text_input(tr.gettext(_WAVE), key="import.wave", max_chars=60).strip()
    return (desk.kept([upload])[0] if upload else None), wave


def _preview(found: Preview, tr: Translator) -> None:
    for sheet in found.sheets:
        name = sheet.file if sheet.sheet is None else f"{sheet.file} · {sheet.sheet}"
        said = Message(_ROWS, {"file": name, "n": sheet.rows, "columns": len(sheet.headers)}).text(tr)
        st.markdown(f"**{escaping.markdown(said)}**")
        st.dataframe(sheet.sample, hide_index=True, alt=said)
        if sheet.personal:
            hidden = Message(_HIDDEN, {"columns": ", ".join(sorted(sheet.personal))}).text(tr)
            st.html(escaping.paragraph(hidden, kind="line"))


def _buttons(job: _Job, tr: Translator) -> None:
    with st.container(horizontal=True, key="import.buttons"):
        check = st.button(tr.gettext(_CHECK), key="import.check")
        write = st.button(tr.gettext(_IMPORT), key="import.write", type="primary")
    if check or write:
        report = _run(job, tr, dry_run=not write)
        st.session_state[_DONE], st.session_state[_SIGNED] = report, _signature(job)
        if write:
            st.rerun()
    done: ImportReport | None = st.session_state.get(_DONE)
    if done is not None and st.session_state.get(_SIGNED) == _signature(job):
        st.success(escaping.markdown(_outcome(done).text(tr)))
        import_report.show(done, tr=tr, key="import")


def _signature(job: _Job) -> Sequence[object]:
    return job.paths, job.kind, repr(job.options)


def _outcome(report: ImportReport) -> Message:
    return Message(_CHECKED) if report.dry_run else Message(_WRITTEN, {"version": report.version})


def _run(job: _Job, tr: Translator, *, dry_run: bool) -> ImportReport:
    """The import. Whoever presses a button meanwhile ends it at its next step, and nothing was written."""
    running = st.empty()
    with running.container():
        bar = st.progress(0.0)
        st.button(tr.gettext(_CANCEL), key="import.cancel")

    def step(message: Message, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=escaping.markdown(message.text(tr)))

    try:
        return import_files(
            desk.folder(), job.kind, job.paths, options=job.options, dry_run=dry_run, progress=step
        )
    finally:
        running.empty()
