"""Age bands, however an age is written; the rest of what is known of an interview is tested with whole exports."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.survey_facts import age_band
from sources.survey_words import AGE_BANDS


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("17", "under 18"),
        ("18", "18-29"),
        ("37.0", "30-44"),
        ("45", "45-59"),
        ("88", "60+"),
        ("18-29", "18-29"),
        ("18–29", "18-29"),
        ("18_29", "18-29"),
        ("18 to 29", "18-29"),
        ("60+", "60+"),
        ("60 va undan katta", "60+"),
        ("60 ва калонтар", "60+"),
        ("under 18", "under 18"),
        ("моложе 18", "under 18"),
        ("refused", None),
        ("old", None),
        ("1987", None),
        ("999", None),
    ],
)
def test_an_age_is_its_band(text: str, band: str | None) -> None:
    assert age_band(text) == band


@given(st.integers(min_value=0, max_value=120))
@settings(max_examples=50, deadline=None)
def test_every_age_has_a_band(age: int) -> None:
    assert age_band(str(age)) in {band for _, band in AGE_BANDS}


@given(st.text())
@settings(max_examples=50, deadline=None)
def test_any_text_is_taken_without_a_fault(text: str) -> None:
    assert age_band(text) is None or isinstance(age_band(text), str)
