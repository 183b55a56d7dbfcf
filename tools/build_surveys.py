"""Published figures, the questionnaire, and the waves and answers of the demonstration survey.

Published figures and questions come from ``tools/facts``; the demonstration survey is made from a seed
by :mod:`tools.synthetic_survey`, the XLSForm by :mod:`tools.questionnaire`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

import pandas as pd

from model.errors import DataFileError
from tools import synthetic_survey
from tools.data_catalog import Document
from tools.fact_rows import as_texts, fact_rows, our_word
from tools.questionnaire import workbook

UNITS = {"confidence_index": "index, -100 to 100", "change": "index points", "percent": "percent"}
"""Unit of a measure; a coverage row keeps the unit of its source."""
NOT_GIVEN = "not given"
QUESTIONNAIRE = "surveys/questionnaire.xlsx"
SURVEY = "synthetic-survey"


def build() -> dict[str, pd.DataFrame]:
    """The tables ``reference_figures``, ``survey_questions``, ``survey_waves`` and ``survey_answers``.

    Raises
    ------
        DataFileError: a word, a date or a choice list that the tables of ``tools/facts`` do not know.
    """
    questions = fact_rows("survey_questions", key="question_id")
    choices = choice_lists()
    return {
        "reference_figures": reference_figures(fact_rows("reference_figures", key="figure_id")),
        "survey_questions": survey_questions(questions, choices),
        "survey_waves": synthetic_survey.waves(SURVEY),
        "survey_answers": synthetic_survey.answers(
            synthetic_survey.asked_questions(questions, choices),
            fact_rows("districts", key="district_id"),
            source_id=SURVEY,
        ),
    }


def documents() -> list[Document]:
    """The XLSForm, with labels in English, Russian, Tajik, Kyrgyz and Uzbek; same facts, same bytes."""
    return [
        Document(
            path=QUESTIONNAIRE,
            title="Questionnaire (XLSForm); translations not reviewed",
            content=workbook(
                fact_rows("survey_questions", key="question_id"),
                choice_rows(),
                fact_rows("survey_form", key="name"),
            ),
            source_ids=("questionnaire",),
            built_by="tools/build_surveys.py",
        )
    ]


def choice_rows() -> pd.DataFrame:
    """The answers of every choice list, in order, with their labels in five languages."""
    rows = fact_rows("survey_choices", key="choice")
    return rows.assign(code=rows["choice"].str.partition("/")[2], choice_list=rows["choice"].str.partition("/")[0])


def choice_lists() -> dict[str, dict[str, str]]:
    """For each choice list its codes in order and their English labels."""
    lists: dict[str, dict[str, str]] = {}
    for row in as_texts(choice_rows()):
        lists.setdefault(row["choice_list"], {})[row["code"]] = row["label_en"]
    return lists


def reference_figures(facts: pd.DataFrame) -> pd.DataFrame:
    """Published figures as they are; dates become the first and the last day of the period they name."""
    return pd.DataFrame([_figure(row) for row in as_texts(facts)])


def survey_questions(facts: pd.DataFrame, choices: dict[str, dict[str, str]]) -> pd.DataFrame:
    """The 36 questions in English with their ordered answers; ``refused`` closes every list."""
    return pd.DataFrame([_question(row, choices) for row in as_texts(facts)])


def period_of(text: str) -> tuple[date, date] | None:
    """The first and the last day that a date text names; ``None`` where it names none.

    >>> period_of("2019-H1")
    (datetime.date(2019, 1, 1), datetime.date(2019, 6, 30))
    >>> period_of("2012-2013")[1]
    datetime.date(2013, 12, 31)

    Raises
    ------
        DataFileError: the text is of none of the forms 2012, 2012-2013, 2019-H1, 2021-07.
    """
    if text in {"", NOT_GIVEN}:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(?:H([12])|(\d{4})|(\d{2})))?", text)
    if found is None:
        message = f"'{text}' is no period of a figure: write 2012, 2012-2013, 2019-H1 or 2021-07."
        raise DataFileError(message)
    year, half, last_year, month = int(found[1]), found[2], found[3], found[4]
    if month:
        return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
    if half:
        return (date(year, 1, 1), date(year, 6, 30)) if half == "1" else (date(year, 7, 1), date(year, 12, 31))
    return date(year, 1, 1), date(int(last_year or year), 12, 31)


def _figure(row: dict[str, str]) -> dict[str, Any]:
    where = row["figure_id"]
    stated = str(our_word("measure", row["unit"], where=where))
    measure = "coverage" if row["no_perception"] else stated
    days = period_of(row["date_text"]) or (None, None)
    return {
        "figure_id": where,
        "what": row["what"],
        "measure": measure,
        "topic": row["topic"],
        "value": float(row["value"]),
        "unit": UNITS.get(stated, row["unit"]),
        "place_level": our_word("place_level", row["place_level"], where=where),
        "place_text": row["place_text"],
        "country": our_word("country", row["country"], where=where) if row["country"] else None,
        "province": row["province"] or None,
        "date_text": row["date_text"] or NOT_GIVEN,
        "date_start": days[0],
        "date_end": days[1],
        "n": int(row["n"]) if row["n"] else None,
        "n_note": row["n_note"] or None,
        "comparison": row["comparison"] == "yes",
        "verification": our_word("verification", row["verification"], where=where),
        "source_title": row["source_title"] or None,
        "source_url": row["source_url"] or None,
        "source_id": "facts-surveys",
    }


def _question(row: dict[str, str], choices: dict[str, dict[str, str]]) -> dict[str, Any]:
    where = row["question_id"]
    scale = _scale(row, choices)
    insecure = [code for code in row["insecure"].split("|") if code]
    strangers = [code for code in insecure if code not in scale]
    if strangers:
        message = f"{where}: the answers {', '.join(strangers)} are not in its list '{row['choice_list']}'."
        raise DataFileError(message)
    return {
        "question_id": where,
        "theme": row["theme"],
        "text_en": row["text_en"],
        "scale": list(scale),
        "scale_labels_en": list(scale.values()),
        "insecure": insecure,
        "reading": row["reading"] or None,
        "answer_mode": our_word("answer_mode", row["answer_mode"], where=where),
        "asked_of": row["asked_of"],
        "sensitive": row["sensitive"] == "yes",
        "source_id": "questionnaire",
    }


def _scale(row: dict[str, str], choices: dict[str, dict[str, str]]) -> dict[str, str]:
    name = row["choice_list"]
    if not name:
        return {}
    if name not in choices:
        message = f"{row['question_id']}: survey_choices.csv has no list '{name}'; add it or correct the name."
        raise DataFileError(message)
    return choices[name]
