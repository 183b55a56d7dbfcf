"""The only reader and writer of the page's address: it is parsed before any widget stands.

Names may be in any spelling and any language; what goes back are ids and ISO dates, so a link works for
the next reader whatever their language. What cannot be read is left out and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from answers.naming import select
from answers.perceptions import perceptions
from layers.registry import LAYERS
from model.errors import FerghanaError
from model.selection import Selection
from model.strings import N_, fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.strings import Message
    from store.bundle import Store

LAYER = "layer"
"""Parameter that names the layers shown, where they are not all of those shown at first."""

_LAST, _PAGE, _KEPT = "url.last", "url.page", "url.kept"
_SWITCHED = tuple(layer.key for layer in LAYERS if not layer.always)
_AT_FIRST = tuple(layer.key for layer in LAYERS if layer.at_first and not layer.always)
_NO_LAYER = N_("There is no layer '{name}': use one of {names}.")
_DATES = ("from", "to")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says: a selection, the layers, and sentences about what could not be read."""

    selection: Selection
    layers: tuple[str, ...]
    problems: tuple[str, ...] = ()
    choices: tuple[Message, ...] = ()


def parse(store: Store, query: Mapping[str, Sequence[str]]) -> Address:
    """The address in words of the program; every value that cannot be read is left out with a sentence."""
    asked, layers = {name: list(texts) for name, texts in query.items() if name != LAYER}, query.get(LAYER)
    good, problems = dict[str, list[str]](), list[str]()
    for part in _parts(asked):
        try:
            select(store, part)
        except FerghanaError as problem:
            problems.append(str(problem))
            continue
        for name, texts in part.items():
            good.setdefault(name, []).extend(texts)
    named = select(store, good)
    selection, not_asked = _asked(store, named.selection)
    shown, unknown = _layers(layers)
    return Address(selection, shown, (*problems, *not_asked, *unknown), named.choices)


def _asked(store: Store, selection: Selection) -> tuple[Selection, list[str]]:
    """The selection without a question or wave that its perceptions do not have, and a sentence about each."""
    problems = list[str]()
    for name in ("question", "wave"):
        if getattr(selection, name) is None:
            continue
        alone = Selection(perceptions=selection.perceptions, **{name: getattr(selection, name)})
        try:
            perceptions(store, alone)
        except FerghanaError as problem:
            problems.append(str(problem))
            selection = selection.but(**{name: None})
    return selection, problems


def _parts(asked: Mapping[str, Sequence[str]]) -> list[dict[str, list[str]]]:
    """What is read at once: the two dates judge each other, every other value stands alone."""
    dates = {name: list(texts) for name, texts in asked.items() if name in _DATES}
    rest = [{name: [text]} for name, texts in asked.items() if name not in _DATES for text in texts]
    return [dates, *rest] if dates else rest


def _layers(texts: Sequence[str] | None) -> tuple[tuple[str, ...], list[str]]:
    if not texts:
        return _AT_FIRST, []
    known = tuple(key for key in _SWITCHED if key in texts)
    always = {layer.key for layer in LAYERS if layer.always}
    strange = [name for name in texts if name not in _SWITCHED and name not in always]
    shown = _AT_FIRST if len(strange) == len(texts) else known
    return shown, [fill(_NO_LAYER, name=name, names=", ".join(_SWITCHED)) for name in strange]


def unparse(selection: Selection, layers: Sequence[str]) -> dict[str, list[str]]:
    """The parameters of an address; whatever is as at first is left out."""
    query = selection.to_query()
    if set(layers) != set(_AT_FIRST):
        # An empty list would vanish from the address and mean "as at first": the ground stands for "none".
        query[LAYER] = [key for key in _SWITCHED if key in layers] or [LAYERS[0].key]
    return query


def read(store: Store, *, page: str) -> Address | None:
    """What the address says if it is new to this session (a link, or the browser's arrows), else nothing.

    The menu leaves the address behind: on another page without one, the filters in force go along.
    """
    state, query = st.session_state, {name: st.query_params.get_all(name) for name in st.query_params}
    moved = state.get(_PAGE, page) != page
    if not moved and state.get(_LAST) == query:
        return None
    state[_PAGE], state[_LAST] = page, query
    if moved and not query:
        selection, layers = state[_KEPT]
        return Address(selection, layers)
    return parse(store, query)


def write(selection: Selection, layers: Sequence[str]) -> None:
    """Put the selection and the layers into the address, and remember that it came from here."""
    query = unparse(selection, layers)
    if {name: st.query_params.get_all(name) for name in st.query_params} != query:
        st.query_params.from_dict(query)
    st.session_state[_LAST], st.session_state[_KEPT] = query, (selection, tuple(layers))
