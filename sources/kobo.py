"""KoboToolbox: exports as CSV and XLSX, with names or labels as headings, with groups or without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from model.imports import ImportKind
from sources.survey import read_survey
from sources.survey_tables import Dialect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.imports import ImportOptions, Parsed
    from sources.raw_table import RawTable

_UUID, _ID, _INDEX = "_uuid", "_id", "_index"
_PARENT_TABLE, _PARENT_INDEX, _ROOT = "_parent_table_name", "_parent_index", "_submission__uuid"
_MADE = re.compile(r"(?:.*/)?(?:start|end|today|__version__|_[A-Za-z].*)|(?:meta|formhub)/.*|.+_URL", re.DOTALL)
_POINT = re.compile(r"(?:.*/)?_.+_(?:latitude|longitude|altitude|precision)")
_NOT_APPROVED = frozenset({"not approved", "validation_status_not_approved", "not_approved", "rejected"})


def recognises(table: RawTable) -> bool:
    """Whether the columns are those that KoboToolbox adds."""
    names = set(table.headers)
    own = {_UUID, "_submission_time", "_validation_status"} & names
    return (bool(own) and bool({_ID, _INDEX, _UUID} & names)) or {_PARENT_TABLE, _PARENT_INDEX} <= names


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The interviews of an export; ``options.form`` is its XLSForm.

    Raises
    ------
    BadInputError
        There is no interview, or the form is that of another survey.
    """
    return read_survey(tables, options, DIALECT)


def _is_interviews(table: RawTable) -> bool:
    return recognises(table) and _PARENT_INDEX not in table.headers


def _parent(table: RawTable) -> str | None:
    return next((name for name in (_PARENT_INDEX, _ROOT) if name in table.headers), None)


def _is_meta(title: str) -> bool:
    return bool(_MADE.fullmatch(title)) and not _POINT.fullmatch(title)


def _roots(table: RawTable, interviews: Sequence[RawTable], repeats: Sequence[RawTable]) -> pd.Series:
    """The id of the interview of each row of a sheet of repeats, by its own column or up its parents."""
    if _ROOT in table.headers and table.cells[_ROOT].notna().any():
        return table.cells[_ROOT]
    ids = {
        (one.sheet, str(index)): uuid
        for one in interviews
        if {_INDEX, _UUID} <= set(one.headers)
        for index, uuid in zip(one.cells[_INDEX], one.cells[_UUID], strict=True)
    }
    above = {
        (one.sheet, str(index)): parent
        for one in repeats
        if {_INDEX, _PARENT_TABLE, _PARENT_INDEX} <= set(one.headers)
        for index, *parent in one.cells[[_INDEX, _PARENT_TABLE, _PARENT_INDEX]].itertuples(index=False)
    }
    names = table.cells.get(_PARENT_TABLE, pd.Series(None, index=table.cells.index, dtype="str"))
    found = []
    for name, index in zip(names, table.cells[_PARENT_INDEX], strict=True):
        at, steps = (name, str(index)), 0
        while at in above and at not in ids and steps <= len(repeats):
            at, steps = (above[at][0], str(above[at][1])), steps + 1
        found.append(ids.get(at))
    return pd.Series(found, index=table.cells.index, dtype="str")


DIALECT = Dialect(
    kind=ImportKind.KOBO,
    keys=("meta/rootUuid", _UUID, "meta/instanceID", _ID),
    days=("today", "start", "_submission_time", "end"),
    is_meta=_is_meta,
    is_interviews=_is_interviews,
    parent=_parent,
    roots=_roots,
    refused={"_validation_status": (_NOT_APPROVED, "Q17")},
    summary_decides=False,
)
