"""Frames have the types that the program relies on, and go to Arrow and back unchanged."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa

from model.tables import ACCOUNTS, BY_NAME, Kind
from store.frames import empty_frame, row_dicts, to_arrow, to_frame
from tests.valley import valley


def test_empty_cells_are_none_and_unknown_numbers_are_not_zero() -> None:
    rows = pa.table(
        {
            "text": pa.array(["a", None]),
            "day": pa.array([None, date(2020, 1, 1)]),
            "list": pa.array([["x"], None]),
            "number": pa.array([None, 3], pa.int64()),
            "metres": pa.array([1.5, None]),
            "yes": pa.array([True, False]),
            "stamp": pa.array([date(2020, 1, 1), None]).cast(pa.timestamp("s")),
            "word": pa.array(["a", None]).dictionary_encode(),
        }
    )
    frame = to_frame(rows)
    assert frame["text"].to_list() == ["a", None]
    assert frame["day"].to_list() == [None, date(2020, 1, 1)]
    assert frame["list"].to_list() == [["x"], []]
    assert frame["number"].dtype == "Int64"
    assert frame["number"][0] is pd.NA
    assert frame["metres"].dtype == "float64"
    assert frame["yes"].dtype == "bool"
    assert frame["stamp"].to_list() == [date(2020, 1, 1), None]
    assert frame["word"].to_list() == ["a", None]


def test_a_canonical_frame_survives_the_way_to_arrow_and_back() -> None:
    columns = [column for column in BY_NAME["incidents"].columns if column.kind is not Kind.GEOMETRY]
    frame = to_frame(to_arrow(valley()["incidents"], columns))
    pd.testing.assert_frame_equal(to_frame(to_arrow(frame, columns)), frame)
    assert len(frame) == 15


def test_a_frame_without_rows_keeps_its_columns_and_types() -> None:
    empty = empty_frame(ACCOUNTS.columns)
    assert empty.columns.to_list() == list(ACCOUNTS.column_names)
    assert empty["killed_best"].dtype == "Int64"
    assert row_dicts(empty) == []
