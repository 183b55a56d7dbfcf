"""Imported places beside those that are there: which are the same, and the district and exclave of the new ones.

Two places are one if they have one GeoNames id, or if they lie within 2 km of each other in one country and the
name of one is a spelling of the other. Of a place whose point is a guess the list's is the same if it is the only
one of that name as far as the guess may be off.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.crs import to_metric
from geo.districts import assign_by_geometry
from geo.exclaves import inside
from geo.names import SHORT_KEY, name_key
from geo.place_matching import Question
from model.imports import STATED_DISTRICT, STATED_PROVINCE
from model.strings import N_, Message
from model.tables import PLACES
from model.workspace_tables import UNITED_PLACES
from store.frames import row_dicts
from store.name_knowledge import DISTRICT, Names
from store.united_places import GUESSED, with_united

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.drafts import Draft

SAME_WITHIN_M = 2_000.0
_FARTHEST_M = 20_000.0
_STATED = (STATED_PROVINCE, STATED_DISTRICT)
_NAMES = ("name_en", "name_ru", "name_local")
_UNITED = N_("Rows that are places which were there already: {n}. Their spellings were added to those.")
_NO_DISTRICT = N_(
    "New places of which no district is known: {n}. A record that states a district does not find them: install "
    "official boundaries, which fill it in."
)
_CITES = re.compile(r"GeoNames (\d+)")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """``fresh``: rows that are places of their own, same index; ``united``: rows of ``united_places``."""

    fresh: pd.DataFrame
    united: pd.DataFrame
    notes: tuple[Message, ...]


def settle(table: str, rows: pd.DataFrame, draft: Draft, *, source_id: str) -> Arrivals:
    """The rows of an import as they are written; of a list of places without those that are there already."""
    if table != PLACES.name:
        fresh = rows.drop(columns=list(_STATED), errors="ignore")
        return Arrivals(fresh, pd.DataFrame(columns=list(UNITED_PLACES.column_names)), ())
    known = draft.frame("places")
    mine = set(known.loc[known["source_id"] == source_id, "place_id"])
    others = known[~known["place_id"].isin(mine & set(rows["place_id"]))]
    asked = rows[~rows["place_id"].isin(mine)]
    same = _by_id(asked, others, draft.frame(UNITED_PLACES.name), source_id)
    rest = asked[~asked.index.isin(list(same))]
    same |= _by_name(rest, others)
    same |= _among_themselves(asked[~asked.index.isin(list(same))])
    fresh = _with_units(rows[~rows.index.isin(list(same))], draft)
    notes = [Message(_UNITED, {"n": len(same)})] if same else []
    bare = int(fresh["district_id"].isna().sum())
    notes += [Message(_NO_DISTRICT, {"n": bare})] if bare else []
    return Arrivals(
        fresh.drop(columns=list(_STATED)), _united(rows.loc[sorted(same)], same, source_id), tuple(notes)
    )


def keep_united(draft: Draft, united: pd.DataFrame, source_id: str) -> None:
    """Keep what a list says of places that were there already, and let it stand with them."""
    known = draft.frame(UNITED_PLACES.name)
    others = known[(known["source_id"] != source_id) | ~known["record"].isin(set(united["record"]))]
    both = pd.concat(
        [frame.astype(object) for frame in (others, united) if len(frame)] or [known], ignore_index=True
    )
    if not both.empty:
        draft.replace(UNITED_PLACES.name, both)
        draft.replace("places", with_united(draft.frame("places"), both))


def _by_id(asked: pd.DataFrame, others: pd.DataFrame, united: pd.DataFrame, source_id: str) -> dict[int, str]:
    """Row → place with the same id, or with the same id of GeoNames, or with which it was united before."""
    ids = {place: place for place in others["place_id"]}
    for place, cited in zip(others["place_id"], others["coord_source"], strict=True):
        if isinstance(cited, str) and (found := _CITES.fullmatch(cited)):
            ids.setdefault(f"GN{found[1]}", place)
    before = united[(united["source_id"] == source_id) & united["place_id"].isin(set(others["place_id"]))]
    ids |= dict(zip(before["record"], before["place_id"], strict=True))
    return {
        int(row): ids[place] for row, place in zip(asked.index, asked["place_id"], strict=True) if place in ids
    }


def _by_name(rows: pd.DataFrame, others: pd.DataFrame) -> dict[int, str]:
    """Row → the nearest place of its name within 2 km; else a guessed one that no other row of its name may be."""
    guessed = (others["confidence"] == GUESSED).to_numpy()
    reach = np.where(guessed, others["radius_m"].clip(lower=SAME_WITHIN_M, upper=_FARTHEST_M), SAME_WITHIN_M)
    told, known = _Spellings(rows), _Spellings(others)
    fitting = [
        (metres, one, other)
        for metres, one, other in _pairs(rows, others, reach)
        if told.country[one] == known.country[other] and told.names_one(one, known, other)
    ]
    near = [pair for pair in fitting if pair[0] <= SAME_WITHIN_M]
    found: dict[int, str] = {}
    for _, one, other in near:
        found.setdefault(int(rows.index[one]), known.ids[other])
    far = [(one, other) for metre, one, other in fitting if metre > SAME_WITHIN_M]
    rivals = Counter(other for _, other in {*far, *((one, other) for _, one, other in near)})
    for one, other in far:
        if rivals[other] == 1:
            found.setdefault(int(rows.index[one]), known.ids[other])
    return found


def _among_themselves(rows: pd.DataFrame) -> dict[int, str]:
    """Row → an earlier row of the list that has the same name within 2 km."""
    told = _Spellings(rows)
    found: dict[int, str] = {}
    pairs = _pairs(rows, rows, np.full(len(rows), SAME_WITHIN_M))
    for one, other in sorted((one, other) for _, one, other in pairs if other < one):
        same = told.country[one] == told.country[other] and bool(told.primary(one) & told.primary(other))
        if same and int(rows.index[one]) not in found:
            found[int(rows.index[one])] = found.get(int(rows.index[other]), told.ids[other])
    return found


def _pairs(rows: pd.DataFrame, others: pd.DataFrame, reach: np.ndarray) -> list[tuple[float, int, int]]:
    """Metres, position of a row, position of another place that lies no farther than its ``reach`` (metres)."""
    if not len(rows) or not len(others):
        return []
    here, there = (np.array(shapely.points(*to_metric(f["lon"], f["lat"])), dtype=object) for f in (rows, others))
    right, left = shapely.STRtree(here).query(there, predicate="dwithin", distance=reach)
    metres = np.asarray(shapely.distance(here[left], there[right]), dtype=float)
    return sorted(zip(metres.tolist(), left.tolist(), right.tolist(), strict=True))


class _Spellings:
    """Names of a frame of places by position, as keys that join alphabets; made only where they are asked for."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.ids: list[str] = frame["place_id"].to_list()
        self.country: list[str] = frame["country"].to_list()
        self._names: list[list[Any]] = frame[list(_NAMES)].to_numpy(dtype=object).tolist()
        self._variants: list[list[str]] = [list(texts) for texts in frame["variants"]]
        self._keys: dict[tuple[int, bool], frozenset[str]] = {}

    def primary(self, at: int) -> frozenset[str]:
        """The keys of the names that are shown."""
        return self._made(at, whole=False)

    def names_one(self, at: int, others: _Spellings, other: int) -> bool:
        """Whether the name of one of two places is a spelling of the other."""
        return bool(self.primary(at) & others._made(other, whole=True)) or bool(
            self._made(at, whole=True) & others.primary(other)
        )

    def _made(self, at: int, *, whole: bool) -> frozenset[str]:
        if (at, whole) not in self._keys:
            texts = [*self._names[at], *(self._variants[at] if whole else ())]
            self._keys[at, whole] = frozenset(_keys(text for text in texts if isinstance(text, str)))
        return self._keys[at, whole]


