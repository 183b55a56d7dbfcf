"""Numbered words say the same as plain ones, and equal rows get equal numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from model.numbered import all_plain, filled, is_numbered, plain, split, spread, together

WORDS = st.lists(st.one_of(st.none(), st.sampled_from(["a", "b", "c", ""])), max_size=30)


@given(words=WORDS)
@settings(max_examples=50, deadline=None)
def test_a_column_comes_back_from_its_numbers(words: list[str | None]) -> None:
    cells = pd.Series(words, index=pd.RangeIndex(2, 2 + len(words)), dtype=object)
    codes, different = split(cells)
    numbered = spread(different, codes, cells.index)
    assert is_numbered(numbered)
    again = spread(split(numbered)[1], split(numbered)[0], cells.index)
    for column in (plain(numbered), plain(again), all_plain(numbered.to_frame("x"))["x"]):
        assert column.to_list() == words
        assert column.index.equals(cells.index)
    assert filled(numbered, "none").astype(object).to_list() == cells.fillna("none").to_list()


def test_words_that_mean_the_same_become_one_and_none_is_missing() -> None:
    codes = np.array([0, 1, 2, -1], dtype=np.int8)
    assert plain(spread(["x", None, "x"], codes, pd.RangeIndex(4), missing="x")).to_list() == ["x", None, "x", "x"]
    objects = spread(["x", None, "x"], codes, pd.RangeIndex(4), numbered=False)
    assert objects.to_list() == ["x", None, "x", None]
    assert not is_numbered(objects)


@given(rows=st.lists(st.tuples(*[st.integers(-1, 3)] * 4), max_size=40), size=st.sampled_from([4, 2**16, 2**40]))
@settings(max_examples=80, deadline=None)
def test_rows_have_one_number_exactly_if_they_are_equal(rows: list[tuple[int, ...]], size: int) -> None:
    columns = [(np.array([row[at] for row in rows], dtype=np.int64), size) for at in range(4)]
    numbers, first = together(columns, len(rows))
    different = list(dict.fromkeys(rows))
    assert numbers.tolist() == [different.index(row) for row in rows]
    assert [rows[at] for at in first] == different
