"""The answers of interviews as long rows: which interview, which question, which answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sources.raw_table import ROW
from sources.survey_questions import OTHER
from sources.survey_words import TRUE, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sources.checking import Checks
    from sources.survey_questions import Asked

HELD = "held"
_TEXT = "Interviews in which no question with a choice of answers was answered"
_NOT_STATED = "not stated"


def answers_of(
    asked: Sequence[Asked], cells: pd.DataFrame, checks: Checks, *, summary_decides: bool
) -> pd.DataFrame:
    """One row an answer: ``question_id, answer``, the index as ``cells``; each answer of a row once.

    ``summary_decides``: of a multiple choice the column with all answers says what was chosen, because those of
    its options hold zeros where nobody was asked. Answers that a question of ours does not have go to ``checks``;
    those of other questions are kept as "other", whatever they say.
    """
    found = [part for one in asked for part in _parts(one, cells, checks, summary_decides=summary_decides)]
    if not found:
        return pd.DataFrame({"question_id": [], "answer": []}, index=cells.index[:0], dtype=object)
    rows = pd.concat(found)
    once = rows.reset_index().duplicated().to_numpy()
    return rows[~once].sort_index(kind="stable").rename_axis(ROW)


def _parts(one: Asked, cells: pd.DataFrame, checks: Checks, *, summary_decides: bool) -> Iterable[pd.DataFrame]:
    by_options = one.options and not (summary_decides and one.columns)
    for column in () if by_options else one.columns:
        told = cells[column].dropna()
        codes = {text: _codes(str(text), one) for text in told.unique()}
        unknown = told.map(lambda text, codes=codes: None in codes[text])
        if one.ours and unknown.any():
            words = tuple(code for code, _ in one.scale)
            checks.refuse(unknown.reindex(cells.index, fill_value=False), column=column, code="Q05", words=words)
        chosen = told.map(lambda text, codes=codes: [code or OTHER for code in codes[text]]).explode().dropna()
        yield pd.DataFrame({"question_id": one.question_id, "answer": chosen.astype(object)})
    for column, code in one.options.items() if by_options else ():
        ticked = cells[column].dropna().map(compact).isin(TRUE)
        yield pd.DataFrame({"question_id": one.question_id, "answer": code}, index=ticked[ticked].index)


def _codes(text: str, one: Asked) -> list[str | None]:
    """The codes that a cell says; None for what is no answer of the question."""
    plain = compact(text)
    if plain in one.codes or not one.splits:
        return [one.codes.get(plain)]
    words, found = plain.split(), []
    at = 0
    while at < len(words):
        # Labels hold spaces too: the longest answer that fits is taken.
        longest = next((to for to in range(len(words), at, -1) if " ".join(words[at:to]) in one.codes), None)
        found.append(None if longest is None else one.codes[" ".join(words[at:longest])])
        at = longest or at + 1
    return list(dict.fromkeys(found))


def question_rows(asked: Iterable[Asked], answers: pd.DataFrame, *, source_id: str, title: str) -> pd.DataFrame:
    """The rows of ``survey_questions`` for the questions that are not of the bundled questionnaire."""
    given = answers.groupby("question_id")["answer"].agg(set) if len(answers) else pd.Series(dtype=object)
    lines = {}
    for one in asked:
        scale = dict(one.scale)
        if OTHER in given.get(one.question_id, set()):
            scale.setdefault(OTHER, "Other")
        if not one.ours:
            lines[one.question_id] = _line(one.question_id, one.theme or title, one.text, scale, source_id)
            lines[one.question_id]["answer_mode"] = "multi" if one.multiple else "single"
    if held_id(source_id) in given.index:
        lines[held_id(source_id)] = _line(held_id(source_id), title, _TEXT, {HELD: "held"}, source_id)
    columns = [*_line("", "", "", {}, "")]
    return pd.DataFrame(list(lines.values()), columns=columns, dtype=object).rename_axis(ROW)


def held_id(source_id: str) -> str:
    """The id of the question that stands for an interview without any answer to keep; no other question has it."""
    return f"{source_id}--interview"


def _line(question_id: str, theme: str, text: str, scale: dict[str, str], source_id: str) -> dict[str, object]:
    return {
        "question_id": question_id,
        "theme": theme,
        "text_en": text,
        "scale": list(scale),
        "scale_labels_en": list(scale.values()),
        "insecure": [],
        "reading": None,
        "answer_mode": "single",
        "asked_of": _NOT_STATED,
        "sensitive": True,
        "source_id": source_id,
    }
