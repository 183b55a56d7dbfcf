"""What a map of boundaries holds, beside what we know: its units matched, and how it fits its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import box

from geo.boundary_fit import misfits
from geo.boundary_matching import UnitMatch, match_units
from geo.crs import project
from geo.districts import OFFICIAL
from model.boundaries import BoundaryReport
from model.enums import DistrictKind
from model.settings import MAP_BOX
from model.strings import N_, Message
from model.workspace_tables import OWN_BOUNDARIES
from sources.boundaries import PROVINCES
from store.frames import row_dicts
from store.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import geopandas as gpd

    from sources.boundaries import BoundaryUnits
    from store.drafts import Draft

DISTRICT, PROVINCE = "district", "province"
_MOSTLY_INSIDE = 0.9
_SURE = frozenset({"exact", "matched"})
_PROVINCES_ONLY = N_(
    "{file} holds provinces: they draw no district. They are kept, and maps of districts are held against them; "
    "install a map of districts to replace the approximate areas."
)
_NOT_PASSED_ON = N_(
    "The licence ({licence}) is not known to allow passing the map on: a map in one HTML file holds its outlines, "
    "so keep such files to yourself, or state the licence with --licence."
)
_NOT_DRAWN = N_(
    "Cities of district rank that the map draws within another district: {names}. Points in them count for the "
    "city where its approximate area reaches, else for the district around it."
)


def boundary_report(
    draft: Draft, units: BoundaryUnits, source: Mapping[str, Any], assigned: Mapping[str, str]
) -> BoundaryReport:
    """The report of a map before it is installed."""
    provinces = units.level == PROVINCES
    found = _provinces(draft, units) if provinces else _districts(draft, units, assigned)
    districts = draft.geometry("districts")
    names = dict(zip(districts["district_id"], districts["name_en"], strict=True))
    lines = _lines(units, found, names)
    misfit = misfits(
        units.units,
        draft.geometry("countries"),
        draft.geometry("border_lines"),
        installed=districts[districts["geometry_quality"] == OFFICIAL],
        frame=box(*MAP_BOX),
    )
    inside = () if provinces else _not_drawn(units, found, districts)
    return BoundaryReport(
        file=units.file,
        source=source,
        level=PROVINCE if provinces else DISTRICT,
        units=len(units.units),
        matched=lines["matched"],
        unmatched=lines["unmatched"],
        ambiguous=lines["ambiguous"],
        quarantined=tuple(row_dicts(units.quarantine)),
        mended=units.mended,
        overlaps=tuple(_between(one, one.overlap_km2) for one in misfit if one.overlap_km2),
        gaps=tuple(_between(one, one.gap_km2) for one in misfit if one.gap_km2),
        outside_province=() if provinces else _outside_province(draft, units, found, districts),
        not_drawn=inside,
        notes=tuple(_notes(units, source, [names[key] for key in inside])),
    )


def _lines(
    units: BoundaryUnits, found: Mapping[int, UnitMatch], names: Mapping[str, str]
) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Each unit as a line of the report, by what became of it."""
    areas = project(units.units.geometry).area / 1e6
    lines: dict[str, list[Mapping[str, Any]]] = {"matched": [], "unmatched": [], "ambiguous": []}
    for row, match in found.items():
        area = round(float(areas[row]), 2)
        lines[match.status].append(_line(row, units.units.loc[row], match, names, area))
    return {status: tuple(told) for status, told in lines.items()}


def _notes(units: BoundaryUnits, source: Mapping[str, Any], inside: Sequence[str]) -> Iterator[Message]:
    yield from units.notes
    if units.level == PROVINCES:
        yield Message(_PROVINCES_ONLY, {"file": units.file})
    if not source["redistributable"]:
        yield Message(_NOT_PASSED_ON, {"licence": source["licence"]})
    if inside:
        yield Message(_NOT_DRAWN, {"names": tuple(inside)})


def _districts(draft: Draft, units: BoundaryUnits, assigned: Mapping[str, str]) -> dict[int, UnitMatch]:
    known = gazetteer(draft.frame, PROVINCE)
    level = units.units["level"] == units.level
    found = match_units(
        units.units[level],
        draft.frame("districts"),
        province_of=lambda text: _province(known, text),
        assigned=assigned,
    )
    others = {int(row): UnitMatch("unmatched", "outside") for row in units.units.index[~level]}
    return dict(sorted({**found, **others}.items()))


