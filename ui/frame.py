"""What every page begins with: the address, the filters that go along from page to page, and the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from model.selection import Selection
from ui import caching, filters, language, messages, url

if TYPE_CHECKING:
    from model.strings import Translator
    from store.bundle import Store


class Frame(NamedTuple):
    """The filters in force on a page, the layers of its map, and what the address said."""

    store: Store
    selection: Selection
    layers: tuple[str, ...]
    address: url.Address | None
    tr: Translator
    problem: str | None = None

    def say(self) -> None:
        """Say what in the filters or the address is wrong, and what was chosen for the reader."""
        if self.problem is not None:
            messages.wrong(self.problem)
        if self.address is not None:
            messages.problems(self.address.problems)
            messages.choices(self.address.choices, tr=self.tr)

    def widen(self) -> None:
        """Take all filters off; to be called before the widgets of a run."""
        filters.preset(self.store, Selection(), self.layers)


def begin(page: str, *, with_filters: bool = True, on_map: bool = False) -> Frame:
    """Read the address, draw the filters, write the address; where a page has none, they are only kept.

    Raises
    ------
        DataFileError: a data file is missing, changed or not of its contract.
    """
    tr, store = language.translator(), caching.store()
    address = url.read(store, page=page)
    if address is not None:
        filters.preset(store, address.selection, address.layers)
    problem: str | None = None
    if with_filters:
        with st.sidebar:
            selection, layers, problem = filters.show(store, on_map=on_map, tr=tr)
    else:
        selection, layers = filters.kept()
    url.write(selection, layers)
    return Frame(store, selection, layers, address, tr, problem)
