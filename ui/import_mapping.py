"""The mapping of a spreadsheet: which of its columns is which of ours, and what its words mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from layers import escaping
from model.imports import STATED_DISTRICT
from model.incident_log import LOG_FIELDS
from model.labels import label
from model.strings import N_, Message
from store.previewing import words_in
from store.profiles import saved_profiles
from ui import desk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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


def show(found: Preview, paths: Sequence[Path], *, anew: bool, tr: Translator) -> Profile | None:
    """Draw the mapping that was proposed, to be changed; the mapping as it stands now.

    ``anew``: the boxes show what is proposed for this file, whatever was chosen for another one.
    """
    if found.profile is None or not found.sheets:
        return found.profile
    _, headers = tr.gettext, found.sheets[0].headers
    begun = _begun(found.profile, headers)
    st.markdown(f"#### {escaping.markdown(_(_TITLE))}")
    st.html(escaping.paragraph(_(_HOW), kind="line"))
    columns = _columns(begun, headers, tr, anew=anew)
    words = _undrawn(begun, columns) | _words(begun, columns, paths, tr, anew=anew)
    desk.preset("import.day_first", begun.day_first, anew=anew)
    day_first = st.checkbox(_(_DAY_FIRST), key="import.day_first")
    desk.preset("import.profile_name", begun.name, anew=anew)
    name = st.text_input(_(_NAME), key="import.profile_name", max_chars=60).strip()
    return replace(begun, name=name, columns=columns, words=words, day_first=day_first)


def _begun(proposed: Profile, headers: Sequence[str]) -> Profile:
    """The mapping to begin with: of those saved that fit the file the one of most columns, else the proposal."""
    if STATED_DISTRICT in proposed.words:  # an incident log brings its own, which is complete
        return proposed
    fits = [
        saved
        for saved in saved_profiles(desk.folder()).values()
        if saved.table == proposed.table and set(saved.columns.values()) <= set(headers)
    ]
    if not fits:
        return proposed
    best = max(fits, key=lambda saved: len(saved.columns))
    of_both = {column: {**proposed.words.get(column, {}), **known} for column, known in best.words.items()}
    return replace(best, words={**proposed.words, **of_both})


def _undrawn(profile: Profile, columns: dict[str, str]) -> dict[str, Mapping[str, str]]:
    """What the mapping says about names, of places say: the page asks about words of ours only."""
    closed = {field.column for field in LOG_FIELDS if field.words is not None}
    return {
        column: meanings
        for column, meanings in profile.words.items()
        if column not in closed and columns.get(column) == profile.columns.get(column)
    }


def _columns(profile: Profile, headers: Sequence[str], tr: Translator, *, anew: bool) -> dict[str, str]:
    boxes = st.columns(_TWO, gap="medium")
    chosen: dict[str, str] = {}
    for at, field in enumerate(LOG_FIELDS):
        proposed = profile.columns.get(field.column, _NONE)
        options, key = [_NONE, *headers], f"import.column.{field.column}"
        desk.preset(key, proposed if proposed in options else _NONE, anew=anew)
        with boxes[at % _TWO]:
            header = st.selectbox(
                tr.gettext(field.label) + (" *" if field.needed else ""),
                options=options,
                format_func=lambda text: text or tr.gettext(_NOT_THERE),
                help=tr.gettext(field.hint),
                key=key,
            )
        if header:
            chosen[field.column] = header
    return chosen


def _words(
    profile: Profile, columns: dict[str, str], paths: Sequence[Path], tr: Translator, *, anew: bool
) -> dict[str, Mapping[str, str]]:
    """For each column with words of ours: what each of its cells means."""
    words: dict[str, Mapping[str, str]] = {}
    for field in LOG_FIELDS:
        header = columns.get(field.column)
        if field.words is None or header is None:
            continue
        title = Message(_WORDS, {"column": header}).text(tr)
        with st.expander(escaping.markdown(title)):
            words[field.column] = _meanings(field, profile, header, words_in(paths, header), tr, anew=anew)
    return words


def _meanings(
    field: LogField, profile: Profile, header: str, cells: Sequence[str], tr: Translator, *, anew: bool
) -> dict[str, str]:
    assert field.words is not None
    names = {word.value: tr.gettext(label(word)) for word in field.words}
    known = profile.words.get(field.column, {})
    meanings = {cell: code for cell, code in known.items() if cell not in cells}
    for at, cell in enumerate(cells):
        # A box belongs to one word: by its number alone it would keep the meaning of a word of another column.
        key, proposed = f"import.word.{field.column}.{header}.{at}", known.get(cell, _NONE)
        desk.preset(key, proposed if proposed in names else _NONE, anew=anew)
        code = st.selectbox(
            escaping.markdown(cell),
            options=[_NONE, *names],
            format_func=lambda code: names.get(code, tr.gettext(_LEFT_OUT)),
            key=key,
        )
        if code:
            meanings[cell] = code
    return meanings
