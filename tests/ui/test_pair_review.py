"""Pairs of records on the Data page, without a browser."""

from __future__ import annotations

from analysis.duplicates import WEIGHTS
from ui.pair_review import WORDS


def test_every_agreement_has_words() -> None:
    assert set(WORDS) == {(field, word) for field, words in WEIGHTS.items() for word in words}
