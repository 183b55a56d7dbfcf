"""Names that wait, on the Data page without a browser: decided by somebody, remembered, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.name_reviews import decisions, open_names
from store.workspace import open_current
from tests.messy_list import MISSPELT, OTHER_MISSPELT, SOURCE
from tests.page_words import said
from ui import data_desk

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from streamlit.testing.v1 import AppTest

KAPCHYGAI = "SET011"


@pytest.fixture
def page(data_page: AppTest, filled: Path) -> AppTest:
    assert filled.is_dir()
    data_page.session_state[data_desk.KEY] = data_desk.DECIDE
    return data_page.run()


def choose(page: AppTest, name: str, unit: str, *, by: str = "A. B.", reason: str = "") -> AppTest:
    """Say what a name is, and press the button."""
    page.text_input(key="names.who").set_value(by)
    next(one for one in page.radio if one.label == name).set_value(unit).run()
    if reason:
        next(one for one in page.text_input if str(one.key).startswith("names.reason.")).set_value(reason)
    next(one for one in page.button if str(one.key).startswith("names.decide.")).click()
    return page.run()


def record(folder: Path, number: int) -> pd.Series[object]:
    return open_current(folder).frame("incidents").set_index("incident_id").loc[f"{SOURCE}-{number}"]


def test_with_nothing_imported_nothing_waits(data_page: AppTest) -> None:
    data_page.session_state[data_desk.KEY] = data_desk.DECIDE
    data_page.run()
    assert not data_page.exception
    assert "No name waits for a decision." in said(data_page)
    assert "No pair of records waits for a decision." in said(data_page)


def test_each_name_stands_with_its_district_and_those_that_come_near(page: AppTest) -> None:
    assert not page.exception
    assert [one.label for one in page.radio] == [MISSPELT, OTHER_MISSPELT]
    assert f"'{MISSPELT}' in 1 rows, looked for in KG · Batken" in said(page)
    assert page.radio[0].options[0].replace("\\", "").startswith("Kapchygai (Batken, KG)")
    assert {one.value for one in page.radio} == {"later"}, "nothing is guessed"
    assert not [one for one in page.button if str(one.key).startswith("names.decide.")]


def test_a_decision_places_the_record_and_is_kept_with_who_and_why(page: AppTest, filled: Path) -> None:
    assert record(filled, 3)["location_level"] == "L3"
    choose(page, MISSPELT, KAPCHYGAI, reason="another spelling")
    assert not page.exception
    assert [one.label for one in page.radio] == [OTHER_MISSPELT]
    found = record(filled, 3)
    assert (found["place_id"], found["location_level"]) == (KAPCHYGAI, "L1")
    (kept,) = decisions(filled)
    assert (kept["text"], kept["unit_id"], kept["decided_by"], kept["reason"]) == (
        MISSPELT,
        KAPCHYGAI,
        "A. B.",
        "another spelling",
    )
    assert f"{MISSPELT} → {KAPCHYGAI} (A. B.)" in said(page)


def test_nobody_decides_without_a_name(page: AppTest, filled: Path) -> None:
    choose(page, MISSPELT, KAPCHYGAI, by="  ")
    assert not page.exception
    assert "Write your name or initials first" in page.error[0].value
    assert decisions(filled) == ()


def test_a_name_can_stay_without_a_place(page: AppTest, filled: Path) -> None:
    choose(page, OTHER_MISSPELT, "none")
    assert [case.text for case in open_names(filled)] == [MISSPELT]
    assert record(filled, 4)["place_id"] is None


def test_a_decision_is_taken_back(page: AppTest, filled: Path) -> None:
    choose(page, MISSPELT, KAPCHYGAI)
    page.button(key="names.undo.0").click().run()
    assert not page.exception
    assert {case.text for case in open_names(filled)} == {MISSPELT, OTHER_MISSPELT}
    assert record(filled, 3)["place_id"] is None


def test_who_decides_is_asked_once_for_names_and_pairs(page: AppTest) -> None:
    page.text_input(key="names.who").set_value("A. B.").run()
    assert page.text_input(key="pairs.who").value == "A. B."
    page.text_input(key="pairs.who").set_value("C. D.").run()
    assert page.text_input(key="names.who").value == "C. D."
