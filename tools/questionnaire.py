"""The questionnaire as an XLSForm for KoBoToolbox and ODK: sheets survey, choices and settings.

Labels stand in five languages. Times in the file are fixed and its parts are stored without compression,
so that the same facts give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook

from model.enums import AnswerMode
from model.errors import DataFileError
from tools.fact_rows import as_texts, our_word

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

LANGUAGES: dict[str, str] = {
    "en": "English (en)",
    "ru": "Russian (ru)",
    "tg": "Tajik (tg)",
    "ky": "Kyrgyz (ky)",
    "uz": "Uzbek (uz)",
}
FORM_ID = "ferghana_questionnaire"
VERSION = "20261122"
_FIXED = datetime(2026, 11, 22)  # noqa: DTZ001 - a workbook holds naive times
_ZIP_TIME = (2026, 11, 22, 0, 0, 0)
_COLUMNS = (
    "type",
    "name",
    *(f"label::{name}" for name in LANGUAGES.values()),
    "required",
    "relevant",
    "constraint",
)
_RELEVANT: dict[str, str] = {
    "border villages": "${border_village} = 'yes'",
    "mixed communities": "${mixed_community} = 'yes'",
    "farming households": "${farming_household} = 'yes'",
    "livestock owners": "${livestock_household} = 'yes'",
    "those who said yes": "${Q05} = 'yes_suffered' or ${Q05} = 'yes_saw'",
    "those unlikely to report": "${Q13} = 'probably_not' or ${Q13} = 'certainly_not'",
    "all, asked by an interviewer of the same sex": "${same_sex_interviewer} = 'yes'",
    "all": "",
    "all, optional": "",
}
_ALONE = ("refused", "none", "nobody")
"""Answers of a multiple choice that exclude every other."""
_MOST: dict[str, str] = {"multi max 3": "count-selected(.) <= 3"}


def workbook(questions: pd.DataFrame, choices: pd.DataFrame, form: pd.DataFrame) -> bytes:
    """The bytes of the XLSForm made of the rows of ``tools/facts``.

    Raises
    ------
        DataFileError: a question is asked of people whom the form cannot tell from others.
    """
    book = Workbook()
    survey = book.active or book.create_sheet()
    survey.title = "survey"
    _fill(survey, _COLUMNS, _survey_rows(as_texts(questions), as_texts(choices), as_texts(form)))
    labels = tuple(f"label::{name}" for name in LANGUAGES.values())
    _fill(book.create_sheet("choices"), ("list_name", "name", *labels), _choice_rows(as_texts(choices)))
    _fill(
        book.create_sheet("settings"),
        ("form_title", "form_id", "version", "default_language"),
        [["Safety and relations (translations not reviewed)", FORM_ID, VERSION, LANGUAGES["en"]]],
    )
    return _same_bytes(book)


def _survey_rows(
    questions: list[dict[str, str]], choices: list[dict[str, str]], form: list[dict[str, str]]
) -> list[list[str]]:
    lists: dict[str, list[str]] = {}
    for row in choices:
        lists.setdefault(row["choice_list"], []).append(row["code"])
    rows: list[list[str]] = []
    for row in form:
        if row["type"] == "questions":
            rows += [_question_row(item, lists[item["choice_list"]]) for item in questions if item["choice_list"]]
        else:
            labels = [row[f"label_{language}"] for language in LANGUAGES]
            name = "" if row["type"] == "end_group" else row["name"]
            rows.append([row["type"], name, *labels, row["required"], row["relevant"], ""])
    return rows


def _question_row(item: dict[str, str], codes: list[str]) -> list[str]:
    if item["asked_of"] not in _RELEVANT:
        message = (
            f"{item['question_id']}: the form cannot tell who '{item['asked_of']}' are; use {list(_RELEVANT)}."
        )
        raise DataFileError(message)
    multi = our_word("answer_mode", item["answer_mode"], where=item["question_id"]) == AnswerMode.MULTI
    return [
        f"{'select_multiple' if multi else 'select_one'} {item['choice_list']}",
        item["question_id"],
        *(item[f"text_{language}"] for language in LANGUAGES),
        "" if item["asked_of"] == "all, optional" else "yes",
        _RELEVANT[item["asked_of"]],
        _constraint(item["answer_mode"], codes) if multi else "",
    ]


def _constraint(mode: str, codes: list[str]) -> str:
    rules = [f"not(selected(., '{code}') and count-selected(.) > 1)" for code in _ALONE if code in codes]
    return " and ".join([*([_MOST[mode]] if mode in _MOST else []), *rules])


def _choice_rows(choices: list[dict[str, str]]) -> list[list[str]]:
    return [
        [row["choice_list"], row["code"], *(row[f"label_{language}"] for language in LANGUAGES)] for row in choices
    ]


def _fill(sheet: Worksheet, header: tuple[str, ...], rows: list[list[str]]) -> None:
    for row in (list(header), *rows):
        sheet.append([cell or None for cell in row])
    sheet.freeze_panes = "C2"


def _same_bytes(book: Workbook) -> bytes:
    """The workbook with fixed times; openpyxl writes the time of saving, so the parts are packed again."""
    book.properties.created = _FIXED
    saved, packed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-11-22T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            entry.create_system = 0
            new.writestr(entry, content)
    return packed.getvalue()
