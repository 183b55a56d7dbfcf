"""The incident log to fill in: drop-downs in the language, and a key that programs read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from answers.languages import translator
from briefing.incident_template import ROWS, heading, incident_template
from model.enums import IncidentType
from model.imports import STATED_DISTRICT
from model.incident_log import KEY_HEADERS, KEY_SHEET, LOG_FIELDS
from model.tables import INCIDENTS

if TYPE_CHECKING:
    from store.bundle import Store


def opened(store: Store, lang: str = "en") -> Any:
    return openpyxl.load_workbook(io.BytesIO(incident_template(store, tr=translator(lang))))


def key_rows(book: Any) -> list[dict[str, str]]:
    first, *rows = book[KEY_SHEET].iter_rows(values_only=True)
    assert first == KEY_HEADERS
    return [dict(zip(KEY_HEADERS, row, strict=True)) for row in rows]


def test_every_field_is_a_column_of_the_contract_or_a_unit_in_words() -> None:
    assert {field.column for field in LOG_FIELDS} <= {*INCIDENTS.column_names, STATED_DISTRICT}


@pytest.mark.parametrize("lang", ["en", "ru", "tg"])
def test_the_key_sheet_names_the_column_of_every_heading(bundled_store: Store, lang: str) -> None:
    book = opened(bundled_store, lang)
    log = book.worksheets[0]
    said = {row["label"]: row["column"] for row in key_rows(book) if row["what"] == "column"}
    headings = [cell.value for cell in log[1]]
    assert [said[text] for text in headings] == [field.column for field in LOG_FIELDS]
    assert book[KEY_SHEET].sheet_state == "hidden"


def test_every_word_of_an_enum_can_be_chosen_in_the_language(bundled_store: Store) -> None:
    rows = [row for row in key_rows(opened(bundled_store, "ru")) if row["column"] == "incident_type"]
    words = {row["code"]: row["label"] for row in rows if row["what"] == "word"}
    assert list(words) == [word.value for word in IncidentType]
    assert words["stone_throwing"] == translator("ru").gettext("Stone throwing or brawl")


def test_the_drop_downs_point_at_their_words(bundled_store: Store) -> None:
    book = opened(bundled_store)
    checks = {str(check.sqref): check for check in book.worksheets[0].data_validations.dataValidation}
    at = [field.column for field in LOG_FIELDS].index("country")
    letter = openpyxl.utils.get_column_letter(at + 1)
    check = checks[f"{letter}2:{letter}{ROWS + 1}"]
    first, last = check.formula1.split("!")[1].replace("$", "").split(":")
    assert [cell[0].value for cell in book[KEY_SHEET][first:last]] == ["Kyrgyzstan", "Tajikistan", "Uzbekistan"]


def test_districts_come_by_country_code_and_a_free_name_is_a_hint_only(bundled_store: Store) -> None:
    book = opened(bundled_store)
    codes = [row["code"] for row in key_rows(book) if row["column"] == STATED_DISTRICT and row["what"] == "unit"]
    assert set(codes) == set(bundled_store.frame("districts")["district_id"])
    assert [code[:2] for code in codes] == sorted(code[:2] for code in codes)
    free = [
        check for check in book.worksheets[0].data_validations.dataValidation if check.errorStyle == "information"
    ]
    assert len(free) == 1


def test_needed_fields_have_a_star(bundled_store: Store) -> None:
    headings = [cell.value for cell in opened(bundled_store).worksheets[0][1]]
    starred = {field.column for field, text in zip(LOG_FIELDS, headings, strict=True) if text.endswith("*")}
    assert starred == {field.column for field in LOG_FIELDS if field.needed}
    assert heading(LOG_FIELDS[0], translator("en")) == "Number"
