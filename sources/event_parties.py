"""Who took part in coded events: the parties as a list, and what their names say and do not say.

A border is crossed where parties of two of the three countries stand in one event, or forces of one of them act in
another. Which people somebody belongs to says nothing about that: ``Uzbek Ethnic Group (Kyrgyzstan)`` is of
Kyrgyzstan, and an organisation called after a country is not its state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from model.enums import Border, Country, IncidentType, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Marks = NDArray[np.int64]

_BITS = {Country.KG: 1, Country.TJ: 2, Country.UZ: 4}
_NAMED, _OF_STATE = 7, 3
FOR_A_STATE = 64
"""Mark of a party that is a government, its military, police or guards."""
_NAMES = {
    Country.KG: r"(?:kyrgyzstan|(?:the )?kyrgyz republic)",
    Country.TJ: r"tajikistan",
    Country.UZ: r"uzbekistan",
}
_FORCES = r"(?:government|military|army|police|forces|troops|border|guards?|service|security|authorities)"
_STATE_OF = {
    country: re.compile(rf"\b{_FORCES}\b[^;()]*?\bof {name}\b", re.IGNORECASE) for country, name in _NAMES.items()
}
_PEOPLE_OF = {
    country: re.compile(
        rf"\({name}\b|\b(?:civilians|villagers|residents|protesters|rioters) of {name}\b", re.IGNORECASE
    )
    for country, name in _NAMES.items()
}
_BY_STATE = re.compile(
    r"^(?:government|military|army|police|border guards?|security forces|prison guards)\b", re.IGNORECASE
)
_GROUP = re.compile(r"([^;(]{1,120}?) Ethnic (?:Group|Militia)", re.IGNORECASE)
_BORDERS = {sum(_BITS[Country(code)] for code in border.split("-")): border.value for border in Border}


class Parties(NamedTuple):
    """``lists`` of names, ``marks`` (bits) of what they say, ``groups``: the ethnic groups named on each side."""

    lists: pd.Series
    marks: Marks
    groups: tuple[pd.Series, pd.Series]


def parties(sides: tuple[Sequence[pd.Series], Sequence[pd.Series]], *, main: Iterable[str]) -> Parties:
    """The parties of each row; cells hold several, with semicolons between. Those of ``main`` columns act.

    >>> one = pd.Series(["Military Forces of Tajikistan"], name="a")
    >>> two = pd.Series(["Civilians (Kyrgyzstan)"], name="b")
    >>> found = parties(([one], [two]), main=["a", "b"])
    >>> found.lists[0], borders(found.marks, pd.Series([None]))[0]
    (['Military Forces of Tajikistan', 'Civilians (Kyrgyzstan)'], 'KG-TJ')
    """
    acting, columns = frozenset(main), [*sides[0], *sides[1]]
    index = columns[0].index
    marks = np.zeros(len(index), dtype=np.int64)
    each: list[tuple[NDArray[np.intp], list[list[str]]]] = []
    for column in columns:
        codes, told = pd.factorize(column)
        texts = [str(cell) for cell in told]
        own = [_marks(text, acts=column.name in acting) for text in texts]
        marks |= np.array([*own, 0], dtype=np.int64)[codes]
        each.append((codes, [_cut(text) for text in texts]))
    groups = tuple(_groups(side, index) for side in sides)
    return Parties(_lists(each, index), marks, (groups[0], groups[1]))


def borders(marks: Marks, country: pd.Series) -> pd.Series:
    """The border that each event is about, None for an internal one; ``country`` = where it happened."""
    here = country.map({code.value: bit for code, bit in _BITS.items()}).fillna(0).to_numpy(dtype=np.int64)
    states = (marks >> _OF_STATE) & _NAMED
    # Forces of one country in another: the border is theirs although nobody else is named.
    named = (marks & _NAMED) | np.where(states > 0, here, 0)
    table = np.array([_BORDERS.get(bits) for bits in range(_NAMED + 1)], dtype=object)
    return pd.Series(table[named], index=country.index, dtype=object)


def opposed(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether the source names ethnic groups on both sides, and different ones."""
    found = np.zeros(len(one), dtype=bool)
    for at in np.flatnonzero(one.notna().to_numpy() & other.notna().to_numpy()):
        found[at] = one.iloc[at].isdisjoint(other.iloc[at])
    return pd.Series(found, index=one.index)


def themes(border: pd.Series, types: pd.Series, between_groups: pd.Series | None = None) -> pd.Series:
    """The strand of tension: across a border, between groups, with security providers, or other."""
    groups = pd.Series(data=False, index=types.index) if between_groups is None else between_groups
    found = np.select(
        [border.notna(), groups, types == IncidentType.ABUSE_BY_SECURITY.value],
        [Theme.CROSS_BORDER.value, Theme.INTERETHNIC.value, Theme.SECURITY_PROVIDER.value],
        Theme.OTHER.value,
    )
    return pd.Series(found.astype(object), index=types.index, dtype=object)


def _marks(text: str, *, acts: bool) -> int:
    found = 0
    for country, bit in _BITS.items():
        if _STATE_OF[country].search(text):
            found |= bit | bit << _OF_STATE
        elif _PEOPLE_OF[country].search(text):
            found |= bit
    return found | (FOR_A_STATE if acts and _BY_STATE.search(text) else 0)


def _cut(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _groups(columns: Sequence[pd.Series], index: pd.Index) -> pd.Series:
    """The ethnic groups that the cells of one side name, as a set; None where they name none."""
    found = np.full(len(index), None, dtype=object)
    for column in columns:
        codes, told = pd.factorize(column)
        table = np.full(len(told) + 1, None, dtype=object)
        for at, cell in enumerate(told):
            table[at] = frozenset(name.strip().casefold() for name in _GROUP.findall(str(cell))) or None
        more = table[codes]
        both = np.flatnonzero(~pd.isna(found) & ~pd.isna(more))
        united = [found[at] | more[at] for at in both]
        found = np.where(pd.isna(found), more, found)
        for row, names in zip(both, united, strict=True):
            found[row] = names
    return pd.Series(found, index=index, dtype=object)


def _lists(each: Sequence[tuple[NDArray[np.intp], list[list[str]]]], index: pd.Index) -> pd.Series:
    """The lists of several columns one after another, each name once; rows that say the same share a list."""
    key = np.zeros(len(index), dtype=np.int64)
    for codes, told in each:
        key = pd.factorize(key)[0] * (len(told) + 1) + codes + 1
    again, first = pd.factorize(key)[0], np.zeros(0, dtype=np.intp)
    _, first = np.unique(again, return_index=True)
    table = np.empty(len(first), dtype=object)
    for number, at in enumerate(first):
        names = dict.fromkeys(name for codes, told in each if codes[at] >= 0 for name in told[codes[at]])
        table[number] = list(names)
    return pd.Series(table[again], index=index, dtype=object)
