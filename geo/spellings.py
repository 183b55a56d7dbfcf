"""All spellings of places and districts, a row each."""

from __future__ import annotations

import pandas as pd


def spellings(table: pd.DataFrame, *, key: str) -> pd.DataFrame:
    """One row a spelling of a table of places or districts: ``id, name, country, kind``.

    ``key`` is the id column. Names in all languages and the variants are taken; repeats are dropped.
    """
    columns = [name for name in ("name_en", "name_ru", "name_local") if name in table.columns]
    rows = [
        (row[key], name, row["country"], row["kind"])
        for row in table.to_dict("records")
        for name in [*(row[column] for column in columns), *row["variants"]]
        if isinstance(name, str) and name
    ]
    return pd.DataFrame(rows, columns=["id", "name", "country", "kind"]).drop_duplicates(ignore_index=True)
