from __future__ import annotations

import csv
import datetime as dt
import io
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.tabular import defused, plain, rows_of, to_csv
from model.enums import Country

STAMP = {"workspace": "bundled", "data_version": "0123456789ab"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (pd.NA, None),
        (pd.NaT, None),
        (float("inf"), None),
        (np.float64("nan"), None),
        (np.int64(4), 4),
        (np.bool_(True), True),
        (0.1234567891, 0.123457),
        (dt.date(2022, 9, 14), "2022-09-14"),
        (pd.Timestamp("2022-09-14 10:00"), "2022-09-14"),
        (np.array(["a", "b"]), ["a", "b"]),
        (Country.KG, "KG"),
    ],
)
def test_a_cell_becomes_what_json_has(value: object, expected: object) -> None:
    found = plain(value)
    assert found == expected
    assert json.loads(json.dumps(found)) == expected


def test_rows_keep_the_order_of_columns_and_leave_the_geometry_out() -> None:
    frame = pd.DataFrame({"b": pd.array([1, None], dtype="Int64"), "geometry": [0, 0], "a": ["x", "y"]})
    assert rows_of(frame) == [{"b": 1, "a": "x"}, {"b": None, "a": "y"}]
    assert rows_of(frame.head(0)) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_formula_cell_is_defused(start: str) -> None:
    assert defused(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


def test_numbers_and_plain_texts_stay_as_they_are() -> None:
    assert defused(-3.5) == -3.5
    assert defused("Ak-Sai") == "Ak-Sai"
    assert defused("") == ""


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=12)), min_size=2, max_size=2))
def test_a_csv_reads_back_and_no_cell_starts_a_formula(cells: list[object]) -> None:
    text = to_csv([dict(zip("ab", cells, strict=True))], columns=["a", "b"], stamp=STAMP)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["a", "b", "workspace", "data_version"]
    for before, after in zip(cells, rows[1], strict=False):
        assert isinstance(before, int) or not after.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert after.removeprefix("'") == ("" if before is None else str(before)).removeprefix("'")


def test_lists_are_joined_and_defused_as_one_cell() -> None:
    text = to_csv([{"a": ["=x", None, "y"]}], columns=["a"], stamp=STAMP)
    assert text.splitlines()[1] == "'=x; ; y,bundled,0123456789ab"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_line_end_inside_a_cell_stays_inside_it(end: str) -> None:
    text = to_csv([{"a": f"one{end}two", "b": 1}], columns=["a", "b"], stamp=STAMP)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 2
    assert rows[1][0] == f"one{end}two"
