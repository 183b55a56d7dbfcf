"""Which column of somebody's spreadsheet is which of ours: proposed from headings and from what the cells say.

A proposal is never more than that: a person sees it, with its confidence and some cells, before anything is
imported, and what was used is told in the report. Words are taken only where they are known or differ by a slip
of the pen; everything else waits for a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from model.imports import Profile
from model.settings import MAP_BOX
from sources import values
from sources.known_headers import COLUMNS, KNOWN_HEADERS, compared
from sources.known_words import WORDS, known_words
from sources.personal import personal_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from sources.raw_table import RawTable

CLOSE = 87.0
"""From this likeness on a heading, or a word, is taken for a known one: one letter of eight may be wrong."""
_SHORT = 4
"""Shorter headings and words must be known as they stand: too little is left to compare."""
_LOOKED_AT = 400
_MOST_WORDS = 500
_SAMPLES = 3
_MOSTLY = 0.8
_EXACT, _LIKE, _BY_CELLS = 0.9, 0.7, 0.5
_COUNTS = ("killed", "injured", "displaced")


class Proposal(NamedTuple):
    """A column of ours, the header proposed for it, how sure that is (0..1), and some of its cells."""

    column: str
    header: str
    confidence: float
    samples: tuple[str, ...]


def propose(table: RawTable) -> Profile:
    """The mapping proposed for a table: columns, what the words of its cells mean, which end days begin with.

    The cells of a column of closed words that are not in ``words`` are not understood.
    """
    found = proposals(table)
    columns = {one.column: one.header for one in found}
    words = {column: meanings(table, columns[column], column) for column in WORDS if column in columns}
    days = [columns[column] for column in ("date_start", "date_end") if column in columns]
    said = [first for header in days if (first := values.day_first(table.cells[header])) is not None]
    return Profile("", "incidents", columns, words, {}, day_first=said[0] if said else True)


def proposals(table: RawTable) -> tuple[Proposal, ...]:
    """The header proposed for each column of ours, surest first come first served; each header once."""
    personal = personal_columns(table.headers)
    cells = {header: _sample(table.cells[header]) for header in table.headers if header not in personal}
    ranked = sorted(
        (
            (sure, -at, column, header)
            for at, header in enumerate(cells)
            for column, sure in _meanings_of(header, cells[header]).items()
            if sure > 0
        ),
        reverse=True,
    )
    taken: dict[str, Proposal] = {}
    used: set[str] = set()
    for sure, _, column, header in ranked:
        if column not in taken and header not in used:
            samples = tuple(str(cell) for cell in cells[header].drop_duplicates().head(_SAMPLES))
            taken[column] = Proposal(column, header, round(sure, 2), samples)
            used.add(header)
    return tuple(taken[column] for column in COLUMNS if column in taken)


def is_named(header: str) -> bool:
    """Whether a heading itself says which column it is."""
    return _named(compared(header)) is not None


def meanings(table: RawTable, header: str, column: str) -> dict[str, str]:
    """What the different cells of a column of closed words mean, as far as they are understood."""
    words = known_words(column)
    told = values.known(table.cells[header]).value_counts().head(_MOST_WORDS).index
    return {str(cell): word for cell in told if (word := _word(values.worded(str(cell)), words)) is not None}


def _sample(cells: pd.Series) -> pd.Series:
    first = cells.head(10 * _LOOKED_AT).dropna()
    return values.known((first if len(first) else cells.dropna()).head(_LOOKED_AT)).dropna()


def _meanings_of(header: str, cells: pd.Series) -> dict[str, float]:
    """The columns that a header may mean, each with how sure that is."""
    named = _named(compared(header))
    if named is not None:
        column, sure = named
        share = _share(column, cells)
        return {column: sure if share is None else sure * (0.4 + 0.6 * share)}
    return {column: _BY_CELLS * share for column, share in _by_cells(cells).items() if share >= _MOSTLY}


def _named(heading: str) -> tuple[str, float] | None:
    if heading in KNOWN_HEADERS:
        return KNOWN_HEADERS[heading], _EXACT
    if len(heading) <= _SHORT:
        return None
    best = process.extractOne(heading, KNOWN_HEADERS.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return None if best is None or len(best[0]) <= _SHORT else (KNOWN_HEADERS[best[0]], _LIKE * best[1] / 100)


def _share(column: str, cells: pd.Series) -> float | None:
    """How many of the cells say what the column needs; None where any text does, or there are none."""
    test = _TESTS.get(column) or (_understood(column) if column in WORDS else None)
    if test is None or cells.empty:
        return None
    return float(1 - test(cells).mean())


def _by_cells(cells: pd.Series) -> Mapping[str, float]:
    """Columns that the cells alone speak for: days, points within the map, kinds of incidents, countries."""
    if cells.empty:
        return {}
    found = {
        column: _share(column, cells) or 0.0 for column in ("date_start", "incident_type", "country", "border")
    }
    for column, most, low, high in (
        ("lon", 180, MAP_BOX.west, MAP_BOX.east),
        ("lat", 90, MAP_BOX.south, MAP_BOX.north),
    ):
        degrees, _ = values.coordinates(cells, most=180 if most == 180 else 90)
        found[column] = float((degrees.between(low, high) & (degrees % 1 != 0)).mean())
    if values.whole_numbers(cells).bad.mean() < _MOSTLY:
        # Serial numbers and years are days only where a heading says so.
        found["date_start"] = 0.0
    return found


def _understood(column: str) -> Callable[[pd.Series], pd.Series]:
    words = known_words(column)
    return lambda cells: cells.map(lambda cell: _word(values.worded(cell), words) is None)


def _word(cell: str, words: Mapping[str, str]) -> str | None:
    if cell in words or len(cell) <= _SHORT:
        return words.get(cell)
    best = process.extractOne(cell, words.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return None if best is None or len(best[0]) <= _SHORT else words[best[0]]


_TESTS: Mapping[str, Callable[[pd.Series], pd.Series]] = {
    **{column: lambda cells: values.spans(cells).bad for column in ("date_start", "date_end")},
    "lon": lambda cells: values.coordinates(cells, most=180).bad,
    "lat": lambda cells: values.coordinates(cells, most=90).bad,
    **{
        f"{what}_{end}": lambda cells: values.whole_numbers(cells).bad
        for what in _COUNTS
        for end in ("low", "best", "high")
    },
}
"""For columns that not every text fits: which cells do not."""
