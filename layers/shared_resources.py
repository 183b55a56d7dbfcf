"""Shared water, ways, markets, pasture and land on the chosen day: told by form, in one hue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from layers import spots
from layers.marks import draw
from layers.naming import short_names
from layers.rows import Row, rows
from model.enums import ResourceKind, Verification
from model.labels import label
from model.result import Result, require_published
from model.strings import N_, Message, fill
from model.style import RESOURCE_HALO, RESOURCE_RADIUS, resource_style
from model.view import LayerView, LegendEntry, LegendSymbol, Mark
from model.written import year_or_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from model.strings import Translator

__all__ = ["draw", "view"]

KEY = "shared_resources"
TITLE = N_("Shared water, roads, markets and land on {date}")
CHOICE = N_("Shared water, roads, markets, land")
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "water": (
        ResourceKind.RIVER,
        ResourceKind.SPRING,
        ResourceKind.INTAKE,
        ResourceKind.CANAL,
        ResourceKind.RESERVOIR,
    ),
    "ways": (ResourceKind.ROAD, ResourceKind.BRIDGE, ResourceKind.RAILWAY),
    "market": (ResourceKind.MARKET,),
    "ground": (ResourceKind.PASTURE, ResourceKind.LAND),
}
_FORMS: Mapping[str, str] = {
    "water": N_("river, canal, intake, reservoir, spring"),
    "ways": N_("road, bridge, railway"),
    "market": N_("market"),
    "ground": N_("pasture, land"),
    "several": N_("several of these at one place"),
}
LEFT_OUT: Mapping[str, str] = {
    "not_yet": N_("not there yet"),
    "ended": N_("settled or ended before"),
    "place_unknown": N_("places not known"),
    Verification.UNVERIFIED.value: N_("not verified"),
    Verification.PARTLY.value: N_("partly verified"),
    Verification.VERIFIED.value: N_("verified"),
}
"""Why a resource is not shown on the day, in words."""
_TITLE_OF = N_("{names}: {what}")
_SINCE = N_("{what}, since {since}")
_UNPLACED = N_("Without a point on the map: {reasons}.")
_NOT_SHOWN = N_("Not shown: {reasons}.")
_NOTE = N_("What sources speak of; the point of a river, canal or road stands for the whole of it.")


def view(resources: Result, *, tr: Translator) -> LayerView:
    """A symbol and a name for each spot; what is not there on the day, or has no point, is counted in notes.

    ``resources``: the answer of ``answers.shared_resources``; the day is ``figures["on"]``.
    """
    found = rows(require_published(resources).tables["spots"])
    by_id = {row["resource_id"]: row for row in rows(resources.table)}
    points = [_symbol(spot, by_id, tr) for spot in reversed(found)]
    return LayerView(
        key=KEY,
        title=Message(TITLE, {"date": date.fromisoformat(resources.figures["on"])}),
        marks=(*points, *(mark for spot in found for mark in spots.labels(spot, tr))),
        legend=_legend(found),
        notes=_notes(resources),
        attributions=tuple(ref.attribution for ref in resources.sources),
    )


def title_of(row: Row, tr: Translator) -> str:
    """One line for a resource: its names, what it is and since when."""
    what = tr.gettext(label(ResourceKind(row["kind"])))
    if row["since"]:
        what = fill(tr.gettext(_SINCE), what=what, since=year_or_day(row["since"], lang=tr.lang))
    return fill(tr.gettext(_TITLE_OF), names=short_names(row, lang=tr.lang), what=what)


def _symbol(spot: Row, by_id: dict[str, Row], tr: Translator) -> Mark:
    style = resource_style(spots.family_of(spot["kinds"], FAMILIES), sure=spots.is_sure(spot))
    title = "; ".join(title_of(by_id[key], tr) for key in spot["ids"])
    return spots.symbol(spot, title, radius=RESOURCE_RADIUS, style=style, halo=RESOURCE_HALO, tr=tr)


def _legend(found: list[Row]) -> tuple[LegendEntry, ...]:
    present = {spots.family_of(spot["kinds"], FAMILIES) for spot in found}
    entries = [
        LegendEntry(LegendSymbol.POINT, resource_style(family, sure=True), Message(text), RESOURCE_RADIUS)
        for family, text in _FORMS.items()
        if family in present
    ]
    hollow = resource_style("water" if "water" in present else min(present, default="several"), sure=False)
    return spots.legend(found, entries, hollow=hollow, halo=RESOURCE_HALO, radius=RESOURCE_RADIUS)


def _notes(resources: Result) -> tuple[Message, ...]:
    notes = [Message(_NOTE)]
    unplaced = spots.shares(resources.figures["not_on_map"], spots.REASONS)
    if unplaced is not None:
        notes.append(Message(_UNPLACED, {"reasons": unplaced}))
    left = spots.shares(resources.excluded, LEFT_OUT)
    if left is not None:
        notes.append(Message(_NOT_SHOWN, {"reasons": left}))
    return tuple(notes)
