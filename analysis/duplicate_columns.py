"""Records as arrays, ready for comparing each with very many others: days, points, names, types, deaths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.crs import to_metric
from geo.name_score import name_key
from geo.name_shortlist import nearest_keys
from model.enums import DateLevel, IncidentType, LocationLevel
from model.numbered import filled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.intp]
    Floats = NDArray[np.float64]

UNKNOWN = "unknown"
"""A field that one of the two does not know: it adds nothing."""
NAMED_ALIKE = 75.0
"""From this score on two names are alike enough to compare the records (methods section 9)."""
ALIKE, VERY_ALIKE = 1, 2
_THE_SAME = 90.0
_SHORT_KEY = 3
"""Keys up to this length are alike only where they are equal (methods section 10)."""
_MOST_NAMES = 50_000_000
"""Above so many pairs of different names only those of one key are called alike."""
_TOGETHER = (
    frozenset({IncidentType.ARMED_CLASH, IncidentType.SHOOTING, IncidentType.ABUSE_BY_SECURITY}),
    frozenset({IncidentType.RIOT_INTERETHNIC, IncidentType.PROTEST, IncidentType.STONE_THROWING}),
)
POINTS = frozenset({LocationLevel.L1.value, LocationLevel.L2.value})


@dataclass(frozen=True, slots=True)
class Ready:
    """The columns that comparing needs as arrays, by first day: days as numbers, points in metres, words as codes.

    ``x, y`` are those of points (L1, L2) only; ``district`` is -1 where none is known; ``keys`` are the keys of
    names that ``name`` numbers; ``type_words`` says how two types of ``type`` compare.
    """

    id: NDArray[Any]
    source: Places
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    exact: NDArray[np.bool_]
    x: Floats
    y: Floats
    point: NDArray[np.bool_]
    district: Places
    name: Places
    keys: list[str]
    type: Places
    type_words: NDArray[Any]
    low: Floats
    high: Floats


def prepared(records: pd.DataFrame) -> Ready:
    """The records (contract of incidents, days known) by first day."""
    order = np.argsort(days_of(records["date_start"]), kind="stable")
    rows = records.iloc[order]
    x, y = to_metric(rows["lon"].to_numpy(dtype=float), rows["lat"].to_numpy(dtype=float))
    point = rows["location_level"].isin(POINTS).to_numpy()
    names, texts = pd.factorize(filled(rows["place_text"], ""))
    keys, different = pd.factorize(np.array([name_key(text) for text in texts], dtype=object))
    types, kinds = pd.factorize(rows["incident_type"])
    low, high = (_numbers(rows[f"killed_{end}"]) for end in ("low", "high"))
    # "Nobody, or nobody knows how many" says nothing about deaths.
    low = np.where((low == 0) & np.isnan(high), np.nan, low)
    return Ready(
        id=rows["incident_id"].to_numpy(dtype=object),
        source=pd.factorize(rows["source_id"])[0],
        first=days_of(rows["date_start"]),
        last=days_of(rows["date_end"]),
        exact=(rows["date_level"] == DateLevel.T1.value).to_numpy(),
        x=np.where(point, x, np.nan),
        y=np.where(point, y, np.nan),
        point=point,
        district=pd.factorize(rows["district_id"])[0],
        name=keys[names] if len(rows) else names,
        keys=[str(key) for key in different],
        type=types,
        type_words=np.array([[_type_word(one, other) for other in kinds] for one in kinds], dtype=object),
        low=low,
        high=np.where(np.isnan(high), np.inf, high),
    )


def days_of(days: pd.Series[Any]) -> NDArray[np.int64]:
    """Days as numbers, from 1970 on."""
    return pd.to_datetime(days).to_numpy().astype("datetime64[D]").astype(np.int64)


def _numbers(values: pd.Series[Any]) -> Floats:
    return np.asarray(values.astype("Float64").to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)


def _type_word(one: str, other: str) -> str:
    if IncidentType.OTHER in {one, other}:
        return UNKNOWN
    if one == other:
        return "same"
    return "compatible" if any({one, other} <= group for group in _TOGETHER) else "incompatible"


class Names:
    """How alike the names of two sets of records are: 0, :data:`ALIKE` or :data:`VERY_ALIKE`."""

    def __init__(self, ready: Ready, small: Places, large: Places) -> None:
        ones, others = (np.unique(ready.name[side]) for side in (small, large))
        self._row, self._column = (np.zeros(len(ready.keys), dtype=np.intp) for _ in range(2))
        self._row[ones], self._column[others] = np.arange(len(ones)), np.arange(len(others))
        self._table = self._filled(ready.keys, ones, others) if len(ones) * len(others) <= _MOST_NAMES else None
        self._known = np.array([bool(key) for key in ready.keys], dtype=bool)

    def __call__(self, one: Places, other: Places) -> NDArray[np.uint8]:
        """For numbers of names of the first and of the second set."""
        if self._table is None:
            equal = (one == other) & self._known[one]
            return np.where(equal, VERY_ALIKE, 0).astype(np.uint8)
        return np.asarray(self._table[self._row[one], self._column[other]], dtype=np.uint8)

    def _filled(self, keys: list[str], ones: Places, others: Places) -> NDArray[np.uint8]:
        table = np.zeros((len(ones), len(others)), dtype=np.uint8)
        known = [keys[at] for at in others]
        asked = [keys[at] for at in ones]
        for row, near in enumerate(nearest_keys(asked, known)):
            for column, score in near:
                if score < NAMED_ALIKE:
                    break
                if min(len(asked[row]), len(known[column])) > _SHORT_KEY or asked[row] == known[column]:
                    table[row, column] = VERY_ALIKE if score >= _THE_SAME - 1e-9 else ALIKE
        return table
