"""What a file says about a record as a number: the same in any order of columns, another for another word."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.contents import as_words, hashes_of, ids_of

KNOWN = ["5a2d3b2a25ceef24", "e8aa53637c9b3c31"]
TEXTS = st.one_of(st.none(), st.text(max_size=4), st.sampled_from(["", "a", "b"]))


def frame(descriptions: list[str | None], titles: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame({"description": descriptions, "source_title": titles}, dtype=object)


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=40))
@settings(max_examples=50, deadline=None)
def test_rows_have_one_number_exactly_if_they_say_the_same(rows: list[tuple[str | None, str | None]]) -> None:
    numbers = hashes_of("incidents", frame([one for one, _ in rows], [other for _, other in rows]))
    assert len(set(numbers.tolist())) == len(set(rows))


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=40))
@settings(max_examples=50, deadline=None)
def test_neither_the_order_of_columns_nor_how_texts_are_held_matters(
    rows: list[tuple[str | None, str | None]],
) -> None:
    given_ = frame([one for one, _ in rows], [other for _, other in rows])
    turned = given_[["source_title", "description"]].astype("str")
    assert hashes_of("incidents", given_).tolist() == hashes_of("incidents", turned).tolist()


def test_many_rows_and_few_rows_give_the_same_numbers() -> None:
    """A column of many different cells is hashed row by row, one of few once a word: both the same way."""
    many = frame([f"text {n}" for n in range(5000)], ["a"] * 5000)
    few = many.iloc[[7, 7, 7, 4999]]
    assert hashes_of("incidents", few).tolist() == hashes_of("incidents", many)[[7, 7, 7, 4999]].tolist()


def test_numbers_of_today_are_those_of_tomorrow() -> None:
    """They are kept in workspaces: another hash would call every record corrected. Made on 2026-11-25."""
    rows = frame(["a", None], ["b", ""]).assign(killed_best=pd.array([1, None], dtype="Int64"), lon=[70.5, np.nan])
    assert as_words(hashes_of("incidents", rows)).to_pylist() == KNOWN


@pytest.mark.parametrize(
    ("keys", "ids"), [(("wave",), ["w1", "w2"]), (("wave", "respondent_key"), ["w1/a", "w2/b"])]
)
def test_the_id_of_a_record_is_its_key_or_keys(keys: tuple[str, ...], ids: list[str]) -> None:
    rows = pa.table({"wave": ["w1", "w2"], "respondent_key": pa.array(["a", "b"]).dictionary_encode()})
    assert ids_of(rows, keys).to_pylist() == ids
