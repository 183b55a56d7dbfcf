"""What is kept between runs: the store, answers and packed layers, each for one version of the data.

Answers are shared and never changed. Keys are the data version, the selection in its URL form and the
mode; frames are no keys.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from answers import (
    crossings,
    data_files,
    details,
    districts,
    exclaves,
    incidents,
    perceptions,
    places,
    searching,
    sections,
    sources,
    years,
)
from layers import marks, registry
from model.enums import Mode
from model.selection import Selection
from store.bundle import BUNDLED, open_store
from ui.server import MODE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from model.result import Result
    from model.strings import Translator
    from model.view import LayerView
    from store.bundle import Store

DATA_DIR: Path = BUNDLED
"""The folder whose data the pages show."""

MODE = Mode.PUBLIC if os.environ.get(MODE_VARIABLE) == Mode.PUBLIC else Mode.INTERNAL
"""The screen of this computer is the working mode; files that leave it, and ``serve --host``, are public."""

SURVEY_MODE = Mode.PUBLIC
"""Survey cells are suppressed on the screen too."""

_ASK: dict[str, Callable[..., Result]] = {
    "crossings": crossings.crossings,
    "data_files": data_files.data_files,
    "districts": districts.districts,
    "exclaves": exclaves.exclaves,
    "incidents": incidents.incidents,
    "perceptions": perceptions.perceptions,
    "places": places.places,
    "sections": sections.sections,
    "sources": sources.sources,
    "years": years.years,
}
_GROUND = frozenset({"exclaves", "places", "sections"})
_KEPT = 48
_Key = tuple[tuple[str, tuple[str, ...]], ...]


class Drawn(NamedTuple):
    """A layer ready for the map: its view, and its marks packed for the browser."""

    view: LayerView
    title: str
    packed: str


@st.cache_resource(show_spinner=False, max_entries=2)
def _open(folder: Path, changed: float) -> Store:  # noqa: ARG001 - a newer catalog is another store
    return open_store(folder)


def store() -> Store:
    """The store of :data:`DATA_DIR`, opened once for each state of its catalog.

    Raises
    ------
        DataFileError: a file is missing, changed or not of its contract.
    """
    catalog = DATA_DIR / "catalog.json"
    return _open(DATA_DIR, catalog.stat().st_mtime if catalog.is_file() else 0.0)


def answer(question: str, selection: Selection) -> Result:
    """The answer to a question in the mode of the screen; kept, shared, never to be changed."""
    return _answer(store().data_version, question, _key(selection), mode_of(question))


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


def detail(selection: Selection, ref: str) -> Result:
    """The answer about one clicked mark.

    Raises
    ------
        UnknownNameError: the selection holds nothing of that name.
    """
    return _detail(store().data_version, ref, _key(selection))


def found(selection: Selection, words: str) -> pd.Series[bool]:
    """Which records of the ``incidents`` answer have all of the words; what is read of them is kept."""
    return searching.found(_texts(store().data_version, _key(selection)), words)


def drawn(keys: tuple[str, ...], selection: Selection, tr: Translator) -> tuple[Drawn, ...]:
    """The chosen layers, each viewed and packed; kept like answers."""
    layers = registry.chosen(keys)
    version = store().data_version
    return tuple(_drawn(version, layer.key, _layer_key(layer, selection), tr.lang, tr) for layer in layers)


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


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _detail(version: str, ref: str, key: _Key) -> Result:  # noqa: ARG001 - part of the key
    mode = SURVEY_MODE if ref.startswith("perception:") else MODE
    return details.detail(store(), _selection(key), ref, mode=mode)


@st.cache_resource(show_spinner=False, max_entries=8)
def _texts(version: str, key: _Key) -> pd.DataFrame:  # noqa: ARG001 - part of the key
    return searching.search_texts(store(), answer("incidents", _selection(key)).table)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _drawn(version: str, layer_key: str, key: _Key, lang: str, _tr: Any) -> Drawn:  # noqa: ARG001 - part of the key
    layer, selection = registry.BY_KEY[layer_key], _selection(key)
    results = [answer(question, asked(question, selection)) for question in layer.needs]
    view = layer.view(*results, tr=_tr)
    return Drawn(view, view.title.text(_tr), marks.packed(view, _tr))
