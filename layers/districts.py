"""Districts: pale inhabited catchments without an outline, official areas with one, and their seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.districts import OFFICIAL
from layers.marks import draw
from layers.naming import local_below, name_of
from layers.rows import Row, rows
from layers.shapes import for_screen, polygons
from model.enums import Country, DistrictKind
from model.labels import label
from model.result import Result, require_published
from model.strings import N_, Message, fill
from model.style import DISTRICT_AREA, DISTRICT_OFFICIAL, DISTRICT_SEAT, SEAT_RADIUS
from model.view import AreaMark, LabelKind, LabelMark, LayerView, LegendEntry, LegendSymbol, Mark, PointMark

if TYPE_CHECKING:
    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "districts"
TITLE = N_("Districts")
AREA_TOLERANCE = 0.005
"""Degrees, some 300 m: catchments are approximate and have no outline."""
_TITLE_OF = N_("{name} ({kind}, {country})")
_OFFICIAL_TOLERANCE = 0.001
"""Degrees, some 100 m: an official outline is drawn nearly as it is."""
_LEGEND = (
    LegendEntry(LegendSymbol.AREA, DISTRICT_AREA, Message(N_("where people live, approximate"))),
    LegendEntry(LegendSymbol.AREA, DISTRICT_OFFICIAL, Message(N_("district as published, from your own map"))),
    LegendEntry(LegendSymbol.POINT, DISTRICT_SEAT, Message(N_("seat of a district")), SEAT_RADIUS),
)


def view(districts: Result, *, tr: Translator) -> LayerView:
    """A pale area where a catchment could be built, an outline where a map is installed, seats and labels."""
    units = rows(require_published(districts).table)
    areas: list[Mark] = [area for row in units if (area := _area(row, tr)) is not None]
    seated = [row for row in units if row["lon"] is not None]
    seats: list[Mark] = [_seat(row, tr) for row in seated]
    labels: list[Mark] = [
        LabelMark(
            row["lon"],
            row["lat"],
            name_of(row, lang=tr.lang),
            LabelKind.DISTRICT,
            local_below(row, lang=tr.lang),
            _ref(row),
        )
        for row in seated
    ]
    qualities = {row["geometry_quality"] == OFFICIAL for row in units if row.get("geometry") is not None}
    shown = [False in qualities, True in qualities, bool(seats)]
    return LayerView(
        key=KEY,
        title=Message(TITLE),
        marks=(*areas, *seats, *labels),
        legend=tuple(entry for entry, wanted in zip(_LEGEND, shown, strict=True) if wanted),
        attributions=tuple(ref.attribution for ref in districts.sources),
    )


def title_of(row: Row, tr: Translator) -> str:
    """One line for a district: its name, whether it is a city, its country; the panel has all names."""
    kind, country = tr.gettext(label(DistrictKind(row["kind"]))), tr.gettext(label(Country(row["country"])))
    return fill(tr.gettext(_TITLE_OF), name=name_of(row, lang=tr.lang), kind=kind, country=country)


def _ref(row: Row) -> str:
    return f"district:{row['district_id']}"


def _area(row: Row, tr: Translator) -> AreaMark | None:
    official = row["geometry_quality"] == OFFICIAL
    tolerance = _OFFICIAL_TOLERANCE if official else AREA_TOLERANCE
    shape = polygons(for_screen(row.get("geometry"), tolerance=tolerance))
    style = DISTRICT_OFFICIAL if official else DISTRICT_AREA
    return AreaMark(shape, style, title_of(row, tr), _ref(row)) if shape else None


def _seat(row: Row, tr: Translator) -> PointMark:
    return PointMark(row["lon"], row["lat"], SEAT_RADIUS, DISTRICT_SEAT, title_of(row, tr), _ref(row))
