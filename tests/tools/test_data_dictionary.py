"""The data dictionary says of every table and column what its contract says."""

from __future__ import annotations

import re

import pytest

from model.tables import TABLES, Table
from tools.data_dictionary import FILE, dictionary


def test_the_document_is_the_one_that_the_contracts_make() -> None:
    assert FILE.read_text("utf-8") == dictionary(), "run `python -m tools.data_dictionary`"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_heading_and_every_column_a_row(table: Table) -> None:
    part = FILE.read_text("utf-8").split(f"\n## {table.name}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (?:yes|no) \| [^|]+ \|$", part, flags=re.MULTILINE)
    assert tuple(rows) == table.column_names
