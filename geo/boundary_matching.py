"""Units of an official map matched to the districts that we know: by code, then by name, never by a guess.

A name is looked for within the country and the province that the map states. Whatever matched is held against the
ground: the seat of the district must lie in the unit, or near it. What fits several districts, what code and
name say differently, and what two units claim goes to a person.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import geopandas as gpd
import shapely

from geo.crs import project
from geo.names import REVIEW, Gazetteer
from geo.spellings import spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from geo.names import Near

SEAT_WITHIN_M = 15_000.0
"""A district's seat often is a city of its own beside it; farther off the unit is another one."""

Status: TypeAlias = Literal["matched", "ambiguous", "unmatched"]
Why: TypeAlias = Literal[
    "assigned",
    "pcode",
    "name",
    "outside",
    "unknown_name",
    "several_fit",
    "code_and_name_differ",
    "seat_elsewhere",
    "taken_twice",
    "no_shape",
]
"""By what a unit was matched, or why it was not."""


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """What became of a unit: the district where it is sure, else those that come near, best first."""

    status: Status
    why: Why
    id: str | None = None
    near: tuple[str, ...] = ()


def code_key(code: str) -> str:
    """A p-code as codes are compared: without its country, without zeros at its end.

    One code is written ``41706207``, ``KG06207000000`` and ``KG06207``.

    >>> code_key("41706207") == code_key("KG06207000000"), code_key("3505220000000"), code_key("TJ-05")
    (True, '350522', '05')
    """
    digits = re.sub(r"\W", "", code).upper()
    bare = re.sub(r"^(?:KGZ?|TJK?|UZB?)(?=\d)|^417(?=\d{5,}$)", "", digits)
    return bare.rstrip("0")


def match_units(
    units: pd.DataFrame,
    districts: pd.DataFrame,
    *,
    province_of: Callable[[str], str | None],
    assigned: Mapping[str, str] | None = None,
) -> dict[int, UnitMatch]:
    """The match of each unit by its row.

    ``units`` has ``country, province`` (names, or None), ``names, codes, kind, geometry`` (EPSG:4326);
    ``districts`` the contract's columns. ``province_of`` gives the province that a text names. ``assigned`` maps a
    name or code of a unit to the district that a person chose: it wins over everything else.
    """
    known = _Districts(districts, province_of)
    chosen = dict(assigned or {})
    told: list[dict[str, Any]] = [
        {str(name): value for name, value in unit.items()}
        for unit in units.drop(columns="geometry").to_dict("records")
    ]
    found = {int(row): _match(unit, known, chosen) for row, unit in zip(units.index, told, strict=True)}
    return _once(_held_against_ground(found, units, known))


class _Districts:
    """The districts by code, and gazetteers of them by country and province."""

    def __init__(self, districts: pd.DataFrame, province_of: Callable[[str], str | None]) -> None:
        self.rows = districts
        self.seats = districts.set_index("district_id")[["lon", "lat"]]
        self.ids = frozenset(districts["district_id"])
        self.by_code: dict[tuple[str, str], str] = {
            (country, code_key(code)): district
            for country, code, district in districts[["country", "pcode", "district_id"]].to_numpy(dtype=object)
            if isinstance(code, str) and code
        }
        self._province_of = province_of
        self._cache: dict[tuple[str, str | None], Gazetteer] = {}

    def province(self, names: Iterable[str]) -> str | None:
        """The province that any of the names means."""
        return next((found for name in names if (found := self._province_of(name)) is not None), None)

    def within(self, country: str, province: str | None) -> Gazetteer:
        """The names of the districts of a country, or of a province (a city of the same name belongs to it)."""
        key = (country, province)
        if key not in self._cache:
            rows = self.rows[self.rows["country"] == country]
            if province is not None:
                stem = province.removesuffix(" city")
                rows = rows[rows["province"].isin({stem, f"{stem} city"})]
            self._cache[key] = Gazetteer(spellings(rows, key="district_id"))
        return self._cache[key]


