"""What every page begins with: the address, the filters that go along from page to page, and the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from answers.by_source import choices
from model.selection import Selection
from ui import caching, compare_choice, filters, language, messages, url

if TYPE_CHECKING:
    from answers.difference import Days
    from model.strings import Message, Translator
    from store.bundle import Store


class Frame(NamedTuple):
    """The filters in force on a page, its layers, what the address said, and a period to compare with."""

    store: Store
    selection: Selection
    layers: tuple[str, ...]
    address: url.Address | None
    tr: Translator
    problem: Message | None = None
    compared: Days | None = None

    @property
    def sides(self) -> tuple[Selection, ...]:
        """The selection, and beside it the same filters in the period to compare with, where there is one."""
        if self.compared is None:
            return (self.selection,)
        other = self.selection.but(date_from=self.compared.first, date_to=self.compared.last)
        return self.selection, other

    def say(self) -> None:
        """Say what in the filters or the address is wrong, and what was chosen for the reader."""
        if self.problem is not None:
            messages.wrong(self.problem, tr=self.tr)
        if self.address is not None:
            messages.problems(self.address.problems, tr=self.tr)
            messages.choices(self.address.choices, tr=self.tr)
        messages.choices(choices(self.store, self.selection), tr=self.tr)

    def widen(self) -> None:
        """Take all filters off; to be called before the widgets of a run."""
        filters.preset(self.store, Selection(), self.layers)


def begin(page: str, *, with_filters: bool = True, on_map: bool = False) -> Frame:
    """Read the address, draw the filters, write the address; where a page has none, they are only kept.

    Raises
    ------
        BadInputError: the workspace that was named is not there.
        DataFileError: a data file is missing, changed or not of its contract.
    """
    tr, store = language.translator(), caching.pin()
    address = url.read(store, page=page)
    if address is not None:
        filters.preset(store, address.selection, address.layers)
        compare_choice.preset(store, address.selection, address.compared)
    problem: Message | None = None
    if with_filters:
        with st.sidebar:
            selection, layers, problem = filters.show(store, on_map=on_map, tr=tr)
        problem = problem or compare_choice.problem()
    else:
        selection, layers = filters.kept()
    compared = compare_choice.kept()
    url.write(selection, layers, lang=tr.lang, compared=compared)
    return Frame(store, selection, layers, address, tr, problem, compared)
