"""The table ``sources``, from ``tools/facts/sources.csv``."""

from __future__ import annotations

from typing import Any

import pandas as pd

from model.errors import DataFileError
from tools.fact_rows import as_texts, fact_rows

_TRUTH = {"yes": True, "no": False}


def build() -> dict[str, pd.DataFrame]:
    """The table ``sources``: licence, attribution, what each source holds and which days it covers.

    Raises
    ------
        DataFileError: a yes/no cell holds something else.
    """
    rows = [_source(row) for row in as_texts(fact_rows("sources", key="source_id"))]
    return {"sources": pd.DataFrame(rows)}


def _source(row: dict[str, str]) -> dict[str, Any]:
    texts = {name: value or None for name, value in row.items()}
    return texts | {
        "thin_years": [year for year in row["thin_years"].split("|") if year],
        "redistributable": _truth(row, "redistributable"),
        "synthetic": _truth(row, "synthetic"),
    }


def _truth(row: dict[str, str], name: str) -> bool:
    if row[name] not in _TRUTH:
        message = (
            f"sources.csv, {row['source_id']}: '{name}' must be yes or no, not '{row[name]}'; correct the cell."
        )
        raise DataFileError(message)
    return _TRUTH[row[name]]
