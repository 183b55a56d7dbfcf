"""Ids of imported records: from the key that the source gives them, else from what the row says."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd
from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Sequence

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 80
_HASH = 12


def slug(text: str) -> str:
    """A text in small Latin letters, digits and lines, empty where nothing of it is one.

    >>> slug("Журнал — Баткен 2024.xlsx")
    'zhurnal-batken-2024-xlsx'
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).casefold()).strip("-")[:_LONGEST].strip("-")


def record_ids(source_id: str, keys: pd.Series, cells: pd.DataFrame) -> pd.Series:
    """The id of each row: the source's id and the key; a row without a key gets a hash of its ``cells``.

    A key with odd letters becomes a slug with a hash of itself, so that different keys stay different. Equal rows
    without a key are numbered: the same file gives the same ids again.

    >>> keys = pd.Series(["A1", "№ 7/2", None])
    >>> record_ids("ours", keys, pd.DataFrame({"a": ["x", "y", "z"]})).to_list()
    ['ours-A1', 'ours-no-7-2-571c28fb19ce', 'ours-row-594e519ae499']
    """
    told = keys.astype("str")
    odd = told.str.contains(_ODD.pattern, regex=True, na=False) | (told.str.len() > _LONGEST)
    found = told.mask(odd, told[odd].map(_safe)) if odd.any() else told
    bare = found.isna()
    if bare.any():
        found = found.mask(bare, pd.Series(_by_content(cells[bare]), index=found.index[bare], dtype="str"))
    return source_id + "-" + found


def _safe(key: str) -> str:
    return f"{slug(key)[:40]}-{_hash([key])}".strip("-")


def _by_content(cells: pd.DataFrame) -> list[str]:
    seen: dict[str, int] = {}
    found: list[str] = []
    for row in cells.astype(object).where(cells.notna(), "").itertuples(index=False):
        name = f"row-{_hash(row)}"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def _hash(texts: Sequence[object]) -> str:
    return sha256("\x1f".join(str(text) for text in texts).encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
