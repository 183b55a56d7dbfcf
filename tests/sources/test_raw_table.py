from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.checking import MASK, Checks
from sources.raw_table import ROW, RawTable, different, joined, no_ragged, plain


def _table(*cells: str | None, ragged: pd.DataFrame | None = None, column: str = "n") -> RawTable:
    frame = pd.DataFrame({column: cells}, index=pd.RangeIndex(2, 2 + len(cells), name=ROW), dtype="str")
    return RawTable("made.csv", (column,), frame, no_ragged() if ragged is None else ragged)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="ab (2)", max_size=5), max_size=12))
def test_headers_are_told_apart_and_none_is_empty(headers: list[str]) -> None:
    found = different(headers)
    assert len(set(found)) == len(found) == len(headers)
    assert all(found)


def test_a_column_is_found_by_any_of_its_names() -> None:
    table = _table("1", column="Event Date")
    assert table.column("date", "event_date") == "Event Date"
    assert table.column("date") is None
    assert plain("№ п/п.") == "пп"


def test_joined_tables_have_the_columns_of_all_and_rows_numbered_through() -> None:
    ragged = pd.DataFrame({"row": [9], "expected": [1], "found": [2], "text": ["a,b"], "code": ["Q07"]})
    table = joined([_table("1", "2", ragged=ragged), _table("3", column="m"), _table("4")])
    assert table.cells.index.to_list() == [2, 3, 11, 13]
    assert table.ragged["row"].to_list() == [9]
    assert table.headers == ("n", "m")
    assert table.read == 5


def test_rows_of_a_wrong_width_are_problems_with_their_code() -> None:
    ragged = pd.DataFrame({"row": [3], "expected": [1], "found": [2], "text": ["a,b"], "code": ["Q14"]})
    checks = Checks(_table("1", ragged=ragged))
    assert checks.quarantine()[["row", "code"]].to_numpy().tolist() == [[3, "Q14"]]
    assert checks.cells()["n"].to_dict() == {3: "a,b"}


def test_a_personal_cell_stands_in_no_sentence_and_no_cell() -> None:
    table = _table("Somebody", "x", column="name")
    checks = Checks(table, personal=["name"])
    checks.refuse(table.cells["name"] == "Somebody", column="name", code="Q05", words=("a",))
    assert "Somebody" not in str(checks.quarantine()["message"][0])
    assert checks.quarantine()["value"].to_list() == [MASK]
    assert checks.cells()["name"].to_list() == [MASK]


def test_a_million_equal_slips_share_one_sentence() -> None:
    table = _table(*["x"] * 1_000)
    checks = Checks(table)
    checks.refuse(table.cells["n"] == "x", column="n", code="Q03")
    assert len({id(message) for message in checks.quarantine()["message"]}) == 1
