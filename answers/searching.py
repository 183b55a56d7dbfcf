"""The records that a reader means who types a few words, in any script and spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from anyascii import anyascii

from geo.name_score import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.bundle import Store

READ: tuple[str, ...] = (
    "incident_id",
    "date_start",
    "place_text",
    "district",
    "description",
    "source_title",
    "source_id",
)
"""The columns that are read as text, beside the parties and all names of the matched place."""

_SURE = 4
"""Letters of a key from which on it may find a name: shorter ones are in too many."""
_NEVER = "\n"
"""Stands between texts, so that no word is found across two of them."""


def search_texts(store: Store, records: pd.DataFrame) -> pd.DataFrame:
    """What a search reads of each record of an ``incidents`` answer, index kept.

    ``plain``: its texts in small Latin letters; ``names``: the keys (methods, section 10) of its
    place as the source names it and of every name and variant of the place that it was matched to.
    """
    places = store.frame("places")
    columns = (places[name] for name in ("place_id", "name_en", "name_ru", "name_local", "variants"))
    known = {key: [en, ru, local, *more] for key, en, ru, local, more in zip(*columns, strict=True)}
    spelt = {key: (_joined(names, _latin), _joined(names, name_key)) for key, names in known.items()}
    named = [spelt.get(key, ("", "")) for key in records["place_id"]]
    parts = zip(*(records[name] for name in READ), records["parties"], strict=True)
    plain = [_joined((*cells, *parties), _latin) for *cells, parties in parts]
    texts = [f"{text}{_NEVER}{names}" for text, (names, _) in zip(plain, named, strict=True)]
    places_said = zip(records["place_text"], named, strict=True)
    keys = [f"{name_key(text)}{_NEVER}{names}" for text, (_, names) in places_said]
    return pd.DataFrame({"plain": texts, "names": keys}, index=records.index, dtype=object)


def found(texts: pd.DataFrame, words: str) -> pd.Series[bool]:
    """Whether each record has all of the words, letter case, script and spelling of names aside.

    >>> texts = pd.DataFrame({"plain": ["ak-sai; a quarrel over water"], "names": ["aksai"]})
    >>> found(texts, "WATER Ак-Сай").to_list(), found(texts, "fire").to_list()
    ([True], [False])
    """
    hits = pd.Series(data=True, index=texts.index, dtype=bool)
    for word in words.split():
        hit = texts["plain"].str.contains(_latin(word), regex=False)
        key = name_key(word)
        if len(key) >= _SURE:
            hit |= texts["names"].str.contains(key, regex=False)
        hits &= hit.astype(bool)
    return hits


def _joined(cells: Iterable[Any], reading: Any) -> str:
    return _NEVER.join(reading(str(cell)) for cell in cells if cell is not None)


def _latin(text: str) -> str:
    return str(anyascii(text)).lower()
