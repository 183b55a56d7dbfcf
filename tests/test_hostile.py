"""The corpus itself: it reaches every text column there is, and every text reaches every column it can."""

from __future__ import annotations

import pytest

from model.tables import TABLES, Kind, Table
from tests.hostile import KEPT, REPEATED, TEXTS, TOGETHER, hostile_columns, hostile_valley, is_kept
from tests.valley import valley

HOSTILE = hostile_valley()
MADE = valley()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_text_column_is_hostile_or_kept_for_a_reason(table: Table) -> None:
    texts = [column for column in table.columns if column.kind in {Kind.TEXT, Kind.TEXTS}]
    assert {*hostile_columns(table)} == {column for column in texts if not is_kept(column)}
    for column in hostile_columns(table):
        filled = HOSTILE[table.name][column.name].explode().dropna()
        assert not set(filled) & set(MADE[table.name][column.name].explode().dropna()), column.name


@pytest.mark.parametrize(
    "table", [table for table in TABLES if table.name in REPEATED], ids=lambda table: table.name
)
def test_every_text_stands_in_every_column_of_a_table_that_can_hold_so_many(table: Table) -> None:
    wanted = {text for text in TEXTS if text.strip()}
    for column in hostile_columns(table):
        if column.name not in TOGETHER:
            assert wanted <= set(HOSTILE[table.name][column.name].explode()), column.name


def test_each_exception_has_a_reason_and_names_a_column_that_exists() -> None:
    names = {column.name for table in TABLES for column in table.columns}
    for kept, reason in KEPT.items():
        assert len(reason) > 10
        for name in kept.split():
            assert any(column == name or (name.startswith("_") and column.endswith(name)) for column in names), (
                name
            )
