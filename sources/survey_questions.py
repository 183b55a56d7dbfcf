"""The closed questions of a survey: made of its form, or of what the cells of its export say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.record_ids import slug
from sources.survey_guess import rare_answers
from sources.survey_words import NOT_SAID, YES_NO, compact
from sources.xlsform import bundled_form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd

    from sources.form_columns import Located
    from sources.survey_guess import Guess
    from sources.xlsform import Choice, Form, FormQuestion

OTHER = "other"
_OURS = re.compile(r"Q\d\d")
_NAME = re.compile(r"[\w.+-]+")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A closed question: its id and wording, its answers, and the columns that say them.

    ``codes`` maps a cell, as :func:`sources.survey_words.compact` writes it, to the code of the answer;
    ``options`` maps the column of an option to its code; ``scale`` has code and wording in order.
    ``splits`` says that a cell of ``columns`` may hold several answers. A question that is ``ours`` has its
    wording in the bundled table, and takes no answers but those of its scale.
    """

    question_id: str
    text: str
    theme: str
    multiple: bool
    codes: Mapping[str, str]
    scale: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    options: Mapping[str, str]
    splits: bool = False
    ours: bool = False


def codes_of(choices: Sequence[Choice], *, ours: bool = False) -> dict[str, str]:
    """What cells may say, as compared, and the code: names before labels, what says nothing in our own codes.

    A question that is ``ours`` keeps its codes: not to know where the line runs is an answer.
    """
    codes = {one.name: _usual(one, ours=ours) for one in choices}
    by_label = {compact(label): codes[one.name] for one in reversed(choices) for label in one.labels.values()}
    return {**by_label, **{compact(name): code for name, code in codes.items()}}


def _usual(choice: Choice, *, ours: bool = False) -> str:
    if ours:
        return choice.name
    texts = map(compact, (choice.name, *choice.labels.values()))
    return next((NOT_SAID[text] for text in texts if text in NOT_SAID), choice.name)


def of_form(located: Mapping[str, Located], leave: Collection[str], source_id: str, form: Form) -> Iterable[Asked]:
    """The closed questions of a form that have columns, in the order of the file."""
    columns: dict[str, list[str]] = {}
    options: dict[str, dict[str, str]] = {}
    questions: dict[str, FormQuestion] = {}
    for header, (question, choice) in located.items():
        if header in leave or not question.is_closed:
            continue
        key = "/".join((*question.groups, question.name))
        questions[key] = question
        if choice is None:
            columns.setdefault(key, []).append(header)
        else:
            options.setdefault(key, {})[header] = _usual(choice, ours=_is_ours(question))
    for key, question in questions.items():
        ours = _is_ours(question)
        yield Asked(
            question_id=question.name if ours else _question_id(source_id, question.name),
            text=form.wording(question.labels, otherwise=question.name),
            theme=form.wording(question.group_labels[-1], otherwise="") if question.group_labels else "",
            multiple=question.is_multiple or question.repeat is not None,
            codes=codes_of(question.choices, ours=ours),
            scale=tuple(
                dict.fromkeys(
                    (_usual(one, ours=ours), form.wording(one.labels, otherwise=one.name))
                    for one in question.choices
                )
            ),
            columns=tuple(columns.get(key, ())),
            options=options.get(key, {}),
            splits=question.is_multiple,
            ours=ours,
        )


def _is_ours(question: FormQuestion) -> bool:
    """Whether a question is one of the bundled questionnaire, with no other answers than that has."""
    if not _OURS.fullmatch(question.name):
        return False
    mine = next((one for one in bundled_form().questions if one.name == question.name), None)
    return (
        mine is not None
        and mine.kind == question.kind
        and {one.name for one in question.choices} <= {one.name for one in mine.choices}
    )


def of_cells(found: Guess, cells: pd.DataFrame, source_id: str, taken: Collection[str]) -> tuple[Asked, int]:
    """A question made of what the cells say, and how many answers are kept as "other"."""
    question_id = _free(_question_id(source_id, found.title), taken)
    if found.options:
        codes = _coded(found.options.values())
        named = all(_NAME.fullmatch(option) for option in found.options.values())
        columns = (found.column,) if found.column is not None and named else ()
        options = {header: codes[compact(option)] for header, option in found.options.items()}
        scale = [(codes[compact(option)], option) for option in found.options.values()]
        return _made(question_id, found.title, codes, scale, columns, options, multiple=True), 0
    told = cells[found.column or ""].dropna()
    rare = rare_answers(told)
    order = told.value_counts().index
    codes = _coded(str(text) for text in order if compact(str(text)) not in rare)
    kept = {compact(str(text)): str(text) for text in reversed(order)}
    scale = [(code, kept[text]) for text, code in codes.items()]
    if rare:
        scale = [one for one in scale if one[0] != OTHER] + [(OTHER, "Other")]
        codes = {**codes, **dict.fromkeys(rare, OTHER)}
    return _made(question_id, found.title, codes, scale, (found.column or "",), {}, multiple=False), len(rare)


def _made(
    question_id: str,
    title: str,
    codes: Mapping[str, str],
    scale: Sequence[tuple[str, str]],
    columns: tuple[str, ...],
    options: Mapping[str, str],
    *,
    multiple: bool,
) -> Asked:
    first = dict(reversed(scale))
    return Asked(
        question_id,
        title,
        "",
        multiple,
        codes,
        tuple((code, first[code]) for code in dict(scale)),
        columns,
        options,
        multiple,
    )


def _coded(texts: Iterable[str]) -> dict[str, str]:
    """A code for each different text, by how it is compared: what it is usually called, its name, or a slug."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for text in texts:
        plain = compact(text)
        if plain not in found:
            usual = NOT_SAID.get(plain) or YES_NO.get(plain)
            found[plain] = usual or _free(code_of(text), used)
            used.add(found[plain])
    return found


def code_of(text: str) -> str:
    """The code of an answer: its name where it is one, else its wording in small Latin letters.

    >>> code_of("very_safe"), code_of("Theft / Vandalism")
    ('very_safe', 'theft_vandalism')
    """
    if _NAME.fullmatch(text) and text.isascii():
        return text[:_LONGEST]
    return slug(text).replace("-", "_") or "answer"


def _question_id(source_id: str, name: str) -> str:
    return f"{source_id}-{slug(name) or 'question'}"


def _free(name: str, taken: Collection[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
