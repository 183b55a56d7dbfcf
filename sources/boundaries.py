"""Official maps of districts: OCHA COD-AB, geoBoundaries, OpenStreetMap and others, as units to be matched.

What a map does not say is not made up: units without a name and a code are refused, a map of countries or of
sub-districts too. A map of provinces is read as such.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from model.errors import BadInputError
from model.import_codes import import_problem
from model.imports import QUARANTINE_COLUMNS
from model.strings import N_, Message
from sources import values
from sources.boundary_columns import UNITS, BoundaryColumns, boundary_columns, number_of
from sources.boundary_origins import own_source
from sources.countries import country_at
from sources.known_words import known_words
from sources.raw_table import ROW
from sources.shapes import SHAPE, read_layers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sources.shapes import ShapeLayer

DISTRICTS, PROVINCES = 2, 1
_AREAL = frozenset({"Polygon", "MultiPolygon"})
_OSM_LEVELS = {2: 0, 4: PROVINCES, 6: DISTRICTS}
_NO_NAMES = N_(
    "Districts with names or codes were expected in {file}, but its shapes ({n}) have neither: a bare outline "
    "cannot be matched, so take a map with one named shape a district, as COD-AB admin 2 or geoBoundaries ADM2."
)
_OTHER_LEVEL = N_(
    "Districts (level 2) were expected in {file}, but it holds units of level {level}: take the map of level 2 of "
    "the same publisher."
)
_NO_AREAS = N_("Areas were expected in {file}, but its shapes are {kinds}: take the map with the areas.")
_LEFT = N_("Layers of {file} that are not of the level that was read: {layers}.")
_NO_LEVEL = N_("{file} does not say of which level its units are: they are taken as districts.")
_MENDED = N_("Shapes whose outline crossed itself and was mended: {n}.")
_NUMBER = re.compile(r"^\d+\.0+$")


@dataclass(frozen=True, slots=True)
class BoundaryUnits:
    """The units of a map, one row each (index = number of the shape, the first is 1).

    ``units``: ``level`` (2 district, 1 province, other: neither), ``country``, ``province`` (its names, or None),
    ``name`` (to show), ``names`` (all, in order), ``spoken`` (language → name, where the map says the language),
    ``codes, kind, geometry`` (EPSG:4326; None where it cannot be used). ``quarantine`` tells those (Q13).
    ``level`` is that of the map. ``own`` is for :func:`sources.source_rows.source_row`.
    """

    file: str
    level: int
    units: gpd.GeoDataFrame
    quarantine: pd.DataFrame
    mended: int
    own: Mapping[str, Any]
    notes: tuple[Message, ...] = ()


def read_boundaries(path: Path, *, name: str | None = None) -> BoundaryUnits:
    """The units of a map: its districts, where it has any, else its provinces.

    Raises
    ------
    BadInputError
        The file is no map, or one without names, without areas, or of another level.
    """
    shown = name or path.name
    layers = read_layers(path, name=shown)
    _check_areas(layers, shown)
    parts = [(layer, boundary_columns(list(layer.cells.columns))) for layer in layers]
    frames = [(layer, columns, _levels(layer, columns)) for layer, columns in parts]
    best = _best(frames, shown)
    chosen = [(layer, columns, levels) for layer, columns, levels in frames if (levels == best).any()]
    if not any(columns.names or columns.codes for _, columns, _ in chosen):
        raise BadInputError(Message(_NO_NAMES, {"file": shown, "n": sum(len(layer.cells) for layer in layers)}))
    units = _numbered([_units(layer, columns, levels) for layer, columns, levels in chosen])
    mended = sum(layer.mended for layer, _, _ in chosen)
    notes = [*(note for layer, _, _ in chosen for note in layer.notes)]
    left = tuple(layer.layer for layer, _, levels in frames if not (levels == best).any())
    notes += [Message(_LEFT, {"file": shown, "layers": left})] if left else []
    notes += [Message(_MENDED, {"n": mended})] if mended else []
    silent = all(columns.deepest is None and columns.level is None for _, columns, _ in chosen)
    notes += [Message(_NO_LEVEL, {"file": shown})] if silent else []
    own = own_source(PurePath(shown).stem, chosen[0][1], list(chosen[0][0].cells.columns))
    return BoundaryUnits(shown, best, units, _quarantine(units), mended, own, tuple(notes))


def code_text(text: str) -> str:
    """A p-code as text, whatever a table made of it: ``3590220000000.0`` → ``3590220000000``.

    >>> code_text(" 3505220.0 "), code_text("KG05214000000")
    ('3505220', 'KG05214000000')
    """
    told = text.strip()
    if _NUMBER.match(told):
        return told.partition(".")[0]
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", told):
        return str(int(float(told)))
    return told


def _check_areas(layers: Sequence[ShapeLayer], shown: str) -> None:
    kinds = Counter(kind for layer in layers for kind in layer.shapes.geom_type.dropna())
    if not _AREAL & kinds.keys():
        raise BadInputError(Message(_NO_AREAS, {"file": shown, "kinds": tuple(sorted(kinds)) or "empty"}))


def _levels(layer: ShapeLayer, columns: BoundaryColumns) -> pd.Series:
    """The level of each row: what a column says, else the deepest that has a name, else districts."""
    index = layer.cells.index
    if columns.level is not None:
        told = values.texts(layer.cells[columns.level]).map(_told_level)
        return told.fillna(-1).astype(int)
    return pd.Series(DISTRICTS if columns.deepest is None else columns.deepest, index=index, dtype=int)


def _told_level(text: str | None) -> int | None:
    """``ADM2`` of geoBoundaries, or ``6`` of OpenStreetMap, whose numbers are its own."""
    found = re.fullmatch(r"(adm)?(\d+)(?:\.0)?", (text or "").casefold())
    if found is None:
        return None
    return int(found[2]) if found[1] else _OSM_LEVELS.get(int(found[2]))


def _best(frames: Sequence[tuple[ShapeLayer, BoundaryColumns, pd.Series]], shown: str) -> int:
    levels = {int(level) for _, _, found in frames for level in found.unique()}
    for level in (DISTRICTS, PROVINCES):
        if level in levels:
            return level
    raise BadInputError(Message(_OTHER_LEVEL, {"file": shown, "level": max(levels, default=0)}))


def _units(layer: ShapeLayer, columns: BoundaryColumns, levels: pd.Series) -> gpd.GeoDataFrame:
    cells = layer.cells
    rows = []
    for row in cells.index:
        told = {header: cell for header, cell in cells.loc[row].items() if isinstance(cell, str)}
        level = int(levels[row])
        names, spoken = _names(told, columns, (level, UNITS))
        above = _names(told, columns, (level - 1,))[0] if level == DISTRICTS else []
        codes = [
            code_text(told[header])
            for at in (level, UNITS)
            for header in columns.codes.get(at, ())
            if header in told
        ]
        rows.append(
            {
                "level": level,
                "country": _country(told, columns, codes),
                "province": above or None,
                "name": spoken.get("en") or next(iter(names), None) or next(iter(codes), None),
                "names": names,
                "spoken": spoken,
                "codes": list(dict.fromkeys(codes)),
                "kind": next((told[header] for header in columns.kinds if header in told), None),
                "fault": layer.faults.get(row),
            }
        )
    frame = pd.DataFrame(rows, index=cells.index, dtype=object)
    areal = layer.shapes.geom_type.isin(_AREAL)
    frame["fault"] = frame["fault"].where(frame["fault"].notna() | areal, layer.shapes.geom_type)
    found = gpd.GeoDataFrame(frame, geometry=layer.shapes.where(areal), crs=layer.shapes.crs)
    return found.assign(country=_by_point(found), level=levels)


def _names(
    told: Mapping[Any, str], columns: BoundaryColumns, levels: Sequence[int]
) -> tuple[list[str], dict[str, str]]:
    """The names of a row at these levels, each once, and those whose language the map says."""
    found: list[str] = []
    spoken: dict[str, str] = {}
    for header, language in (one for level in levels for one in columns.names.get(level, ())):
        text = told.get(header, "").strip()
        if not text:
            continue
        found.append(text)
        said = language or told.get(columns.languages.get(number_of(header), ""), "").strip().casefold()[:2]
        if said:
            spoken.setdefault(said, text)
    return list(dict.fromkeys(found)), spoken


def _country(told: Mapping[Any, str], columns: BoundaryColumns, codes: Sequence[str]) -> str | None:
    """The country that a row states, by name or code, or by the letters before its p-code."""
    words = known_words("country")
    said = [told[header] for header, _ in columns.names.get(0, ()) if header in told]
    said += [told[header] for header in columns.codes.get(0, ()) if header in told]
    said += [found[0] for code in codes if (found := re.match(r"[A-Za-z]{2,3}(?=[\d-])|417(?=\d{5})", code))]
    return next((words[key] for text in said if (key := values.worded(code_text(text))) in words), None)


def _by_point(units: gpd.GeoDataFrame) -> pd.Series:
    """The stated country, else that of the unit's middle, else the one that all others of the map lie in."""
    middle = units.geometry.representative_point()
    around = country_at(middle.x, middle.y)
    country = units["country"].where(units["country"].notna(), around)
    others = country.dropna().unique()
    return country.fillna(others[0]) if len(others) == 1 else country.where(country.notna(), None)


def _numbered(frames: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Several layers as one, rows numbered on."""
    before, found = 0, []
    for frame in frames:
        found.append(frame.set_axis(frame.index + before))
        before += len(frame)
    return gpd.GeoDataFrame(pd.concat(found).rename_axis(ROW), crs=frames[0].crs)


def _quarantine(units: gpd.GeoDataFrame) -> pd.DataFrame:
    bad = units[units["fault"].notna()]
    rows = [
        (row, SHAPE, "Q13", fault, import_problem("Q13", column=SHAPE, value=fault))
        for row, fault in bad["fault"].items()
    ]
    return pd.DataFrame(rows, columns=list(QUARANTINE_COLUMNS), dtype=object)
