"""Records of two sources that may be one event: candidates by day and place, then a weight (methods section 9).

Each field adds log2(m/u) (Fellegi & Sunter, 1969): how much likelier this agreement is for one event than for two.
Distance and name are one field, because they say the same thing. Nothing is merged here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.duplicate_columns import (
    POINTS,
    UNKNOWN,
    VERY_ALIKE,
    Names,
    Ready,
    days_of,
    prepared,
)
from model.enums import COUNTED_KINDS, DateLevel, LocationLevel
from model.workspace_tables import PairBand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Places = NDArray[np.intp]
    Floats = NDArray[np.float64]

PRIOR = 0.01
PROBABLE, POSSIBLE = 0.90, 0.20
WINDOW_DAYS, FAR_M = 7, 30_000.0
"""Blocking: records are compared within so many days, and metres, or with names so alike, or in one district."""

WEIGHTS: dict[str, dict[str, tuple[float, float]]] = {
    "date": {"same": (0.70, 0.02), "1-2 d": (0.20, 0.04), "3-7 d": (0.08, 0.10), ">7 d": (0.02, 0.84)},
    "where": {"<=2 km": (0.70, 0.04), "2-10 km": (0.18, 0.07), "10-30 km": (0.09, 0.20), "farther": (0.03, 0.69)},
    "type": {"same": (0.75, 0.35), "compatible": (0.20, 0.25), "incompatible": (0.05, 0.40)},
    "deaths": {"overlap": (0.60, 0.30), "gap<=2": (0.25, 0.30), "conflict": (0.15, 0.40)},
}
"""Field → agreement → (m, u): its share among pairs of one event, and among pairs of two."""
FIELDS: tuple[str, ...] = tuple(WEIGHTS)
_PLACED = POINTS | {LocationLevel.L3.value}
MOST_PAIRS = 500_000
"""No more pairs than this are kept, the likeliest; how many are left off is said."""
_BLOCK = 2_000_000
_SHORT_GAP, _SMALL_GAP = 2, 2
_NEAR_M, _MIDDLE_M = 2_000.0, 10_000.0


def weight(**agreements: str) -> float:
    """The weight of a pair: the sum of log2(m/u) over its fields.

    >>> round(weight(date="same", where="<=2 km", type="same", deaths="gap<=2"), 3)
    10.095
    """
    return sum(
        math.log2(m / u) for field, word in agreements.items() for m, u in [WEIGHTS[field].get(word, (1.0, 1.0))]
    )


def posterior(total: float) -> float:
    """The probability that a pair of this weight is one event, with the prior :data:`PRIOR`.

    >>> round(posterior(10.095), 4)
    0.917
    """
    return float(1.0 / (1.0 + (1.0 - PRIOR) / PRIOR * 2.0**-total))


class Compared(NamedTuple):
    """``pairs`` of at least possible records, and what is not among them.

    ``hidden``: how many compared pairs lie below :data:`POSSIBLE`; ``left_off``: how many possible ones were more
    than :data:`MOST_PAIRS`; ``undated``, ``vague``: records that were not compared, for want of a usable date (D1)
    or of a district.
    """

    pairs: pd.DataFrame
    hidden: int
    left_off: int
    undated: int
    vague: int


def comparable(records: pd.DataFrame) -> pd.DataFrame:
    """The records that can be compared: counted ones with a day (T1-T3) and a place or district (L1-L3)."""
    counted = _counted(records)
    return counted[_dated(counted) & counted["location_level"].isin(_PLACED)]


def duplicates(records: pd.DataFrame) -> pd.DataFrame:
    """The ``pairs`` of :func:`compare`."""
    return compare(records).pairs


def compare(records: pd.DataFrame, *, most: int = MOST_PAIRS) -> Compared:
    """All pairs of comparable records of two sources that are possibly one event, the likeliest first.

    ``records`` has the contract's columns of incidents. The pairs have ``one_id, other_id, weight, posterior,
    band`` and a column for each field with its agreement; those below :data:`POSSIBLE` are only counted.
    """
    counted = _counted(records)
    dated = _dated(counted)
    placed = counted["location_level"].isin(_PLACED)
    ready = prepared(within_reach(counted[dated & placed]))
    found = [_scored(ready, *block) for block in _blocks(ready)]
    pairs = pd.concat([pairs for pairs, _ in found], ignore_index=True) if found else _frame(ready, {})
    order = ["weight", "one_id", "other_id"]
    pairs = pairs.sort_values(order, ascending=[False, True, True], ignore_index=True)
    return Compared(
        pairs.head(most),
        hidden=sum(hidden for _, hidden in found),
        left_off=max(0, len(pairs) - most),
        undated=int((~dated).sum()),
        vague=int((dated & ~placed).sum()),
    )


def _counted(records: pd.DataFrame) -> pd.DataFrame:
    return records[records["record_kind"].isin([kind.value for kind in COUNTED_KINDS])]


def within_reach(records: pd.DataFrame) -> pd.DataFrame:
    """The records without those of the largest source that lie near no day of another one: they have no pair."""
    codes, sources = pd.factorize(records["source_id"])
    if len(sources) < 2:
        return records.iloc[:0]
    large = codes == np.bincount(codes).argmax()
    first, last = days_of(records["date_start"]), days_of(records["date_end"])
    begin = int(first.min()) - WINDOW_DAYS
    size = int(last.max()) + 2 * WINDOW_DAYS - begin
    steps = np.bincount(first[~large] - WINDOW_DAYS - begin, minlength=size)
    steps -= np.bincount(last[~large] + WINDOW_DAYS + 1 - begin, minlength=size)
    # How many days up to each one are near a record of another source.
    near = np.append(0, np.cumsum(np.cumsum(steps) > 0))
    reached: pd.DataFrame = records[~large | (near[last - begin + 1] > near[first - begin])]
    return reached


def _dated(records: pd.DataFrame) -> pd.Series[bool]:
    known = records["date_start"].notna() & records["date_end"].notna()
    return (records["date_level"] != DateLevel.T5.value) & known


def _blocks(ready: Ready) -> Iterator[tuple[Places, Places, Names]]:
    """Positions of pairs of two sources whose days lie within the window, in blocks, with a look-up of names.

    Records are asked source by source, the small ones first, so that a large source beside a small one costs
    what the small one holds.
    """
    sizes = np.bincount(ready.source)
    by_size = np.argsort(sizes, kind="stable")
    rank = np.argsort(by_size, kind="stable")[ready.source]
    for at in range(len(sizes) - 1):
        small, large = np.flatnonzero(rank == at), np.flatnonzero(rank > at)
        names = Names(ready, small, large)
        for span in _by_length(ready, large):
            for left, right in _in_window(ready, small, span):
                yield left, right, names


def _by_length(ready: Ready, large: Places) -> list[Places]:
    """The records of a day, of up to a week, and longer ones apart: long ones would widen the window of all."""
    length = (ready.last - ready.first)[large]
    spans = [large[length <= 0], large[(length > 0) & (length <= WINDOW_DAYS)], large[length > WINDOW_DAYS]]
    return [span for span in spans if len(span)]


def _in_window(ready: Ready, small: Places, large: Places) -> Iterator[tuple[Places, Places]]:
    first, last = ready.first, ready.last
    longest = int((last[large] - first[large]).max())
    begin = np.searchsorted(first[large], first[small] - WINDOW_DAYS - longest, side="left")
    end = np.searchsorted(first[large], last[small] + WINDOW_DAYS, side="right")
    counts = end - begin
    parts = np.searchsorted(np.cumsum(counts), np.arange(_BLOCK, int(counts.sum()) + 1, _BLOCK))
    for part in np.split(np.arange(len(small)), np.unique(parts)):
        number = counts[part]
        left = np.repeat(small[part], number)
        steps = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
        right = large[np.repeat(begin[part], number) + steps]
        near = _gap(ready, left, right) <= WINDOW_DAYS
        yield left[near], right[near]


def _gap(ready: Ready, left: Places, right: Places) -> NDArray[np.int64]:
    """Days between two intervals, 0 where they meet."""
    apart = np.maximum(ready.first[right] - ready.last[left], ready.first[left] - ready.last[right])
    return np.asarray(np.maximum(0, apart), dtype=np.int64)


def _scored(ready: Ready, left: Places, right: Places, names: Names) -> tuple[pd.DataFrame, int]:
    """The pairs that blocking lets through and that are at least possible, and how many others it let through."""
    metres = np.hypot(ready.x[left] - ready.x[right], ready.y[left] - ready.y[right])
    same_district = (ready.district[left] == ready.district[right]) & (ready.district[left] >= 0)
    alike = names(ready.name[left], ready.name[right])
    let_in = (metres <= FAR_M) | same_district | (alike > 0)
    left, right = left[let_in], right[let_in]
    words = {
        "date": _date_words(ready, left, right),
        "where": _where_words(ready, left, right, metres[let_in], alike[let_in]),
        "type": ready.type_words[ready.type[left], ready.type[right]],
        "deaths": _death_words(ready, left, right),
    }
    total = sum((_weights(field, texts) for field, texts in words.items()), np.zeros(len(left)))
    likely = 1.0 / (1.0 + (1.0 - PRIOR) / PRIOR * 2.0**-total) >= POSSIBLE
    kept = {field: texts[likely] for field, texts in words.items()}
    return _frame(ready, kept, left[likely], right[likely], total[likely]), int((~likely).sum())


def _frame(
    ready: Ready, words: dict[str, NDArray[Any]], left: Any = (), right: Any = (), total: Any = ()
) -> pd.DataFrame:
    one, other = ready.id[np.asarray(left, dtype=np.intp)], ready.id[np.asarray(right, dtype=np.intp)]
    swap = np.array([a > b for a, b in zip(one, other, strict=True)], dtype=bool)
    weights = np.asarray(total, dtype=np.float64)
    chance = 1.0 / (1.0 + (1.0 - PRIOR) / PRIOR * 2.0**-weights)
    columns = {
        "one_id": np.where(swap, other, one),
        "other_id": np.where(swap, one, other),
        "weight": weights,
        "posterior": chance,
        "band": np.where(chance >= PROBABLE, PairBand.PROBABLE.value, PairBand.POSSIBLE.value),
    }
    frame = pd.DataFrame(columns | {field: words.get(field, np.empty(0, dtype=object)) for field in FIELDS})
    return frame.astype({name: object for name in frame.columns if name not in {"weight", "posterior"}})


def _weights(field: str, words: NDArray[Any]) -> Floats:
    found = np.zeros(len(words))
    for word, (m, u) in WEIGHTS[field].items():
        found[words == word] = math.log2(m / u)
    return found


def _date_words(ready: Ready, left: Places, right: Places) -> NDArray[Any]:
    gap = _gap(ready, left, right)
    same = (gap == 0) & ready.exact[left] & ready.exact[right]
    return _chosen([same, gap <= _SHORT_GAP, gap <= WINDOW_DAYS], list(WEIGHTS["date"]))


def _where_words(
    ready: Ready, left: Places, right: Places, metres: Floats, alike: NDArray[np.uint8]
) -> NDArray[Any]:
    """By point or name where both have a place; else by district, which says nothing where one is unknown."""
    places = ready.point[left] & ready.point[right]
    measured = places & ~np.isnan(metres)
    one, other = ready.district[left], ready.district[right]
    near = places & ((metres <= _NEAR_M) | (alike == VERY_ALIKE))
    middle = places & ((metres <= _MIDDLE_M) | (alike > 0))
    far = np.where(measured, metres <= FAR_M, (one == other) & (one >= 0))
    unknown = ~measured & ((one < 0) | (other < 0))
    *closer, farther = WEIGHTS["where"]
    return _chosen([near, middle, far, unknown], [*closer, UNKNOWN, farther])


def _death_words(ready: Ready, left: Places, right: Places) -> NDArray[Any]:
    unknown = np.isnan(ready.low[left]) | np.isnan(ready.low[right])
    gap = np.maximum(ready.low[left], ready.low[right]) - np.minimum(ready.high[left], ready.high[right])
    return _chosen([unknown, gap <= 0, gap <= _SMALL_GAP], [UNKNOWN, *WEIGHTS["deaths"]])


def _chosen(conditions: list[NDArray[np.bool_]], words: list[str]) -> NDArray[Any]:
    """The word of the first condition that holds, else the last word."""
    numbers = np.select(conditions, range(len(conditions)), len(conditions))
    found: NDArray[Any] = np.array(words, dtype=object)[numbers]
    return found
