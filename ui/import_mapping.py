"""The mapping of a spreadsheet: which of its columns is which of ours, and what its words mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping
from model.incident_log import LOG_FIELDS
from model.labels import label
from model.strings import N_, Message
from store.previewing import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from model.imports import Profile
    from model.incident_log import LogField
    from model.strings import Translator
    from store.previewing import Preview

_NONE = ""
_TITLE = N_("Which column is which")
_HOW = N_("Proposed from the headings and the cells: check each one. What is needed has a star.")
_NOT_THERE = N_("not in the file")
_WORDS = N_("What the words of '{column}' mean")
_LEFT_OUT = N_("no word of ours yet: rows with it are set aside")
_NAME = N_("Save this mapping under a name (empty = do not save)")
_DAY_FIRST = N_("Dates like 03.04.2022 begin with the day")
_TWO = 2


def show(found: Preview, paths: Sequence[Path], *, tr: Translator) -> Profile | None:
    """Draw the mapping that was proposed, to be changed; the mapping as it stands now."""
    if found.profile is None or not found.sheets:
        return found.profile
    _ = tr.gettext
    st.markdown(f"#### {escaping.markdown(_(_TITLE))}")
    st.html(escaping.paragraph(_(_HOW), kind="line"))
    headers = found.sheets[0].headers
    columns = _columns(found.profile, headers, tr)
    words = _words(found.profile, columns, paths, tr)
    day_first = st.checkbox(_(_DAY_FIRST), value=found.profile.day_first, key="import.day_first")
    name = st.text_input(_(_NAME), key="import.profile_name", max_chars=60).strip()
    return replace(found.profile, name=name, columns=columns, words=words, day_first=day_first)


def _columns(profile: Profile, headers: Sequence[str], tr: Translator) -> dict[str, str]:
    boxes = st.columns(_TWO, gap="medium")
    chosen: dict[str, str] = {}
    for at, field in enumerate(LOG_FIELDS):
        proposed = profile.columns.get(field.column, _NONE)
        options = [_NONE, *headers]
        with boxes[at % _TWO]:
            header = st.selectbox(
                tr.gettext(field.label) + (" *" if field.needed else ""),
                options=options,
                index=options.index(proposed) if proposed in options else 0,
                format_func=lambda text: text or tr.gettext(_NOT_THERE),
                help=tr.gettext(field.hint),
                key=f"import.column.{field.column}",
            )
        if header:
            chosen[field.column] = header
    return chosen


def _words(
    profile: Profile, columns: dict[str, str], paths: Sequence[Path], tr: Translator
) -> dict[str, dict[str, str]]:
    """For each column with words of ours: what each of its cells means."""
    words: dict[str, dict[str, str]] = {}
    for field in LOG_FIELDS:
        header = columns.get(field.column)
        if field.words is None or header is None:
            continue
        title = Message(_WORDS, {"column": header}).text(tr)
        with st.expander(escaping.markdown(title)):
            words[field.column] = _meanings(field, profile, words_in(paths, header), tr)
    return words


def _meanings(field: LogField, profile: Profile, cells: Sequence[str], tr: Translator) -> dict[str, str]:
    assert field.words is not None
    names = {word.value: tr.gettext(label(word)) for word in field.words}
    known = profile.words.get(field.column, {})
    meanings: dict[str, str] = {}
    for at, cell in enumerate(cells):
        proposed = known.get(cell, _NONE)
        options = [_NONE, *names]
        code = st.selectbox(
            escaping.markdown(cell),
            options=options,
            index=options.index(proposed) if proposed in options else 0,
            format_func=lambda code: names.get(code, tr.gettext(_LEFT_OUT)),
            key=f"import.word.{field.column}.{at}",
        )
        if code:
            meanings[cell] = code
    return meanings
