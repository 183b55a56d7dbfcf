"""Records that may be one event, on the Data page without a browser: side by side, decided, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analysis.duplicates import WEIGHTS
from store.duplicate_reviews import count_open, pairs
from store.workspace import open_current
from tests.messy_list import SOURCE, TITLE
from tests.page_words import said
from ui import data_desk
from ui.pair_review import WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

ONE, OTHER = "INC070", f"{SOURCE}-5"
"""The clash of 16 September 2019 at Maksat, as the bundled facts and as the list tell it."""


@pytest.fixture
def page(data_page: AppTest, filled: Path) -> AppTest:
    assert count_open(filled) == 1
    data_page.session_state[data_desk.KEY] = data_desk.DECIDE
    return data_page.run()


def choose(page: AppTest, decision: str, *, by: str = "A. B.") -> AppTest:
    page.text_input(key="pairs.who").set_value(by)
    page.button(key=f"pairs.{ONE}.{OTHER}.{decision}").click()
    return page.run()


def kinds(folder: Path) -> dict[str, str]:
    """The record kind of both."""
    known = open_current(folder).frame("incidents").set_index("incident_id")["record_kind"]
    return dict(known[[ONE, OTHER]])


def test_every_agreement_has_words() -> None:
    assert set(WORDS) == {(field, word) for field, words in WEIGHTS.items() for word in words}


def test_a_pair_stands_side_by_side_with_what_agrees_and_whose_it_is(page: AppTest) -> None:
    assert not page.exception
    words = said(page)
    assert "Probability that they are one event: 91 % (date: the same; place: within 2 km" in words
    assert f"**{TITLE}** · `{OTHER}`" in words
    assert f"· `{ONE}`" in words
    assert "Type of incident: **Shooting**" in words, "what differs is bold and in words"
    assert "First day: 2019-09-16" in words
    assert "Nothing is merged without a decision." in words


def test_one_event_leaves_one_record_that_counts(page: AppTest, filled: Path) -> None:
    assert set(kinds(filled).values()) == {"event"}
    choose(page, "same")
    assert not page.exception
    assert count_open(filled) == 0
    assert sorted(kinds(filled).values()) == ["duplicate", "event"]
    assert f"{ONE} – {OTHER}: One event (A. B.)" in said(page)


def test_two_events_stay_two(page: AppTest, filled: Path) -> None:
    choose(page, "different")
    assert set(kinds(filled).values()) == {"event"}
    assert "No pair of records waits for a decision." in said(page)


def test_nobody_decides_without_a_name(page: AppTest, filled: Path) -> None:
    choose(page, "same", by="")
    assert "Write your name or initials first" in page.error[0].value
    assert count_open(filled) == 1


def test_a_decision_is_taken_back_and_both_records_are_as_they_were(page: AppTest, filled: Path) -> None:
    before = open_current(filled).frame("incidents").set_index("incident_id").loc[[ONE, OTHER]].astype(str)
    choose(page, "same")
    page.button(key=f"pairs.undo.{ONE}.{OTHER}").click().run()
    assert not page.exception
    after = open_current(filled).frame("incidents").set_index("incident_id").loc[[ONE, OTHER]].astype(str)
    assert after.equals(before)
    assert count_open(filled) == 1
    assert pairs(filled, decided=True) == ()
