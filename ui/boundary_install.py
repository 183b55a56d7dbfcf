"""Official boundaries on the Data page: a map, what its units would become, those to assign, the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from answers.naming import display_name
from layers import escaping
from layers.numbers import whole
from model.boundaries import BoundaryOptions
from model.errors import FerghanaError
from model.strings import N_, Message
from store import own_boundaries
from ui import desk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from model.boundaries import BoundaryReport
    from model.strings import Translator
    from store.bundle import Store

SHOWN = 40
"""Units that may be assigned on the page; the command takes any number."""
_FILE = N_("A map of districts (GeoJSON, GeoPackage, KML, zipped shapefile)")
_SOURCE = N_("Short name of the map (the same name again replaces it)")
_LICENCE = N_("Its licence, as its publisher states it")
_UNITS = N_(
    "{units} units: {matched} matched, {ambiguous} that fit several or none for sure, {unmatched} not ours."
)
_AS, _DISTRICT, _BY, _AREA = N_("Name on the map"), N_("District"), N_("Matched by"), N_("Area, km²")
_NO_USE = frozenset({"outside", "no_shape"})
"""Why a unit is not asked about: it is none of our provinces, or nothing could be drawn."""
_MATCHED = {"assigned": N_("you"), "pcode": N_("code"), "name": N_("name")}
_OPEN = N_("Units that fit no district for sure: choose one where you know it")
_NOT_SET = N_("not drawn")
_CHECK, _INSTALL = N_("Match without installing"), N_("Draw the districts by this map")
_REMOVE = N_("Take this map out")
_DONE, _SIGNED = "boundaries.report", "boundaries.signature"
_CHECKED = N_("Checked, nothing was written.")
_WRITTEN = N_("The districts are drawn by this map as of data version {version}.")
_HERE = N_("{title} ({licence}): draws {n} units")
_NONE = N_("No map is installed: districts are drawn by the ground nearest to their villages.")


def show(store: Store, *, tr: Translator) -> None:
    """Draw the maps that are installed and the steps of another one."""
    _installed(tr)
    upload = st.file_uploader(tr.gettext(_FILE), key="boundaries.file")
    if upload is None:
        return
    (path,) = desk.kept([upload])
    try:
        _steps(store, path, tr)
    except FerghanaError as problem:
        st.error(escaping.markdown(problem.text(tr)))


def _installed(tr: Translator) -> None:
    maps = own_boundaries.installed(desk.folder())
    if not maps:
        st.html(escaping.paragraph(tr.gettext(_NONE), kind="line"))
    for one in maps:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = {"title": one["title"], "licence": one["licence"], "n": one["drawn"]}
            st.markdown(escaping.markdown(Message(_HERE, words).text(tr)))
            if st.button(tr.gettext(_REMOVE), key=f"boundaries.remove.{one['source_id']}", type="tertiary"):
                own_boundaries.remove(desk.folder(), str(one["source_id"]))
                st.rerun()


def _steps(store: Store, path: Path, tr: Translator) -> None:
    """What the person says, the two buttons, and what was found last for just that."""
    _ = tr.gettext
    source = st.text_input(_(_SOURCE), key="boundaries.source", max_chars=60).strip()
    licence = st.text_input(_(_LICENCE), key="boundaries.licence", max_chars=200).strip()
    last: BoundaryReport | None = st.session_state.get(_DONE)
    assigned = _assigned(store, last, tr) if last is not None and last.file == path.name else {}
    options = BoundaryOptions(source or None, None, licence or None, assigned)
    with st.container(horizontal=True, key="boundaries.buttons"):
        check = st.button(_(_CHECK), key="boundaries.check")
        write = st.button(_(_INSTALL), key="boundaries.write", type="primary")
    signature = (path, repr(options))
    if check or write:
        found = own_boundaries.install(desk.folder(), path, options=options, dry_run=not write)
        st.session_state[_DONE], st.session_state[_SIGNED] = found, signature
        st.rerun()
    if last is not None and st.session_state.get(_SIGNED) == signature:
        _report(store, last, tr)


def _assigned(store: Store, report: BoundaryReport, tr: Translator) -> Mapping[str, str]:
    """The district that the person chose for units that no code or name decided."""
    waiting = [*report.ambiguous, *(one for one in report.unmatched if one["why"] not in _NO_USE)][:SHOWN]
    if not waiting:
        return {}
    names = _districts(store, tr)
    st.markdown(f"**{escaping.markdown(tr.gettext(_OPEN))}**")
    chosen = {}
    for one in waiting:
        near = [str(each["id"]) for each in one["near"]]
        found = st.selectbox(
            _on_map(one),
            options=[*near, *(key for key in names if key not in near)],
            format_func=lambda key: names.get(key, key),
            index=None,
            placeholder=tr.gettext(_NOT_SET),
            key=f"boundaries.assign.{report.file}.{one['row']}",
        )
        if found is not None:
            chosen[str(one["name"])] = found
    return chosen


def _districts(store: Store, tr: Translator) -> dict[str, str]:
    ids = store.frame("districts")["district_id"]
    return {str(key): display_name(store, "district", str(key), lang=tr.lang) for key in ids}


def _on_map(unit: Mapping[str, Any]) -> str:
    return " · ".join(str(unit[name]) for name in ("name", "province", "country") if unit.get(name))


def _report(store: Store, report: BoundaryReport, tr: Translator) -> None:
    _ = tr.gettext
    done = Message(_CHECKED) if report.dry_run else Message(_WRITTEN, {"version": report.version})
    st.success(escaping.markdown(done.text(tr)))
    sums = {"units": report.units, "matched": len(report.matched), "ambiguous": len(report.ambiguous)}
    for sentence in (Message(_UNITS, {**sums, "unmatched": len(report.unmatched)}), *report.notes):
        st.markdown(escaping.markdown(sentence.text(tr)))
    names = _districts(store, tr)
    lines = [
        {
            _(_AS): _on_map(one),
            _(_DISTRICT): names.get(str(one["unit_id"]), str(one["unit"])),
            _(_BY): _(_MATCHED[str(one["by"])]),
            _(_AREA): whole(round(float(one["area_km2"]))),
        }
        for one in report.matched
    ]
    st.dataframe(pd.DataFrame(lines), hide_index=True, alt=_(_DISTRICT))
