"""Places that an imported list has too: they get its spellings, and its point where ours is a guess.

What each list says is kept beside the places (table ``united_places``), so that newer bundled places get it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from store.frames import row_dicts

if TYPE_CHECKING:
    from collections.abc import Mapping

GUESSED = "low"
"""``confidence`` of a place whose point is a guess."""
_NAMES = ("name_en", "name_ru", "name_local")


def with_united(places: pd.DataFrame, united: pd.DataFrame) -> pd.DataFrame:
    """The places with what lists say of them; doing it twice changes nothing. The index is kept."""
    told: dict[str, list[dict[str, Any]]] = {}
    for row in row_dicts(united):
        told.setdefault(row["place_id"], []).append(row)
    if not told:
        return places
    at = places.index[places["place_id"].isin(told.keys())]
    changed = [_enriched(row, told[row["place_id"]]) for row in row_dicts(places.loc[at])]
    found = places.copy()
    for name in ("variants", "lon", "lat", "radius_m", "confidence", "hugs_line", "coord_source"):
        column = found[name].astype(object)
        column.loc[at] = pd.Series([row[name] for row in changed], index=at, dtype=object)
        found[name] = column.astype(places[name].dtype)
    return found


def _enriched(place: Mapping[str, Any], lists: list[dict[str, Any]]) -> dict[str, Any]:
    own = {place[name] for name in _NAMES}
    spelt = [*place["variants"], *(text for row in lists for text in row["variants"] if text not in own)]
    found = {**place, "variants": list(dict.fromkeys(spelt))}
    better = min(lists, key=lambda row: (row["radius_m"], row["source_id"], row["record"]))
    if place["confidence"] != GUESSED or better["radius_m"] >= place["radius_m"]:
        return found
    point = {name: better[name] for name in ("lon", "lat", "radius_m", "coord_source")}
    return {**found, **point, "confidence": "medium", "hugs_line": False}
