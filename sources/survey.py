"""Exports of surveys, whichever tool made them, as interviews and answers: every row is in one of two tables.

Kept of an interview are the answers to questions with choices, its wave, district, place, enumeration area and
weight, and the sex and age band of the person. Free texts, numbers, days, pictures and points are not kept.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

import pandas as pd

from model.errors import BadInputError
from model.imports import Parsed
from model.strings import N_, Message
from sources.raw_table import ROW, numbered_on
from sources.record_ids import slug
from sources.source_rows import source_row
from sources.survey_answers import question_rows
from sources.survey_facts import waves_of
from sources.survey_notes import few, notes_on_left, notes_on_repeats, survey_notes
from sources.survey_tables import Setting, as_one, interviews_of, repeats_of, sorted_tables
from sources.xlsform import is_form, open_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportOptions
    from sources.raw_table import RawTable
    from sources.survey_tables import Dialect, Part
    from sources.xlsform import Form

_LICENCE = N_("not stated: ask whoever ran the survey")
_NO_ROWS = N_("{file} holds no interview: export the submissions anew, and check the filter of the export.")
_IS_FORM = N_(
    "{file} is a form (XLSForm), not the answers to it: import the answers, and give the form with them (--form)."
)
_OTHER_FORM = N_(
    "None of the questions of the form {form} stands in {file}, which has the columns {columns}: give the form "
    "that these interviews were held with."
)
_STAMP = re.compile(r"(?:[-_ ]+\d{4}-\d\d-\d\d.*|_-_.*)$")


def read_survey(tables: Sequence[RawTable], options: ImportOptions, dialect: Dialect) -> Parsed:
    """The tables of one survey as ``survey_answers``, ``survey_waves`` and ``survey_questions``.

    Tables of repeats are read as more answers of their interviews; sheets that are neither are left and told.

    Raises
    ------
    BadInputError
        There is no row, the file is a form itself, or the form that was given is another one.
    """
    if is_form(tables):
        raise BadInputError(Message(_IS_FORM, {"file": tables[0].file}))
    main, repeats, left = sorted_tables(numbered_on(tables), dialect)
    read = sum(table.read for table in (*main, *repeats))
    if not read:
        raise BadInputError(Message(_NO_ROWS, {"file": tables[0].file}))
    form = open_form(options.form) if options.form is not None else None
    setting = Setting(
        dialect,
        form,
        options.source_id or _source_id(tables[0].file, form),
        options.secret or secrets.token_bytes(32),
        options.wave,
    )
    whole = as_one(main) if main else None
    interviews = interviews_of(whole, setting) if whole is not None else None
    parts = [interviews] if interviews is not None else []
    parts += [repeats_of(table, (main, repeats), interviews, setting) for table in repeats]
    _check_form(form, parts, tables)
    notes = [*survey_notes(setting, parts, options), *notes_on_repeats(repeats, interviews), *notes_on_left(left)]
    return _parsed(setting, parts, options, read, tables[0].file, notes)


def _check_form(form: Form | None, parts: Sequence[Part], tables: Sequence[RawTable]) -> None:
    if form is not None and not any(one.asked or one.plan.roles for one in parts):
        fields = {"form": form.title, "file": tables[0].file, "columns": few(tables[0].headers)}
        raise BadInputError(Message(_OTHER_FORM, fields))


def _parsed(
    setting: Setting, parts: Sequence[Part], options: ImportOptions, read: int, file: str, notes: list[Message]
) -> Parsed:
    rows = pd.concat([part.rows for part in parts])
    facts = pd.concat([part.facts for part in parts])
    title = setting.form.title if setting.form is not None else PurePath(file).stem
    own = {
        "source_id": setting.source_id,
        "title": title,
        "publisher": title,
        "licence": _LICENCE,
        "holds": "survey",
    }
    source = source_row(replace(options, source_id=setting.source_id), own, days=facts["day"])
    asked = {one.question_id: one for part in parts for one in part.asked}
    today = {"day": datetime.now(tz=UTC).date()}
    return Parsed(
        setting.dialect.kind,
        "survey_answers",
        source,
        {
            "survey_answers": rows,
            "survey_waves": waves_of(facts, source_id=setting.source_id, today=today),
            "survey_questions": question_rows(
                asked.values(), rows, source_id=setting.source_id, title=str(source["title"])
            ),
        },
        read,
        pd.concat([part.quarantine for part in parts], ignore_index=True),
        pd.concat([part.cells for part in parts]).rename_axis(ROW),
        tuple(notes),
    )


def _source_id(file: str, form: Form | None) -> str:
    """The id of the survey: its form's, else the name of the file without the day of the export."""
    if form is not None and slug(form.form_id):
        return slug(form.form_id)
    return slug(_STAMP.sub("", PurePath(file).stem)) or "survey"
