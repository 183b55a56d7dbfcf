"""What is kept between runs: the store, answers and packed layers, each for one version of the data.

Answers are shared and never changed. Keys are the data version, the selection in its URL form and the
mode; frames are no keys. A run of a page asks one store from its begin to its end, and so do the parts of
the page that run again by themselves: data that become current meanwhile come with the next run.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from answers import (
    crossings,
    data_files,
    details,
    difference,
    districts,
    exclaves,
    incidents,
    languages,
    perceptions,
    places,
    responses,
    searching,
    sections,
    shared_resources,
    sources,
    themes,
    years,
)
from layers import incidents as incident_layer
from layers import marks, registry
from model.enums import Mode
from model.selection import Selection
from store.bundle import BUNDLED
from store.workspace import current_version, find_workspace, open_store_of
from ui.server import MODE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from layers.incident_cells import Sight
    from model.result import Result
    from model.strings import Translator
    from model.view import LayerView
    from store.bundle import Store

DATA_DIR: Path = BUNDLED
"""The folder whose data the pages show where no workspace has any."""

MODE = Mode.PUBLIC if os.environ.get(MODE_VARIABLE) == Mode.PUBLIC else Mode.INTERNAL
"""The screen of this computer is the working mode; files that leave it, and ``serve --host``, are public."""

SURVEY_MODE = Mode.PUBLIC
"""Survey cells are suppressed on the screen too."""

_ASK: dict[str, Callable[..., Result]] = {
    "crossings": crossings.crossings,
    "data_files": data_files.data_files,
    "difference": difference.difference,
    "districts": districts.districts,
    "exclaves": exclaves.exclaves,
    "incidents": partial(incidents.incidents, texts=False),
    "perceptions": perceptions.perceptions,
    "places": places.places,
    "records": incidents.incidents,
    "responses": responses.responses,
    "sections": sections.sections,
    "shared_resources": shared_resources.shared_resources,
    "sources": sources.sources,
    "stories": themes.stories,
    "themes": themes.themes,
    "years": years.years,
}
_GROUND = frozenset({"exclaves", "places", "sections"})
_KEPT = 48
_KEPT_LONG = 4
"""Answers with every text of every record are long: fewer of them are kept."""
_PINNED = "data.store"
"""Session state: what is current, as the session saw it last, and its store."""
_Key = tuple[tuple[str, tuple[str, ...]], ...]


class Drawn(NamedTuple):
    """A layer ready for the map: its view, and its marks packed for the browser."""

    view: LayerView
    title: str
    packed: str


class _Current(NamedTuple):
    """Which data are current: a version of a workspace, or a state of the bundled data."""

    workspace: Path | None
    version: str | None
    bundled: Path
    changed: float


@st.cache_resource(show_spinner=False, max_entries=1)
def _open(current: _Current) -> Store:
    return open_store_of(current.workspace, current.version, bundled=current.bundled)


def _current() -> _Current:
    workspace = find_workspace()
    version = None if workspace is None else current_version(workspace)
    catalog = DATA_DIR / "catalog.json"
    changed = catalog.stat().st_mtime if version is None and catalog.is_file() else 0.0
    return _Current(workspace, version, DATA_DIR, changed)


def pin() -> Store:
    """The store of the data that are current now; the session keeps to it until a page begins anew.

    Whoever still reads older data holds them; once nobody does, their memory is given back.

    Raises
    ------
        BadInputError: the workspace that was named is not there.
        DataFileError: a file is missing, changed or not of its contract.
    """
    current = _current()
    found = _open(current)
    st.session_state[_PINNED] = current, found
    return found


def store() -> Store:
    """The store of this run, the same from its begin to its end; outside of a page the current one.

    Raises
    ------
        DataFileError: a file is missing, changed or not of its contract.
    """
    if get_script_run_ctx(suppress_warning=True) is None:
        return _open(_current())
    pinned: tuple[_Current, Store] | None = st.session_state.get(_PINNED)
    return pin() if pinned is None else pinned[1]


def outdated() -> bool:
    """Whether other data became current after this page began: then the whole page should run again."""
    pinned: tuple[_Current, Store] | None = st.session_state.get(_PINNED)
    return pinned is not None and pinned[0] != _current()


def answer(question: str, selection: Selection, *, lang: str = "en") -> Result:
    """The answer to a question in the mode of the screen, its names in a language; shared, never to be changed.

    ``incidents`` is the tally that a map needs, ``records`` the same with every record.
    """
    version, key = store().data_version, _key(selection)
    asking = _long_answer if question == "records" else _answer
    found = asking(version, question, key, mode_of(question))
    return found if lang == "en" else _named(version, question, key, lang, found)


def mode_of(question: str) -> Mode:
    """The mode in which the screen asks: working mode, but survey cells stay suppressed."""
    return SURVEY_MODE if question == "perceptions" else MODE


def asked(question: str, selection: Selection) -> Selection:
    """The filters that matter to what the screen shows of an answer: the ground asks for its day only.

    So a new filter on incidents finds ground, lines and places as they were.
    """
    if question == "districts":
        return Selection()
    if question in _GROUND:
        return Selection(date_to=selection.date_to, on=selection.on)
    return registry.asked(question, selection)


def detail(selection: Selection, ref: str, *, lang: str = "en") -> Result:
    """The answer about one clicked mark, in the names of a language.

    Raises
    ------
        UnknownNameError: the selection holds nothing of that name.
    """
    return languages.in_language(store(), _detail(store().data_version, ref, _key(selection)), lang=lang)


def found(selection: Selection, words: str) -> pd.Series[bool]:
    """Which records of the ``records`` answer have all of the words; what is read of them is kept."""
    return searching.found(_texts(store().data_version, _key(selection)), words)


def drawn(keys: tuple[str, ...], selection: Selection, tr: Translator) -> tuple[Drawn, ...]:
    """The chosen layers, each viewed and packed; kept like answers."""
    layers = registry.chosen(keys)
    version = store().data_version
    return tuple(_drawn(version, layer.key, _layer_key(layer, selection), tr.lang, tr) for layer in layers)


def in_sight(
    keys: tuple[str, ...], selection: Selection, sight: Sight | None, tr: Translator
) -> tuple[Drawn, ...]:
    """What the map shows besides where incidents are counted in cells: those in sight, finer or one by one."""
    layer = registry.BY_KEY[incident_layer.KEY]
    if sight is None or layer not in registry.chosen(keys):
        return ()
    found = _in_sight(store().data_version, _layer_key(layer, selection), sight, tr.lang, tr)
    return () if found is None else (found,)


def _layer_key(layer: registry.Layer, selection: Selection) -> _Key:
    """The key of the filters that any of a layer's answers depends on."""
    needed = {_key(asked(question, selection)) for question in layer.needs}
    return _key(selection) if len(needed) > 1 else needed.pop()


