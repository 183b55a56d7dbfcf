"""The translator of a language, and an answer in its names: columns of names follow it, ids stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.naming import display_name
from answers.spots import names_at
from model.enums import LocationLevel
from model.labels import PUBLISHERS
from model.names import name_of
from model.settings import TRANSLATED
from model.strings import English, Message
from store.frames import row_dicts
from store.translations import catalogue

if TYPE_CHECKING:
    import gettext

    from model.result import Result
    from model.strings import Translator
    from store.bundle import Store

_SYMBOL = {"key", "level", "name"}
_UNIT = {"unit", "unit_kind", "unit_id"}
_SPOKEN = ("what", "value_unit", "reason")
_FIGURES = frozenset({"text", "reading"})
"""Columns and figures of perceptions that are words of the survey."""


@dataclass(frozen=True, slots=True)
class Catalogued:
    """A translator with a catalogue: what the catalogue lacks stays English."""

    lang: str
    catalogue: gettext.NullTranslations

    def gettext(self, message: str, /) -> str:
        """The message in the language, or the English msgid."""
        # The empty msgid is the head of a catalogue, which is no text for anybody.
        return self.catalogue.gettext(message) if message else message

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """The plural form for ``n`` by the rule of the catalogue, or of English."""
        return self.catalogue.ngettext(singular, plural, n)


@lru_cache(maxsize=len(TRANSLATED) + 4)
def translator(lang: str) -> Translator:
    """The translator of a language, made once; names follow a language that has no catalogue yet.

    >>> translator("en").gettext("Batken")
    'Batken'
    """
    return English(lang) if lang not in TRANSLATED or lang == "en" else Catalogued(lang, catalogue(lang))


def in_language(store: Store, result: Result, *, lang: str) -> Result:
    """The same answer with the names of districts, places, provinces, sections and units in a language.

    Columns that change: ``district`` beside ``district_id``, ``name`` of a row with ``name_en`` or of
    a symbol, ``unit`` beside ``unit_id``, ``publisher`` where that is ourselves; of perceptions the words of the
    survey; of a detail its title. Where the language has no name, the English one stands, else the local one.
    Nothing is computed, so a published answer stays published.
    """
    if lang == "en":
        return result
    tables = {name: _renamed(store, frame, lang) for name, frame in result.tables.items()}
    changed = replace(result, table=_renamed(store, result.table, lang), tables=tables)
    if result.question == "perceptions" or result.figures.get("kind") == "perception":
        changed = _in_words(changed, translator(lang))
    return _titled(store, changed, lang) if result.question == "detail" else changed


def _in_words(result: Result, tr: Translator) -> Result:
    """Perceptions with the words of the bundled surveys in the language; other surveys keep theirs."""
    table, questions = result.table, result.tables.get("questions")
    columns = [name for name in _SPOKEN if name in table.columns]
    spoken = {name: [_word(value, tr) for value in table[name]] for name in columns}
    figures = {name: _word(value, tr) if name in _FIGURES else value for name, value in result.figures.items()}
    tables = dict(result.tables)
    if questions is not None and len(questions):
        tables["questions"] = questions.assign(text=[_word(text, tr) for text in questions["text_en"]])
    if "topics" in tables and len(tables["topics"]):
        tables["topics"] = tables["topics"].assign(what=[_word(text, tr) for text in tables["topics"]["what"]])
    return replace(result, table=table.assign(**spoken) if len(table) else table, figures=figures, tables=tables)


def _word(value: Any, tr: Translator) -> Any:
    if isinstance(value, Message):
        return value.text(tr)
    return tr.gettext(value) if isinstance(value, str) else value


def _titled(store: Store, result: Result, lang: str) -> Result:
    """A detail whose title follows the language, where what it is about has names."""
    figures = dict(result.figures)
    row = row_dicts(result.table.drop(columns="geometry", errors="ignore").head(1))
    kind, first = figures.get("kind"), row[0] if row else {}
    if kind == "incidents":
        field = "district" if figures["level"] == LocationLevel.L3 else "place"
        figures["title"] = _names(store, [(field, figures["key"])], pd.Series([figures["title"]]), lang)[0]
    elif kind == "district":
        figures["title"] = display_name(store, "district", first["district_id"], lang=lang)
    elif kind == "perception":
        figures["title"] = first["unit"]
    elif kind == "response":
        named: Any = names_at(store, result.table.head(1), key="response_id").get(first["response_id"], {})
        if named.get("name_en") == figures["title"]:  # that of the spot, and not of a response without one
            figures["title"] = name_of(named, lang=lang)
    elif first.get("name_en") and figures.get("title") == first["name_en"]:
        figures["title"] = name_of(first, lang=lang)
    table = result.table
    if "province" in table.columns and len(table):
        provinces: Any = _names(store, [("province", key) for key in table["province"]], table["province"], lang)
        table = table.assign(province=provinces)
    return replace(result, table=table, figures=figures)


def _renamed(store: Store, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    columns, changed = set(frame.columns), dict[str, Any]()
    if {"district", "district_id"} <= columns:
        keys = [("district", key) for key in frame["district_id"]]
        changed["district"] = _names(store, keys, frame["district"], lang)
    if {"name", "name_en"} <= columns:
        rows = row_dicts(frame.drop(columns="geometry", errors="ignore"))
        tr = translator(lang)  # a stretch without a name bears the word of its status
        changed["name"] = [_word(name_of(row, lang=lang) or row["name"], tr) for row in rows]
    elif columns >= _SYMBOL:
        fields = ["district" if level == LocationLevel.L3 else "place" for level in frame["level"]]
        changed["name"] = _names(store, zip(fields, frame["key"], strict=True), frame["name"], lang)
    if columns >= _UNIT:
        keys = list(zip(frame["unit_kind"], frame["unit_id"], strict=True))
        changed["unit"] = _names(store, keys, frame["unit"], lang)
    if "publisher" in columns:
        spoken = {name: translator(lang).gettext(text) for name, text in PUBLISHERS.items()}
        changed["publisher"] = [spoken.get(name, name) for name in frame["publisher"]]
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
