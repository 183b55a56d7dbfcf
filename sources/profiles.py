"""Mappings of spreadsheets as JSON: written for people to keep and mend, read back with a sentence for a slip."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model.errors import BadInputError
from model.imports import STATED_DISTRICT, STATED_PROVINCE, Profile
from model.strings import N_, Message
from sources.known_headers import COLUMNS
from sources.known_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS: tuple[str, ...] = ("name", "table", "columns", "words", "fixed", "day_first")
NAMES: tuple[str, ...] = ("place_text", STATED_DISTRICT, STATED_PROVINCE)
"""Columns of names: ``words`` may say what a cell means there too, and other cells stay as they are."""
_TABLES = ("incidents",)
_NO_JSON = N_("The mapping is no JSON (line {line}): mend that line, or save the mapping again on the page Data.")
_NO_OBJECT = N_("The mapping must be a JSON object with the keys {keys}.")
_KEY = N_("The mapping has a key '{key}', which is unknown: use {keys}.")
_TYPE = N_("'{key}' of the mapping must be {kind}.")
_TABLE = N_("The mapping is for the table '{table}': only {tables} can be read by a mapping.")
_COLUMN = N_("'{column}' under '{key}' of the mapping is no column of ours: use one of {columns}.")
_WORD = N_("'{word}' under '{column}' of the mapping is no word of ours: use one of {words}.")
_TEXT, _BOOL, _OBJECT = N_("a text"), N_("true or false"), N_("an object of texts")


def profile_to_json(profile: Profile) -> str:
    """The mapping as JSON, in the letters of its headers, keys in a fixed order."""
    content: dict[str, Any] = {
        "name": profile.name,
        "table": profile.table,
        "columns": dict(profile.columns),
        "words": {column: dict(words) for column, words in profile.words.items()},
        "fixed": dict(profile.fixed),
        "day_first": profile.day_first,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def profile_from_json(text: str) -> Profile:
    """The mapping that the JSON holds.

    Raises
    ------
    BadInputError
        It is no JSON, or something in it is no column or word of ours: the first slip, in one sentence.

    Examples
    --------
    >>> profile_from_json(profile_to_json(Profile("ours", columns={"date_start": "Дата"}))).columns
    {'date_start': 'Дата'}
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInputError(Message(_NO_JSON, {"line": error.lineno})) from error
    except RecursionError as error:
        raise BadInputError(Message(_NO_OBJECT, {"keys": _KEYS})) from error
    if not isinstance(content, dict):
        raise BadInputError(Message(_NO_OBJECT, {"keys": _KEYS}))
    for key in content:
        if key not in _KEYS:
            raise BadInputError(Message(_KEY, {"key": key, "keys": _KEYS}))
    profile = Profile(
        _typed(content, "name", str, _TEXT, ""),
        _typed(content, "table", str, _TEXT, _TABLES[0]),
        _texts(content.get("columns", {}), "columns"),
        {column: _texts(words, column) for column, words in _typed(content, "words", dict, _OBJECT, {}).items()},
        _texts(content.get("fixed", {}), "fixed"),
        _typed(content, "day_first", bool, _BOOL, True),
    )
    check_profile(profile)
    return profile


def check_profile(profile: Profile) -> None:
    """Say whether all columns and words of a mapping are ours.

    Raises
    ------
    BadInputError
        One is not.
    """
    if profile.table not in _TABLES:
        raise BadInputError(Message(_TABLE, {"table": profile.table, "tables": _TABLES}))
    for key, columns, allowed in (
        ("columns", profile.columns, COLUMNS),
        ("words", profile.words, (*WORDS, *NAMES)),
        ("fixed", profile.fixed, COLUMNS),
    ):
        for column in columns:
            if column not in allowed:
                raise BadInputError(Message(_COLUMN, {"column": column, "key": key, "columns": allowed}))
    said = [(column, word) for column, words in profile.words.items() for word in words.values()]
    for column, word in (*said, *profile.fixed.items()):
        _check_word(column, word)


def _check_word(column: str, word: str) -> None:
    allowed = tuple(one.value for one in WORDS.get(column, ()))
    if allowed and word not in allowed:
        raise BadInputError(Message(_WORD, {"word": word, "column": column, "words": allowed}))


def _typed(content: Mapping[str, Any], key: str, kind: type, said: str, default: Any) -> Any:
    value = content.get(key, default)
    if not isinstance(value, kind):
        raise BadInputError(Message(_TYPE, {"key": key, "kind": Message(said)}))
    return value


def _texts(value: Any, key: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise BadInputError(Message(_TYPE, {"key": key, "kind": Message(_OBJECT)}))
    return dict(value)
