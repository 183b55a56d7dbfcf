"""Made layer views for tests of paper: three rectangles for countries, a straight line, a few symbols."""

from __future__ import annotations

from model.strings import Message
from model.style import (
    COUNTRY_LINE,
    EXCLAVE_AREA,
    INCIDENT_DISTRICT,
    INCIDENT_POINT,
    INCIDENT_RING,
    INCIDENT_UNKNOWN,
    PERCEPTION_TOO_FEW,
    PLACE_POINT,
    SECTION,
    incident_radius,
)
from model.view import (
    AreaMark,
    LabelKind,
    LabelMark,
    LayerView,
    LegendEntry,
    LegendSymbol,
    LineMark,
    PointMark,
    Ring,
)


def square(west: float, south: float, side: float) -> Ring:
    return (
        (west, south),
        (west + side, south),
        (west + side, south + side),
        (west, south + side),
        (west, south),
    )


def countries() -> LayerView:
    hole = square(70.5, 39.8, 0.2)
    marks = (
        AreaMark(((square(69.0, 39.3, 2.0), hole),), COUNTRY_LINE, "Kyrgyzstan", "country:KG"),
        AreaMark(((hole,),), EXCLAVE_AREA, "Exclave", "exclave:one"),
        LabelMark(71.4, 40.4, "Kyrgyzstan", LabelKind.COUNTRY),
        LabelMark(70.6, 39.9, "Vorukh", LabelKind.EXCLAVE, below="Ворух"),
    )
    legend = (LegendEntry(LegendSymbol.AREA, EXCLAVE_AREA, Message("exclave")),)
    return LayerView("countries", Message("Countries"), marks, legend, attributions=("© OpenStreetMap",))


def sections() -> LayerView:
    lines, legend = [], []
    for row, (status, style) in enumerate(SECTION.items()):
        lines.append(
            LineMark((((69.5, 39.6 + row / 5), (73.0, 39.7 + row / 5)),), style, status, f"section:{row}")
        )
        legend.append(LegendEntry(LegendSymbol.LINE, style, Message(status.value)))
    note = Message("line drawn as of {year}", {"year": 2025})
    return LayerView(
        "sections", Message("Border on {day}", {"day": "2019-06-01"}), tuple(lines), tuple(legend), (note,)
    )


def places(names: tuple[str, ...] = ("Исфара", "Боткен", "Раззаков")) -> LayerView:
    marks: list[PointMark | LabelMark] = []
    for at, name in enumerate(names):
        marks.append(PointMark(70.6 + at / 3, 40.1, 2.2, PLACE_POINT, name, f"place:{at}"))
        marks.append(LabelMark(70.6 + at / 3, 40.1, name, LabelKind.CITY))
    legend = (LegendEntry(LegendSymbol.POINT, PLACE_POINT, Message("place"), 2.2),)
    return LayerView("places", Message("Places"), tuple(marks), legend)


def incidents(*, synthetic: bool = False) -> LayerView:
    ring = {"ring_radius": 3.0, "ring_style": INCIDENT_RING}
    marks = (
        AreaMark(((square(72.0, 40.2, 0.4),),), INCIDENT_DISTRICT, "District", "district:d"),
        PointMark(70.6, 40.1, incident_radius(9), INCIDENT_POINT, "nine", "incident:a", halo_m=5000.0, **ring),
        PointMark(71.2, 40.6, incident_radius(1), INCIDENT_UNKNOWN, "one", "incident:b"),
    )
    legend = (
        LegendEntry(LegendSymbol.POINT, INCIDENT_POINT, Message("9 incidents"), incident_radius(9)),
        LegendEntry(LegendSymbol.RING, INCIDENT_RING, Message("deaths"), 3.0),
        LegendEntry(LegendSymbol.POINT, INCIDENT_UNKNOWN, Message("deaths unknown")),
        LegendEntry(LegendSymbol.AREA, INCIDENT_DISTRICT, Message("district only")),
        LegendEntry(LegendSymbol.AREA, PERCEPTION_TOO_FEW, Message("too few answers")),
    )
    return LayerView("incidents", Message("Reported incidents"), marks, legend, synthetic=synthetic)


def made_views() -> list[LayerView]:
    return [countries(), sections(), places(), incidents()]
