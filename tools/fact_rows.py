"""The hand-edited rows of ``tools/facts`` and the one table that turns their words into ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

import pandas as pd

from model.errors import DataFileError

FACTS = Path(__file__).parent / "facts"


def fact_rows(name: str, *, key: str, folder: Path = FACTS) -> pd.DataFrame:
    """The rows of ``{name}.csv``: every cell a text, an empty cell the empty text, RangeIndex.

    Raises
    ------
        DataFileError: the file is missing, or a key is empty or stands twice.
    """
    path = folder / f"{name}.csv"
    if not path.is_file():
        message = f"The facts file {path.name} is missing from {folder}: restore it from the repository."
        raise DataFileError(message)
    rows = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False)
    repeated = sorted(set(rows.loc[rows[key].duplicated() | (rows[key] == ""), key]))
    if repeated:
        message = (
            f"{path.name}: every {key} must stand once, but these are empty or repeat: {', '.join(repeated)}."
        )
        raise DataFileError(message)
    return rows


def as_texts(rows: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of :func:`fact_rows` as dictionaries from column name to text, in order."""
    return cast("list[dict[str, str]]", rows.to_dict("records"))


def our_word(field: str, facts_word: str, *, where: str) -> str | None:
    """The enum value that ``docs/words.md`` gives for a word of the facts; ``None`` = means nothing here.

    ``where`` names the record, for the error.

    >>> our_word("incident_type", "stone-throwing/brawl", where="INC038")
    'stone_throwing'

    Raises
    ------
        DataFileError: the table has no such word for that field.
    """
    words = _words()
    if (field, facts_word) not in words:
        known = ", ".join(word for name, word in words if name == field) or "none"
        message = (
            f"{where}: '{facts_word}' is not a known word of '{field}' (known: {known}); correct the row, or "
            "add the word to tools/facts/enum_words.csv and docs/words.md."
        )
        raise DataFileError(message)
    return words[field, facts_word] or None


@cache
def _words() -> dict[tuple[str, str], str]:
    rows = pd.read_csv(FACTS / "enum_words.csv", dtype=str, keep_default_na=False, na_filter=False)
    return {(row["field"], row["facts_word"]): row["our_word"] for row in as_texts(rows)}
