"""The tables of one survey: which hold interviews, which repeats within them, and what each row gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from sources.checking import MASK, Checks
from sources.each_cell import each
from sources.personal import respondent_key
from sources.raw_table import ROW
from sources.record_ids import record_ids
from sources.survey_answers import HELD, answers_of, held_id
from sources.survey_facts import FACTS, interview_facts
from sources.survey_plan import plan
from sources.survey_words import YES_NO, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model.imports import ImportKind
    from sources.raw_table import RawTable
    from sources.survey_plan import Plan
    from sources.survey_questions import Asked
    from sources.xlsform import Form


_DAYS = ("date", "interview date", "survey date", "submitted on", "дата", "дата интервью")
"""Columns with the day of an interview that no tool makes, but people do."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the tools.

    ``keys`` may hold the id of an interview, ``days`` its day, best first. ``is_meta`` says of a title that the
    tool made the column. ``parent`` names the column of a repeat that leads to its interview, ``roots`` the
    interview's id of each of its rows, given the tables of the interviews and the repeats. ``refused`` maps
    a column to the words (small letters) that keep an interview out and their code. ``summary_decides``
    is explained in :func:`sources.survey_answers.answers_of`.
    """

    kind: ImportKind
    keys: tuple[str, ...]
    days: tuple[str, ...]
    is_meta: Callable[[str], bool]
    is_interviews: Callable[[RawTable], bool]
    parent: Callable[[RawTable], str | None]
    roots: Callable[[RawTable, Sequence[RawTable], Sequence[RawTable]], pd.Series]
    refused: Mapping[str, tuple[frozenset[str], str]]
    summary_decides: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What one table gave: its rows of answers, its questions, what is wrong, what its columns were for."""

    rows: pd.DataFrame
    facts: pd.DataFrame
    asked: tuple[Asked, ...]
    plan: Plan
    quarantine: pd.DataFrame
    cells: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole import."""

    dialect: Dialect
    form: Form | None
    source_id: str
    secret: bytes
    wave: str | None


def sorted_tables(
    tables: Sequence[RawTable], dialect: Dialect
) -> tuple[list[RawTable], list[RawTable], list[RawTable]]:
    """The tables of interviews, those of repeats, and others; without any of them the first holds interviews."""
    repeats = [table for table in tables if dialect.parent(table) is not None]
    rest = [table for table in tables if dialect.parent(table) is None]
    main = [table for table in rest if dialect.is_interviews(table)]
    if not main and not repeats:
        # Not of the tool, but somebody says that it is a survey: other programs write NA where nothing is known.
        main = [replace(table, cells=table.cells.mask(table.cells == "NA")) for table in rest[:1]]
        return main, [], rest[1:]
    return main, repeats, [table for table in rest if all(table is not one for one in main)]


def as_one(tables: Sequence[RawTable]) -> RawTable:
    """Tables that are numbered through already, as one with the columns of all."""
    if len(tables) == 1:
        return tables[0]
    titles = {header: title for table in reversed(tables) for header, title in _titles(table).items()}
    cells = pd.concat([table.cells for table in tables])
    ragged = pd.concat([table.ragged for table in tables], ignore_index=True)
    headers = tuple(str(header) for header in cells.columns)
    first = tuple(titles[header] for header in headers)
    return replace(tables[0], headers=headers, first_row=first, cells=cells, ragged=ragged)


def _titles(table: RawTable) -> dict[str, str]:
    """The headers as the file writes them, equal ones too, by header; an empty one is its number."""
    told = table.first_row or table.headers
    return {header: title or header for header, title in zip(table.headers, told, strict=True)}


def _planned(table: RawTable, setting: Setting, *, repeated: bool) -> tuple[Plan, Checks]:
    titles = _titles(table)
    made = plan(
        table.cells,
        titles,
        form=setting.form,
        source_id=setting.source_id,
        meta={header for header, title in titles.items() if setting.dialect.is_meta(title)},
        repeated=repeated,
        by_names=repeated or setting.dialect.is_interviews(table),
    )
    # What is never stored need not be read in quarantine either: free text tells as much of a person as a name.
    return made, Checks(table, personal=made.personal | set(made.open))


def interviews_of(table: RawTable, setting: Setting) -> Part:
    """The interviews of a table: who does not count, and who did not want to, is in quarantine."""
    made, checks = _planned(table, setting, repeated=False)
    dialect, cells = setting.dialect, table.cells
    keys = _keys(table, checks, setting)
    for column, (words, code) in dialect.refused.items():
        header = table.column(column)
        if header is not None:
            checks.refuse(each(cells[header], compact).isin(words), column=header, code=code)
    silent = _without_consent(cells, made, checks)
    days = [header for name in (*dialect.days, *_DAYS) if (header := table.column(name)) is not None]
    facts = interview_facts(cells, made, checks, days=days, wave=setting.wave, source_id=setting.source_id).assign(
        respondent_key=keys
    )
    answers = answers_of(made.asked, cells, checks, summary_decides=dialect.summary_decides)
    kept = facts[checks.good]
    masked = checks.cells()
    masked.loc[masked.index.isin(silent), [name for name in masked if name != made.roles.get("consent")]] = MASK
    return Part(_rows(answers, kept, setting), kept, made.asked, made, checks.quarantine(), masked)


def _keys(table: RawTable, checks: Checks, setting: Setting) -> pd.Series:
    """The key of each respondent; an id that stands twice is told, a row without one goes by what it says."""
    told = (table.column(name) for name in setting.dialect.keys)
    header = next((one for one in told if one is not None and table.cells[one].notna().any()), None)
    ids = table.cells[header].str.strip() if header else pd.Series(None, index=table.cells.index, dtype="str")
    if header is not None:
        twice = ids.duplicated() & ids.notna()
        rows = pd.Series(ids.index, index=ids.index)
        checks.refuse(twice, column=header, code="Q06", other=rows.groupby(ids).transform("first"))
    whole = ids.where(~ids.str.fullmatch(r"\d{1,12}", na=False), setting.source_id + "/" + ids)
    bare = ids.isna()
    if bare.any():
        nothing = pd.Series(None, index=ids.index[bare], dtype="str")
        made = record_ids(setting.source_id, nothing, table.cells[bare])
        whole = whole.astype(object).mask(bare, made.reindex(ids.index))
    return each(whole, lambda text: respondent_key(setting.secret, text))


def _without_consent(cells: pd.DataFrame, made: Plan, checks: Checks) -> pd.Index:
    """The rows of people who did not agree to be asked; they are put into quarantine."""
    header = made.roles.get("consent")
    if header is None:
        return cells.index[:0]
    refused = each(cells[header], lambda text: YES_NO.get(compact(text))).eq("no")
    checks.refuse(refused, column=header, code="Q18")
    return cells.index[refused]


def repeats_of(
    table: RawTable,
    tables: tuple[Sequence[RawTable], Sequence[RawTable]],
    interviews: Part | None,
    setting: Setting,
) -> Part:
    """The rows of a table of repeats: each belongs to an interview, whose facts stand beside its answers."""
    made, checks = _planned(table, setting, repeated=True)
    roots = setting.dialect.roots(table, *tables)
    keys = each(roots, lambda text: respondent_key(setting.secret, text))
    parent = setting.dialect.parent(table) or ""
    checks.refuse(roots.isna(), column=parent, code="Q20" if table.cells[parent].notna().any() else "Q01")
    if interviews is None:
        unknown = dict.fromkeys(FACTS) | {"cluster": "unknown", "weight": 1.0, "day": None, "mode": None}
        unknown["wave"] = setting.wave or f"{setting.source_id}-undated"
        facts = pd.DataFrame(unknown, index=table.cells.index).astype(object).assign(respondent_key=keys)
    else:
        known = interviews.facts.drop_duplicates("respondent_key").set_index("respondent_key")
        checks.refuse(roots.notna() & ~keys.isin(known.index), column=parent, code="Q20")
        facts = known.reindex(keys).set_axis(table.cells.index).assign(respondent_key=keys)
    answers = answers_of(made.asked, table.cells, checks, summary_decides=setting.dialect.summary_decides)
    kept = facts[checks.good]
    rows = _rows(answers, kept, setting)
    return Part(rows, kept, made.asked, made, checks.quarantine(), checks.cells())


def _rows(answers: pd.DataFrame, facts: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """The rows of ``survey_answers``; one without an answer to keep has a row that says that it was held."""
    kept = answers[answers.index.isin(facts.index)]
    silent = facts.index.difference(kept.index)
    held = pd.DataFrame({"question_id": held_id(setting.source_id), "answer": HELD}, index=silent, dtype=object)
    rows = pd.concat([kept, held]).sort_index(kind="stable").rename_axis(ROW)
    beside = facts[["respondent_key", *FACTS]].reindex(rows.index)
    found = rows.assign(**{str(name): beside[name] for name in beside}, place_id=None, district_id=None)
    return found.assign(weight=found["weight"].astype(float), source_id=setting.source_id)