def _key(selection: Selection) -> _Key:
    return tuple((name, tuple(texts)) for name, texts in selection.to_query().items())


def _selection(key: _Key) -> Selection:
    return Selection.from_query({name: list(texts) for name, texts in key})


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _answer(version: str, question: str, key: _Key, mode: Mode) -> Result:  # noqa: ARG001 - part of the key
    return _ASK[question](store(), _selection(key), mode=mode)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_LONG)
def _long_answer(version: str, question: str, key: _Key, mode: Mode) -> Result:  # noqa: ARG001 - part of the key
    return _ASK[question](store(), _selection(key), mode=mode)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _named(version: str, question: str, key: _Key, lang: str, _answer: Result) -> Result:  # noqa: ARG001 - the key
    return languages.in_language(store(), _answer, lang=lang)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _detail(version: str, ref: str, key: _Key) -> Result:  # noqa: ARG001 - part of the key
    mode = SURVEY_MODE if ref.startswith("perception:") else MODE
    return details.detail(store(), _selection(key), ref, mode=mode)


@st.cache_resource(show_spinner=False, max_entries=8)
def _texts(version: str, key: _Key) -> pd.DataFrame:  # noqa: ARG001 - part of the key
    return searching.search_texts(store(), answer("records", _selection(key)).table)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _drawn(version: str, layer_key: str, key: _Key, lang: str, _tr: Any) -> Drawn:  # noqa: ARG001 - part of the key
    layer, selection = registry.BY_KEY[layer_key], _selection(key)
    results = [answer(question, asked(question, selection), lang=lang) for question in layer.needs]
    view = layer.view(*results, tr=_tr)
    return Drawn(view, view.title.text(_tr), marks.packed(view, _tr))


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _in_sight(version: str, key: _Key, sight: Sight, lang: str, _tr: Any) -> Drawn | None:
    whole = _drawn(version, incident_layer.KEY, key, lang, _tr).view
    view = incident_layer.in_sight(answer("incidents", _selection(key), lang=lang), whole, sight, tr=_tr)
    return None if view is None else Drawn(view, view.title.text(_tr), marks.packed(view, _tr))