def _match(unit: Mapping[str, Any], known: _Districts, assigned: Mapping[str, str]) -> UnitMatch:
    told = next((assigned[text] for text in (*unit["names"], *unit["codes"]) if text in assigned), None)
    if told is not None:
        return UnitMatch("matched", "assigned", told)
    country, provinces = unit["country"], unit["province"]
    coded = {found for code in unit["codes"] if (found := known.by_code.get((country, code_key(code))))}
    province = known.province(provinces) if provinces else None
    if country is None or (not coded and provinces and province is None):
        return UnitMatch("unmatched", "outside")
    fitting, near = _named(unit["names"], unit["kind"], known.within(country, province))
    return _decided(coded, fitting, tuple(item.id for item in near if item.score >= REVIEW))


def _decided(coded: set[str], fitting: set[str], near: tuple[str, ...]) -> UnitMatch:
    """What code and names say together: the code, unless the names say another district; else one that all fit."""
    if len(coded) == 1:
        if fitting and not coded & fitting:
            return UnitMatch("ambiguous", "code_and_name_differ", None, (*coded, *sorted(fitting)))
        return UnitMatch("matched", "pcode", next(iter(coded)))
    if len(fitting) == 1:
        return UnitMatch("matched", "name", next(iter(fitting)))
    if fitting or coded:
        return UnitMatch("ambiguous", "several_fit", None, tuple(sorted(fitting | coded)))
    return UnitMatch("unmatched", "unknown_name", None, near)


def _named(names: Sequence[str], kind: str | None, gazetteer: Gazetteer) -> tuple[set[str], tuple[Near, ...]]:
    """The districts that all the names of a unit may mean; of none, those of any. And the nearest ones."""
    each: list[set[str]] = []
    near: tuple[Near, ...] = ()
    for name in names:
        match = gazetteer.resolve(f"{name} {kind}" if kind else name, careful=True)
        if match.ids:
            each.append({*match.ids, *match.alternatives})
        elif not near or (match.nearest and match.nearest[0].score > near[0].score):
            near = match.nearest
    if not each:
        return set(), near
    return set.intersection(*each) or set.union(*each), near


def _held_against_ground(
    found: dict[int, UnitMatch], units: pd.DataFrame, known: _Districts
) -> dict[int, UnitMatch]:
    """A unit without a shape is none; one far from the seat of its district waits for a person."""
    checked: dict[int, UnitMatch] = {}
    for (row, match), shape in zip(found.items(), units["geometry"], strict=True):
        if shape is None or shape.is_empty:
            checked[row] = UnitMatch("unmatched", "no_shape", None, (match.id,) if match.id else match.near)
        elif match.id is not None and match.why != "assigned" and _far(shape, known, match.id):
            checked[row] = UnitMatch("ambiguous", "seat_elsewhere", None, (match.id,))
        else:
            checked[row] = match
    return checked


def _far(shape: BaseGeometry, known: _Districts, district: str) -> bool:
    lon, lat = (float(known.seats[axis].to_dict()[district]) for axis in ("lon", "lat"))
    if math.isnan(lon) or math.isnan(lat):
        return False
    metric = project(gpd.GeoSeries([shape, shapely.Point(lon, lat)], crs="EPSG:4326"))
    return bool(metric.iloc[0].distance(metric.iloc[1]) > SEAT_WITHIN_M)


def _once(found: dict[int, UnitMatch]) -> dict[int, UnitMatch]:
    """Of several units with one district the one that a person or a code chose has it; else all of them wait."""
    ranks = {"assigned": 0, "pcode": 1, "name": 2}
    best = {
        district: min(ranks[match.why] for match in found.values() if match.id == district)
        for district in {match.id for match in found.values() if match.id is not None}
    }
    first = Counter(match.id for match in found.values() if match.id and ranks[match.why] == best[match.id])
    return {
        row: replace(match, status="ambiguous", why="taken_twice", id=None, near=(match.id,))
        if match.id is not None and (ranks[match.why] > best[match.id] or first[match.id] > 1)
        else match
        for row, match in found.items()
    }