def _keys(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        key = name_key(text)
        # Of a short key too little is left to compare: the text itself must be the same.
        yield key if len(key) > SHORT_KEY else f"={' '.join(text.casefold().split())}"


def _with_units(rows: pd.DataFrame, draft: Draft) -> pd.DataFrame:
    """District – the stated one where its name is sure, else the one around the point – and exclave."""
    around = assign_by_geometry(rows["lon"], rows["lat"], draft.geometry("districts"))
    asked = [
        Question(text, country) if isinstance(text, str) else None
        for text, country in zip(rows[STATED_DISTRICT], rows["country"], strict=True)
    ]
    answers = Names(draft).ask(DISTRICT, {question for question in asked if question is not None})
    sure = [answers[question].id if question in answers else None for question in asked]
    stated = pd.Series(sure, index=rows.index, dtype=object)
    country: Mapping[str, str] = dict(draft.frame("districts")[["district_id", "country"]].to_numpy(dtype=object))
    around = around.where(around.map(country) == rows["country"])
    district = stated.where(stated.notna(), around).astype(object)
    exclave = inside(rows["lon"], rows["lat"], draft.geometry("exclaves")).astype(object)
    return rows.assign(
        district_id=district.where(district.notna(), None), exclave_id=exclave.where(exclave.notna(), None)
    )


def _united(rows: pd.DataFrame, same: Mapping[int, str], source_id: str) -> pd.DataFrame:
    lines = [
        {
            "source_id": source_id,
            "record": row["place_id"],
            "place_id": same[int(at)],
            "variants": list(dict.fromkeys([*(row[name] for name in _NAMES if row[name]), *row["variants"]])),
            **{name: row[name] for name in ("lon", "lat", "radius_m", "coord_source")},
        }
        for at, row in zip(rows.index, row_dicts(rows), strict=True)
    ]
    return pd.DataFrame(lines, columns=list(UNITED_PLACES.column_names))
