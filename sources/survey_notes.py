"""What the person who imports a survey is told: how it was read, and what of it is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.strings import N_, Message
from sources.survey_facts import notes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportOptions
    from sources.raw_table import RawTable
    from sources.survey_tables import Part, Setting

_READ_WITH = N_("Read with the form {form}: {n} questions with a choice of answers.")
_READ_BY_CELLS = N_(
    "Read without a form: {n} questions with a choice of answers were made out by their cells. Give the form "
    "(--form) to read all of them with their wording."
)
_RARE = N_(
    '{n} answers that only one person gave are kept as "other", because without a form they may be free text.'
)
_OPEN = N_("Not stored, because only choices are: {columns}.")
_HIDDEN = N_("Never stored, because it could tell a person: {columns}.")
_UNKNOWN = N_("Columns that the form does not have, perhaps of another version of it: {columns}.")
_ETHNICITY = N_("The ethnic group of a person is not stored.")
_REPEATS = N_(
    "{n} rows of {table} are repeats within interviews: their answers count as several answers of the interview."
)
_ORPHANS = N_(
    "{table} holds repeats without their interviews, so nothing is known of place, day and person: import it "
    "together with the file of the interviews."
)
_LEFT = N_("The sheet '{table}' of {file} was not read: it has neither interviews nor repeats.")
_NO_SECRET = N_("This rehearsal has no key of a workspace: its keys of respondents are made up and will differ.")
_NAMED, _NAMED_LETTERS = 12, 50


def survey_notes(setting: Setting, parts: Sequence[Part], options: ImportOptions) -> list[Message]:
    """How the tables were read, and which of their columns are not kept."""
    n = len({one.question_id for part in parts for one in part.asked})
    notes = [Message(_READ_BY_CELLS, {"n": n})]
    if setting.form is not None:
        notes = [Message(_READ_WITH, {"form": setting.form.title, "n": n})]
    notes += notes_on(parts[0].plan, parts[0].facts)
    rare = sum(part.plan.rare for part in parts)
    notes += [Message(_RARE, {"n": rare})] if rare else []
    for text, columns in (
        (_HIDDEN, [header for part in parts for header in sorted(part.plan.personal)]),
        (_OPEN, [header for part in parts for header in part.plan.open]),
        (_UNKNOWN, [header for part in parts for header in part.plan.unknown]),
    ):
        notes += [Message(text, {"columns": few(columns)})] if columns else []
    notes += [Message(_ETHNICITY)] if any("ethnicity" in part.plan.roles for part in parts) else []
    return notes if options.secret else [*notes, Message(_NO_SECRET)]


def notes_on_repeats(repeats: Sequence[RawTable], interviews: Part | None) -> list[Message]:
    """What was done with the tables of repeats."""
    return [
        Message(_ORPHANS, {"table": table.sheet or table.file})
        if interviews is None
        else Message(_REPEATS, {"n": table.read, "table": table.sheet or table.file})
        for table in repeats
    ]


def notes_on_left(left: Sequence[RawTable]) -> list[Message]:
    """Which sheets were not read."""
    return [Message(_LEFT, {"table": table.sheet or "", "file": table.file}) for table in left]


def few(headers: Sequence[str]) -> tuple[str, ...]:
    """The headers that a sentence names."""
    short = tuple(header if len(header) <= _NAMED_LETTERS else f"{header[:_NAMED_LETTERS]}…" for header in headers)
    return short if len(short) <= _NAMED else (*short[:_NAMED], f"… ({len(short)})")
