"""What sources say about each metre of the lines on a day, and which stretch a located point falls on.

Several sections may speak of the same metres on the same day. One wins and is drawn: a named stretch
before a whole line, then the shorter, then the one that became valid later; the others stay readable in
``also``. What no section speaks of is ``not_recorded``. Winners and remainder cover every part exactly.
Positions are geodesic metres from km 0; a stretch holds its start and not its end, the last one both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from model.enums import SectionKind, SectionStatus
from model.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

Row: TypeAlias = dict[str, Any]
END_M = 1.0
"""Metres from the end of a part within which a section is taken to reach that end."""
_NOT_RECORDED = SectionStatus.NOT_RECORDED.value


@dataclass(frozen=True, slots=True)
class _Piece:
    """An unbroken run of a part with one winner and the same losers; ``rows`` = positions, winner first."""

    start: float
    stop: float
    rows: tuple[int, ...]


def valid_on(sections: pd.DataFrame, on: date) -> pd.DataFrame:
    """The rows of ``border_sections`` whose period ``[valid_from, valid_to)`` holds the day; index kept."""
    return sections[_holds(sections, on)]


def partition(sections: pd.DataFrame, parts: pd.DataFrame, on: date) -> pd.DataFrame:
    """The winning stretches and the not-recorded remainder of every part on a day.

    ``parts`` is ``BorderLines.parts`` (border, part, length_m). The answer has the columns of
    ``sections``, ``also`` (ids of the sections that lost there) and ``length_km``; from_m and to_m are
    those of the run, so a winner that is interrupted stands in several rows. Rows of the remainder are
    named ``NR-KG-TJ-main-0`` and so on. Sorted by border, part and from_m; RangeIndex. Point markers
    take no part: they have no length.
    """
    today = valid_on(sections, on)
    rows: list[Row] = []
    for border, part, length in _sizes(parts):
        of_part = _of_part(today, border, part)
        number = count()
        for piece in _pieces(of_part, length):
            run = _run(piece, of_part)
            rows.append(run if piece.rows else run | _nothing(border, part, next(number)))
    return pd.DataFrame(rows, columns=[*sections.columns, "also", "length_km"])


def assign(
    located: pd.DataFrame, sections: pd.DataFrame, parts: pd.DataFrame, *, dates: pd.Series | pd.DataFrame
) -> pd.DataFrame:
    """The winning section at each located point on its day or days; index of ``located`` kept.

    ``located`` has border, part and km, as ``BorderLines.locate`` gives them. ``dates`` is a Series of
    days, or a frame whose first two columns are first and last day (inclusive), row for row. Columns:
    section_id (None in the remainder), section_status, section_also (list of ids), spans_change. The
    section is that of the first day; spans_change says that another one wins on a later day of the
    period. A point that was not located has no section and no status.
    """
    edges = _edges(sections)
    marks = edges.astype("datetime64[D]")
    epochs = np.column_stack([np.searchsorted(marks, days, side="right") for days in _first_and_last(dates)])
    answer = _Answer(len(located))
    metres = located["km"].to_numpy(dtype=float) * 1000
    of_border, borders = pd.factorize(located["border"])
    of_part, names = pd.factorize(located["part"])
    for border, part, length in _sizes(parts):
        here = (of_border == borders.get_indexer(pd.Index([border]))) & (
            of_part == names.get_indexer(pd.Index([part]))
        )
        # A name that nobody has is -1 and so is a missing one: only who has kilometres is asked.
        rows = np.flatnonzero(here & np.isfinite(metres))
        answer.fill(rows, metres[rows], epochs[rows], _Epochs(_of_part(sections, border, part), edges, length))
    return answer.frame(located.index)


class _Epochs:
    """The runs of one part between two changes of any status, made when they are asked for."""

    def __init__(self, of_part: pd.DataFrame, edges: np.ndarray, length: float) -> None:
        self._sections, self._edges, self._length = of_part, edges, length
        self._pieces: dict[int, list[_Piece]] = {}
        self.ids: list[str] = of_part["section_id"].tolist()
        self.statuses: list[str] = of_part["status"].tolist()

    def at(self, epoch: int, metres: np.ndarray) -> tuple[list[_Piece], np.ndarray]:
        """The runs of the epoch, and the number of the run that holds each position."""
        if epoch not in self._pieces:
            on = self._edges[epoch - 1] if epoch else None
            self._pieces[epoch] = self._of_day(on)
        pieces = self._pieces[epoch]
        number = np.searchsorted([piece.start for piece in pieces], metres, side="right") - 1
        return pieces, np.clip(number, 0, len(pieces) - 1)

    def winners(self, epoch: int, metres: np.ndarray) -> np.ndarray:
        """The position of the winning section at each metre on the part; -1 in the remainder."""
        pieces, number = self.at(epoch, metres)
        won = np.array([piece.rows[0] if piece.rows else -1 for piece in pieces], dtype=np.intp)
        return np.take(won, number)

    def _of_day(self, on: date | None) -> list[_Piece]:
        rows = np.flatnonzero(_holds(self._sections, on)) if on is not None else np.array([], dtype=int)
        runs = _pieces(self._sections.iloc[rows], self._length)
        return [_Piece(run.start, run.stop, tuple(int(rows[row]) for row in run.rows)) for run in runs]


class _Answer:
    """The columns of :func:`assign` while they are filled part by part."""

    def __init__(self, count: int) -> None:
        self._ids = np.full(count, None, dtype=object)
        self._statuses = np.full(count, None, dtype=object)
        self._also: list[list[str]] = [[]] * count  # one list for all: rows that have others get their own
        self._spans = np.zeros(count, dtype=bool)

    def fill(self, rows: np.ndarray, metres: np.ndarray, epochs: np.ndarray, known: _Epochs) -> None:
        """Answers for points of one part: the run of the first day, and whether a later day differs."""
        pairs = epochs[:, 0] * (epochs.max(initial=0) + 1) + epochs[:, 1]
        for pair in pd.unique(pairs):
            chosen = pairs == pair
            first, last = epochs[chosen][0]
            self._fill_runs(rows[chosen], *known.at(first, metres[chosen]), known)
            if last > first:
                won = known.winners(first, metres[chosen])
                later = [known.winners(epoch, metres[chosen]) != won for epoch in range(first + 1, last + 1)]
                self._spans[rows[chosen]] = np.any(later, axis=0)

    def _fill_runs(self, rows: np.ndarray, runs: list[_Piece], number: np.ndarray, known: _Epochs) -> None:
        for which in np.unique(number):
            here, run = rows[number == which], runs[which]
            self._ids[here] = known.ids[run.rows[0]] if run.rows else None
            self._statuses[here] = known.statuses[run.rows[0]] if run.rows else _NOT_RECORDED
            for row in here if run.rows[1:] else ():
                self._also[row] = [known.ids[other] for other in run.rows[1:]]

    def frame(self, index: pd.Index) -> pd.DataFrame:
        """The finished columns on the given index."""
        columns = {
            "section_id": pd.Series(self._ids, index=index, dtype=object),
            "section_status": pd.Series(self._statuses, index=index, dtype=object),
            "section_also": pd.Series(self._also, index=index, dtype=object),
            "spans_change": pd.Series(self._spans, index=index, dtype=bool),
        }
        return pd.DataFrame(columns)


def _holds(sections: pd.DataFrame, on: date) -> np.ndarray:
    days = zip(sections["valid_from"], sections["valid_to"], strict=True)
    day = _day(on)
    return np.array([_day(start) <= day and (pd.isna(stop) or day < _day(stop)) for start, stop in days], bool)


def _of_part(sections: pd.DataFrame, border: str, part: str) -> pd.DataFrame:
    """Sections with a length on a part; a whole line without ends runs over all of it."""
    kinds = sections["kind"].isin([SectionKind.STRETCH.value, SectionKind.WHOLE_LINE.value])
    return sections[kinds & (sections["border"] == border) & (sections["part"] == part)]


def _spans(section: Row, length: float) -> list[tuple[float, float]]:
    """The runs of a section on its part; two where it passes km 0 of a ring."""
    start: float = 0.0 if pd.isna(section["from_m"]) else _held(float(section["from_m"]), length)
    stop: float = length if pd.isna(section["to_m"]) else _held(float(section["to_m"]), length)
    given = [(start, stop)] if start <= stop else [(start, length), (0.0, stop)]
    return [(low, high) for low, high in given if low < high]


def _held(m: float, length: float) -> float:
    """The position on the part; within a metre of its end it is the end, so that no crumb is left over."""
    if m < END_M:
        return 0.0
    return length if m > length - END_M else m


def _pieces(of_part: pd.DataFrame, length: float) -> list[_Piece]:
    rows = _records(of_part)
    spans = [_spans(row, length) for row in rows]
    cuts = sorted({0.0, length, *(end for runs in spans for span in runs for end in span)})
    ranked = sorted(range(len(rows)), key=lambda number: _rank(rows[number], spans[number]))
    runs: list[_Piece] = []
    for start, stop in pairwise(cuts):
        here = tuple(row for row in ranked if any(low <= start and stop <= high for low, high in spans[row]))
        if runs and runs[-1].rows == here:
            runs[-1] = _Piece(runs[-1].start, stop, here)
        else:
            runs.append(_Piece(start, stop, here))
    return runs


def _rank(section: Row, spans: Sequence[tuple[float, float]]) -> tuple[bool, float, int, str]:
    """Named stretch before whole line, then shorter, then later valid_from, then the id."""
    length = round(sum(high - low for low, high in spans), 3)
    whole = section["kind"] == SectionKind.WHOLE_LINE.value
    return whole, length, -section["valid_from"].toordinal(), str(section["section_id"])


def _run(piece: _Piece, of_part: pd.DataFrame) -> Row:
    """The winner's row with the ends of the run; empty columns where there is no winner."""
    ids = of_part["section_id"].tolist()
    winner: Row = _records(of_part)[piece.rows[0]] if piece.rows else {}
    return winner | {
        "from_m": piece.start,
        "to_m": piece.stop,
        "also": [str(ids[row]) for row in piece.rows[1:]],
        "length_km": (piece.stop - piece.start) / 1000,
    }


