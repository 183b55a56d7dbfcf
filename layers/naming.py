"""The name of a row in the reader's language, and the local one beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.names import name_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["local_below", "name_of", "names_of", "short_names", "text_of"]


def local_below(row: Mapping[str, Any], *, lang: str) -> str:
    """The local name where it differs from the one shown above it, else nothing."""
    local = text_of(row.get("name_local"))
    return "" if local == name_of(row, lang=lang) else local


def names_of(row: Mapping[str, Any], *, lang: str) -> str:
    """All names of a row on one line, the reader's first, none twice.

    >>> names_of({"name_en": "Ak-Sai", "name_ru": "Ак-Сай", "name_local": "Ак-Сай"}, lang="en")
    'Ak-Sai · Ак-Сай'
    """
    found = [name_of(row, lang=lang), text_of(row.get("name_ru")), text_of(row.get("name_local"))]
    return " · ".join(dict.fromkeys(name for name in found if name))


def short_names(row: Mapping[str, Any], *, lang: str) -> str:
    """The reader's name and the local one on one line.

    >>> short_names({"name_en": "Surkh", "name_ru": "Сурх", "name_local": "Сурх"}, lang="en")
    'Surkh · Сурх'
    """
    return " · ".join(name for name in (name_of(row, lang=lang), local_below(row, lang=lang)) if name)
