"""Records of two sources that may be one event: candidates by day and place, then a weight (methods section 9).

Each field adds log2(m/u) (Fellegi & Sunter, 1969): how much likelier this agreement is for one event than for two.
Distance and name are one field, because they say the same thing. Nothing is merged here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from geo.crs import to_metric
from geo.names import name_key, name_score
from model.enums import COUNTED_KINDS, DateLevel, IncidentType, LocationLevel
from model.workspace_tables import PairBand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

PRIOR = 0.01
PROBABLE, POSSIBLE = 0.90, 0.20
WINDOW_DAYS, FAR_M, NAMED_ALIKE = 7, 30_000.0, 75.0
"""Blocking: records are compared within so many days, and metres, or with names so alike, or in one district."""

WEIGHTS: dict[str, dict[str, tuple[float, float]]] = {
    "date": {"same": (0.70, 0.02), "1-2 d": (0.20, 0.04), "3-7 d": (0.08, 0.10), ">7 d": (0.02, 0.84)},
    "where": {"<=2 km": (0.70, 0.04), "2-10 km": (0.18, 0.07), "10-30 km": (0.09, 0.20), "farther": (0.03, 0.69)},
    "type": {"same": (0.75, 0.35), "compatible": (0.20, 0.25), "incompatible": (0.05, 0.40)},
    "deaths": {"overlap": (0.60, 0.30), "gap<=2": (0.25, 0.30), "conflict": (0.15, 0.40)},
}
"""Field → agreement → (m, u): its share among pairs of one event, and among pairs of two."""
UNKNOWN = "unknown"
"""A field that one of the two does not know: it adds nothing."""

FIELDS: tuple[str, ...] = tuple(WEIGHTS)
_TOGETHER = (
    frozenset({IncidentType.ARMED_CLASH, IncidentType.SHOOTING, IncidentType.ABUSE_BY_SECURITY}),
    frozenset({IncidentType.RIOT_INTERETHNIC, IncidentType.PROTEST, IncidentType.STONE_THROWING}),
)
_POINTS = frozenset({LocationLevel.L1.value, LocationLevel.L2.value})
_PLACED = _POINTS | {LocationLevel.L3.value}
_BLOCK = 2_000_000
_WORTH_SCORING = 45.0
"""The lowest ratio among pairs of names that are the same is 50 (methods section 10)."""
_SHORT_GAP, _SMALL_GAP = 2, 2
_NEAR_M, _MIDDLE_M = 2_000.0, 10_000.0
_ALIKE = 90.0


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


def comparable(records: pd.DataFrame) -> pd.DataFrame:
    """The records that can be compared: counted ones with a day (T1–T3) and a place or district (L1–L3).

    What is left out has code D1 (no usable date) or is known to its province at most.
    """
    counted = records["record_kind"].isin([kind.value for kind in COUNTED_KINDS])
    dated = records["date_level"] != DateLevel.T5.value
    return records[counted & dated & records["location_level"].isin(_PLACED)]


def duplicates(records: pd.DataFrame) -> pd.DataFrame:
    """All pairs of comparable records of two sources that are possibly one event, the likeliest first.

    ``records`` has the contract's columns of incidents. Columns ``one_id, other_id, weight, posterior, band`` and
    one for each field with its agreement. Pairs below :data:`POSSIBLE` are left out.
    """
    ready = _prepared(comparable(records))
    found = [_scored(ready, left, right) for left, right in _candidates(ready)]
    columns = ["one_id", "other_id", "weight", "posterior", "band", *FIELDS]
    if not found:
        return pd.DataFrame(columns=columns)
    pairs = pd.concat(found, ignore_index=True)
    order = ["weight", "one_id", "other_id"]
    return pairs.sort_values(order, ascending=[False, True, True], ignore_index=True)[columns]


def _prepared(records: pd.DataFrame) -> pd.DataFrame:
    """The columns that comparing needs, sorted by first day; days as numbers, points in metres."""
    x, y = to_metric(records["lon"].to_numpy(dtype=float), records["lat"].to_numpy(dtype=float))
    point = records["location_level"].isin(_POINTS).to_numpy()
    frame = pd.DataFrame(
        {
            "id": records["incident_id"].to_numpy(),
            "source": pd.factorize(records["source_id"])[0],
            "first": _days(records["date_start"]),
            "last": _days(records["date_end"]),
            "exact": (records["date_level"] == DateLevel.T1.value).to_numpy(),
            "x": np.where(point, x, np.nan),
            "y": np.where(point, y, np.nan),
            "point": point,
            "district": pd.factorize(records["district_id"])[0],
            "name": records["place_text"].fillna("").to_numpy(),
            "type": records["incident_type"].to_numpy(),
            "low": _floats(records["killed_low"].astype("Float64")),
            "high": _floats(records["killed_high"].astype("Float64")),
        }
    )
    return frame.sort_values(["first", "id"], ignore_index=True)


def _days(days: pd.Series[Any]) -> NDArray[np.int64]:
    return pd.to_datetime(days).to_numpy().astype("datetime64[D]").astype(np.int64)


def _candidates(ready: pd.DataFrame) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Positions of pairs of two sources whose days lie within the window, a block at a time.

    Records are asked source by source, the small ones first, so that a large source beside a small one costs
    what the small one holds.
    """
    sizes = ready["source"].value_counts(ascending=True)
    for at, source in enumerate(sizes.index):
        small = np.flatnonzero((ready["source"] == source).to_numpy())
        large = np.flatnonzero(ready["source"].isin(set(sizes.index[at + 1 :])).to_numpy())
        if len(small) and len(large):
            yield from _pairs_in_window(ready, small, large)


