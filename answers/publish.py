"""The only way out of this room: what the public may not see is taken off here, and the mode is stamped.

Public mode drops internal rows, records or figures that nobody could verify, and records of sources that must
not be passed on (all are counted; figures made of the latter stay), and shows no survey cell that could reveal
a person: fewer than 3 clusters, fewer than 30 people, or fewer than 5 who answered one way (methods section 1,
P1 and P6). Working mode keeps all rows, and hides only survey cells without a margin of error (P1).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.enums import Mode, Status, Verification, Visibility
from model.messages import coded
from model.settings import SUPPRESS_CELL, SUPPRESS_CLUSTERS, SUPPRESS_N
from store.frames import row_dicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from model.result import Result
    from model.strings import Message
    from store.bundle import Store

SURVEY_CELL = "cell_min"
"""Column of a survey table: the smaller of the unweighted numbers of yes and no. It never leaves."""

LICENCE = "licence"
"""Why a record is left out whose source does not allow to pass it on."""

SURVEY_FIGURES: tuple[str, ...] = ("estimate", "low", "high", "n", "n_effective")
"""What a suppressed row does not carry."""

_RECORD_KEYS = frozenset({"incident_id", "account_id", "figure_id", "record_id", "resource_id", "response_id"})
"""Rows with one of these are records; places and lines say how sure they are and stay on the map."""


def publish(result: Result, *, mode: Mode = Mode.PUBLIC) -> Result:
    """The answer as it may be shown in this mode, stamped with it.

    Main and smaller tables lose what the mode hides; ``excluded`` counts the rows of the main table
    that went; a survey table gets ``suppressed, code, reason``. An answer whose rows are all
    suppressed has that status, its code and the sentence of the code.
    """
    closed = {source.source_id for source in result.sources if not source.redistributable}
    table, dropped = admit(result.table, mode=mode)
    table, kept_back = licensed(table, closed, mode=mode)
    tables = {
        name: licensed(admit(frame, mode=mode)[0], closed, mode=mode)[0] for name, frame in result.tables.items()
    }
    excluded = dict(Counter(result.excluded) + Counter(dropped) + Counter(kept_back))
    shown = suppress(table, mode=mode)
    if SURVEY_CELL in table.columns and len(shown) and shown["suppressed"].all():
        why = _why_suppressed(table, shown["code"])
        result = replace(result, status=Status.SUPPRESSED, code=why.code, message=why)
    return replace(result, table=shown, tables=tables, excluded=excluded, mode=mode)


def admit(frame: pd.DataFrame, *, mode: Mode) -> tuple[pd.DataFrame, Mapping[str, int]]:
    """The rows that a mode may see, and how many others there were: ``internal``, ``unverified``.

    >>> rows = pd.DataFrame({"incident_id": ["a", "b"], "visibility": ["public", "internal"]})
    >>> kept, dropped = admit(rows, mode=Mode.PUBLIC)
    >>> kept["incident_id"].to_list(), dropped
    (['a'], {'internal': 1})
    """
    if mode is Mode.INTERNAL or frame.empty:
        return frame, {}
    internal = _is(frame, "visibility", Visibility.INTERNAL)
    unverified = _is(frame, "verification", Verification.UNVERIFIED) & ~internal
    if not _RECORD_KEYS & set(frame.columns):
        unverified = unverified & False
    counts = {"internal": int(internal.sum()), "unverified": int(unverified.sum())}
    return frame[~(internal | unverified)], {reason: n for reason, n in counts.items() if n}


def licensed(frame: pd.DataFrame, closed: Iterable[str], *, mode: Mode) -> tuple[pd.DataFrame, Mapping[str, int]]:
    """The rows that a mode may pass on, and how many others there were: ``licence``.

    ``closed``: sources whose records must not be passed on. Rows of a tally, of a survey too, are no records
    and stay.

    >>> rows = pd.DataFrame({"incident_id": ["a", "b"], "source_id": ["facts", "acled"]})
    >>> kept, dropped = licensed(rows, {"acled"}, mode=Mode.PUBLIC)
    >>> kept["incident_id"].to_list(), dropped
    (['a'], {'licence': 1})
    """
    tally = SURVEY_CELL in frame.columns
    records = "source_id" in frame.columns and bool(_RECORD_KEYS & set(frame.columns)) and not tally
    if mode is Mode.INTERNAL or not records:
        return frame, {}
    hidden = frame["source_id"].isin(set(closed))
    return (frame[~hidden], {LICENCE: int(hidden.sum())}) if hidden.any() else (frame, {})


def closed_sources(store: Store) -> frozenset[str]:
    """The sources whose records must not be passed on."""
    sources = store.frame("sources")
    return frozenset(sources.loc[~sources["redistributable"].astype(bool), "source_id"])


def suppress(frame: pd.DataFrame, *, mode: Mode) -> pd.DataFrame:
    """A survey table whose cells that may not be shown carry no figure, only code and reason (a message).

    A table without :data:`SURVEY_CELL` comes back as it is. Expects ``clusters`` and ``n`` too.
    """
    if SURVEY_CELL not in frame.columns:
        return frame
    codes = [_code(row, mode) for row in row_dicts(frame[["clusters", "n", SURVEY_CELL]])]
    hidden = pd.Series([code is not None for code in codes], index=frame.index, dtype=bool)
    reasons = [
        None if code is None else coded(code, m=clusters)
        for code, clusters in zip(codes, frame["clusters"], strict=True)
    ]
    shown = frame.assign(
        suppressed=hidden,
        code=pd.Series(codes, index=frame.index, dtype=object),
        reason=pd.Series(reasons, index=frame.index, dtype=object),
    )
    figures = [name for name in (*SURVEY_FIGURES, "clusters") if name in shown.columns]
    shown[figures] = shown[figures].mask(hidden)
    return shown.drop(columns=SURVEY_CELL)


def _why_suppressed(table: pd.DataFrame, codes: pd.Series[Any]) -> Message:
    """The sentence of an answer that shows no cell: P1 where that is the reason of all, else P6."""
    if (codes != "P1").any():
        return coded("P6")
    return coded("P1", m="–".join(str(number) for number in sorted(set(table["clusters"]))))


def _code(row: Mapping[str, Any], mode: Mode) -> str | None:
    if row["clusters"] < SUPPRESS_CLUSTERS:
        return "P1"
    if mode is Mode.PUBLIC and (row["n"] < SUPPRESS_N or row[SURVEY_CELL] < SUPPRESS_CELL):
        return "P6"
    return None


def _is(frame: pd.DataFrame, column: str, word: str) -> pd.Series[bool]:
    if column not in frame.columns:
        return pd.Series(data=False, index=frame.index)
    return frame[column] == word
