"""Where a fact lies and how exactly, and what its page does not say: for crossings, resources and responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.enums import LocationLevel
from model.errors import DataFileError
from tools.build_places import as_list
from tools.fact_rows import our_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

RADIUS_M: dict[str, float] = {
    "near village": 5_000.0,
    "near town": 5_000.0,
    "on the feature": 5_000.0,
    "as in another row": 5_000.0,
    "3 km": 3_000.0,
    "5 km": 10_000.0,
    "5-10 km": 15_000.0,  # as for places: such guesses turned out to be over 11 km off once in four
    "10 km": 15_000.0,
    "10 km or more": 25_000.0,
    "exclave centre": 25_000.0,
}
"""How far off a point of level L2 may be, by the precision that the fact file states, in metres."""

Ground = dict[str, dict[str, Any]]


def ground(places: pd.DataFrame) -> Ground:
    """``lon``, ``lat`` and ``radius_m`` of each place, by id."""
    found = places.set_index("place_id")[["lon", "lat", "radius_m"]].to_dict("index")
    return {str(key): {str(name): value for name, value in row.items()} for key, row in found.items()}


def spot(row: Mapping[str, str], places: Ground, *, where: str, has_district: bool) -> dict[str, Any]:
    """``place_id, lon, lat, location_level, radius_m, coord_source`` of a fact.

    The point of ``place_id`` is that of the table places, and as uncertain as the less exact of the two
    (degrees; metres). Without a point the level is that of the unit that is known: L3, L4 or L5.

    Raises
    ------
        DataFileError: the place or the word of precision is not known.
    """
    word, place = row["point_precision"], row["place_id"]
    level = our_word("point_precision", word, where=where)
    if place and place not in places:
        message = f"{where}: there is no place '{place}'; correct place_id or add the place to places.csv."
        raise DataFileError(message)
    if level is None:
        level = _level_without_point(row, has_district=has_district)
    at = places[place] if place else {"lon": _number(row["lon"]), "lat": _number(row["lat"])}
    return {
        "place_id": place or None,
        "lon": at["lon"],
        "lat": at["lat"],
        "location_level": level,
        "radius_m": max(RADIUS_M[word], at.get("radius_m") or 0.0) if level == LocationLevel.L2 else None,
        "coord_source": row["coord_source"] or None,
    }


def checked(row: Mapping[str, str], *, where: str, source_id: str) -> dict[str, Any]:
    """The columns that say how well a row could be checked and where it comes from."""
    return {
        "verification": our_word("verification", row["verification"], where=where),
        "verification_note": row["verification_note"] or None,
        "source_title": row["source_title"] or None,
        "source_url": row["source_url"] or None,
        "source_id": source_id,
    }


def countries_of(cell: str, *, where: str) -> list[str]:
    """The countries of a list cell, in the order of their codes."""
    return sorted(str(our_word("country", word, where=where)) for word in as_list(cell))


def district_ids(words: Iterable[str], *, where: str) -> list[str]:
    """The districts that a list of stated ones names; what lies outside the valley is left out."""
    found = [our_word("district", word, where=where) for word in words]
    return [district for district in found if district is not None]


def _level_without_point(row: Mapping[str, str], *, has_district: bool) -> str:
    if has_district:
        return LocationLevel.L3.value
    return (LocationLevel.L4 if row.get("provinces") else LocationLevel.L5).value


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
