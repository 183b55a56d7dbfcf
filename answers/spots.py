"""Where rows of any kind stand on a map: one spot for all rows of one point and precision, the rest by reason.

The same reasons as for incidents (:mod:`answers.symbols`): a row that is known to its district only
stands at the seat, wider ones have no spot and are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from answers.symbols import NotOnMap, not_on_map_reasons
from model.enums import LocationLevel
from store.frames import row_dicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.bundle import Store

COLUMNS: tuple[str, ...] = (
    "ref",
    "ids",
    "kinds",
    "level",
    "name_en",
    "name_ru",
    "name_local",
    "country",
    "lon",
    "lat",
    "radius_m",
    "count",
)


def seated(store: Store, table: pd.DataFrame) -> pd.DataFrame:
    """The rows, those of a district only with the point of its seat; ``table`` has ``district_id``."""
    units = store.frame("districts").set_index("district_id")
    area = (table["location_level"] == LocationLevel.L3) & table["district_id"].notna()
    moved = {name: table[name].mask(area, table["district_id"].map(units[name])) for name in ("lon", "lat")}
    return table.assign(**{name: values.astype(float) for name, values in moved.items()})


def reasons_of(table: pd.DataFrame) -> dict[str, int]:
    """How many rows have no point of their own, by reason; ``district_only`` ones stand at a seat."""
    counts = not_on_map_reasons(table).value_counts()
    return {reason.value: int(counts[reason.value]) for reason in NotOnMap if counts.get(reason.value, 0)}


def spots(table: pd.DataFrame, *, key: str, kind: str, names: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """One row a spot, :data:`COLUMNS`: the ids of its rows (column ``key``), and their kinds with numbers.

    ``ref`` = ``kind`` and the first id, for the detail panel; ``names``: for each id the row whose names
    the spot bears. Spots with most rows first.
    """
    reasons = not_on_map_reasons(table)
    at = table["lon"].notna() & (reasons.isna() | (reasons == NotOnMap.DISTRICT_ONLY))
    found = dict[tuple[Any, ...], list[dict[str, Any]]]()
    for row in row_dicts(table[at].sort_values(key)):
        found.setdefault((round(row["lon"], 4), round(row["lat"], 4), row["location_level"]), []).append(row)
    made = [_spot(rows, key, kind, names) for rows in found.values()]
    made.sort(key=lambda spot: (-spot["count"], spot["ref"]))
    frame = pd.DataFrame(made, columns=list(COLUMNS), dtype=object)
    return frame.astype({"lon": float, "lat": float, "radius_m": float, "count": "Int64"})


def _spot(
    rows: Sequence[dict[str, Any]], key: str, kind: str, names: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    ids = [row[key] for row in rows]
    named = names.get(ids[0], {})
    radii = [row["radius_m"] for row in rows if pd.notna(row["radius_m"])]
    kinds = pd.Series([row["kind"] for row in rows]).value_counts().sort_index()
    return {
        "ref": f"{kind}:{ids[0]}",
        "ids": ids,
        "kinds": {str(word): int(n) for word, n in kinds.items()},
        "level": rows[0]["location_level"],
        **{name: named.get(name) for name in ("name_en", "name_ru", "name_local", "country")},
        "lon": rows[0]["lon"],
        "lat": rows[0]["lat"],
        "radius_m": max(radii, default=None),
        "count": len(rows),
    }


def names_at(store: Store, table: pd.DataFrame, *, key: str) -> dict[str, dict[str, Any]]:
    """For each id the row whose names its spot bears: its district (district only), its place, else its words."""
    places = {row["place_id"]: row for row in row_dicts(store.frame("places"))}
    units = {row["district_id"]: row for row in row_dicts(store.frame("districts"))}
    found = dict[str, dict[str, Any]]()
    for row in row_dicts(table):
        area = row["location_level"] == LocationLevel.L3
        named = units.get(row["district_id"]) if area else places.get(row["place_id"])
        found[row[key]] = named or {"name_en": row["place_text"]}
    return found