def _provinces(draft: Draft, units: BoundaryUnits) -> dict[int, UnitMatch]:
    """Provinces by name within their country."""
    known = gazetteer(draft.frame, PROVINCE)
    found: dict[int, UnitMatch] = {}
    for row, names, country in zip(units.units.index, units.units["names"], units.units["country"], strict=True):
        ids = {
            match.ids[0]
            for name in names
            if (match := known.resolve(name, country=country, careful=True)).status in _SURE
        }
        if len(ids) == 1:
            found[int(row)] = UnitMatch("matched", "name", next(iter(ids)))
        elif ids:
            found[int(row)] = UnitMatch("ambiguous", "several_fit", None, tuple(sorted(ids)))
        else:
            found[int(row)] = UnitMatch("unmatched", "unknown_name")
    taken = [match.id for match in found.values() if match.id]
    return {
        row: UnitMatch("ambiguous", "taken_twice", None, (match.id,))
        if match.id is not None and taken.count(match.id) > 1
        else match
        for row, match in found.items()
    }


def _province(known: Any, text: str) -> str | None:
    match = known.resolve(text, careful=True)
    return match.ids[0] if match.status in _SURE else None


def _line(row: int, unit: Any, match: UnitMatch, names: Mapping[str, str], area: float) -> dict[str, Any]:
    line = {
        "row": row,
        "name": unit["name"],
        "country": unit["country"],
        "province": unit["province"][0] if unit["province"] else None,
        "codes": list(unit["codes"]),
    }
    if match.status == "matched":
        also = [text for text in unit["names"] if text != unit["name"]]
        unit_id = str(match.id)
        return {**line, "unit_id": unit_id, "unit": names.get(unit_id, unit_id), "by": match.why} | {
            "also_named": also,
            "area_km2": area,
        }
    return {**line, "why": match.why, "near": [{"id": key, "name": names.get(key, key)} for key in match.near]}


def _between(one: Any, km2: float) -> dict[str, Any]:
    return {"one": one.one, "other": one.other, "beside": one.beside, "km2": km2}


def _not_drawn(
    units: BoundaryUnits, found: Mapping[int, UnitMatch], districts: gpd.GeoDataFrame
) -> tuple[str, ...]:
    """The cities without a unit of their own whose seat lies in a matched one."""
    rows = [row for row, match in found.items() if match.status == "matched"]
    drawn = {found[row].id for row in rows}
    if not rows:
        return ()
    shapes = shapely.union_all(list(units.units.geometry.loc[rows]))
    shapely.prepare(shapes)
    cities = districts[(districts["kind"] == DistrictKind.CITY) & ~districts["district_id"].isin(drawn)]
    inside = shapely.contains_xy(shapes, cities["lon"].astype(float), cities["lat"].astype(float))
    return tuple(sorted(cities.loc[inside, "district_id"]))


def _outside_province(
    draft: Draft, units: BoundaryUnits, found: Mapping[int, UnitMatch], districts: gpd.GeoDataFrame
) -> tuple[dict[str, Any], ...]:
    """Matched units of which a tenth or more lies outside the installed outline of their province."""
    kept = draft.geometry(OWN_BOUNDARIES.name)
    outlines = kept[kept["level"] == PROVINCE].drop_duplicates("unit_id", keep="last").set_index("unit_id")
    if outlines.empty:
        return ()
    shapes = project(outlines.geometry).to_dict()
    province = dict(zip(districts["district_id"], districts["province"], strict=True))
    metric = project(units.units.geometry)
    lines = []
    for row, match in found.items():
        outline = shapes.get(province.get(match.id or "", ""))
        if match.status != "matched" or outline is None:
            continue
        share = metric[row].intersection(outline).area / metric[row].area
        if share < _MOSTLY_INSIDE:
            line = {"row": row, "unit_id": match.id, "province": province[str(match.id)]}
            lines.append({**line, "inside": round(share, 3)})
    return tuple(lines)
