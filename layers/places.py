"""Places: settlements by size, hollow where the point may be some kilometres off, named by zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.marks import draw
from layers.naming import local_below, name_of, short_names
from layers.rows import Row, rows
from model.result import Result, require_published
from model.strings import N_, Message
from model.style import PLACE_GUESS, PLACE_POINT, PLACE_RADIUS, PLACE_RADIUS_OTHER
from model.view import LabelKind, LabelMark, LayerView, LegendEntry, LegendSymbol, Mark, PointMark

if TYPE_CHECKING:
    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "places"
TITLE = N_("Villages and towns")
_ORDER = ("city", "town", "village", "settlement")
_LEGEND = (
    LegendEntry(LegendSymbol.POINT, PLACE_POINT, Message(N_("settlement")), PLACE_RADIUS_OTHER + 0.6),
    LegendEntry(
        LegendSymbol.POINT, PLACE_GUESS, Message(N_("settlement, point uncertain")), PLACE_RADIUS_OTHER + 0.6
    ),
)


def view(places: Result, *, tr: Translator) -> LayerView:
    """A point and a label for every place, large places first so that their labels win.

    Guessed points (``confidence`` low) are hollow. Titles give the local name too.
    """
    table = require_published(places).table
    order = table["kind"].map({kind: number for number, kind in enumerate(_ORDER)}).fillna(len(_ORDER))
    people = table["population"].astype(float).fillna(0.0)
    ranked = table.assign(order=order, people=-people).sort_values(["order", "people", "place_id"])
    in_order = rows(ranked)
    points: list[Mark] = [_point(row, tr.lang) for row in reversed(in_order)]
    labels: list[Mark] = [_label(row, tr.lang) for row in in_order]
    legend = tuple(
        entry for entry in _LEGEND if any(getattr(mark, "style", None) == entry.style for mark in points)
    )
    return LayerView(
        key=KEY,
        title=Message(TITLE),
        marks=(*points, *labels),
        legend=legend,
        attributions=tuple(ref.attribution for ref in places.sources),
    )


def _point(row: Row, lang: str) -> PointMark:
    return PointMark(
        lon=row["lon"],
        lat=row["lat"],
        radius=PLACE_RADIUS.get(row["kind"], PLACE_RADIUS_OTHER),
        style=PLACE_GUESS if row["confidence"] == "low" else PLACE_POINT,
        title=short_names(row, lang=lang),
        ref=f"place:{row['place_id']}",
    )


def _label(row: Row, lang: str) -> LabelMark:
    kind = LabelKind.CITY if row["kind"] == "city" else LabelKind.VILLAGE
    below = local_below(row, lang=lang)
    return LabelMark(row["lon"], row["lat"], name_of(row, lang=lang), kind, below, f"place:{row['place_id']}")
