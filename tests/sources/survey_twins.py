"""Made exports of the bundled questionnaire as KoboToolbox and ODK Central write them; nobody's answers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from sources.xlsform import bundled_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sources.xlsform import FormQuestion

Interview = dict[str, Any]

GROUP = "interview"
PLANTED: dict[str, str] = {
    "respondent_name": "Zarina Qwertova",
    "phone": "+996555123456",
    "email": "zarina@mail.example",
    "deviceid": "collect:Xq7Zq7Zq7",
    "_submitted_by": "enumerator_aziz",
    "home_address": "Lenin street 7, flat 3",
    "_spot_latitude": "40.1234567",
    "_spot_longitude": "70.7654321",
    "spot": "40.1234567 70.7654321 812 4",
    "house_photo": "zq-photo-77.jpg",
    "house_photo_URL": "https://files.example/zq-photo-77.jpg",
    "ip": "10.99.88.77",
    "story": "My neighbour Qwertova saw it",
    "_notes": "call Qwertova back",
}
"""What no output of an import may hold, by its column."""
META: dict[str, str] = {
    "_id": "id",
    "_uuid": "uuid",
    "_submission_time": "time",
    "_validation_status": "status",
    "_status": "",
    "__version__": "version",
    "_tags": "",
    "_index": "index",
}
_FACTS = ("today", "interview_mode", "wave", "district", "place", "cluster", "consent")
_PERSON = ("age_band", "sex", "ethnic_group")


def interview(number: int, **changes: Any) -> Interview:
    """A whole interview: codes of answers by name of the question, and what the tool adds."""
    made: Interview = {
        "today": f"2026-05-{number % 27 + 1:02d}",
        "interview_mode": "face_to_face",
        "wave": "2026-spring",
        "district": ("Batken", "Isfara")[number % 2],
        "place": ("Ak-Sai", "Vorukh")[number % 2],
        "cluster": f"EA-{number % 4}",
        "consent": "yes",
        "Q01": ("very_safe", "rather_unsafe", "dont_know")[number % 3],
        "Q02": "very_safe",
        "Q04": ("theft", "theft stone_throwing", None)[number % 3],
        "age_band": ("18-29", "60+")[number % 2],
        "sex": ("female", "male")[number % 2],
        "ethnic_group": "other",
        "household_size": "5",
        "id": str(1000 + number),
        "uuid": f"00000000-0000-4000-8000-{number:012d}",
        "time": f"2026-05-{number % 27 + 1:02d}T10:21:00",
        "status": "",
        "version": ("v1", "v2")[number % 2],
        "index": str(number + 1),
    }
    return made | changes


def table(
    interviews: Sequence[Interview],
    *,
    language: str | None = None,
    separator: str | None = None,
    multiple: str = "both",
    option_separator: str = "/",
    questions: Sequence[str] = ("Q01", "Q02", "Q04"),
    more: Sequence[str] = (),
) -> list[list[str]]:
    """Header and rows as KoboToolbox writes them: names, or labels of a language, behind their groups.

    ``multiple`` = both, summary or details, as its export asks; ``more`` are columns taken as they are.
    """
    form = {question.name: question for question in bundled_form().questions}
    columns: list[tuple[str, str, str | None]] = []
    for name in (*_FACTS, *questions, *_PERSON, "household_size"):
        title = _title(form[name], language, separator)
        if form[name].is_multiple:
            columns += [(title, name, None)] if multiple in {"both", "summary"} else []
            for choice in form[name].choices if multiple in {"both", "details"} else ():
                shown = choice.labels[language] if language else choice.name
                columns.append((f"{title}{option_separator}{shown}", name, choice.name))
        else:
            columns.append((title, name, None))
    columns += [(name, name, None) for name in (*PLANTED, *more)]
    columns += [(title, name, None) for title, name in META.items()]
    return [
        [title for title, _, _ in columns],
        *(
            [_cell(one, form, name, option, language=language) for _, name, option in columns]
            for one in interviews
        ),
    ]


def _title(question: FormQuestion, language: str | None, separator: str | None) -> str:
    name = question.labels.get(language, question.name) if language else question.name
    if separator is None or not question.groups:
        return name
    groups = [
        labels.get(language, group) if language else group
        for labels, group in zip(question.group_labels, question.groups, strict=True)
    ]
    return separator.join([*groups, name])


def _cell(
    one: Interview, form: Mapping[str, FormQuestion], name: str, option: str | None, *, language: str | None
) -> str:
    told = one.get(name, PLANTED.get(name, ""))
    question = form.get(name)
    if told is None or question is None:
        return str(told or "")
    codes = str(told).split() if question.is_multiple else [str(told)]
    if option is not None:
        return str(int(option in codes))
    if not question.is_closed or language is None:
        return str(told)
    labels = {choice.name: choice.labels[language] for choice in question.choices}
    return " ".join(labels.get(code, code) for code in codes)


def as_csv(path: Path, rows: Sequence[Sequence[str]], *, separator: str = ";", tags: bool = False) -> Path:
    """The rows as KoboToolbox's CSV: all cells quoted; with a row of HXL tags below the header where asked."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(rows[0])
    if tags:
        writer.writerow(["#date", *([""] * (len(rows[0]) - 2)), "#meta+id"])
    writer.writerows(rows[1:])
    path.write_text(stream.getvalue(), "utf-8")
    return path


def as_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Sheets of rows as XLSX."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


def planted_in(text: str) -> list[str]:
    """The planted values that a text holds, whole or in part."""
    return [value for value in (*PLANTED.values(), "Qwertova", "40.1234567") if value in text]


def form_workbook(
    path: Path, survey: Sequence[Sequence[object]], choices: Sequence[Sequence[object]], **settings: str
) -> Path:
    """An XLSForm of these rows."""
    return as_workbook(
        path, {"survey": survey, "choices": choices, "settings": [list(settings), list(settings.values())]}
    )
