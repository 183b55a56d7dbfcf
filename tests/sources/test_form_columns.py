"""Columns of exports and questions of forms, by every way in which a title may be written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.form_columns import SEPARATORS, locate
from sources.xlsform import Choice, Form, FormQuestion

CHOICES = (Choice("ok", {"en": "All well"}), Choice("bad", {"en": "Theft / loss"}))
FORM = Form(
    "",
    "",
    "",
    ("en",),
    (
        FormQuestion(
            "select_multiple",
            "q1",
            {"en": "What is it?"},
            ("g1", "g2"),
            ({"en": "First"}, {"en": "Second"}),
            choices=CHOICES,
        ),
        FormQuestion("select_one", "q2", {"en": "Specify"}, choices=CHOICES),
        FormQuestion("text", "q3", {"en": "Specify"}),
    ),
)


def _found(*titles: str) -> dict[str, tuple[str, str | None]]:
    located = locate(FORM, {f"{at}": title for at, title in enumerate(titles)})
    return {
        header: (one.question.name, one.choice.name if one.choice else None) for header, one in located.items()
    }


@pytest.mark.parametrize("separator", SEPARATORS)
def test_groups_may_be_joined_by_any_usual_mark(separator: str) -> None:
    title = separator.join(["g1", "g2", "q1"])
    assert _found(title, f"{title}/ok", f"{title}/bad") == {
        "0": ("q1", None),
        "1": ("q1", "ok"),
        "2": ("q1", "bad"),
    }


@pytest.mark.parametrize("separator", ["/", ":", ".", "|"])
def test_labels_stand_behind_the_labels_of_their_groups(separator: str) -> None:
    title = separator.join(["First", "Second", "What is it?"])
    assert _found(title, f"{title}{separator}Theft / loss") == {"0": ("q1", None), "1": ("q1", "bad")}


def test_case_and_spaces_do_not_matter() -> None:
    assert _found(" WHAT is   it? ") == {"0": ("q1", None)}


def test_equal_labels_go_by_their_order() -> None:
    assert _found("Specify", "Specify") == {"0": ("q2", None), "1": ("q3", None)}


def test_options_without_a_summary_are_found() -> None:
    assert _found("q1/ok", "What is it?/All well") == {"0": ("q1", "ok"), "1": ("q1", "ok")}


def test_what_is_not_in_the_form_is_not_found() -> None:
    assert _found("q9", "q1/unknown", "q2/ok", "_uuid", "") == {}


@given(st.lists(st.text(max_size=12), max_size=6))
@settings(max_examples=50, deadline=None)
def test_any_titles_are_taken_without_a_fault(titles: list[str]) -> None:
    assert set(_found(*titles)) <= {str(at) for at in range(len(titles))}
