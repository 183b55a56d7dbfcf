"""The only reader and writer of the page's address: it is parsed before any widget stands.

Names may be in any spelling and any language; what goes back are ids and ISO dates, so a link works for
the next reader whatever their language. What cannot be read is left out and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from answers.difference import Days
from answers.naming import select
from answers.perceptions import perceptions
from layers.registry import LAYERS, NO_LAYER
from model.errors import FerghanaError
from model.selection import Selection, parse_date
from model.settings import LANGUAGES
from model.strings import N_, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from store.bundle import Store

LAYER = "layer"
"""Parameter that names the layers shown, where they are not all of those shown at first."""
LANG = "lang"
"""Parameter that names the language, where it is not English."""
COMPARE = ("compare_from", "compare_to")
"""Parameters that name the other of two periods, where two are compared."""

_LAST, _PAGE, _KEPT, _READ = "url.last", "url.page", "url.kept", "url.read"
_COMPARED, _BARE = "url.compared", "url.bare"
_SWITCHED = tuple(layer.key for layer in LAYERS if not layer.always)
_AT_FIRST = tuple(layer.key for layer in LAYERS if layer.at_first and not layer.always)
_NO_LANGUAGE = N_("There is no language '{name}': use one of {names}.")
_ONE_END = N_("A comparison needs both 'compare_from' and 'compare_to': write them as YYYY-MM-DD.")
_REVERSED = N_(
    "The period to compare with must begin before it ends, but it runs from {first} to {last}: "
    "exchange the two dates."
)
_DATES = ("from", "to")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says: a selection, the layers, the other of two periods, and what could not be read."""

    selection: Selection
    layers: tuple[str, ...]
    problems: tuple[Message, ...] = ()
    choices: tuple[Message, ...] = ()
    compared: Days | None = None


def parse(store: Store, query: Mapping[str, Sequence[str]]) -> Address:
    """The address in words of the program; every value that cannot be read is left out with a sentence."""
    asked = {name: list(texts) for name, texts in query.items() if name not in {LAYER, LANG, *COMPARE}}
    good, problems = dict[str, list[str]](), list[Message]()
    for part in _parts(asked):
        try:
            select(store, part)
        except FerghanaError as problem:
            problems.append(problem.message)
            continue
        for name, texts in part.items():
            good.setdefault(name, []).extend(texts)
    named = select(store, good)
    selection, not_asked = _asked(store, named.selection)
    shown, unknown = _layers(query.get(LAYER))
    compared, not_compared = _compared(query)
    wrong = (*problems, *not_asked, *not_compared, *unknown, *_no_language(query))
    return Address(selection, shown, wrong, named.choices, compared)


def _compared(query: Mapping[str, Sequence[str]]) -> tuple[Days | None, list[Message]]:
    """The other of two periods, or what is wrong with it; without one of its dates there is none."""
    given = {name: query[name][-1] for name in COMPARE if query.get(name)}
    problems = list[Message]()
    ends: list[date] = []
    for name, text in given.items():
        try:
            ends.append(parse_date(text, name))
        except FerghanaError as problem:
            problems.append(problem.message)
    if problems or not given:
        return None, problems
    if len(ends) < len(COMPARE):
        return None, [Message(_ONE_END)]
    first, last = ends
    if first > last:
        return None, [Message(_REVERSED, {"first": first, "last": last})]
    return Days(first, last), []


def _asked(store: Store, selection: Selection) -> tuple[Selection, list[Message]]:
    """The selection without a question or wave that its perceptions do not have, and a sentence about each."""
    problems = list[Message]()
    for name in ("question", "wave"):
        if getattr(selection, name) is None:
            continue
        alone = Selection(perceptions=selection.perceptions, **{name: getattr(selection, name)})
        try:
            perceptions(store, alone)
        except FerghanaError as problem:
            problems.append(problem.message)
            selection = selection.but(**{name: None})
    return selection, problems


def _parts(asked: Mapping[str, Sequence[str]]) -> list[dict[str, list[str]]]:
    """What is read at once: the two dates judge each other, every other value stands alone."""
    dates = {name: list(texts) for name, texts in asked.items() if name in _DATES}
    rest = [{name: [text]} for name, texts in asked.items() if name not in _DATES for text in texts]
    return [dates, *rest] if dates else rest


def _no_language(query: Mapping[str, Sequence[str]]) -> list[Message]:
    strange = [text for text in query.get(LANG, ()) if _language(text) is None]
    return [Message(_NO_LANGUAGE, {"name": text, "names": ", ".join(LANGUAGES)}) for text in strange]


def _language(text: str) -> str | None:
    code = text.strip().casefold()
    return code if code in LANGUAGES else None


def language() -> str | None:
    """The language that an address asks for if it is new to this session, else nothing; English goes unsaid.

    An address without parameters is where the menu leads: the language goes along.
    """
    state, query = st.session_state, {name: st.query_params.get_all(name) for name in st.query_params}
    if state.get(_READ) == query:
        return None
    state[_READ] = query
    return _language((query.get(LANG) or [LANGUAGES[0]])[-1]) if query else None


def _layers(texts: Sequence[str] | None) -> tuple[tuple[str, ...], list[Message]]:
    if not texts:
        return _AT_FIRST, []
    known = tuple(key for key in _SWITCHED if key in texts)
    always = {layer.key for layer in LAYERS if layer.always}
    strange = [name for name in texts if name not in _SWITCHED and name not in always]
    shown = _AT_FIRST if len(strange) == len(texts) else known
    return shown, [Message(NO_LAYER, {"name": name, "names": ", ".join(_SWITCHED)}) for name in strange]


def unparse(
    selection: Selection, layers: Sequence[str], *, lang: str = LANGUAGES[0], compared: Days | None = None
) -> dict[str, list[str]]:
    """The parameters of an address; whatever is as at first is left out."""
    query = selection.to_query()
    if set(layers) != set(_AT_FIRST):
        # An empty list would vanish from the address and mean "as at first": the ground stands for "none".
        query[LAYER] = [key for key in _SWITCHED if key in layers] or [LAYERS[0].key]
    if compared is not None:
        query |= dict(zip(COMPARE, ([compared.first.isoformat()], [compared.last.isoformat()]), strict=True))
    if lang != LANGUAGES[0]:
        query[LANG] = [lang]
    return query


def read(store: Store, *, page: str) -> Address | None:
    """What the address says if it is new to this session (a link, or the browser's arrows), else nothing.

    The menu leaves the address behind: on another page without one, the filters in force go along. The browser's
    arrow back leads to that address without parameters first, and it means the same filters again.
    """
    state, query = st.session_state, {name: st.query_params.get_all(name) for name in st.query_params}
    moved = state.get(_PAGE, page) != page
    if not moved and state.get(_LAST) == query:
        return None
    state[_PAGE], state[_LAST] = page, query
    if moved:
        selection, layers = state[_KEPT]
        state[_BARE] = None if query else Address(selection, layers, compared=state.get(_COMPARED))
    bare: Address | None = state.get(_BARE)
    return bare if bare is not None and not query else parse(store, query)


def write(selection: Selection, layers: Sequence[str], *, lang: str, compared: Days | None = None) -> None:
    """Put selection, layers, other period and language into the address; remember that it came from here."""
    query = unparse(selection, layers, lang=lang, compared=compared)
    if {name: st.query_params.get_all(name) for name in st.query_params} != query:
        st.query_params.from_dict(query)
    st.session_state[_LAST] = st.session_state[_READ] = query
    st.session_state[_KEPT] = selection, tuple(layers)
    st.session_state[_COMPARED] = compared
    if not query:
        st.session_state[_BARE] = None
