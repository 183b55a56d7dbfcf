"""Anybody's list of incidents (CSV, TSV, XLSX, XLS, ODS), read by a mapping: the one proposed, or a profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from model.errors import BadInputError
from model.imports import ImportKind, Parsed
from model.strings import N_, Message
from sources.incident_log_keys import is_key, keyed_profile
from sources.incident_rows import incident_rows
from sources.mapping import is_named, proposals, propose
from sources.personal import personal_columns
from sources.profiles import check_profile, profile_from_json, profile_to_json
from sources.raw_table import joined, plain
from sources.record_ids import slug
from sources.source_rows import source_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportOptions, Profile
    from sources.raw_table import RawTable

__all__ = ["profile_from_json", "profile_to_json", "proposals", "propose", "proposed", "read", "recognises"]

_SURE = 0.5
_NAMED, _NAMED_LETTERS = 15, 40
_HAPPENED = frozenset({"incident_type", "killed_best", "injured_best", "displaced_best", "parties", "description"})
_LICENCE = N_("not stated: ask whoever made the list")
_NO_DAY = N_(
    "A column with the day of each incident was expected in {file}, but none of its columns ({columns}) is one: "
    "name it in a mapping (date_start), or head it 'Date'."
)
_NO_HEADER = N_("The mapping expects the columns {missing} in {file}, which has {columns}: correct the mapping.")
_NO_ROWS = N_("{file} has headers but no rows: fill it in, or import the file that you filled in.")
_USED = N_("Columns were read so: {columns}.")
_AS = N_("{header} as {column}")
_SKIPPED = N_("The sheet '{sheet}' of {file} was not read: it has other columns.")
_HIDDEN = N_("Never stored, because it could tell a person: {columns}.")


def recognises(table: RawTable) -> bool:
    """Whether a list of incidents can be made out: a heading we know, a day, and a column about what happened."""
    if is_key(table):
        return False
    # A list of places, or answers of a survey, has days and points as well.
    sure = {one.column: one for one in proposals(table) if one.confidence >= _SURE and one.samples}
    return (
        "date_start" in sure
        and bool(_HAPPENED & sure.keys())
        and any(is_named(one.header) for one in sure.values())
    )


def proposed(tables: Sequence[RawTable]) -> Profile:
    """The mapping of a file: the one of the incident log's hidden sheet, else the one that its cells suggest."""
    return keyed_profile(tables) or propose(tables[0])


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The lists as incidents.

    Without a profile the mapping is the one of the incident log's hidden sheet, else the one that is proposed;
    the notes say which was used. Sheets with other columns are left aside and told; rows of several files are
    numbered through.

    Raises
    ------
    BadInputError
        There is no column of days, no row, or the mapping names columns that are not there.
    """
    profile = _profile(tables, options)
    chosen = _chosen(tables, profile)
    if not any(table.read for table in chosen):
        raise BadInputError(Message(_NO_ROWS, {"file": tables[0].file}))
    source_id = options.source_id or slug(profile.name) or slug(PurePath(tables[0].file).stem) or "spreadsheet"
    frame, quarantine, cells = incident_rows(joined(chosen), profile, source_id=source_id)
    title = profile.name or tables[0].file
    own = {"source_id": source_id, "title": title, "publisher": title, "licence": _LICENCE}
    return Parsed(
        ImportKind.SPREADSHEET,
        "incidents",
        source_row(options, own, days=[*frame["date_start"], *frame["date_end"]]),
        {"incidents": frame},
        sum(table.read for table in chosen),
        quarantine,
        cells,
        tuple(_notes(tables, chosen, profile)),
    )


def _profile(tables: Sequence[RawTable], options: ImportOptions) -> Profile:
    """The mapping to read by, its headers as the first table writes them."""
    table = tables[0]
    found = options.profile or proposed(tables)
    check_profile(found)
    heads = {plain(header): header for header in reversed(table.headers)}
    columns = {
        column: header if header in table.headers else heads.get(plain(header), header)
        for column, header in found.columns.items()
    }
    missing = tuple(header for header in columns.values() if header not in table.headers)
    if missing:
        fields = {"file": table.file, "missing": missing, "columns": _few(table.headers)}
        raise BadInputError(Message(_NO_HEADER, fields))
    if "date_start" not in columns and "date_start" not in found.fixed:
        raise BadInputError(Message(_NO_DAY, {"file": table.file, "columns": _few(table.headers)}))
    return replace(found, columns=columns)


def _chosen(tables: Sequence[RawTable], profile: Profile) -> list[RawTable]:
    """The first table and those with the same columns; another file that lacks one is refused."""
    if any(is_key(table) for table in tables):
        return [tables[0]]
    needed = set(profile.columns.values())
    for table in tables:
        missing = tuple(sorted(needed - set(table.headers)))
        if missing and table.file != tables[0].file:
            fields = {"file": table.file, "missing": missing, "columns": _few(table.headers)}
            raise BadInputError(Message(_NO_HEADER, fields))
    return [table for table in tables if needed <= set(table.headers)]


def _few(headers: Sequence[str]) -> tuple[str, ...]:
    """The headers that a sentence names."""
    short = tuple(header if len(header) <= _NAMED_LETTERS else f"{header[:_NAMED_LETTERS]}…" for header in headers)
    return short if len(short) <= _NAMED else (*short[:_NAMED], "…")


def _notes(tables: Sequence[RawTable], chosen: Sequence[RawTable], profile: Profile) -> list[Message]:
    used = tuple(Message(_AS, {"header": header, "column": column}) for column, header in profile.columns.items())
    notes = [Message(_USED, {"columns": used})]
    notes += [
        Message(_SKIPPED, {"sheet": table.sheet or "", "file": table.file})
        for table in tables
        if all(table is not one for one in chosen) and not is_key(table)
    ]
    hidden = tuple(sorted({header for table in chosen for header in personal_columns(table.headers)}))
    return [*notes, Message(_HIDDEN, {"columns": hidden})] if hidden else notes