def _nothing(border: str, part: str, number: int) -> Row:
    return {
        "section_id": f"NR-{border}-{part.lower().replace(' ', '-')}-{number}",
        "border": border,
        "part": part,
        "name_en": label(SectionStatus.NOT_RECORDED),
        "kind": SectionKind.STRETCH.value,
        "status": _NOT_RECORDED,
    }


def _records(rows: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _sizes(parts: pd.DataFrame) -> list[tuple[str, str, float]]:
    """Border, part and metres of each part, in order."""
    rows = zip(parts["border"], parts["part"], parts["length_m"], strict=True)
    return sorted((str(border), str(part), float(length)) for border, part, length in rows)


def _edges(sections: pd.DataFrame) -> np.ndarray:
    """Every day on which a period begins or ends, in order."""
    days = {_day(day) for name in ("valid_from", "valid_to") for day in sections[name] if not pd.isna(day)}
    return np.array(sorted(days), dtype=object)


def _first_and_last(dates: pd.Series | pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    columns = [dates, dates] if isinstance(dates, pd.Series) else [dates.iloc[:, 0], dates.iloc[:, 1]]
    first, last = (pd.to_datetime(column).to_numpy().astype("datetime64[D]") for column in columns)
    return first, last


def _day(value: date) -> date:
    """The plain day of a date or a timestamp."""
    return value.date() if isinstance(value, datetime) else value
