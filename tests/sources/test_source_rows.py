from __future__ import annotations

from datetime import date

from model.imports import ImportOptions
from model.tables import SOURCES
from sources.source_rows import source_row

_OWN = {"source_id": "made", "title": "Made", "publisher": "Somebody", "licence": "CC0-1.0"}


def test_a_source_has_every_column_of_the_contract_and_covers_its_days() -> None:
    row = source_row(ImportOptions(), _OWN, days=[date(2022, 9, 14), None, date(2021, 1, 1)])
    assert set(row) == set(SOURCES.column_names)
    assert (row["coverage_from"], row["coverage_to"]) == (date(2021, 1, 1), date(2022, 9, 14))
    assert row["redistributable"] is False
    assert row["attribution"] == "Made"


def test_what_the_person_says_comes_first() -> None:
    options = ImportOptions(source_id="ours", title="Ours", licence="CC BY 4.0", redistributable=True)
    row = source_row(options, {**_OWN, "redistributable": False, "attribution": "© Somebody"})
    assert (row["source_id"], row["title"], row["licence"], row["redistributable"]) == (
        "ours",
        "Ours",
        "CC BY 4.0",
        True,
    )
    assert row["attribution"] == "© Somebody"
    assert row["coverage_from"] is None
