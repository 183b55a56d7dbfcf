"""An answer in the names of another language: columns of names follow it, ids and sentences stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from answers.naming import display_name
from model.enums import LocationLevel
from model.names import name_of
from store.frames import row_dicts

if TYPE_CHECKING:
    import pandas as pd

    from model.result import Result
    from store.bundle import Store

_SYMBOL = {"key", "level", "name"}
_UNIT = {"unit", "unit_kind", "unit_id"}


def in_language(store: Store, result: Result, *, lang: str) -> Result:
    """The same answer with the names of districts, places, provinces, sections and units in a language.

    Columns that change: ``district`` beside ``district_id``, ``name`` of a row with ``name_en`` or of
    a symbol, ``unit`` beside ``unit_id``. Where the language has no name, the English one stands, else
    the local one. Nothing is computed, so a published answer stays published.
    """
    if lang == "en":
        return result
    tables = {name: _renamed(store, frame, lang) for name, frame in result.tables.items()}
    return replace(result, table=_renamed(store, result.table, lang), tables=tables)


def _renamed(store: Store, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    columns, changed = set(frame.columns), dict[str, Any]()
    if {"district", "district_id"} <= columns:
        keys = [("district", key) for key in frame["district_id"]]
        changed["district"] = _names(store, keys, frame["district"], lang)
    if {"name", "name_en"} <= columns:
        rows = row_dicts(frame.drop(columns="geometry", errors="ignore"))
        changed["name"] = [name_of(row, lang=lang) or row["name"] for row in rows]
    elif columns >= _SYMBOL:
        fields = ["district" if level == LocationLevel.L3 else "place" for level in frame["level"]]
        changed["name"] = _names(store, zip(fields, frame["key"], strict=True), frame["name"], lang)
    if columns >= _UNIT:
        keys = list(zip(frame["unit_kind"], frame["unit_id"], strict=True))
        changed["unit"] = _names(store, keys, frame["unit"], lang)
    return frame.assign(**changed) if changed and len(frame) else frame


def _names(store: Store, keys: Any, shown: pd.Series[Any], lang: str) -> list[str | None]:
    """The display name of each (field, key), looked up once; what we have no unit for keeps its text."""
    known, names = dict[Any, str | None](), list[str | None]()
    for (field, key), before in zip(keys, shown, strict=True):
        if (field, key) not in known:
            found = display_name(store, field, key, lang=lang) if isinstance(key, str) else None
            known[field, key] = None if found == key else found
        names.append(known[field, key] or before)
    return names
