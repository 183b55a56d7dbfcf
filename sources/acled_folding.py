"""Several rows of one ACLED event as one incident: the same words in each of its rows, the parties of all of them.

Files with one row an actor repeat the event for each; files put together hold events as they were at several
times. The rows of the latest ``timestamp`` speak, the others are accounted for with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from model.numbered import all_plain
from model.strings import Message

if TYPE_CHECKING:
    from numpy.typing import NDArray

HELPERS: dict[str, str] = {
    name: f"_{name}" for name in ("type", "sub_type", "stamp", "marks", "kinds", "groups1", "groups2")
}
"""Columns beside the contract's: what typing needs of the rows, under names that no contract has."""
_BITS = (HELPERS["marks"], HELPERS["kinds"])
_SETS = (HELPERS["groups1"], HELPERS["groups2"])
_SAME = (
    *("date_start", "date_end", "date_level", "lon", "lat", "location_level", "place_text", "killed_best"),
    *("description", HELPERS["type"], HELPERS["sub_type"]),
)
"""What the rows of one event must say alike."""


class Folded(NamedTuple):
    """The rows, how many events had several, how many rows those had, how many events spoke with two voices."""

    frame: pd.DataFrame
    events: int = 0
    rows: int = 0
    differing: int = 0


def fold(frame: pd.DataFrame) -> Folded:
    """The frame with equal content in all rows of an ``incident_id``; its index is as it was."""
    if frame["incident_id"].nunique() == len(frame):
        return Folded(frame)
    again = frame["incident_id"].duplicated(keep=False)
    frame = all_plain(frame)
    several = frame[again]
    codes, ids = pd.factorize(several["incident_id"])
    latest = _latest(several[HELPERS["stamp"]], codes)
    first = _first(codes, latest)
    same = several.iloc[first[codes]].set_axis(several.index)
    for column in ("parties", "source_title", *_SETS):
        same[column] = _united(several[column], codes, latest, column)
    for column in _BITS:
        bits = np.zeros(len(ids), dtype=np.int64)
        np.bitwise_or.at(bits, codes[latest], several[column].to_numpy(dtype=np.int64)[latest])
        same[column] = bits[codes]
    whole = pd.concat([frame[~again], same]).loc[frame.index]
    return Folded(whole, len(ids), len(several), len(set(codes[_differs(several, same)])))


def notes(folded: Folded) -> list[Message]:
    """What was folded, in words."""
    found = []
    if folded.events:
        found.append(
            Message.counted(
                "{n} event stands in several rows ({rows}), one an actor or a time: it is one incident.",
                "{n} events stand in several rows ({rows} in all), one an actor or a time: each is one incident.",
                folded.events,
                rows=folded.rows,
            )
        )
    if folded.differing:
        found.append(
            Message.counted(
                "{n} event is told differently in its rows: the one with the latest timestamp was taken.",
                "{n} events are told differently in their rows: the one with the latest timestamp was taken.",
                folded.differing,
            )
        )
    return found


def _latest(stamps: pd.Series, codes: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which rows are of the latest time of their event; all of them where no time is told."""
    at = pd.to_numeric(stamps, errors="coerce").fillna(-1).to_numpy(dtype=float)
    last = np.full(codes.max() + 1, -np.inf)
    np.maximum.at(last, codes, at)
    found: NDArray[np.bool_] = at == last[codes]
    return found


def _first(codes: NDArray[np.intp], latest: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The first of the latest rows of each event."""
    first = np.zeros(codes.max() + 1, dtype=np.intp)
    at = np.flatnonzero(latest)[::-1]
    first[codes[at]] = at
    return first


def _united(cells: pd.Series, codes: NDArray[np.intp], latest: NDArray[np.bool_], column: str) -> Any:
    """For each row what the latest rows of its event say together."""
    found: list[dict[Any, None]] = [{} for _ in range(codes.max() + 1)]
    for code, cell in zip(codes[latest], cells.to_numpy(dtype=object)[latest], strict=True):
        if isinstance(cell, str):
            found[code][cell] = None
        elif isinstance(cell, (list, frozenset)):
            found[code] |= dict.fromkeys(cell)
    table = np.empty(len(found), dtype=object)
    for at, united in enumerate(found):
        table[at] = _AS.get(column, _sets)(united)
    return pd.Series(table[codes], index=cells.index, dtype=object)


def _sets(united: dict[Any, None]) -> frozenset[Any] | None:
    return frozenset(united) or None


_AS: dict[str, Any] = {"parties": list, "source_title": lambda texts: "; ".join(texts) or None}


def _differs(several: pd.DataFrame, same: pd.DataFrame) -> NDArray[np.bool_]:
    """Which rows say something else than what was taken."""
    found = np.zeros(len(several), dtype=bool)
    for column in _SAME:
        one, other = several[column].astype(object), same[column].astype(object)
        found |= ((one != other) & ~(one.isna() & other.isna())).fillna(value=True).to_numpy(dtype=bool)
    return found