def _pairs_in_window(
    ready: pd.DataFrame, small: NDArray[np.intp], large: NDArray[np.intp]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    first, last = ready["first"].to_numpy(), ready["last"].to_numpy()
    longest = int((last[large] - first[large]).max())
    begin = np.searchsorted(first[large], first[small] - WINDOW_DAYS - longest, side="left")
    end = np.searchsorted(first[large], last[small] + WINDOW_DAYS, side="right")
    counts = end - begin
    for part in np.array_split(np.arange(len(small)), max(1, int(counts.sum() // _BLOCK) + 1)):
        left = np.repeat(small[part], counts[part])
        steps = np.arange(counts[part].sum()) - np.repeat(np.cumsum(counts[part]) - counts[part], counts[part])
        right = large[np.repeat(begin[part], counts[part]) + steps]
        near = _gap(first, last, left, right) <= WINDOW_DAYS
        yield left[near], right[near]


def _gap(
    first: NDArray[np.int64], last: NDArray[np.int64], left: NDArray[np.intp], right: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Days between two intervals, 0 where they meet."""
    apart = np.maximum(first[right] - last[left], first[left] - last[right])
    return np.asarray(np.maximum(0, apart), dtype=np.int64)


def _scored(ready: pd.DataFrame, left: NDArray[np.intp], right: NDArray[np.intp]) -> pd.DataFrame:
    """The pairs that blocking lets through and that are at least possible."""
    one, other = ready.iloc[left].reset_index(drop=True), ready.iloc[right].reset_index(drop=True)
    metres = np.hypot(_floats(one["x"] - other["x"]), _floats(one["y"] - other["y"]))
    same_district = ((one["district"] == other["district"]) & (one["district"] >= 0)).to_numpy()
    names = _name_scores(one["name"], other["name"], asked=~(metres <= _NEAR_M))
    let_in = (metres <= FAR_M) | same_district | (names >= NAMED_ALIKE)
    one, other = one[let_in].reset_index(drop=True), other[let_in].reset_index(drop=True)
    words = {
        "date": _date_words(one, other),
        "where": _where_words(one, other, metres[let_in], names[let_in], same_district[let_in]),
        "type": _type_words(one["type"], other["type"]),
        "deaths": _death_words(one, other),
    }
    total = sum((_weights(field, texts) for field, texts in words.items()), np.zeros(len(one)))
    chance = 1.0 / (1.0 + (1.0 - PRIOR) / PRIOR * 2.0**-total)
    swap = (one["id"] > other["id"]).to_numpy()
    pairs = pd.DataFrame(
        {
            "one_id": np.where(swap, other["id"], one["id"]),
            "other_id": np.where(swap, one["id"], other["id"]),
            "weight": total,
            "posterior": chance,
            "band": np.where(chance >= PROBABLE, PairBand.PROBABLE.value, PairBand.POSSIBLE.value),
            **words,
        }
    )
    return pairs[chance >= POSSIBLE]


def _weights(field: str, words: NDArray[Any]) -> NDArray[np.float64]:
    known = {word: math.log2(m / u) for word, (m, u) in WEIGHTS[field].items()}
    return _floats(pd.Series(words).map(known).fillna(0.0))


def _floats(values: pd.Series[Any]) -> NDArray[np.float64]:
    return np.asarray(values.to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)


def _date_words(one: pd.DataFrame, other: pd.DataFrame) -> NDArray[Any]:
    gap = np.maximum(0, np.maximum(_floats(other["first"] - one["last"]), _floats(one["first"] - other["last"])))
    exact = (one["exact"] & other["exact"]).to_numpy()
    near = (gap <= _SHORT_GAP) & ~((gap == 0) & exact)
    return np.select([(gap == 0) & exact, near, gap <= WINDOW_DAYS], ["same", "1-2 d", "3-7 d"], ">7 d").astype(
        object
    )


def _where_words(
    one: pd.DataFrame,
    other: pd.DataFrame,
    metres: NDArray[np.float64],
    names: NDArray[np.float64],
    same_district: NDArray[np.bool_],
) -> NDArray[Any]:
    points = (one["point"] & other["point"]).to_numpy()
    metres = np.where(np.isnan(metres), np.inf, metres)
    by_point = np.select(
        [(metres <= _NEAR_M) | (names >= _ALIKE), (metres <= _MIDDLE_M) | (names >= NAMED_ALIKE), metres <= FAR_M],
        ["<=2 km", "2-10 km", "10-30 km"],
        "farther",
    )
    return np.where(points, by_point, np.where(same_district, "10-30 km", "farther")).astype(object)


def _type_words(one: pd.Series[Any], other: pd.Series[Any]) -> NDArray[Any]:
    pairs = {pair: _type_word(*pair) for pair in set(zip(one, other, strict=True))}
    return np.array([pairs[pair] for pair in zip(one, other, strict=True)], dtype=object)


def _type_word(one: str, other: str) -> str:
    if IncidentType.OTHER in {one, other}:
        return UNKNOWN
    if one == other:
        return "same"
    return "compatible" if any({one, other} <= group for group in _TOGETHER) else "incompatible"


def _death_words(one: pd.DataFrame, other: pd.DataFrame) -> NDArray[Any]:
    highs = [_floats(side["high"].fillna(np.inf)) for side in (one, other)]
    gap = np.maximum(_floats(one["low"]), _floats(other["low"])) - np.minimum(*highs)
    unknown = (one["low"].isna() | other["low"].isna()).to_numpy()
    words = np.select([gap <= 0, gap <= _SMALL_GAP], ["overlap", "gap<=2"], "conflict")
    return np.where(unknown, UNKNOWN, words).astype(object)


def _name_scores(one: pd.Series[Any], other: pd.Series[Any], *, asked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How alike the names of each pair are; 0 where it is not asked for or a name is missing."""
    found = np.zeros(len(one))
    wanted = np.flatnonzero(asked & (one != "").to_numpy() & (other != "").to_numpy())
    if not len(wanted):
        return found
    codes_one, names_one = pd.factorize(one.to_numpy()[wanted])
    codes_other, names_other = pd.factorize(other.to_numpy()[wanted])
    many = len(names_other)
    pair_codes, where = np.unique(codes_one * many + codes_other, return_inverse=True)
    ratios = _ratios(list(names_one), list(names_other))
    left, right = np.divmod(pair_codes, many)
    scores = np.zeros(len(pair_codes))
    for at in np.flatnonzero(ratios[left, right] >= _WORTH_SCORING):
        scores[at] = name_score(names_one[left[at]], names_other[right[at]])
    found[wanted] = scores[where]
    return found


def _ratios(one: Sequence[str], other: Sequence[str]) -> NDArray[np.float32]:
    """A quick likeness of the keys of all names, 0 where no score of theirs could matter."""
    keys = [[name_key(name) for name in names] for names in (one, other)]
    found: NDArray[np.float32] = process.cdist(*keys, scorer=fuzz.ratio, score_cutoff=_WORTH_SCORING)
    return found
