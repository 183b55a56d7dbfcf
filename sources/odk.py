"""ODK Central: submissions as CSV or as the zip of a form, its repeats in tables of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from model.imports import ImportKind
from sources.survey import read_survey
from sources.survey_tables import Dialect

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from model.imports import ImportOptions, Parsed
    from sources.raw_table import RawTable

_KEY, _PARENT, _SUBMITTED = "KEY", "PARENT_KEY", "SubmissionDate"
_MADE = re.compile(
    r"SubmissionDate|KEY|PARENT_KEY|SubmitterID|SubmitterName|AttachmentsPresent|AttachmentsExpected|Status"
    r"|ReviewState|DeviceID|Edits|FormVersion|(?:meta-)?instance(?:ID|Name)|meta-.*|start|end|today"
)
_LOCKED = frozenset({"missing encrypted form data", "not decrypted"})


def recognises(table: RawTable) -> bool:
    """Whether the columns are those that ODK Central adds."""
    names = set(table.headers)
    return {_SUBMITTED, _KEY} <= names or {_PARENT, _KEY} <= names


def read(tables: Sequence[RawTable], options: ImportOptions) -> Parsed:
    """The interviews of a form and its repeats; ``options.form`` is its XLSForm.

    Raises
    ------
    BadInputError
        There is no interview, or the form is that of another survey.
    """
    return read_survey(tables, options, DIALECT)


def _is_interviews(table: RawTable) -> bool:
    return {_SUBMITTED, _KEY} <= set(table.headers)


def _parent(table: RawTable) -> str | None:
    return _PARENT if _PARENT in table.headers else None


def _is_meta(title: str) -> bool:
    return _MADE.fullmatch(title) is not None


def _roots(table: RawTable, interviews: Sequence[RawTable], repeats: Sequence[RawTable]) -> pd.Series:
    """The key of the interview of each row: keys of repeats begin with it (``uuid:…/children[1]/toy[2]``)."""
    del interviews, repeats
    return table.cells[_PARENT].str.partition("/")[0]


DIALECT = Dialect(
    kind=ImportKind.ODK,
    keys=(_KEY, "meta-instanceID", "instanceID"),
    days=("today", "start", _SUBMITTED, "end"),
    is_meta=_is_meta,
    is_interviews=_is_interviews,
    parent=_parent,
    roots=_roots,
    refused={"ReviewState": (frozenset({"rejected"}), "Q17"), "Status": (_LOCKED, "Q21")},
    summary_decides=True,
)
