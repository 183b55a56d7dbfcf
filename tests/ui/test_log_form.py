"""The form "add one incident" on the Data page, without a browser: the checks of a file, record by record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model.incident_log import LOG_FIELDS
from store.workspace import current_version, open_current
from tests.page_words import said
from ui import data_desk, log_form

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from streamlit.testing.v1 import AppTest

GOOD = {
    "source_record": "7",
    "date_start": "2026-05-02",
    "stated_district": "tj-isfara-city",
    "place_text": "Ворух",
    "incident_type": "land_water",
    "killed_best": "0",
    "injured_best": "2",
    "description": "Спор о канале",
}


@pytest.fixture
def page(data_page: AppTest) -> AppTest:
    data_page.session_state[data_desk.KEY] = data_desk.ADD
    return data_page.run()


def send(page: AppTest, **values: str) -> AppTest:
    """Fill in some fields and press the button."""
    fields = {one.key: one for one in [*page.text_input, *page.text_area, *page.selectbox]}
    for column, value in values.items():
        fields[f"log.{column}"].set_value(value)
    next(one for one in page.button if one.label == "Add this incident").click()
    return page.run()


def own(folder: Path) -> pd.DataFrame:
    rows = open_current(folder).frame("incidents")
    return rows[rows["source_id"] == log_form.SOURCE].set_index("incident_id")


def test_it_asks_for_every_field_of_the_log_and_stars_what_is_needed(page: AppTest) -> None:
    boxes = {one.key: one.label for one in [*page.text_input, *page.text_area, *page.selectbox]}
    assert {f"log.{field.column}" for field in LOG_FIELDS} <= boxes.keys()
    starred = {field.column for field in LOG_FIELDS if boxes[f"log.{field.column}"].endswith(" *")}
    assert starred == {"date_start", "stated_district", "place_text", "incident_type", "description"}


def test_a_good_record_comes_in_with_its_place_found(page: AppTest, workspace: Path) -> None:
    send(page, **GOOD)
    assert not page.exception
    assert "Added as data version" in said(page)
    assert "1 read = 1 new + 0 changed + 0 as before + 0 set aside." in said(page)
    record = own(workspace).loc[f"{log_form.SOURCE}-7"]
    told = (record["place_id"], record["district_id"], record["location_level"], record["incident_type"])
    assert told == ("SET151", "tj-isfara-city", "L1", "land_water")
    assert (record["killed_best"], record["injured_best"], record["verification"]) == (0, 2, "partly")


def test_a_second_record_adds_and_withdraws_nothing(page: AppTest, workspace: Path) -> None:
    send(page, **GOOD)
    send(page, source_record="8", date_start="2026-05-03")
    assert not page.exception
    assert list(own(workspace).index) == [f"{log_form.SOURCE}-7", f"{log_form.SOURCE}-8"]


def test_the_same_number_again_corrects_the_record(page: AppTest, workspace: Path) -> None:
    send(page, **GOOD)
    send(page, injured_best="3")
    assert "1 read = 0 new + 1 changed + 0 as before + 0 set aside." in said(page)
    assert own(workspace)["injured_best"].to_dict() == {f"{log_form.SOURCE}-7": 3}


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("date_start", "31.02.2026", "'31.02.2026' in"),
        ("killed_best", "many", "'many' in"),
        ("date_end", "2026-04-01", "2026-04-01"),
        ("lat", "95", "'95' in"),
    ],
)
def test_what_a_file_would_have_set_aside_is_not_added_but_explained(
    page: AppTest, workspace: Path, column: str, value: str, words: str
) -> None:
    send(page, **{**GOOD, column: value})
    assert not page.exception
    assert "Added as data version" not in said(page)
    why = " ".join(page.dataframe[-1].value["What is wrong"])
    assert words in why
    assert current_version(workspace) is None
    assert page.text_input(key=f"log.{column}").value == value, "what was typed stays, to be corrected"


@pytest.mark.parametrize("column", ["date_start", "place_text", "description"])
def test_what_has_a_star_must_be_filled_in(page: AppTest, workspace: Path, column: str) -> None:
    send(page, **{**GOOD, column: " "})
    (sentence,) = [one.value for one in page.error]
    title = next(field.label for field in LOG_FIELDS if field.column == column)
    assert f"Fill in what has a star: {title}." in sentence.replace("\\", "")
    assert current_version(workspace) is None


def test_an_empty_form_adds_nothing(page: AppTest, workspace: Path) -> None:
    send(page)
    assert not page.exception
    assert "First day, District, Place, Type of incident, What happened." in page.error[0].value.replace("\\", "")
    assert "Added as data version" not in said(page)
    assert current_version(workspace) is None


def test_a_place_that_nobody_knows_waits_for_a_decision(page: AppTest) -> None:
    send(page, **{**GOOD, "place_text": "Ворузх"})
    assert "Added as data version" in said(page)
    page.session_state[data_desk.KEY] = data_desk.DECIDE
    page.run()
    assert "Ворузх" in {one.label for one in page.radio}
