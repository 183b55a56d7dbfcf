"""The collected facts beside the repository, for tests that compare ours with them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

FACTS = Path(__file__).parents[2] / "shared" / "facts"


def collected(name: str) -> pd.DataFrame:
    """The fact file ``name.csv`` as text; the test is skipped with a reason where it is absent."""
    path = FACTS / f"{name}.csv"
    if not path.is_file():
        pytest.skip(f"the collected facts are not beside the repository ({path.name})")
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False)
