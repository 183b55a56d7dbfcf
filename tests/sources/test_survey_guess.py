"""Questions with choices made out by their cells: what comes again and again, never what somebody once said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.survey_guess import Guess, guess, is_closed, rare_answers

if TYPE_CHECKING:
    from collections.abc import Mapping


def _guessed(columns: Mapping[str, list[str | None]]) -> list[Guess]:
    cells = pd.DataFrame(columns, dtype="str")
    return list(guess(cells, {header: header for header in columns}, leave=()))


@pytest.mark.parametrize(
    ("cells", "closed"),
    [
        (["Good"] * 5 + ["Bad"] * 4, True),
        (["yes"], True),
        (["Да", "Нет", "Затрудняюсь ответить"], True),
        (["A man said it"], False),
        ([f"said {n}" for n in range(40)], False),
        ([str(n % 3) for n in range(40)], False),
        (["2023-01-01"] * 40, False),
        (["x" * 200] * 40, False),
        ([None] * 4, False),
        ([f"answer {n % 16}" for n in range(160)], False),
    ],
)
def test_choices_are_told_from_free_text_numbers_and_days(cells: list[str | None], closed: bool) -> None:  # noqa: FBT001
    assert is_closed(pd.Series(cells, dtype="str")) is closed


def test_a_column_headed_by_a_name_holds_names_of_choices() -> None:
    told = pd.Series(["My neighbour saw it"] * 9, dtype="str")
    assert is_closed(told)
    assert not is_closed(told, coded=True)
    assert is_closed(pd.Series(["rather_safe", "don't know"] * 9, dtype="str"), coded=True)


def test_an_answer_of_one_person_is_rare_unless_it_is_a_usual_word() -> None:
    told = pd.Series(["Good", "Good", "Gulnara's well", "Yes", "Refused"], dtype="str")
    assert rare_answers(told) == {"gulnara's well"}


def test_options_follow_their_question_whatever_marks_they_hold() -> None:
    found = _guessed({"Why?": ["a b", None], "Why?/Theft / loss": ["1", None], "Why?/Other": ["0", None]})
    assert found == [Guess("Why?", "Why?", {"Why?/Theft / loss": "Theft / loss", "Why?/Other": "Other"})]


def test_options_without_their_question_are_gathered() -> None:
    found = _guessed({"g/q/a": ["1", "0"], "g/q/b": ["0", "1"], "g/r": ["0", "1"]})
    assert found == [Guess("g/q", None, {"g/q/a": "a", "g/q/b": "b"})]


def test_ticks_alone_are_no_question() -> None:
    assert _guessed({"lit": ["1", "0"], "blank": [None, None]}) == []


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8),
        st.lists(st.sampled_from(["0", "1", None, "Good"]), min_size=4, max_size=4),
    )
)
@settings(max_examples=50, deadline=None)
def test_no_column_belongs_to_two_questions(columns: dict[str, list[str | None]]) -> None:
    used = [header for one in _guessed(columns) for header in {one.column, *one.options} if header is not None]
    assert len(used) == len(set(used))
    assert set(used) <= set(columns)
