"""Names compared many at once: the same scores as one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.name_score import key_score
from geo.name_shortlist import MOST, nearest_keys

KEYS = st.text(alphabet="abdeghikostuvz", max_size=30)


@settings(max_examples=50, deadline=None)
@given(asked=st.lists(KEYS, max_size=5), known=st.lists(KEYS, min_size=1, max_size=8))
def test_scores_are_those_of_pairs_compared_one_by_one(asked: list[str], known: list[str]) -> None:
    for one, found in zip(asked, nearest_keys(asked, known), strict=True):
        for at, score in found:
            assert score == pytest.approx(key_score(one, known[at]))


@settings(max_examples=50, deadline=None)
@given(known=st.lists(KEYS.filter(bool), min_size=1, max_size=8))
def test_a_key_that_is_there_is_found_with_100_before_all_others(known: list[str]) -> None:
    for one, found in zip(known, nearest_keys(known, known), strict=True):
        assert found[0][1] == 100.0
        assert known[found[0][0]] == one
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest_keys(["vorukh"], []) == [[]]


def test_of_very_many_alike_only_the_best_are_compared() -> None:
    (found,) = nearest_keys(["akurukh"], ["akuruzzz"] * 100 + ["akurukh"] * MOST)
    assert len(found) == MOST
    assert {score for _, score in found} == {100.0}


def test_a_text_of_pages_stays_what_it_is() -> None:
    page = "ab" * 5_000
    assert nearest_keys([page], [page, "vorukh"]) == [[(0, 100.0)]]
