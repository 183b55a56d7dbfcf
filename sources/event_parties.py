"""Who took part in coded events: the parties as a list, and what their names say and do not say.

A border is crossed where parties of two of the three countries stand in one event, or forces of one of them act in
another. Which people somebody belongs to says nothing about that: ``Uzbek Ethnic Group (Kyrgyzstan)`` is of
Kyrgyzstan, and an organisation called after a country is not its state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from model.enums import Border, Country, IncidentType, Theme
from model.numbered import is_numbered, objects, split, spread, together

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
    each = [split(column) for column in columns]
    numbers, first = together([(codes, len(told)) for codes, told in each], len(index))
    few = [objects([*map(str, told), None])[codes[first]] for codes, told in each]
    marks = np.zeros(len(first), dtype=np.int64)
    for column, cells in zip(columns, few, strict=True):
        marks |= _marks_of(cells, acts=column.name in acting)
    groups = (_groups(few[: len(sides[0])]), _groups(few[len(sides[0]) :]))
    numbered = all(map(is_numbered, columns))
    one, two = (spread(side, numbers, index, numbered=numbered) for side in groups)
    return Parties(pd.Series(_lists(few)[numbers], index=index, dtype=object), marks[numbers], (one, two))


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


def _marks_of(cells: NDArray[Any], *, acts: bool) -> Marks:
    known = {text: _marks(text, acts=acts) for text in {*cells} - {None}}
    return np.array([known.get(text, 0) for text in cells], dtype=np.int64)


def _groups(side: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The ethnic groups that the cells of one side name, as a set; None where they name none."""
    named = {
        text: frozenset(name.strip().casefold() for name in _GROUP.findall(text))
        for cells in side
        for text in {*cells} - {None}
    }
    nobody: frozenset[str] = frozenset()
    rows = zip(*side, strict=True)
    return objects(nobody.union(*(named.get(text, nobody) for text in row)) or None for row in rows)


def _lists(columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The names of several columns one after another, each name once."""
    cut = {text: _cut(text) for cells in columns for text in {*cells} - {None}}
    return objects(
        list(dict.fromkeys(name for text in row if text is not None for name in cut[text]))
        for row in zip(*columns, strict=True)
    )
