"""The form that a survey was asked with (XLSForm, or the JSON that KoboToolbox gives for one): labels and scales.

Only what is needed to read its answers is taken: the questions in order with their groups, their wording in each
language and their choices. Conditions and choice filters say who was asked, not what was answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import BadInputError
from model.strings import N_, Message
from sources.form_json import json_sheets, looks_like_json
from sources.opening import open_tables, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sources.raw_table import RawTable

    Rows = Sequence[Mapping[str, str]]

BUNDLED_FORM = Path(__file__).resolve().parent.parent / "data" / "surveys" / "questionnaire.xlsx"
"""The questionnaire that comes with the program."""

_NO_FORM = N_(
    "{file} is no XLSForm: sheets 'survey' and 'choices' with columns 'type' and 'name' were expected, found "
    "{found}. Ask whoever runs the survey for its XLSForm (in KoboToolbox: Form, … , Download XLS)."
)
_SELECTS = {
    "select_one": "select_one",
    "select1": "select_one",
    "select_one_external": "select_one",
    "select_one_from_file": "select_one",
    "select_multiple": "select_multiple",
    "select_multiple_from_file": "select_multiple",
    "select_all_that_apply_from": "select_multiple",
}
_OTHER = "other"
_LABEL = re.compile(r"^(?:label|caption)(?:::?\s*(?P<language>.+))?$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list: its code, and its wording by language (``""`` = not said which)."""

    name: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question: ``kind`` as the form says (``select_one``, ``text``, ``geopoint`` …), groups from outside in.

    ``group_labels`` stand for ``groups`` in the same order; ``repeat`` is the innermost repeat around it.
    """

    kind: str
    name: str
    labels: Mapping[str, str]
    groups: tuple[str, ...] = ()
    group_labels: tuple[Mapping[str, str], ...] = ()
    repeat: str | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether its answers are choices."""
        return self.kind in {"select_one", "select_multiple"}

    @property
    def is_multiple(self) -> bool:
        """Whether several choices may be given."""
        return self.kind == "select_multiple"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its title, id and version, the languages of its labels, its questions in order."""

    title: str
    form_id: str
    version: str
    languages: tuple[str, ...]
    questions: tuple[FormQuestion, ...]
    default_language: str = ""

    def wording(self, labels: Mapping[str, str], *, otherwise: str = "") -> str:
        """The wording in English, else in the form's own language, else in any.

        >>> Form("", "", "", ("Русский (ru)",), ()).wording({"Русский (ru)": "Да"})
        'Да'
        """
        english = [name for name in labels if re.match(r"english|en\b", name, re.IGNORECASE) or "(en)" in name]
        order = [*english, self.default_language, "", *labels]
        return next((labels[name] for name in order if labels.get(name)), otherwise)


def open_form(path: Path, *, name: str | None = None) -> Form:
    """The form in a file: XLSForm as XLSX, XLS or ODS, or the JSON of a KoboToolbox project.

    Raises
    ------
    BadInputError
        The file is no form: what was expected, what was found.
    """
    shown = name or path.name
    if looks_like_json(read_bytes(path, name=shown)):
        return form_of(json_sheets(path, name=shown), name=shown)
    tables = open_tables(path, name=shown)
    return form_of({_key(table.sheet or ""): _rows(table) for table in tables}, name=shown)


@cache
def bundled_form() -> Form:
    """The questionnaire that comes with the program."""
    return open_form(BUNDLED_FORM)


def is_form(tables: Iterable[RawTable]) -> bool:
    """Whether a sheet 'survey' asks questions: the file is a form, not the answers to one."""
    headings = [
        {_key(header) for header in table.headers} for table in tables if _key(table.sheet or "") == "survey"
    ]
    return any({"type", "name"} <= found for found in headings)


def form_of(sheets: Mapping[str, Rows], *, name: str) -> Form:
    """The form in the rows of its sheets.

    Raises
    ------
    BadInputError
        There is no sheet of questions with types and names.
    """
    survey = sheets.get("survey", ())
    if not any(row.get("type") and row.get("name") for row in survey):
        raise BadInputError(Message(_NO_FORM, {"file": name, "found": tuple(sheets) or "nothing"}))
    settings = next(iter(sheets.get("settings", ())), {})
    lists = _lists(sheets.get("choices", ()))
    questions = tuple(_questions(survey, lists))
    languages = dict.fromkeys(language for question in questions for language in question.labels if language)
    return Form(
        title=settings.get("form_title", "") or settings.get("title", "") or Path(name).stem,
        form_id=settings.get("form_id", "") or settings.get("id_string", ""),
        version=settings.get("version", ""),
        languages=tuple(languages),
        questions=questions,
        default_language=settings.get("default_language", ""),
    )


def _rows(table: RawTable) -> list[dict[str, str]]:
    """The rows of a sheet as dictionaries; headings in small letters, languages as they are written."""
    headers = {header: _key(header) if "::" not in header else header for header in table.headers}
    return [
        {headers[str(header)]: str(cell).strip() for header, cell in row.items() if isinstance(cell, str)}
        for row in table.cells.to_dict("records")
    ]


def _key(heading: str) -> str:
    return _BETWEEN.sub("_", heading.strip().casefold())


def _labels(row: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for heading, text in row.items():
        label = _LABEL.match(heading)
        if label is not None and text:
            found[(label["language"] or "").strip()] = text
    return found


def _lists(choices: Rows) -> dict[str, tuple[Choice, ...]]:
    """The choices by list; a name that stands twice (choice filters do that) is one choice."""
    found: dict[str, dict[str, Choice]] = {}
    for row in choices:
        name = row.get("name") or row.get("value")
        of = row.get("list_name") or row.get("list")
        if name and of:
            found.setdefault(of, {}).setdefault(name, Choice(name, _labels(row)))
    return {name: tuple(choices.values()) for name, choices in found.items()}


def _questions(survey: Rows, lists: Mapping[str, tuple[Choice, ...]]) -> Iterable[FormQuestion]:
    within: list[tuple[str, Mapping[str, str], bool]] = []
    for row in survey:
        kind = _key(row.get("type", ""))
        if kind.startswith("begin_"):
            within.append((row.get("name", ""), _labels(row), kind == "begin_repeat"))
        elif kind.startswith("end_"):
            del within[-1:]
        elif kind and row.get("name"):
            word, choices = _kind(row["type"], lists)
            yield FormQuestion(
                kind=word,
                name=row["name"],
                labels=_labels(row),
                groups=tuple(group for group, _, _ in within),
                group_labels=tuple(labels for _, labels, _ in within),
                repeat=next((group for group, _, repeats in reversed(within) if repeats), None),
                choices=choices,
            )


def _kind(text: str, lists: Mapping[str, tuple[Choice, ...]]) -> tuple[str, tuple[Choice, ...]]:
    """The kind of a question and its choices: ``select one yes_no or_other`` is a select_one of that list."""
    word = _key(text)
    select = next((name for name in sorted(_SELECTS, key=len, reverse=True) if word.startswith(f"{name}_")), None)
    if select is None:
        return _SELECTS.get(word, word), ()
    parts = text.strip().split()[len(select.split("_")) if "_" not in text.split(maxsplit=1)[0] else 1 :]
    choices = lists.get(parts[0], ()) if parts else ()
    if len(parts) > 1 and _key(parts[1]).startswith("or"):
        choices = (*choices, Choice(_OTHER, {"": "Other"}))
    return _SELECTS[select], choices
